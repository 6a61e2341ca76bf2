"""Draws with a diffusers pipeline, also where memory, half precision or time do not do.

What does not fit is drawn smaller, what half precision spoils is drawn again in fp32, and what
fails otherwise is told once, so that another generator takes over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from models.errors import BadRequest, Cancelled, GeneRecError, Unavailable
from models.gathering import Gathering
from models.generate import lent
from models.generate.drawing import D, Drawing
from models.generate.generator import Frames
from models.generate.hearers import Hearers
from models.generate.holder import Holder
from models.generate.pipeline import Drawn, TooLarge, slicing
from models.generate.watching import Step
from models.hub import card, zero
from models.hub.check import spoilt
from models.hub.checkpoint import Checkpoint

log = logging.getLogger(__name__)

Painted = list[tuple[Frames, Any]]
"""Frames (t, h, w, 3) of each drawing, and the drawing as it was made."""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """The drawings of one order, and who hears of their steps."""

    drawings: Sequence[Any]
    step: Step


class Painter(Holder):
    """One pipeline and its memory. Any thread may ask; one call runs at a time.

    Where that pays, pictures that wait at the same time are drawn in one call: :attr:`together`.
    """

    def __init__(self, checkpoint: Checkpoint, folder: Callable[[], Path], **more: Any) -> None:
        """As of :class:`models.generate.holder.Holder`."""
        super().__init__(checkpoint, folder, **more)
        self._gathering = Gathering[_Asked, Painted](
            self._answered,
            most=lambda: self._together,
            size=lambda asked: len(asked.drawings),
            alike=lambda one, other: one.drawings[0].joined(other.drawings) is not None,
        )

    @property
    def together(self) -> int:
        """Pictures that one call draws at most: 1 until it is loaded where that pays."""
        return self._together

    def seconds(self, drawings: Sequence[D]) -> float | None:
        """About how long ``drawings`` take one after the other; ``None`` where nobody knows.

        Raises Unavailable where one of them takes longer on this processor than is borne.
        """
        planned = self.prospect
        if planned is None:
            return None
        told = [self.pace.seconds(one, planned) for one in drawings]
        known = [one for one in told if one is not None]
        self.pace.check(max(known, default=None))
        return sum(known) if known else None

    def paint(self, drawings: Sequence[D], step: Step) -> list[tuple[Frames, D]]:
        """Return frames (t, h, w, 3) of each, and the drawing as it was made: smaller, if need be.

        Raises:
            Unavailable: when the files are not here, the pipeline fails, or memory never does.
            BadRequest: when the pipeline's own filter held one back.
            Cancelled: when ``step`` does.
        """
        # While others are drawn it hears "none yet", which is where a stop reaches it.
        return self._gathering.ask(_Asked(drawings, step), lambda: step(0))

    def _answered(self, asked: Sequence[_Asked]) -> list[Painted | Exception]:
        with self._lock:
            try:
                if sum(len(one.drawings) for one in asked) > 1:
                    found = self._joined(asked)
                    if found is not None:
                        return found
                return [self._each(one) for one in asked]
            finally:
                if not zero.here():
                    self._idle.later()

    def _joined(self, asked: Sequence[_Asked]) -> list[Painted | Exception] | None:
        """Draw all in one call; ``None`` where each must be drawn alone to come out right."""
        drawings = [drawing for one in asked for drawing in one.drawings]
        joined = drawings[0].joined(drawings[1:])
        if joined is None:
            return None
        pipe, hearers = self._ready(), Hearers([one.step for one in asked])
        try:
            drawn = self._run(pipe, joined, hearers)
        except Cancelled as exc:
            return [exc for _ in asked]
        except TooLarge:
            log.warning("memory did not do for %d pictures at once", len(drawings))
            card.collect()
            self._together = 1
            return None
        except Exception:  # alone it shows whose fault it is, and whether the card is gone
            log.exception("%s failed while it drew %d at once", self.name, len(drawings))
            return None
        if drawn.held or any(spoilt(peak) for peak in drawn.peaks[:, None]):
            return None
        made = iter(zip(drawn.frames[:, None], drawings, strict=True))
        shares = [[next(made) for _ in one.drawings] for one in asked]
        return [
            share if cancelled is None else cancelled
            for share, cancelled in zip(shares, hearers.gone, strict=True)
        ]

    def _each(self, asked: _Asked) -> Painted | Exception:
        try:
            return [self._alone(drawing, asked.step) for drawing in asked.drawings]
        except GeneRecError as exc:
            return exc

    def _alone(self, drawing: D, step: Step) -> tuple[Frames, D]:
        while True:
            with suppress(TooLarge):
                return self._sound(drawing, step), drawing
            drawing = self._lighten(drawing)  # here the error holds what was computed no longer

    def _sound(self, drawing: Drawing, step: Step) -> Frames:
        """Draw what is worth showing; as it comes where that is made quicker and fails."""
        self._ready(drawing)
        self.pace.check(self.pace.seconds(drawing, self._planned))
        drawn = None
        try:
            drawn = self._drawn(drawing, step)
        except (Cancelled, TooLarge, GeneRecError):
            raise
        except Exception as exc:
            cause = card.examined(exc)
            if not self._quick or cause == card.GONE:
                log.exception("%s failed while it drew", self.name)
                why = f"{self.checkpoint.what} failed while it drew ({cause}); the log says more"
                raise self._gone(why) from exc
            self._slow()  # a machine without a compiler, say
        if drawn is None:
            self._plain()
            return self._sound(drawing, step)
        if drawn.held:
            raise BadRequest("The picture model's own check held that back. Ask otherwise.")
        if spoilt(drawn.peaks):
            eight = "eight bits are too few for it, or " if self._planned.int8 else ""
            why = f"{self.checkpoint.what} makes black pictures; {eight}its weights are damaged"
            raise self._gone(why)
        return drawn.frames

    def _drawn(self, drawing: Drawing, step: Step) -> Drawn:
        """Draw; once more in fp32 where it comes out black or as no numbers."""
        drawn = self._run(self._pipe, drawing, step)
        half = self._planned.dtype == "bfloat16" and not self._planned.int8
        if spoilt(drawn.peaks) and not drawn.held and half:
            log.warning("%s drew black in bf16; fp32 from now on", self.name)
            self._full()
            drawn = self._run(self._pipe, drawing, step)
        return drawn

    def _run(self, pipe: Any, drawing: Drawing, step: Step) -> Drawn:
        if zero.here():
            lent.PLACED[self.name] = pipe
            return lent.draw(self.name, drawing)
        if self._planned.device != "cpu":
            return self._thread.run(lambda: drawing.on(pipe, step))
        began, held = monotonic(), self.pace.held(drawing, step)
        drawn = self._thread.run(lambda: drawing.on(pipe, held))
        self.pace.took(drawing, monotonic() - began)
        return drawn

    def _lighten(self, drawing: D) -> D:
        """Make room after memory did not do; raise Unavailable where nothing smaller is left."""
        card.collect()
        smaller = drawing.smaller()
        if smaller is None:
            self.unload()
            raise Unavailable(
                f"there is not enough memory for {self.checkpoint.what}, not even for a small "
                "picture"
            )
        if self._pipe is not None:
            slicing(self._pipe)
        log.warning("memory did not do; %s draws smaller", self.name)
        return smaller
