"""What the instructor sees of one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agents.make.storyboard import Storyboard
from agents.retrieve.sights import Sight
from models.domain import Decision, Item, Pulse, ToolCall, Turn, no_pulse
from models.encode.encoder import Vectors

UNDONE = "You took it back."
"""Why of a decision that goes back; the screen it leaves behind is not gone back to again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A turn before this one, with what was decided in it."""

    turn: Turn
    decision: Decision | None = None


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
        pictures: names of the pictures that came with this message, or last in the conversation.
        sight: what the attached pictures, or the clip that came along, look like, where it was
            looked at.
        brought: the clip that came with this message, if one did.
        seen: the items shown earlier in the conversation, the latest first.
        previous: the items shown before those of ``screen``: what undo goes back to.
        edited: the item that an edit showed last.
        spoken_of: of several on the screen the one that was pointed at, or liked, last.
        options: the answers offered with the last message.
        board: the video planned last, while it is on the screen; ``rendered``, once it was made.
        conversation: its id.
        past: the turns of the conversation so far, oldest first.
        wants: words of what the visitor likes, as they said; ``avoids``, of what they do not.
        pulse: called while thinking; raises once the visitor pressed stop.
    """

    text: str
    screen: Sequence[Item] = ()
    focus: Item | None = None
    last_want: str = ""
    about: Item | None = None
    before: Sequence[Item] = ()
    last_calls: tuple[ToolCall, ...] = ()
    like_vector: Vectors | None = field(default=None, compare=False)
    pictures: tuple[str, ...] = ()
    sight: Sight | None = None
    brought: Item | None = None
    seen: Sequence[Item] = ()
    previous: Sequence[Item] = ()
    edited: Item | None = None
    spoken_of: Item | None = None
    options: Sequence[str] = ()
    board: Storyboard | None = None
    rendered: bool = False
    conversation: str = ""
    past: Sequence[Earlier] = ()
    wants: Sequence[str] = ()
    avoids: Sequence[str] = ()
    pulse: Pulse = field(default=no_pulse, compare=False)

    @property
    def planning(self) -> bool:
        """Whether a video is planned, and not made yet."""
        return self.board is not None and not self.rendered
