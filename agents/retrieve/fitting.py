"""Whether a clip is as long, and shaped, as was asked for."""

from __future__ import annotations

from models.domain import Guidance, Item, Shape


def fits(item: Item, guidance: Guidance) -> bool:
    """Whether a clip's length is within the bounds, and its shape the one asked for."""
    if guidance.shape is not None and guidance.shape != shape_of(item):
        return False
    seconds = round(item.duration, 1)  # as its card has it
    for name, bound in (("at_least", guidance.at_least), ("at_most", guidance.at_most)):
        if bound is None:
            continue
        past = seconds - bound if name == "at_least" else bound - seconds
        if past < 0 or (past == 0 and name in guidance.strict):
            return False
    return True


def shape_of(item: Item) -> Shape | None:
    """The shape of a clip's picture; ``None`` where its size is not known."""
    if not (item.width and item.height):
        return None
    ratio = item.width / item.height
    return "square" if 0.9 < ratio < 1.1 else "landscape" if ratio > 1 else "portrait"
