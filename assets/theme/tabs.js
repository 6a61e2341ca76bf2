// Several tabs of one visitor, and what lies further back in a chat.
"use strict";
(() => {
  const { $, $$, acts, beacon, refresh } = window.generec;
  const others = new BroadcastChannel("generec");

  addEventListener("pagehide", () => {
    beacon("left", {});
    others.postMessage("left");
  });
  // Who comes back to a page that was put aside has not left.
  addEventListener("pageshow", ({ persisted }) => persisted && beacon("here", {}));

  // What is done in one tab is seen in the others: the feed at once, the chat once nothing is
  // played or worked on in it. What somebody is writing stays in the box.
  document.addEventListener("generec:changed", ({ detail }) => others.postMessage(detail || "changed"));
  others.addEventListener("message", ({ data }) => {
    // Who closes one of two tabs has not left either.
    if (data === "left") return void setTimeout(() => beacon("here", {}), 1000);
    if (data.gone) window.generec.gone(data.gone);
    refresh();
    again();
  });

  let due = null;

  function again() {
    clearTimeout(due);
    const busy = $("#box .stop-button") || $$("#chat video").some((video) => !video.paused) || $("dialog[open]");
    if (busy) due = setTimeout(again, 1000);
    else $("#again").click();
  }

  // What was in view stays there while what is earlier is put above it.
  acts.earlier = () => {
    const wrap = $("#chat .bubble-wrap");
    const below = wrap.scrollHeight - wrap.scrollTop;
    $("#chat").dataset.earlier = "yes";
    const stay = () => {
      wrap.scrollTop = wrap.scrollHeight - below;
      delete $("#chat").dataset.earlier;
    };
    document.addEventListener("generec:shown", () => setTimeout(stay, 50), { once: true });
    $("#earlier").click();
  };
})();
