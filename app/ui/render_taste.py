"""The taste panel as HTML: the corpus as a map, how to rank, and what was learnt.

As in :mod:`app.ui.render`, every foreign word passes :func:`html.escape` here.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app.ui import icons
from app.ui.labels import Label, placed
from app.ui.protocol import Spot, SpotKind, TasteKind, TasteLine, TasteMap
from app.ui.render import url
from models.domain import Origins, Tuning

GROUPS: dict[TasteKind, str] = {
    "liked": "You liked",
    "disliked": "Not for you",
    "wants": "You asked for",
    "avoids": "You would rather not see",
}
ORIGINS: dict[Origins, str] = {
    "all": "Everything",
    "people": "Made by people",
    "made": "Made for me",
}
KINDS: dict[SpotKind, str] = {
    "liked": "you liked it",
    "disliked": "not for you",
    "suggested": "suggested to you",
    "other": "not seen yet",
}
WIDTH, HEIGHT, MARGIN = 480, 340, 18
"""The map's drawing, in its own units."""

HEART = "M0 5C-6 1-7-2-5-4.5-3-6.5-1-5.5 0-3.5 1-5.5 3-6.5 5-4.5 7-2 6 1 0 5Z"
STAR = "M0-7 1.8-2.2 7 0 1.8 2.2 0 7-1.8 2.2-7 0-1.8-2.2Z"
CROSS = "M-4-4 4 4M4-4-4 4"


def taste_map(found: TasteMap) -> str:
    """Return the map as SVG: what is alike lies together, threads lead from likes to suggestions.

    What the visitor liked, turned down or is offered can be reached with the keyboard; the rest is
    the land it lies in, and answers to a tap.
    """
    if not found.spots:
        return (
            '<p class="empty">The map is drawn once there are a few videos whose pictures were'
            " looked at.</p>"
        )
    at = {spot.item.id: spot for spot in found.spots}
    marked = [spot for spot in found.spots if spot.kind != "other"]
    threads = [(spot, at[spot.because]) for spot in marked if spot.because in at]
    counts = {kind: sum(spot.kind == kind for spot in marked) for kind in KINDS}
    label = (
        f"Map of {len(found.spots)} videos, alike ones together: {counts['liked']} you liked,"
        f" {counts['suggested']} suggested, {counts['disliked']} not for you"
    )
    words = [Label(region.text, *_xy(region.x, region.y)) for region in found.regions]
    marks = [_xy(spot.x, spot.y) for spot in marked]
    drawn = [
        *(_dot(spot) for spot in found.spots if spot.kind == "other"),
        *(_thread(spot, source) for spot, source in threads),
        *map(_region, placed(words, marks, WIDTH, HEIGHT)),
        *(_mark(spot, first=place == 0) for place, spot in enumerate(marked)),
    ]
    legend = "".join(
        f'<li><svg viewBox="-9 -9 18 18" aria-hidden="true"><path class="{kind}" d="{shape}"/>'
        f"</svg>{name}</li>"
        for kind, shape, name in (
            ("liked", HEART, "You liked"),
            ("suggested", STAR, "Suggested"),
            ("disliked", CROSS, "Not for you"),
        )
    )
    return (
        f'<svg class="land" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{label}">'
        f'{"".join(drawn)}</svg><ul class="legend">{legend}</ul>'
        '<div class="spot" aria-live="polite"></div>'
    )


def _xy(x: float, y: float) -> tuple[float, float]:
    return MARGIN + x * (WIDTH - 2 * MARGIN), MARGIN + y * (HEIGHT - 2 * MARGIN)


def _told(spot: Spot) -> str:
    """What the page's script knows of a spot."""
    title = escape(spot.item.title or "Untitled")
    return (
        f'data-item="{escape(spot.item.id)}" data-title="{title}"'
        f' data-poster="{url(spot.item.id, "thumbnail")}" data-kind="{KINDS[spot.kind]}"'
    )


def _dot(spot: Spot) -> str:
    x, y = _xy(spot.x, spot.y)
    return f'<circle class="other" cx="{x:.1f}" cy="{y:.1f}" r="3.2" {_told(spot)}/>'


