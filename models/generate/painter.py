"""Whatever holds a diffusers pipeline: it loads at the first order, draws, and gives memory back.

What does not fit is drawn smaller, what half precision spoils is drawn again in fp32, and what
fails otherwise is told once, so that another generator takes over.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

from models.errors import BadRequest, Cancelled, GeneRecError, Unavailable
from models.gathering import Gathering
from models.generate import lent
from models.generate.drawing import D, Drawing
from models.generate.generator import Frames
from models.generate.hearers import Hearers
from models.generate.idle import Idle
from models.generate.pipeline import Beside, Drawn, Misfit, Short, TooLarge, load, slicing
from models.generate.quicker import Way, on_processor, quicker
from models.generate.references import TAKES
from models.generate.watching import Step
from models.hub import card, zero
from models.hub.check import Fault, spoilt, untold
from models.hub.checkpoint import Checkpoint, Role
from models.hub.memory import Plan, Room, at_once, plan, room
from models.own_thread import OwnThread

log = logging.getLogger(__name__)

IDLE = 600.0
"""Seconds without an order after which the pipeline gives its memory back."""
REST = 60.0
"""Seconds after which it is loaded once more where memory did not do: others may give some back."""


Painted = list[tuple[Frames, Any]]
"""Frames (t, h, w, 3) of each drawing, and the drawing as it was made."""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """The drawings of one order, and who hears of their steps."""

    drawings: Sequence[Any]
    step: Step


class Painter:
    """One pipeline and its memory. Any thread may ask; one call runs at a time.

    Where that pays, pictures that wait at the same time are drawn in one call: :attr:`together`.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        folder: Callable[[], Path],
        *,
        threads: int = 2,
        idle: float = IDLE,
        free: Callable[[], Room] = room,
        beside: Callable[[], Beside] = Beside,
        make_room: Callable[[], bool] = lambda: False,
        way: Way = "none",
        fault: Fault = untold,
        misfit: Callable[[Role, str], None] = lambda part, why: None,
    ) -> None:
        """``folder`` says where the files are, or raises Unavailable while they are not here.

        ``beside`` says where an IP-Adapter and a quick decoder are; ``misfit`` hears that one is of
        no use, and it is drawn without. ``make_room`` frees what another model holds and
        does not need now; it returns whether it did. ``way`` is how it is made quicker on a card.
        ``fault`` hears that the pipeline failed.
        """
        self.checkpoint = checkpoint
        self._folder, self._threads, self._free = folder, threads, free
        self._offered, self._make_room, self._fault = beside, make_room, fault
        self._misfit = misfit
        self._refused: set[Path] = set()
        self._way: Way = way
        self._quick: list[str] = []
        self._lock = threading.RLock()
        self._thread = OwnThread("painter")
        self._pipe: Any = None
        self._plan: Plan | None = None
        self._with = Beside()
        self._idle = Idle(idle, self._lock, lambda: self._pipe is not None, self.unload)
        self._together = 1
        self._short, self._rested = "", 0.0
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

    @property
    def edits(self) -> bool:
        """Whether it changes a picture as words say."""
        return self.checkpoint.architecture in TAKES

    @property
    def looks(self) -> bool:
        """Whether it looks at liked pictures: by itself, or through an adapter that is here."""
        return self.edits or self._beside.adapter is not None

    @property
    def _beside(self) -> Beside:
        return self._offered().without(self._refused)

    @property
    def here(self) -> bool:
        """Whether its files are here, it has not failed, and memory did not want just now."""
        if monotonic() < self._rested:
            return False
        try:
            self._folder()
        except Unavailable:
            return False
        return True

    @property
    def name(self) -> str:
        """The repository with its revision, for recipes."""
        return f"{self.checkpoint.repo}@{self.checkpoint.revision[:10]}"

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
        self._ready()
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

    def _full(self) -> None:
        """Compute in fp32 from now on."""
        import torch

        self._plan = planned = replace(self._planned, dtype="float32")
        if not planned.offload:
            self._pipe = self._pipe.to(torch.float32)
            return
        self._pipe = None  # parts that take turns stay what they are: they are loaded anew
        self._thread.run(card.collect)
        try:
            folder = self._folder()
            self._pipe = load(self.checkpoint, folder, planned, self._threads, self._with)
        except Short as exc:
            why = (
                f"{self.checkpoint.what} makes black pictures in half precision, and {exc} in full"
            )
            raise self._gone(why) from exc

    def _gone(self, why: str) -> Unavailable:
        self.unload()
        self._fault(why)
        return Unavailable(why)

    def _run(self, pipe: Any, drawing: Drawing, step: Step) -> Drawn:
        if not zero.here():
            return self._thread.run(lambda: drawing.on(pipe, step))
        lent.PLACED[self.name] = pipe
        return lent.draw(self.name, drawing)

    @property
    def _planned(self) -> Plan:
        if self._plan is None:
            raise RuntimeError("no pipeline is loaded")
        return self._plan

    # --- loading, and giving back --------------------------------------------------------------

    def load(self) -> None:
        """Load the pipeline now: as ZeroGPU wants it, at the start."""
        with self._lock:
            lent.PLACED[self.name] = self._ready()

    def _ready(self) -> Any:
        beside = self._beside
        if self._pipe is not None and beside != self._with:
            self.unload()  # it has come since
        if self._pipe is None:
            self._begin(beside)
            planned = self._planned
            if not planned.offload and not zero.here():
                if planned.device == "cpu":
                    self._way = on_processor(self._way)
                way = self._way
                try:
                    self._quick = quicker(self._pipe, way, self.checkpoint.steps)
                except Exception:  # it may be half done
                    self._slow()
                if self._way != way:
                    return self._plain()
                log.info("%s: %s", self.name, ", ".join(self._quick) or "as it comes")
        return self._pipe

    def _begin(self, beside: Beside) -> None:
        """Load the pipeline; without what is of no use of what is beside it."""
        folder = self._folder()
        if monotonic() < self._rested:
            raise Unavailable(self._short)
        self._plan = self._fitting(beside.adapter)
        self._short = ""
        misfit: tuple[Role, str] | None = None
        try:
            self._pipe = load(self.checkpoint, folder, self._plan, self._threads, beside)
        except Short as exc:
            self._short = str(exc)
        except Misfit as exc:
            misfit = exc.part, str(exc)  # the error holds what was loaded
        except Unavailable as exc:  # wrong files, say: they are not loaded at every order
            self._gone(str(exc))
            raise
        if self._short:  # here, where the error holds what was loaded no longer
            self._rested = monotonic() + REST
            self.unload()
            raise Unavailable(self._short)
        if misfit is not None:
            part, why = misfit
            self._refused |= {getattr(beside, part)}
            self._misfit(part, why)
            self._begin(beside.without(self._refused))
        else:
            self._with = beside
            log.info("%s is loaded: %s", self.name, self._plan)

    def _slow(self) -> None:
        """Leave the pipeline as it comes from now on."""
        log.exception("%s could not be made quicker (%s)", self.name, self._way)
        self._way = "none"

    def _plain(self) -> Any:
        """Load anew. Not where the error is handled, which holds the pipeline that failed."""
        self.unload()
        self._thread.run(card.collect)  # it holds what it did last until it does something else
        return self._ready()

    def _fitting(self, adapter: Path | None) -> Plan:
        wanted = self.checkpoint
        if adapter is not None:
            beside = sum(file.stat().st_size for file in adapter.rglob("*.safetensors"))
            wanted = replace(wanted, parameters=wanted.parameters + beside / 4)
        free = self._free()
        try:
            made = plan(wanted, free)
        except Unavailable:
            if not self._make_room():
                raise
            free = self._free()
            made = plan(wanted, free)
        # What another pipeline holds of the card is worth more than a processor.
        if made.device == "cpu" and free.card and self._make_room():
            free = self._free()
            made = plan(wanted, free)
        self._together = at_once(wanted, made, free)
        return made

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

    def unload(self) -> None:
        """Give the memory back; the next order loads again."""
        with self._lock:
            self._pipe = self._plan = None
            self._quick, self._together = [], 1
            card.collect()

    def yielded(self) -> bool:
        """Give the memory back to another model unless this one draws; return whether it did."""
        if self._pipe is None or not self._lock.acquire(blocking=False):
            return False
        try:
            self.unload()
            return True
        finally:
            self._lock.release()
