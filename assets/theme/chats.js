// The visitor's own chats: a drawer to open, name and delete them.
"use strict";
(() => {
  const { $, $$, acts, post, sure, toast } = window.generec;
  const drawer = () => $("#chats");
  const list = () => $("#chats .list");

  // Today the hour says enough; otherwise the day does.
  function when(iso) {
    const at = new Date(iso);
    const today = new Date().toDateString() === at.toDateString();
    const year = at.getFullYear() !== new Date().getFullYear() ? { year: "numeric" } : {};
    const day = { day: "numeric", month: "short", ...year };
    return at.toLocaleString(document.documentElement.lang || undefined, today ? { timeStyle: "short" } : day);
  }

  async function load() {
    const answer = await fetch("api/chats").catch(() => null);
    if (!answer?.ok) return toast("The server cannot be reached. Check the connection and try again.");
    list().innerHTML = (await answer.json()).chats;
    for (const time of $$("time", list())) time.textContent = when(time.dateTime);
  }

  const chosen = (element) => element.closest("[data-chat]");

  acts.chats = async () => {
    await load();
    if (!drawer().open) drawer().showModal();
    ($("[aria-current]", list()) || $(".open", list()))?.focus();
  };
  acts.closeChats = () => drawer().close();

  acts.openChat = async (button) => {
    if (!(await post("chats/open", { chat: chosen(button).dataset.chat }))) return load();
    drawer().close();
    document.dispatchEvent(new Event("generec:chat"));
    $("#opened").click();
  };

  acts.renameChat = (button) => {
    const row = chosen(button);
    const name = $(".title", row);
    const input = Object.assign(document.createElement("input"), { value: name.textContent, maxLength: 80 });
    input.setAttribute("aria-label", button.getAttribute("aria-label"));
    const parts = [...row.children];
    row.replaceChildren(input);
    input.select();
    let over = false;
    const end = async (keep) => {
      if (over) return;
      over = true;
      const title = input.value.trim();
      row.replaceChildren(...parts);
      if (keep && title !== name.textContent) {
        await post("chats/rename", { chat: row.dataset.chat, title });
        await load();
      }
      const same = $$("[data-chat]", list()).find((one) => one.dataset.chat === row.dataset.chat);
      if (same) $("[data-do=renameChat]", same).focus();
    };
    input.addEventListener("blur", () => end(true));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault(); // Escape ends the naming, not the drawer
      end(event.key === "Enter");
    });
    input.focus();
  };

  const ERASED = "What was said in it goes for good. Videos you brought or had made stay.";

  acts.deleteChat = async (button) => {
    const row = chosen(button);
    const yes = await sure("Delete this chat?", ERASED, "Keep it", "Delete");
    if (yes && (await post("chats/delete", { chat: row.dataset.chat }))) {
      if ($("[aria-current]", row)) $("#opened").click();
      await load();
    }
    ($(".open", list()) || $("[data-do=closeChats]")).focus();
  };

  document.addEventListener("click", ({ target }) => {
    // A click beside it closes it.
    if (target === drawer()) drawer().close();
  });
})();
