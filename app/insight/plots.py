"""Pictures as inline SVG, drawn in the page's own colours: rates with intervals, bars, histograms.

Each is 360 units wide, as wide as a phone, and takes its colours from classes of the style sheet.
Words are escaped here; callers give them as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from app.insight.measures import Mean, Rate

WIDTH = 360
ROW = 42
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a plot. ``tone`` is a class of the style sheet."""

    label: str
    figure: Rate | Mean
    tone: str = "people"


def percent(value: float) -> str:
    """Say a share as people do: 7.4 %, 31 %."""
    return f"{100 * value:.1f} %" if 0 < value < 0.0995 else f"{100 * value:.0f} %"


def rates(rows: Sequence[Row], what: str) -> str:
    """Draw shares with their 95 % intervals on one scale, from nothing to the next round share."""
    reach = max((row.figure.high or row.figure.value or 0.0 for row in rows), default=0.0)
    top = next((limit for limit in (0.1, 0.2, 0.5) if reach <= limit), 1.0)
    return _intervals(rows, what, 0.0, top, percent)


def means(rows: Sequence[Row], what: str, low: float, high: float, unit: str = "") -> str:
    """Draw means with their 95 % intervals between ``low`` and ``high``."""
    return _intervals(rows, what, low, high, lambda value: f"{value:.3g}{unit}")


def _intervals(
    rows: Sequence[Row], what: str, low: float, high: float, say: Callable[[float], str]
) -> str:
    left, right = 8, WIDTH - 8

    def x(value: float) -> float:
        return left + (right - left) * min(1.0, max(0.0, (value - low) / (high - low)))

    drawn = []
    for number, row in enumerate(rows):
        y, figure = number * ROW + 15, row.figure
        line = y + 15
        drawn.append(f'<text x="{left}" y="{y}">{escape(row.label)}</text>')
        track = "track" if figure.value is not None else "track nothing"
        drawn.append(f'<line class="{track}" x1="{left}" x2="{right}" y1="{line}" y2="{line}"/>')
        if figure.value is None:
            drawn.append(_right(y, UNKNOWN, "faint"))
            continue
        drawn.append(_right(y, f"{say(figure.value)}  {_of(figure)}"))
        if figure.low is not None and figure.high is not None:
            a, b = x(figure.low), x(figure.high)
            title = f"95 %: {say(figure.low)} to {say(figure.high)}"
            drawn.append(
                f'<line class="span {row.tone}" x1="{a:.1f}" x2="{b:.1f}" y1="{line}" '
                f'y2="{line}"><title>{escape(title)}</title></line>'
            )
        drawn.append(f'<circle class="{row.tone}" cx="{x(figure.value):.1f}" cy="{line}" r="5.5"/>')
    y = len(rows) * ROW + 8
    for value, anchor in ((low, "start"), ((low + high) / 2, "middle"), (high, "end")):
        drawn.append(
            f'<text class="faint" x="{x(value):.1f}" y="{y}" '
            f'text-anchor="{anchor}">{escape(say(value))}</text>'
        )
    return _svg(y + 6, what, drawn)


def bars(values: Sequence[int], what: str, first: str, last: str, tone: str = "people") -> str:
    """Draw counts side by side, in order, with the names of the first and the last."""
    height, top = 74, max(values, default=0)
    step = (WIDTH - 16) / max(len(values), 1)
    drawn = [f'<text class="faint" x="8" y="12">{top:,} at most</text>']
    drawn.append(f'<line class="track thin" x1="8" x2="{WIDTH - 8}" y1="92" y2="92"/>')
    for number, value in enumerate(values):
        if not value:
            continue
        tall = max(1.5, height * value / top)
        wide = min(step * 0.82, 22.0)
        drawn.append(
            f'<rect class="{tone}" x="{8 + number * step + (step - wide) / 2:.1f}" '
            f'y="{92 - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}" rx="1.5">'
            f"<title>{value:,}</title></rect>"
        )
    drawn.append(f'<text class="faint" x="8" y="107">{escape(first)}</text>')
    drawn.append(_right(107, last, "faint"))
    return _svg(114, what, drawn)


def histogram(counts: Sequence[int], what: str, tone: str) -> str:
    """Draw how many fall into each tenth from nothing to all."""
    total, top = sum(counts), max(counts, default=0)
    step = (WIDTH - 16) / max(len(counts), 1)
    drawn = [f'<line class="track thin" x1="8" x2="{WIDTH - 8}" y1="58" y2="58"/>']
    for number, count in enumerate(counts):
        if not count:
            continue
        tall = max(1.5, 50 * count / top)
        title = f"{percent(count / total)} of views"
        drawn.append(
            f'<rect class="{tone}" x="{8 + number * step + 1:.1f}" y="{58 - tall:.1f}" '
            f'width="{step - 2:.1f}" height="{tall:.1f}" rx="2"><title>{title}</title></rect>'
        )
    return _svg(62, what, drawn)


def scales(good: int, bad: int, most: int, what: str) -> str:
    """Draw praise to the right and blame to the left of a middle line."""
    half = WIDTH / 2 - 30
    right, left = (half * count / max(most, 1) for count in (good, bad))
    middle = WIDTH / 2
    drawn = [
        f'<rect class="bad" x="{middle - 1 - left:.1f}" y="4" width="{left:.1f}" height="12" '
        'rx="2"/>',
        f'<rect class="good" x="{middle + 1:.1f}" y="4" width="{right:.1f}" height="12" rx="2"/>',
        f'<text x="{middle + right + 6:.1f}" y="14">{good}</text>',
        f'<text x="{middle - left - 6:.1f}" y="14" text-anchor="end">{bad}</text>',
    ]
    return _svg(20, what, drawn)


def _of(figure: Rate | Mean) -> str:
    people = f"{figure.visitors:,} visitor{'' if figure.visitors == 1 else 's'}"
    if isinstance(figure, Mean):
        return f"({figure.n:,} from {people})"
    if figure.n == figure.visitors:
        return f"of {people}"
    return f"of {figure.n:,} · {people}"


def _right(y: float, words: str, tone: str = "") -> str:
    return f'<text class="{tone}" x="{WIDTH - 8}" y="{y}" text-anchor="end">{escape(words)}</text>'


def _svg(height: float, what: str, drawn: Sequence[str]) -> str:
    label = escape(what, quote=True)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{label}">'
        f"{''.join(drawn)}</svg>"
    )
