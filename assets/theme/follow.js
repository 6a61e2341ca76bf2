// The chat follows what the visitor sends.
"use strict";
(() => {
  const { $, $$, toast } = window.generec;

  // The end is in view as the answer grows: its buttons and what can be tapped next. Cards that are
  // taller than the view begin at its top instead. Whoever scrolls is left alone.
  function followChat(chat) {
    let last = null;
    let following = false;
    for (const event of ["wheel", "touchmove", "keydown"]) {
      chat.addEventListener(event, () => (following = false), { passive: true });
    }
    const follow = () => {
      const sent = $$(".user-row", chat);
      // What is put above redraws all below it: nothing new was sent then.
      if (sent.at(-1) !== last && sent.length && !chat.dataset.earlier) following = true;
      last = sent.at(-1);
      // Gradio names the arrow of a step with nothing.
      for (const arrow of $$('.thought-group button[aria-label=""]', chat)) arrow.setAttribute("aria-label", "Details");
      const wrap = $(".bubble-wrap", chat);
      if (!wrap || !last || !following) return;
      const cards = $$(".cards", wrap).at(-1);
      const after = cards && last.compareDocumentPosition(cards) & Node.DOCUMENT_POSITION_FOLLOWING;
      const tall = after && cards.offsetHeight > wrap.clientHeight;
      const top = tall ? cards.getBoundingClientRect().top - wrap.getBoundingClientRect().top - 40 : Infinity;
      wrap.scrollTop = Math.min(wrap.scrollTop + top, wrap.scrollHeight);
    };
    new MutationObserver(follow).observe(chat, { childList: true, subtree: true });
    const grown = new ResizeObserver(follow);
    for (const event of ["generec:changed", "generec:shown"]) {
      document.addEventListener(event, () => {
        for (const part of $$(".bubble-wrap, .bubble-wrap > *", chat)) grown.observe(part);
        follow();
      });
    }
  }

  // Gradio says nothing where there is no microphone.
  document.addEventListener("click", async ({ target }) => {
    if (!target.closest?.("#box .microphone-button")) return;
    const found = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
    if (!found?.some(({ kind }) => kind === "audioinput")) toast("No microphone was found. Write it instead, or attach a recording.");
  });

  document.addEventListener("generec:start", () => followChat($("#chat")));
})();
