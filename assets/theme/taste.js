// The taste panel and the cards' menus: map, controls, reasons, starting over.
"use strict";
(() => {
  const { $, $$, acts, judge, post, refresh, say, toast } = window.generec;

  // --- the menu of a card --------------------------------------------------------------

  const open = () => $(".dots[aria-expanded=true]");

  function close(back = false) {
    const dots = open();
    if (!dots) return;
    dots.setAttribute("aria-expanded", "false");
    dots.nextElementSibling.hidden = true;
    if (back) dots.focus({ preventScroll: true });
  }

  window.generec.closeMenu = close;

  acts.menu = (dots) => {
    const again = dots === open();
    close();
    if (again) return;
    dots.setAttribute("aria-expanded", "true");
    dots.nextElementSibling.hidden = false;
    $("button", dots.nextElementSibling).focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".menu, .dots")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open()) close(true);
    const rows = $$("button", event.target.closest?.(".menu") || document.createElement("i"));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !rows.length) return;
    event.preventDefault();
    rows[(rows.indexOf(event.target) + step + rows.length) % rows.length].focus();
  });

  const { report } = acts;
  acts.report = (button, card) => {
    close(true);
    report(button, card);
  };
  acts.less = (button, card) => {
    close(true);
    judge(card, "less");
  };
  acts.make = (button) => say(button.dataset.say);

  acts.share = async (button, card) => {
    const yes = button.getAttribute("aria-pressed") !== "true";
    const said = await post("share", { item: card.dataset.item, yes });
    if (!said) return;
    // The same clip may stand in the chat and in the feed.
    for (const same of $$(".card").filter((other) => other.dataset.item === card.dataset.item)) {
      const [press, stands] = [$(".share", same), $(".stands", same)];
      if (!press || !stands) continue;
      press.setAttribute("aria-pressed", String(yes));
      $("span", press).textContent = yes ? "Keep it to myself" : "Share with others";
      stands.textContent = said;
    }
    close(true);
    toast(said);
  };

  async function reasons(item, list) {
    const answer = await fetch(`api/why/${encodeURIComponent(item)}`).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (!told?.why) return toast(told?.error || "The server cannot be reached. Try again.");
    list.replaceChildren(
      ...told.why.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
    list.hidden = false;
  }

  acts.why = async (button, card) => {
    const list = $(".reasons", card);
    close(true);
    if (!list.hidden) return void (list.hidden = true);
    await reasons(card.dataset.item, list);
  };

  // --- the map -------------------------------------------------------------------------

  let chosen = null;

  async function draw() {
    const place = $("#map");
    if (!place || document.documentElement.dataset.view !== "taste") return;
    const answer = await fetch("api/map").catch(() => null);
    if (!answer?.ok) return;
    const { map } = await answer.json();
    if (place.dataset.shown === map) return;
    place.dataset.shown = map;
    const held = document.activeElement?.closest?.("#map .mark")?.dataset.item;
    place.innerHTML = map;
    const spot = chosen && $$("#map [data-item]").find((one) => one.dataset.item === chosen);
    if (spot) describe(spot);
    if (held) $$("#map .mark").find((one) => one.dataset.item === held)?.focus();
  }

  function describe(spot) {
    chosen = spot.dataset.item;
    for (const one of $$("#map .chosen")) one.classList.remove("chosen");
    spot.classList.add("chosen");
    const box = $("#map .spot");
    const picture = Object.assign(new Image(), { src: spot.dataset.poster, alt: "" });
    const words = document.createElement("div");
    const title = Object.assign(document.createElement("b"), { textContent: spot.dataset.title });
    const kind = Object.assign(document.createElement("span"), { textContent: spot.dataset.kind });
    const list = Object.assign(document.createElement("ul"), { className: "reasons", hidden: true });
    const buttons = document.createElement("p");
    for (const [label, act] of [
      ["Why this?", () => reasons(spot.dataset.item, list)],
      ["More like this", () => say(`More like “${spot.dataset.title}”`, spot.dataset.item)],
    ]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.addEventListener("click", act);
      buttons.append(button);
    }
    words.append(title, kind, list, buttons);
    box.replaceChildren(picture, words);
  }

  document.addEventListener("click", (event) => {
    const spot = event.target.closest?.("#map [data-item]");
    if (spot) describe(spot);
  });
  // One stop for the tab key; the arrows lead from mark to mark, Enter chooses one.
  document.addEventListener("keydown", (event) => {
    const mark = event.target.closest?.("#map .mark");
    if (!mark) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return describe(mark);
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const marks = $$("#map .mark");
    const next = marks[(marks.indexOf(mark) + step + marks.length) % marks.length];
    mark.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
  document.addEventListener("generec:panels", draw);
  document.addEventListener("generec:view", draw);

  // --- how to rank, and starting over ----------------------------------------------------

  document.addEventListener("change", async ({ target }) => {
    if (!target.closest?.("#tune")) return;
    const value = target.name === "breadth" ? Number(target.value) : target.value;
    if (await post("tune", { [target.name]: value })) refresh(0);
  });

  acts.reset = (button) => {
    const dialog = document.createElement("dialog");
    dialog.className = "report";
    dialog.innerHTML =
      '<form method="dialog"><h3>Start over?</h3>' +
      "<p>All likes, dislikes, what you watched and the words that were learnt are forgotten. Your chats stay.</p>" +
      '<menu><button value="cancel" autofocus>Keep them</button><button value="send">Forget all</button></menu></form>';
    $(".gradio-container").append(dialog);
    dialog.addEventListener("close", async () => {
      dialog.remove();
      if (dialog.returnValue === "send" && (await post("reset", {}))) refresh(0);
      button.focus();
    });
    dialog.showModal();
  };
})();
