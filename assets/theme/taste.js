// The taste panel: reasons, map, controls, starting over.
"use strict";
(() => {
  const { $, $$, acts, closeMenu, post, refresh, say, sure, toast } = window.generec;

  // --- why ------------------------------------------------------------------------------

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
    closeMenu(true);
    if (!list.hidden) return void (list.hidden = true);
    await reasons(card.dataset.item, list);
  };

  acts.make = (button) => say(button.dataset.say);

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

  const FORGET =
    "All likes, dislikes, what you watched and the words that were learnt are forgotten. Your chats stay.";

  acts.reset = async (button) => {
    const yes = await sure("Start over?", FORGET, "Keep them", "Forget all");
    if (yes && (await post("reset", {}))) refresh(0);
    button.focus();
  };
})();
