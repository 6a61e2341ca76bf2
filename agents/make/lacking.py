"""A video of what no clip here shows: said, instead of a plan of clips about something else."""

from __future__ import annotations

import re

from agents.make.storyboard import Storyboard
from agents.make.studio import LONGEST_WORDS, Studio
from agents.retrieve.openings import quoted
from models.domain import DRAW, MAKE_ONE
from models.errors import CannotDraw

_ONE = re.compile(r"(?:an?|one|my|our|this|that)\s", re.IGNORECASE)
"""How a wish begins that means one scene; of "cats" a film may be made from other clips."""
NONE = "I have no clip of “{want}” to cut a video from"


def nothing_of(board: Storyboard, studio: Studio | None) -> None:
    """Refuse a plan none of whose shots shows what it is to be about.

    Parts of it will do for a topic, such as dogs that surf, and not for one scene: a dog surfing.

    Raises:
        CannotDraw: with what can be done instead.
    """
    if not board.want or any(shot.sure for shot in board.shots):
        return
    if _ONE.match(board.want) is None and any(shot.part for shot in board.shots):
        return
    none = NONE.format(want=quoted(board.want))
    if studio is None:
        raise CannotDraw(f"{none}. I can cut one to your taste.", (MAKE_ONE,))
    known = studio.generator.knows(board.want[:LONGEST_WORDS])
    if known.shows and not known.empty:
        left = " or ".join(known.missing)
        without = f", without {left}, which I cannot draw" if left else ""
        raise CannotDraw(
            f"{none}; I can draw a short one{without}.", (DRAW + known.words, MAKE_ONE)
        )
    near = tuple(known.instead)
    can = "draw what comes nearest, or " if near else ""
    text = f"{none}, and I cannot draw that yet either. I can {can}cut one to your taste."
    raise CannotDraw(text, (*near, MAKE_ONE))
