// The menu of a card, and what it does beyond what its card can.
"use strict";
(() => {
  const { $, $$, acts, judge, post, toast } = window.generec;
  const ROWS = "button, a";

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
    const menu = dots.nextElementSibling;
    menu.hidden = false;
    $(ROWS, menu).focus({ preventScroll: true });
    menu.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("click", (event) => {
    // On a phone a tap beside the sheet lands on the sheet itself.
    if (!event.target.closest?.(".menu, .dots") || event.target.matches(".menu")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open()) close(true);
    const rows = $$(ROWS, event.target.closest?.(".menu") || document.createElement("i"));
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

  acts.download = () => close(true); // the browser does the rest

  // Ask before what cannot be taken back; the words are the page's own.
  function sure(title, text, keep, go) {
    const dialog = document.createElement("dialog");
    dialog.className = "report";
    dialog.innerHTML =
      `<form method="dialog"><h3>${title}</h3><p>${text}</p>` +
      `<menu><button value="cancel" autofocus>${keep}</button><button value="send">${go}</button></menu></form>`;
    $(".gradio-container").append(dialog);
    dialog.showModal();
    return new Promise((answer) => {
      dialog.addEventListener("close", () => {
        dialog.remove();
        answer(dialog.returnValue === "send");
      });
    });
  }

  window.generec.sure = sure;

  const GONE = "It goes for good, from your chats too. Videos made from it stay.";

  acts.delete = async (button, card) => {
    close();
    const { item } = card.dataset;
    if ((await sure("Delete this video?", GONE, "Keep it", "Delete")) && (await post("delete", { item }))) {
      gone(item);
      toast("Deleted.");
      document.dispatchEvent(new CustomEvent("generec:changed", { detail: { gone: item } }));
      $("#box textarea").focus();
    } else $(".dots", card)?.focus({ preventScroll: true });
  };

  window.generec.gone = gone;

  // It may stand in the chat several times, and as what was attached to a message.
  function gone(item) {
    for (const card of $$(".card").filter((one) => one.dataset.item === item)) {
      const list = card.parentElement;
      card.remove();
      if (!$(".card", list)) list.remove();
    }
    const address = `media/${encodeURIComponent(item)}`;
    for (const clip of $$("video.attached")) if (clip.getAttribute("src") === address) clip.remove();
  }
})();
