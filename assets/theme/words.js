// The page's own words in the visitor's language. What people, clips and the assistant say is theirs;
// what is offered to be tapped is told in their language and sent in English.
"use strict";
(() => {
  const all = window.generecWords || {};
  const codes = (navigator.languages?.length ? navigator.languages : [navigator.language]).map((code) => code.slice(0, 2).toLowerCase());
  // The first language that is spoken here, English included.
  const code = codes.find((one) => one === "en" || all[one]);
  const words = all[code];
  if (!words) return;

  const OURS = "#header, #side, #foot, #toast, .welcome, .cards, .thinking, .earlier, .footnote, .agree, dialog.report, dialog.lineage, #chat .example, #chat .option";
  const THEIRS = ".title, q, .why, .note, .reasons, .region, [data-line] > span, .land text, textarea";
  const TAPPED = "#chat .example, #chat .option";
  const SHOWN = ["aria-label", "title", "alt", "placeholder"];

  function said(text) {
    const plain = text.trim().replace(/\s+/g, " ");
    if (words[plain]) return words[plain];
    const number = plain.match(/^([\d,.\s]+) videos$/);
    return number ? words["{n} videos"].replace("{n}", number[1]) : null;
  }

  const things = (window.generecThings || {})[code] || {};
  const shapes = Object.keys(words)
    .filter((key) => key.includes("{x}"))
    .map((key) => [new RegExp(`^${key.replace("{x}", "(.+)")}$`), words[key]]);

  function thing(text) {
    return things[text.toLowerCase().replace(/^(an?|the|some) /, "")] || null;
  }

  // An answer to tap is one of ours, one of ours about something, or a wish with a word after it.
  function offered(text) {
    const plain = text.trim().replace(/\s+/g, " ");
    const whole = said(plain) || thing(plain);
    if (whole) return whole;
    for (const [shape, told] of shapes) {
      const about = plain.match(shape);
      if (about) return thing(about[1]) && told.replace("{x}", () => thing(about[1]));
    }
    const parts = plain.split(", ");
    return parts.length > 1 ? parts.map((part) => said(part) || thing(part) || part).join(", ") : null;
  }

  function attributes(element) {
    for (const name of SHOWN) {
      const value = element.getAttribute?.(name);
      if (!value) continue;
      // "Like: the clip's title" is half ours.
      const [ours, ...rest] = value.split(": ");
      const played = value.startsWith("Play ") ? `${words.Play} ${value.slice(5)}` : null;
      const found = said(value) || (rest.length && said(ours) ? [said(ours), ...rest].join(": ") : played);
      if (found && found !== value) element.setAttribute(name, found);
    }
  }

  function tell(element) {
    if (element.closest(THEIRS) && !element.matches("[aria-label]")) return;
    attributes(element);
    if (element.closest(THEIRS)) return;
    const whole = element.children.length && element.children.length < 4 ? words[element.innerHTML.trim().replace(/\s+/g, " ")] : null;
    if (whole) {
      element.innerHTML = whole;
      return;
    }
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const speak = element.closest(TAPPED) ? offered : said;
      const found = node.data.trim() && speak(node.data);
      // The spaces around stay: "… an AI. It can be wrong."
      if (found && found !== node.data.trim()) node.data = node.data.replace(node.data.trim(), found);
    }
    for (const child of element.children) tell(child);
  }

  function visit(node) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element?.nodeType !== Node.ELEMENT_NODE) return;
    if (element.closest(OURS)) tell(element);
    else for (const ours of element.querySelectorAll(OURS)) tell(ours);
  }

  function begin() {
    document.documentElement.lang = code;
    document.documentElement.dataset.told = "otherwise";
    visit(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "characterData") visit(change.target);
        for (const node of change.addedNodes) visit(node);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  }
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
