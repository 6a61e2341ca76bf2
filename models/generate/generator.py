"""The seam: whatever makes clips from words and taste. Its fake stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from models.errors import BadRequest

if TYPE_CHECKING:
    from models.generate.user_space import UserSpace

Frames = NDArray[np.uint8]
Vector = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Liking:
    """What a generator may know of a visitor. All of it may be absent.

    Attributes:
        hist: *User_Hist* (d,) of unit length.
        likes: of how many items it is made; ``None``: not told.
        user: *User_Emb* (e,) of the recommender the generator was trained with.
        liked: embeddings (n, d) of single liked items, the most telling first.
        words: what the visitor said they want, in their own words.
        pictures: gives small RGB pictures (h, w, 3) of those liked items; they are read when a
            generator that looks at them asks.
    """

    hist: Vector | None = None
    likes: int | None = None
    user: Vector | None = None
    liked: Vector = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    words: tuple[str, ...] = ()
    pictures: Callable[[], tuple[Frames, ...]] = tuple


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be made.

    Attributes:
        words: what it should show, or how ``source`` should change; may be empty.
        source: frames (t, h, w, 3) to change, or to go on from (``extend``).
        strength: of a change, 0 (as it was) to 1 (anything).
        extend: whether ``source`` goes on instead of changing.
        loop: whether the end should lead back into the beginning.
        blocks: how many clips of the generator's own length to make, one after the other.
        candidates: how many to make; each is a result of its own.
    """

    words: str = ""
    taste: Liking = field(default_factory=Liking)
    source: Frames | None = None
    strength: float = 0.7
    extend: bool = False
    loop: bool = False
    still: bool = False
    blocks: int = 1
    candidates: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.strength <= 1:
            raise BadRequest(f"A strength runs from 0 to 1; got {self.strength!r}.")
        if self.source is not None and (self.source.ndim != 4 or not len(self.source)):
            raise BadRequest(
                f"The source has the shape {self.source.shape}; expected frames (t, h, w, 3)."
            )
        if self.extend and self.source is None:
            raise BadRequest("There is no clip to go on from; choose one first.")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """The share done, and how it looks by now: a small RGB picture, or none.

    ``left`` are seconds until all is done, where that is known before; ``None`` elsewhere.
    """

    fraction: float
    preview: Frames | None = None
    left: float | None = None


@dataclass(frozen=True, kw_only=True)
class Generated:
    """A finished candidate: frames (t, h, w, 3) at ``fps``, and the seed it came from.

    ``remark`` is a sentence for the visitor where it is not quite what was ordered; ``model`` names
    what made it where that is not the generator that was asked.
    """

    frames: Frames
    fps: float
    seed: int
    remark: str = ""
    model: str = ""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a generator can make of the words of a wish.

    Attributes:
        words: as they are to be drawn.
        missing: what it cannot draw, as phrases of those words; left out of ``words``.
        empty: whether nothing is left that could be drawn.
        instead: wishes that come near and can be drawn, the nearest first.
        several: things of which only one can be in the picture; empty where one alone is named.
        shows: whether a thing or a place is named that can be drawn.
    """

    words: str
    missing: tuple[str, ...] = ()
    empty: bool = False
    instead: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    shows: bool = True


class Generator(Protocol):
    """Makes clips. Nothing is kept of an order that is closed before its end."""

    @property
    def name(self) -> str:
        """Name and version, for recipes."""
        ...

    @property
    def length(self) -> int:
        """Frames that are made at once."""
        ...

    @property
    def users(self) -> UserSpace | None:
        """Its space of *User_Emb*; ``None`` where it has none."""
        ...

    @property
    def fps(self) -> float:
        """Frames a second of what is made, and of what is looked at."""
        ...

    @property
    def clips(self) -> bool:
        """Whether it makes clips, and not pictures alone."""
        ...

    @property
    def footage(self) -> bool:
        """Whether it can work on real footage, and not on pictures of its own world alone."""
        ...

    @property
    def restyles(self) -> bool:
        """Whether it draws what it is given in any look that words name, and the rest as it was."""
        ...

    def knows(self, words: str, *, change: bool = False, still: bool = False) -> Known:
        """Tell in no time what of ``words`` can be drawn: all of it where nobody can tell.

        ``change``: they say how a source should change or go on; ``still``: it is for a picture.
        """
        ...

    def generate(self, order: Order) -> Iterator[Progress | Generated]:
        """Yield progress several times a second, then ``order.candidates`` results.

        Raises:
            BadRequest: when there is neither a word nor a taste, nor a clip that is to go on.
            Unavailable: when weights are missing.
        """
        ...


def check(order: Order) -> None:
    """Raise BadRequest when an order says nothing at all."""
    taste = order.taste
    known = taste.hist is not None or taste.user is not None or len(taste.liked) or taste.words
    if not order.words.strip() and not known and not order.extend:
        raise BadRequest(
            "I have neither words nor a taste to go by yet; say what it should show, or what "
            "should change, or like a few clips first."
        )


class FakeGenerator:
    """A generator without weights: plain colour that follows the words and the seed."""

    name = "fake-1"
    side, length, fps, clips, footage, restyles = 32, 8, 8.0, True, True, False
    users: UserSpace | None = None

    def knows(self, words: str, *, change: bool = False, still: bool = False) -> Known:
        """See :meth:`Generator.knows`: everything but dragons."""
        left = " ".join(words.replace("a dragon", " ").split())
        if "a dragon" not in words:
            return Known(words=words)
        instead = () if left else ("draw a horse", "draw a bird")
        return Known(words=left, missing=("a dragon",), empty=not left, instead=instead)

    def generate(self, order: Order) -> Iterator[Progress | Generated]:
        """See :meth:`Generator.generate`."""
        check(order)
        for number in range(order.candidates):
            rng = np.random.default_rng([order.seed + number, len(order.words)])
            colour = rng.integers(0, 256, 3)
            if order.source is not None:
                mean = order.source.mean((0, 1, 2))
                colour = mean + order.strength * (colour - mean)
            shape = (self.length * order.blocks, self.side, self.side, 3)
            frames = np.broadcast_to(colour, shape).astype(np.uint8)
            for step in range(1, 5):
                share = (number + step / 4) / order.candidates
                yield Progress(fraction=share, preview=frames[0])
            yield Generated(frames=frames.copy(), fps=self.fps, seed=order.seed + number)
