// Where a clip came from, in a dialog over the page.
"use strict";
(() => {
  const { $, acts, closeMenu, toast } = window.generec;

  acts.lineage = async (button, card) => {
    closeMenu();
    const answer = await fetch(`api/lineage/${encodeURIComponent(card.dataset.item)}`).catch(() => null);
    const told = answer && (await answer.json().catch(() => ({})));
    if (!answer?.ok) return toast(told?.error || "That did not work. Please try again.");
    const dialog = document.createElement("dialog");
    dialog.className = "lineage";
    dialog.innerHTML = told.lineage;
    dialog.setAttribute("aria-label", $("h3", dialog).textContent);
    $(".gradio-container").append(dialog);
    dialog.addEventListener("click", ({ target }) => {
      // A click beside it closes it, too.
      if (target === dialog || target.closest("[data-do=close]")) dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      button.closest(".actions")?.querySelector(".dots")?.focus({ preventScroll: true });
    });
    dialog.showModal();
  };
})();
