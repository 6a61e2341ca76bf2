"""How people look in what was created: what was asked for beside what came out.

Where a prompt leaves looks open they are drawn evenly (:mod:`models.fidelity.balance`), and the
recipe keeps what was given. What came out is known where the recipe keeps what a probe saw.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.insight.plots import UNKNOWN, WIDTH, percent
from app.insight.queries import Window
from app.store.schema import ArtifactRow
from models.fidelity.balance import GLASSES, HAIR, HAIR_COLOURS, Share, shares

GIVEN, SEEN = "person", "seen"
"""Parameters of a recipe: what was asked for, and what a probe of the pictures found."""

VALUES: Mapping[str, tuple[str, ...]] = {
    "hair": tuple(HAIR), "hair_colour": HAIR_COLOURS, "glasses": GLASSES,
}  # fmt: skip
TITLES: Mapping[str, str] = {"hair": "Hair", "hair_colour": "Colour of hair", "glasses": "Glasses"}
ROW, HEAD = 30, 24

COUNTED = """Counted are clips and pictures with a person whose looks the prompt left open. The
line across each bar is an even share. Produced is what a probe saw in the pictures. The probes that
ship tell looks of our own renders hardly better than guessing (hair: 22 % right among five kinds,
32 % among five colours; glasses: 67 % of two), so none of them is asked, and it is unknown. Skin is
in no caption of the generator; it can be neither asked for nor seen."""


def people(session: Session, window: Window) -> tuple[int, list[Share]]:
    """Return how many such clips were made, and the share of each value."""
    query = select(ArtifactRow.recipe).where(window.holds(ArtifactRow.at))
    recipes = (recipe.get("parameters") or {} for recipe in session.scalars(query))
    pairs = [
        (_known(told[GIVEN]), _known(told[SEEN]) if isinstance(told.get(SEEN), dict) else None)
        for told in recipes
        if isinstance(told.get(GIVEN), dict)
    ]
    return len(pairs), shares(pairs)


def _known(told: Mapping[str, Any]) -> dict[str, str]:
    return {name: told[name] for name, values in VALUES.items() if told.get(name) in values}


def drawn(count: int, found: list[Share]) -> str:
    """Return the picture: for each attribute a bar a value, what was asked for over what came."""
    if not count:
        return '<p class="faint">Nobody was drawn whose looks were left open: unknown.</p>'
    parts = [f"<p>{count:,} {'was' if count == 1 else 'were'} made with looks left open.</p>"]
    for name, values in VALUES.items():
        known = {one.value: one for one in found if one.attribute == name}
        parts.append(f"<p>{TITLES[name]}</p>{_bars(TITLES[name], values, known)}")
    return "".join(parts)


def _bars(title: str, values: tuple[str, ...], known: Mapping[str, Share]) -> str:
    measured = any(one.produced is not None for one in known.values())
    left, right = 76, WIDTH - (100 if measured else 52)
    every = [(one.asked, one.produced or 0.0) for one in known.values()]
    reach = max([1 / len(values), *(max(pair) for pair in every)])

    def x(share: float) -> float:
        return left + (right - left) * share / reach

    lines = []
    for number, value in enumerate(values):
        y, one = number * ROW + 6, known.get(value)
        asked = one.asked if one is not None else 0.0
        lines.append(f'<text x="8" y="{y + 12}">{escape(value)}</text>')
        lines.append(_bar("people", left, x(asked), y, f"asked: {percent(asked)}"))
        said = percent(asked)
        if one is not None and one.produced is not None:
            told = f"produced: {percent(one.produced)}"
            lines.append(_bar("created", left, x(one.produced), y + 9, told))
            said += f", {percent(one.produced)}"
        lines.append(
            f'<text class="faint" x="{WIDTH - 8}" y="{y + 12}" text-anchor="end">{said}</text>'
        )
    even, bottom = x(1 / len(values)), len(values) * ROW
    lines.append(f'<line class="even" x1="{even:.1f}" x2="{even:.1f}" y1="2" y2="{bottom}"/>')
    key = "asked for, produced below" if measured else f"asked for; produced: {UNKNOWN}"
    lines.append(f'<text class="faint" x="8" y="{bottom + 14}">{key}</text>')
    what = escape(f"{title}: shares asked for and produced", quote=True)
    return (
        f'<svg viewBox="0 0 {WIDTH} {bottom + HEAD}" role="img" aria-label="{what}">'
        f"{''.join(lines)}</svg>"
    )


def _bar(tone: str, left: float, right: float, y: float, told: str) -> str:
    return (
        f'<rect class="{tone}" x="{left}" y="{y}" width="{max(1.0, right - left):.1f}" height="7" '
        f'rx="2"><title>{escape(told)}</title></rect>'
    )
