// The page's own script: players, card buttons, panels. It talks to our routes alone.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const wide = matchMedia("(min-width: 861px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // --- talking to the server -----------------------------------------------------------

  async function post(name, body) {
    try {
      const answer = await fetch(`api/${name}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      if (answer.ok) return (await answer.json()).said || true;
      const { error } = await answer.json().catch(() => ({}));
      toast(error || "That did not work. Please try again.");
    } catch {
      toast("The server cannot be reached. Check the connection and try again.");
    }
    return false;
  }

  // Some things must arrive even while the page closes; nobody waits for an answer.
  function beacon(name, body) {
    navigator.sendBeacon(`api/${name}`, new Blob([JSON.stringify(body)], { type: "application/json" }));
  }

  // A browser may allow no storage, in another site's frame for one.
  function keep(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {} // then it is asked again
  }

  function kept(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  }

  function toast(text) {
    const box = $("#toast");
    if (!box) return;
    box.textContent = text;
    // Over the box that one types into, never on it.
    const below = $("#box")?.getBoundingClientRect();
    box.style.bottom = below?.height ? `${innerHeight - below.top + 12}px` : "";
    box.classList.add("shown");
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => box.classList.remove("shown"), 6000);
  }

  function say(text, item = "") {
    const bridge = $("[data-bridge=ready]");
    if (!bridge) return toast("The page is still loading. Try again in a moment.");
    show("chat");
    bridge.dispatchEvent(new CustomEvent("generec:say", { detail: { text, item } }));
  }

  // --- panels --------------------------------------------------------------------------

  let due = null;
  let asked = false;

  // Several changes in a row refresh the panels once. ``anew``: the feed may change its order, too,
  // though somebody points at it.
  function refresh(delay = 150, anew = false) {
    asked ||= anew;
    clearTimeout(due);
    due = setTimeout(load, delay);
  }

  async function load() {
    // Moving a video in the page would stop it: the feed waits until it has been watched.
    if ($$("#feed video").some((video) => !video.paused)) return refresh(1000);
    let answer;
    try {
      answer = await fetch("api/panels");
    } catch {
      return refresh(5000);
    }
    if (!answer.ok) return answer.status === 409 ? undefined : refresh(5000);
    const { panels, settled } = await answer.json();
    for (const name of ["tune", "taste", "consent", "status", "notes"]) fill($(`#${name}`), panels[name]);
    if (asked || !pointed() || order(panels.feed).join() === order($("#feed").innerHTML).join()) show_feed(panels.feed);
    else hold(panels.feed);
    asked = false;
    document.dispatchEvent(new Event("generec:panels"));
    if (!settled) refresh(1500);
  }

  function fill(place, html) {
    if (!place || place.dataset.shown === html) return;
    place.dataset.shown = html;
    const focused = place.contains(document.activeElement) && document.activeElement;
    place.innerHTML = html;
    if (!focused) return;
    const same = focused.name ? $$(`[name=${focused.name}]`, place) : [];
    (same.find((one) => one.type !== "radio" || one.checked) || $("button", place) || place).focus();
  }

  // --- the feed stays as it is while somebody points at it ------------------------------

  let held = null;

  function pointed() {
    const feed = $("#feed");
    return Boolean($(".card", feed)) && (feed.matches(":hover") || feed.contains(document.activeElement));
  }

  function order(html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    return $$(".card", fresh.content).map((card) => card.dataset.item);
  }

  function show_feed(html) {
    held = null;
    $(".fresh").hidden = true;
    arrange($("#feed"), html);
    beacon("stands", { items: order(html) }); // the chat may speak of them
  }

  function hold(html) {
    held = html;
    $(".fresh").hidden = false;
    offer($("#feed"), html);
  }

  function offer(place, html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const offered = $(".offer", fresh.content);
    if ($(".offer", place)?.outerHTML === offered?.outerHTML) return;
    $(".offer", place)?.remove();
    if (offered) place.prepend(offered);
  }

  // Keeps the cards that stay, so that the feed slides into its new order instead of flashing.
  function arrange(place, html) {
    if (!place) return;
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const list = $(".cards:not(.skeleton)", place);
    const wanted = $(".cards:not(.skeleton)", fresh.content);
    if (!list || !wanted) return fill(place, html);
    const focus = document.activeElement?.closest("#feed [data-do]");
    const focusKey = focus && [focus.closest(".card")?.dataset.item, focus.dataset.do];
    const old = new Map($$(".card", list).map((card) => [card.dataset.item, card]));
    const before = new Map([...old].map(([id, card]) => [id, card.getBoundingClientRect()]));
    const cards = $$(".card", wanted).map((card) => {
      const kept = old.get(card.dataset.item);
      if (!kept) return card;
      // The two presses are taken from the new card; a menu that is open stays open.
      for (const part of [".about", ".like", ".dislike"]) {
        if ($(part, kept).outerHTML !== $(part, card).outerHTML) $(part, kept).replaceWith($(part, card));
      }
      return kept;
    });
    offer(place, html);
    list.replaceChildren(...cards);
    for (const card of cards) slide(card, before.get(card.dataset.item));
    if (focusKey) {
      $$("[data-do]", list)
        .find((b) => b.closest(".card").dataset.item === focusKey[0] && b.dataset.do === focusKey[1])
        ?.focus({ preventScroll: true });
    }
  }

  function slide(card, from) {
    if (calm.matches || !from) return;
    const to = card.getBoundingClientRect();
    if (!to.width || (from.x === to.x && from.y === to.y)) return;
    card.animate(
      [{ transform: `translate(${from.x - to.x}px, ${from.y - to.y}px)` }, { transform: "none" }],
      { duration: 280, easing: "ease-out" },
    );
  }

  // --- views: tabs beside the chat, or one at a time on a phone ------------------------

  function show(view) {
    document.documentElement.dataset.view = view;
    if (held && !pointed()) show_feed(held);
    for (const tab of $$(".views [role=tab]")) {
      // Beside the chat there is always one panel: "chat" means the feed there.
      const chosen = tab.dataset.view === (wide.matches && view === "chat" ? "feed" : view);
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    document.dispatchEvent(new Event("generec:view"));
  }

  function tabKeys(event) {
    const tabs = $$(".views [role=tab]").filter((tab) => tab.offsetParent !== null);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = tabs.indexOf(event.target);
    if (!step || at < 0) return;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    show(next.dataset.view);
    next.focus();
  }

  // --- cards ---------------------------------------------------------------------------

  const acts = {
    play(button, card) {
      const video = $("video", card);
      video.controls = true;
      video.tabIndex = 0;
      button.closest(".frame").classList.add("started");
      video.play().catch(() => toast("This video cannot be played here."));
      video.focus({ preventScroll: true });
    },
    like: (button, card) => judge(card, "like"),
    dislike: (button, card) => judge(card, "dislike"),
    more: (button, card) => say(`More like “${card.dataset.title}”`, card.dataset.item),
    report: (button, card) => report(card),
    fresh() {
      if (held) show_feed(held);
      $("#pane-side").scrollTo({ top: 0 });
      $("#feed .play")?.focus({ preventScroll: true });
    },
    later() {
      document.documentElement.dataset.later = "yes";
      keep("generec.later", "yes");
    },
    new() {
      show("chat");
      $("#new").click();
    },
    async forget(button) {
      if (await post("forget", { line: button.closest("[data-line]").dataset.line })) refresh(0);
    },
    async remember(button) {
      if (await post("remember", { yes: button.dataset.yes === "true" })) refresh(0);
    },
    async vanishes(button) {
      if (await post("vanishes", { yes: button.dataset.yes === "true" })) refresh(0);
    },
    async vanish(button) {
      // Twice, for it cannot be taken back.
      if (button.dataset.sure !== "yes") {
        button.dataset.sure = "yes";
        button.textContent = "Delete all of it?";
        return;
      }
      const said = await post("vanish", {});
      if (said) toast(said);
      refresh(0);
    },
    async consent(button) {
      if (await post("consent", { yes: button.dataset.yes === "true" })) refresh(0);
    },
    notes(button) {
      button.setAttribute("aria-expanded", button.getAttribute("aria-expanded") !== "true");
    },
  };

  const NOTED = { like: "Liked. More like it will come.", dislike: "Noted: not for you.", less: "Noted: less like it." };

  // The card itself says that it was heard; its place stays.
  function note(card, text) {
    $(".noted", card)?.remove();
    const said = Object.assign(document.createElement("p"), { className: "noted", textContent: text });
    said.setAttribute("role", "status");
    $(".frame", card).append(said);
    setTimeout(() => said.remove(), 4000);
  }

  const OPINIONS = ".like, .dislike, .less";

  // The press shows at once; it is taken back if the server did not take it.
  async function judge(card, kind) {
    const item = card.dataset.item;
    const same = $$(".card").filter((other) => other.dataset.item === item);
    const mark = (value) => {
      for (const button of same.flatMap((other) => $$(OPINIONS, other))) {
        button.setAttribute("aria-pressed", String(button.dataset.do === value));
      }
    };
    const was = $$(OPINIONS, card).find((button) => button.ariaPressed === "true")?.dataset.do;
    // A second press takes it back.
    const back = was === kind;
    mark(back ? null : kind);
    if (await (back ? post("forget", { line: item }) : post("feedback", { item, kind }))) {
      note(card, back ? "Taken back." : NOTED[kind]);
      refresh();
    } else mark(was);
  }

  function report(card) {
    const dialog = document.createElement("dialog");
    dialog.className = "report";
    dialog.innerHTML =
      '<form method="dialog"><h3>Report this video</h3>' +
      '<label>What is wrong with it?<textarea name="reason" rows="3" maxlength="1000" required></textarea></label>' +
      '<menu><button type="button" value="cancel">Cancel</button><button value="send">Send</button></menu></form>';
    $(".gradio-container").append(dialog);
    $("[value=cancel]", dialog).addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", async () => {
      const reason = $("textarea", dialog).value.trim();
      dialog.remove();
      if (dialog.returnValue === "send" && reason) {
        if (await post("report", { item: card.dataset.item, reason })) toast("Thank you. A person will look at it.");
      }
    });
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".skip")) {
      event.preventDefault();
      show("chat");
      return $("#box textarea").focus();
    }
    const tab = event.target.closest?.(".views [role=tab]");
    if (tab) return show(tab.dataset.view);
    // An answer chosen with the keyboard is gone once it is sent: the next words go into the box.
    const chosen = event.detail === 0 && event.target.closest?.("#chat button");
    if (chosen && !chosen.dataset.do) setTimeout(() => $("#box textarea")?.focus(), 100);
    const button = event.target.closest?.("[data-do]");
    if (button) acts[button.dataset.do]?.(button, button.closest(".card"));
  });
  // The box under a clip with faces: the tick is taken back if the server did not take it.
  document.addEventListener("change", async ({ target }) => {
    if (!target.matches?.("input[name=agree]")) return;
    if (!(await post("agree", { item: target.dataset.about, yes: target.checked }))) target.checked = !target.checked;
  });
  document.addEventListener("keydown", tabKeys);
  wide.addEventListener("change", () => show(document.documentElement.dataset.view));

  // --- players: what was watched, and for how long -------------------------------------

  const since = new WeakMap();

  function watched(video, text) {
    const item = video.closest("[data-item]")?.dataset.item;
    if (!item) return;
    const begin = since.get(video);
    since.delete(video);
    const value = begin === undefined ? 0 : Math.round((performance.now() - begin) / 10) / 100;
    beacon("feedback", { item, kind: "watch", value, text });
  }

  // These events do not bubble, but they can be caught on the way down.
  document.addEventListener("play", ({ target }) => {
    // The clip as it was before, under an edit, goes along with it and is nobody's choice.
    if (target.tagName !== "VIDEO" || target.closest(".split")) return;
    for (const other of $$("video:not(.split > video)")) if (other !== target && !other.paused) other.pause();
    if (since.has(target)) return;
    watched(target, "play");
    since.set(target, performance.now());
  }, true);
  document.addEventListener("pause", ({ target }) => {
    if (target.tagName !== "VIDEO" || !since.has(target)) return;
    watched(target, target.ended ? "ended" : "pause");
  }, true);

  // A tab that is left or closed tells what was watched so far.
  function leave() {
    for (const video of $$("video")) if (since.has(video)) watched(video, "left");
  }
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
    else for (const video of $$("video")) if (!video.paused) since.set(video, performance.now());
  });

  // What the other scripts of the page build on.
  window.generec = { $, $$, acts, beacon, judge, post, refresh, say, toast };

  // --- start ---------------------------------------------------------------------------

  for (const event of ["generec:changed", "generec:shown"]) document.addEventListener(event, () => refresh(0, true));
  if (kept("generec.later")) document.documentElement.dataset.later = "yes";
  const waiting = setInterval(() => {
    if (!$("#feed") || !$("#chat")) return;
    clearInterval(waiting);
    document.dispatchEvent(new Event("generec:start"));
    show("chat");
    refresh(0);
  }, 50);
})();
