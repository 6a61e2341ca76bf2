"""What the instructor sees of one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agents.storyboard import Storyboard
from models.domain import Item, ToolCall
from models.encode.encoder import Vectors

UNDONE = "You took it back."
"""Why of a decision that goes back; the screen it leaves behind is not gone back to again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the instructor sees.

    Attributes:
        text: what was said.
        screen: the items on the last cards, in order.
        focus: the item last talked about: what "it" means.
        last_want: the last search.
        about: the item of a pressed button, if one was.
        before: the items on the cards before those of ``screen``.
        last_calls: the edits that led to ``screen``, if edits did.
        like_vector: unit vector (d,) of attached pictures.
        brought: the clip that came with this message, if one did.
        previous: the items shown before those of ``screen``: what undo goes back to.
        edited: the item that an edit showed last.
        options: the answers offered with the last message.
        board: the video planned last, while it is on the screen; ``rendered``, once it was made.
    """

    text: str
    screen: Sequence[Item] = ()
    focus: Item | None = None
    last_want: str = ""
    about: Item | None = None
    before: Sequence[Item] = ()
    last_calls: tuple[ToolCall, ...] = ()
    like_vector: Vectors | None = field(default=None, compare=False)
    brought: Item | None = None
    previous: Sequence[Item] = ()
    edited: Item | None = None
    options: Sequence[str] = ()
    board: Storyboard | None = None
    rendered: bool = False
