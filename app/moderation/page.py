"""The queue as one HTML page: a case a card, with evidence, three buttons and their keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from html import escape
from pathlib import Path

from app.moderation.cases import Case
from app.moderation.frames import times
from app.store.reviews import Ruling
from models.domain import Check

THEME = Path(__file__).resolve().parents[2] / "assets" / "theme"
KINDS = {"held": "Held by policy", "report": "Reported", "share": "Offered to everybody"}
BUTTONS = (
    ("approve", "Approve", "a"),
    ("fix", "Blur and approve", "b"),
    ("reject", "Reject", "r"),
)
KEYS = "j next · k previous · a approve · b blur and approve · r reject · n note"


def render(
    cases: Sequence[Case], rulings: Sequence[Ruling], *, stamp: str, nonce: str, said: str = ""
) -> str:
    """Return the page. ``stamp`` proves that a form is ours, ``nonce`` that the script is."""
    style = (THEME / "insight.css").read_text(encoding="utf-8")
    style += (THEME / "review.css").read_text(encoding="utf-8")
    script = (THEME / "review.js").read_text(encoding="utf-8")
    queue = "".join(_card(case, stamp) for case in cases)
    empty = '<p class="faint">Nothing waits for a decision.</p>'
    told = f'<p role="status" class="said">{escape(said)}</p>' if said else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><title>Review</title>'
        f"<style>{style}</style></head><body><header><h1>Review</h1>"
        f'<p class="faint">{len(cases)} waiting. <span class="keys">{KEYS}</span></p></header>'
        f'{told}<main class="queue">{queue or empty}</main>{_trail(rulings)}'
        f'<script nonce="{nonce}">{script}</script></body></html>'
    )


def _card(case: Case, stamp: str) -> str:
    item = case.item
    frames = "".join(
        f'<img src="review/frame/{case.kind}/{case.number}/{place}" loading="lazy"'
        f' alt="At {time:.1f} seconds">'
        for place, time in enumerate(times(item, case.evidence))
    )
    buttons = "".join(
        f'<button name="action" value="{action}" data-key="{key}">{label} <kbd>{key}</kbd></button>'
        for action, label, key in BUTTONS
    )
    why = f'<p class="why">{escape(case.why)}</p>' if case.why else ""
    note = f'<p class="faint">{escape(case.note)}</p>' if case.note else ""
    return (
        f'<section class="case" tabindex="-1" aria-label="{KINDS[case.kind]}:'
        f' {escape(item.title)}"><p class="faint"><b class="{case.kind}">{KINDS[case.kind]}</b>'
        f" · {escape(item.origin)} · {item.duration:.1f} s · {_when(case.at)}</p>"
        f'{_words(case)}{why}{note}<div class="frames">{frames}</div>{_checks(case.checks)}'
        f'<form method="post" action="review"><input type="hidden" name="stamp" value="{stamp}">'
        f'<input type="hidden" name="kind" value="{case.kind}">'
        f'<input type="hidden" name="number" value="{case.number}">'
        '<input name="reason" maxlength="1000" placeholder="A note for the trail, and the visitor"'
        f' aria-label="Note"><div class="buttons">{buttons}</div></form></section>'
    )


def _words(case: Case) -> str:
    """The words of an item, with what the checks saw in them marked."""
    lines = []
    for place, text in case.words:
        spans = sorted(
            one.span for one in case.evidence if one.where == place and one.span is not None
        )
        marked, at = "", 0
        for start, end in spans:
            start = max(start, at)
            if start < end <= len(text):
                marked += f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>"
                at = end
        marked += escape(text[at:])
        tag = "h2" if place == "title" else "p"
        name = "" if place == "title" else f'<span class="faint">{escape(place)}: </span>'
        lines.append(f"<{tag}>{name}{marked}</{tag}>")
    return "".join(lines)


def _checks(checks: Sequence[Check]) -> str:
    told = "".join(
        f'<li class="{check.verdict}"><b>{escape(check.name)}</b> {check.verdict}'
        f"{': ' + escape(check.reason) if check.reason else ''}</li>"
        for check in checks
        if check.verdict != "pass"
    )
    passed = ", ".join(escape(check.name) for check in checks if check.verdict == "pass")
    rest = f'<p class="faint">Passed: {passed}</p>' if passed else ""
    return (f"<ul>{told}</ul>" if told else "") + rest


def _trail(rulings: Sequence[Ruling]) -> str:
    if not rulings:
        return ""
    rows = "".join(
        f"<tr><td>{_when(one.at)}</td><td>{KINDS[one.kind]} {one.number}</td>"
        f"<td>{one.action}</td><td>{escape(one.item)}</td><td>{escape(one.reason)}</td></tr>"
        for one in rulings
    )
    return (
        '<details class="trail"><summary>What was decided</summary><div class="wide"><table>'
        "<thead><tr><th>When</th><th>Case</th><th>Decision</th><th>Item</th><th>Note</th></tr>"
        f"</thead><tbody>{rows}</tbody></table></div></details>"
    )


def _when(at: float) -> str:
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
