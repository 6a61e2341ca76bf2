"""Pictures by a diffusers text-to-image pipeline: a generator behind the seam.

It makes pictures from words and from what was liked. Clips, and what starts from a source, it
leaves to the generator behind it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from models.errors import BadRequest, Unavailable
from models.generate.behind import behind
from models.generate.generator import (
    Frames,
    Generated,
    Generator,
    Known,
    Order,
    Progress,
    check,
)
from models.generate.painter import Painter
from models.generate.pipeline import Drawn, call, drawn
from models.generate.references import Picture, conditions
from models.generate.watching import Step, watched

if TYPE_CHECKING:
    from models.generate.user_space import UserSpace

log = logging.getLogger(__name__)

SMALLEST = 256
"""Pixels below which nothing is tried any more."""
ONLY_PICTURES = (
    "I can draw pictures here, not clips: say “draw a picture of …”, or let me cut a video from "
    "what is here."
)
WORDS = "Say what the picture should show; here I draw by words alone."


@dataclass(frozen=True, eq=False)
class PictureDrawing:
    """See :class:`models.generate.drawing.Drawing`; a square picture is one frame."""

    words: str
    side: int
    steps: int
    guidance: float
    seed: int
    liked: tuple[Picture, ...] = ()

    @property
    def seconds(self) -> float:
        """See :attr:`models.generate.drawing.Drawing.seconds`."""
        return 10 + self.steps * 2.0 * (self.side / 768) ** 2

    @property
    def pixels(self) -> int:
        """See :attr:`models.generate.drawing.Drawing.pixels`."""
        return self.side**2

    def on(self, pipe: Any, step: Step | None) -> Drawn:
        """See :meth:`models.generate.drawing.Drawing.on`."""
        return _drawn(pipe, step, [self])

    def smaller(self) -> PictureDrawing | None:
        """See :meth:`models.generate.drawing.Drawing.smaller`."""
        side = self.side * 3 // 4 // 8 * 8
        return None if side < SMALLEST else replace(self, side=side)

    def joined(self, others: Sequence[PictureDrawing]) -> PictureDrawings | None:
        """See :meth:`models.generate.drawing.Drawing.joined`.

        A pipeline takes pictures as conditions of the whole call: what one visitor liked must not
        enter another's picture, so only their own are drawn along with it.
        """
        kind = (self.side, self.steps, self.guidance)
        for other in others:
            if (other.side, other.steps, other.guidance) != kind:
                return None
            if other.liked is not self.liked and (other.liked or self.liked):
                return None
        return PictureDrawings((self, *others))


@dataclass(frozen=True, eq=False)
class PictureDrawings:
    """See :class:`models.generate.drawing.Drawing`: pictures of one size, one frame each."""

    each: tuple[PictureDrawing, ...]

    @property
    def seconds(self) -> float:
        """See :attr:`models.generate.drawing.Drawing.seconds`."""
        return sum(one.seconds for one in self.each)

    @property
    def pixels(self) -> int:
        """See :attr:`models.generate.drawing.Drawing.pixels`."""
        return sum(one.pixels for one in self.each)

    @property
    def steps(self) -> int:
        """See :attr:`models.generate.drawing.Drawing.steps`."""
        return self.each[0].steps

    def on(self, pipe: Any, step: Step | None) -> Drawn:
        """See :meth:`models.generate.drawing.Drawing.on`."""
        return _drawn(pipe, step, self.each)

    def smaller(self) -> None:
        """See :meth:`models.generate.drawing.Drawing.smaller`: they are drawn alone then."""

    def joined(self, others: Sequence[PictureDrawings]) -> None:
        """See :meth:`models.generate.drawing.Drawing.joined`: they are joined already."""


def _drawn(pipe: Any, step: Step | None, each: Sequence[PictureDrawing]) -> Drawn:
    """Call ``pipe`` once for pictures that are alike but for words and seeds."""
    first = each[0]
    single = len(each) == 1
    made = call(
        pipe,
        step,
        first.seed if single else [one.seed for one in each],
        prompt=first.words if single else [one.words for one in each],
        height=first.side,
        width=first.side,
        num_inference_steps=first.steps,
        guidance_scale=first.guidance,
        **conditions(pipe, first.liked),
    )
    held = bool(any(getattr(made, "nsfw_content_detected", None) or ()))
    return drawn(made.images[: len(each)], held)


class PictureGenerator:
    """See :class:`models.generate.generator.Generator`."""

    def __init__(self, painter: Painter, otherwise: Generator | None = None) -> None:
        self.painter, self.otherwise = painter, otherwise

    @property
    def name(self) -> str:
        """The repository with its revision, for recipes."""
        return self.painter.name

    @property
    def length(self) -> int:
        """Frames made at once, of the generator behind."""
        return 1 if self.otherwise is None else self.otherwise.length

    @property
    def fps(self) -> float:
        """Frames a second, of the generator behind."""
        return 8.0 if self.otherwise is None else self.otherwise.fps

    @property
    def users(self) -> UserSpace | None:
        """Its space of *User_Emb*: of the generator behind."""
        return None if self.otherwise is None else self.otherwise.users

    @property
    def clips(self) -> bool:
        """Whether clips are made here at all."""
        return self.otherwise is not None and self.otherwise.clips

    @property
    def footage(self) -> bool:
        """Whether the generator behind, to which sources are left, can work on real footage."""
        return self.otherwise is not None and self.otherwise.footage

    @property
    def restyles(self) -> bool:
        """Whether the generator behind, to which sources are left, does."""
        return self.otherwise is not None and self.otherwise.restyles

    def knows(self, words: str, *, change: bool = False, still: bool = False) -> Known:
        """See :meth:`models.generate.generator.Generator.knows`: a picture may show anything."""
        if self.otherwise is None or (still and not change):
            return Known(words=words)
        return self.otherwise.knows(words, change=change)

    def generate(self, order: Order) -> Iterator[Progress | Generated]:
        """See :meth:`models.generate.generator.Generator.generate`."""
        check(order)
        words = order.words.strip() or ", ".join(order.taste.words)
        if not order.still or order.source is not None or not words:
            why = BadRequest(WORDS if order.still else ONLY_PICTURES)
            yield from behind(self.otherwise, order, why)
            return
        try:
            yield from self._pictures(order, words)
        except Unavailable as exc:
            log.warning("the embedded generator draws instead: %s", exc)
            yield from behind(self.otherwise, order, exc)

    def _pictures(self, order: Order, words: str) -> Iterator[Progress | Generated]:
        model = self.painter.checkpoint
        liked = order.taste.pictures() if self.painter.looks else ()
        first = PictureDrawing(words, model.side, model.steps, model.guidance, order.seed, liked)
        each, count = self.painter.seconds([first]), order.candidates
        if each:  # one to choose from does, where several take too long
            count = min(count, max(1, int(self.painter.pace.longest / each)))
            yield Progress(fraction=0.0, left=each * count)
        drawings = [replace(first, seed=order.seed + at) for at in range(count)]
        done = 0
        while done < len(drawings):
            some = drawings[done : done + self.painter.together]
            for event in watched(lambda step: self.painter.paint(some, step)):  # noqa: B023
                if isinstance(event, int):
                    share = len(some) * min(1.0, event / (model.steps + 1))
                    yield Progress(fraction=(done + share) / len(drawings))
                    continue
                yield from (self._made(*one, model.side) for one in event)
            done += len(some)

    def _made(self, frames: Frames, drawn: PictureDrawing, side: int) -> Generated:
        remark = "" if drawn.side == side else smaller(drawn.side)
        return Generated(
            frames=frames, fps=self.fps, seed=drawn.seed, remark=remark, model=self.name
        )


def smaller(side: int) -> str:
    """The word to a visitor whose picture came out smaller."""
    return f"I drew it at {side} pixels: there was not enough memory for more."
