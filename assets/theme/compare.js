// What an edit changed: the clip before it under the clip after it, with a line to be moved; and
// how strongly it was changed, to be said anew.
"use strict";
(() => {
  const { $, acts, closeMenu, say } = window.generec;

  function together(before, after) {
    before.currentTime = Math.min(after.currentTime, before.duration || Infinity);
  }

  // What it was at the very beginning, before any change.
  async function original(card) {
    const answer = await fetch(`api/original/${encodeURIComponent(card.dataset.item)}`).catch(() => null);
    return (answer?.ok && (await answer.json()).item) || card.dataset.before;
  }

  async function open(card) {
    const first = await original(card);
    const frame = $(".frame", card);
    const after = $("video", frame);
    const box = document.createElement("div");
    box.className = "split";
    const before = document.createElement("video");
    Object.assign(before, {
      src: `media/${encodeURIComponent(first)}`,
      poster: `thumbnail/${encodeURIComponent(first)}`,
      muted: true,
      loop: true,
      playsInline: true,
      tabIndex: -1,
    });
    before.setAttribute("aria-label", "Original");
    const line = document.createElement("input");
    Object.assign(line, { type: "range", min: 0, max: 100, value: 50 });
    line.setAttribute("aria-label", "Line between before and after");
    const move = () => box.style.setProperty("--line", `${line.value}%`);
    line.addEventListener("input", move);
    move();
    const words = ["Original", "Now"].map((text) =>
      Object.assign(document.createElement("span"), { textContent: text }),
    );
    box.append(before, ...words, line);
    frame.append(box);
    const followed = new AbortController();
    const follow = (event, act) => after.addEventListener(event, act, { signal: followed.signal });
    follow("play", () => before.play().catch(() => {}));
    follow("pause", () => before.pause());
    follow("seeked", () => together(before, after));
    box.end = () => {
      followed.abort();
      after.loop = false;
      after.controls = true;
      box.remove();
    };
    after.loop = true;
    acts.play($(".play", frame), card);
    // The player's own buttons would lie over the pictures that are compared.
    after.controls = false;
    after.addEventListener("click", () => (after.paused ? after.play() : after.pause()), { signal: followed.signal });
    line.focus({ preventScroll: true });
  }

  acts.compare = (button, card) => {
    const shown = $(".split", card);
    closeMenu();
    if (shown) shown.end();
    else open(card);
    button.setAttribute("aria-pressed", String(!shown));
  };

  document.addEventListener("input", ({ target }) => {
    if (target.name !== "strength") return;
    target.nextElementSibling.textContent = `${target.value} %`;
  });
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "strength") return;
    const card = target.closest(".card");
    say(`strength ${target.value} %`, card.dataset.item);
  });
})();
