// Keys for the queue: the case in hand has a frame; letters press its buttons.
const cases = [...document.querySelectorAll(".case")];
let here = -1;

function go(to) {
  if (!cases.length) return;
  cases[here]?.classList.remove("here");
  here = Math.max(0, Math.min(cases.length - 1, to));
  cases[here].classList.add("here");
  cases[here].focus({ preventScroll: true });
  cases[here].scrollIntoView({ block: "nearest" });
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const writing = event.target.matches("input");
  if (writing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const at = cases[here];
  if (event.key === "j") go(here + 1);
  else if (event.key === "k") go(here - 1);
  else if (event.key === "n") at?.querySelector("[name=reason]").focus();
  else if (!at?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)) return;
  else at.querySelector(`[data-key="${CSS.escape(event.key)}"]`).click();
  event.preventDefault();
});
cases.forEach((one, place) => one.addEventListener("click", () => go(place)));
go(0);
