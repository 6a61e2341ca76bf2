"""Holds a diffusers pipeline: loads it at the first order, and gives memory back.

It is loaded as memory allows, without what is of no use of what is beside it, and made quicker
where that is wanted. What is in the way is told once, so that another generator takes over.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

from models.errors import Unavailable
from models.generate import lent
from models.generate.drawing import Drawing
from models.generate.idle import Idle
from models.generate.pace import Pace
from models.generate.pipeline import Beside, Misfit, Short, load
from models.generate.quicker import Way, on_processor, quicker
from models.generate.references import TAKES
from models.hub import card, zero
from models.hub.check import Fault, untold
from models.hub.checkpoint import Checkpoint, Role
from models.hub.memory import Plan, Room, at_once, plan, room
from models.own_thread import OwnThread

log = logging.getLogger(__name__)

IDLE = 600.0
"""Seconds without an order after which the pipeline gives its memory back."""
REST = 60.0
"""Seconds after which it is loaded once more where memory did not do: others may give some back."""


class Holder:
    """One pipeline and its memory."""

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
        pace: Pace | None = None,
        fault: Fault = untold,
        misfit: Callable[[Role, str], None] = lambda part, why: None,
    ) -> None:
        """``folder`` says where the files are, or raises Unavailable while they are not here.

        ``beside`` says where an IP-Adapter and a quick decoder are; ``misfit`` hears that one is of
        no use, and it is drawn without. ``make_room`` frees what another model holds and
        does not need now; it returns whether it did. ``way`` is how it is made quicker on a card.
        ``pace`` knows how long a processor takes, and ``fault`` hears that the pipeline failed.
        """
        self.checkpoint = checkpoint
        self._folder, self._threads, self._free = folder, threads, free
        self._offered, self._make_room, self._fault = beside, make_room, fault
        self._misfit = misfit
        self._refused: set[Path] = set()
        self._way: Way = way
        self.pace = Pace(checkpoint) if pace is None else pace
        self._quick: list[str] = []
        self._lock = threading.RLock()
        self._thread = OwnThread("painter")
        self._pipe: Any = None
        self._plan: Plan | None = None
        self._with = Beside()
        self._idle = Idle(idle, self._lock, lambda: self._pipe is not None, self.unload)
        self._together = 1
        self._short, self._rested = "", 0.0

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
    def prospect(self) -> Plan | None:
        """How it is loaded, or would be without a card; ``None`` where only loading it tells."""
        if self._plan is not None:
            return self._plan
        free = self._free()
        if free.card:  # there may be made room on it
            return None
        try:
            return plan(self.checkpoint, free)
        except Unavailable:  # said where it is loaded
            return None

    @property
    def timely(self) -> bool:
        """Whether it draws in a time that is borne, as far as is known before."""
        planned = self.prospect
        seconds = None if planned is None else self.pace.usual(planned)
        return seconds is None or seconds <= self.pace.longest

    @property
    def name(self) -> str:
        """The repository with its revision, for recipes."""
        return f"{self.checkpoint.repo}@{self.checkpoint.revision[:10]}"

    @property
    def _planned(self) -> Plan:
        if self._plan is None:
            raise RuntimeError("no pipeline is loaded")
        return self._plan

    def load(self) -> None:
        """Load the pipeline now: as ZeroGPU wants it, at the start."""
        with self._lock:
            lent.PLACED[self.name] = self._ready()

    def _ready(self, drawing: Drawing | None = None) -> Any:
        """The pipeline, loaded; not for a ``drawing`` that takes longer than is borne."""
        beside = self._beside
        if self._pipe is not None and beside != self._with:
            self.unload()  # it has come since
        if self._pipe is None:
            self._begin(beside, drawing)
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

    def _begin(self, beside: Beside, drawing: Drawing | None = None) -> None:
        """Load the pipeline; without what is of no use of what is beside it."""
        folder = self._folder()
        if monotonic() < self._rested:
            raise Unavailable(self._short)
        planned = self._fitting(beside.adapter)
        if drawing is not None:
            self.pace.check(self.pace.seconds(drawing, planned))
        self._plan = planned
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
            self._begin(beside.without(self._refused), drawing)
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