def _mark(spot: Spot, first: bool) -> str:
    x, y = _xy(spot.x, spot.y)
    shape = {"liked": HEART, "suggested": STAR}.get(spot.kind, CROSS)
    title = escape(spot.item.title or "Untitled")
    return (
        f'<g class="mark" role="button" tabindex="{0 if first else -1}" data-do="spot"'
        f' transform="translate({x:.1f} {y:.1f})" aria-label="{title}, {KINDS[spot.kind]}"'
        f' {_told(spot)}><circle r="11"/><path class="{spot.kind}" d="{shape}"/></g>'
    )


def _thread(spot: Spot, source: Spot) -> str:
    (x, y), (sx, sy) = _xy(spot.x, spot.y), _xy(source.x, source.y)
    return f'<line x1="{sx:.1f}" y1="{sy:.1f}" x2="{x:.1f}" y2="{y:.1f}"/>'


def _region(word: Label) -> str:
    return f'<text x="{word.x:.1f}" y="{word.y:.1f}" aria-hidden="true">{escape(word.text)}</text>'


def tune(tuning: Tuning) -> str:
    """Return the two controls of the ranking: how far afield to look, and made by whom."""
    choices = "".join(
        f'<label><input type="radio" name="origins" value="{value}"'
        f"{' checked' if value == tuning.origins else ''}><span>{name}</span></label>"
        for value, name in ORIGINS.items()
    )
    return (
        '<label class="breadth"><span>More of the same</span>'
        '<input type="range" name="breadth" min="0" max="1" step="0.25"'
        f' value="{tuning.breadth:g}" aria-label="From more of the same to surprises">'
        "<span>Surprise me</span></label>"
        f'<fieldset class="origins"><legend>Show me</legend>{choices}</fieldset>'
    )


def taste(lines: Sequence[TasteLine]) -> str:
    """Return what was learnt, in groups, each line removable; words as chips."""
    if not lines:
        return (
            '<p class="empty">Nothing learnt yet. Press <b>Like</b> or <b>Not for me</b> on a few'
            " videos, or say what you feel like watching.</p>"
        )
    parts = []
    for kind, heading in GROUPS.items():
        group = [line for line in lines if line.kind == kind]
        if group:
            rows = "".join(map(_line, group))
            words = " words" if kind in ("wants", "avoids") else ""
            parts.append(
                f'<section class="{kind}{words}"><h3>{heading}</h3><ul>{rows}</ul></section>'
            )
    return "".join(parts)


def memory(remembers: bool) -> str:
    """Return how long what the visitor says of their taste counts, and how to change that."""
    said, change = (
        ("What you say you like is remembered until you remove it.", "Only in this chat")
        if remembers
        else ("What you say you like counts in this chat alone.", "Remember it")
    )
    return (
        f'<p class="memory">{said} <button type="button" class="link" data-do="remember"'
        f' data-yes="{str(not remembers).lower()}">{change}</button></p>'
    )


def _line(line: TasteLine) -> str:
    text = escape(line.text)
    picture = (
        f'<img src="{url(line.item.id, "thumbnail")}" alt="" loading="lazy">' if line.item else ""
    )
    weight = max(0.0, min(1.0, line.weight))
    return (
        f'<li data-line="{escape(line.id)}" style="--weight:{weight:.2f}">{picture}'
        f"<span>{text}</span>"
        f'<button type="button" data-do="forget" aria-label="Forget: {text}"'
        f' title="Forget this">{icons.CLOSE}</button></li>'
    )


def vanishing(leaving: bool) -> str:
    """Return what becomes of what was made for the visitor, and how to change that."""
    said, change = (
        ("What is made for you is deleted when you leave.", "Keep it")
        if leaving
        else ("What is made for you is kept for you.", "Delete it when I leave")
    )
    return (
        f'<p class="memory"><span>{said}</span> <button type="button" class="link"'
        f' data-do="vanishes" data-yes="{str(not leaving).lower()}">{change}</button>'
        ' <button type="button" class="link" data-do="vanish">Delete it now</button></p>'
    )
