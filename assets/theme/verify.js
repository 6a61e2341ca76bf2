"use strict";
(() => {
  const drop = document.getElementById("drop");
  const input = document.getElementById("file");
  const answer = document.getElementById("answer");
  const names = {
    credentials: "Signed record", watermark: "Invisible mark", bytes: "Bytes", looks: "Looks",
  };
  const marks = {
    ours: "M4 10.5l4 4 8-9", maybe: "M10 4v8m0 3.5v.5", unknown: "M5 10h10",
  };
  let asked = 0;

  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  const sign = (found) => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", { ours: "yes", maybe: "maybe", unknown: "nothing found" }[found]);
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", marks[found]);
    for (const [key, value] of Object.entries({
      fill: "none", stroke: "currentColor", "stroke-width": "2.2", "stroke-linecap": "round",
    })) path.setAttribute(key, value);
    svg.append(path);
    return svg;
  };

  const show = (name, told) => {
    const card = element("div", "", "card " + (told.error ? "refused" : told.answer));
    card.append(element("p", name, "name"), element("h2", told.error || told.says));
    if (told.evidence) {
      const list = element("ul");
      for (const one of told.evidence) {
        // Looks alone prove nothing; beside proof they agree with it, and are no cause for doubt.
        const found = told.answer === "ours" && one.source === "looks" && one.answer === "maybe" ? "ours" : one.answer;
        const line = element("li", "", found);
        line.append(sign(found), element("b", names[one.source]), element("span", one.says));
        list.append(line);
      }
      card.append(list);
    }
    answer.replaceChildren(card);
  };

  const ask = async (file) => {
    const turn = ++asked;
    const waiting = element("div", "", "card");
    const bar = element("progress");
    bar.setAttribute("aria-label", "Looking at the file");
    waiting.append(element("p", file.name, "name"), element("h2", "Looking at it …"), bar);
    answer.replaceChildren(waiting);
    let told;
    try {
      const reply = await fetch("api/verify?name=" + encodeURIComponent(file.name), {
        method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" },
      });
      told = await reply.json();
    } catch {
      told = { error: "The server did not answer. Try again in a moment." };
    }
    if (turn === asked) show(file.name, told);
  };

  input.addEventListener("change", () => {
    if (input.files.length) ask(input.files[0]);
    input.value = "";
  });
  for (const kind of ["dragenter", "dragover"]) {
    addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) {
    addEventListener(kind, (event) => { event.preventDefault(); drop.classList.remove("over"); });
  }
  addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) ask(event.dataTransfer.files[0]);
  });
})();
