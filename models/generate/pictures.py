"""Pictures by a diffusers text-to-image pipeline: a generator behind the seam.

It makes pictures from words. Clips, and what starts from the taste alone or from a source, it
leaves to the generator behind it. The pipeline loads at the first order, goes when nobody has
asked for a while, and is tried again smaller where memory does not do, and in fp32 where half
precision makes black pictures.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from models.errors import BadRequest, Cancelled, GeneRecError, Unavailable
from models.generate.generator import (
    Frames,
    Generated,
    Generator,
    Known,
    Order,
    Progress,
    check,
)
from models.generate.pipeline import Drawing, TooLarge, collect, draw, load, slicing
from models.hub import zero
from models.hub.check import spoilt
from models.hub.checkpoint import Checkpoint
from models.hub.memory import Plan, Room, plan, room

if TYPE_CHECKING:
    from models.generate.user_space import UserSpace

log = logging.getLogger(__name__)

IDLE = 600.0
"""Seconds without an order after which the pipeline gives its memory back."""
SMALLEST = 256
"""Pixels below which nothing is tried any more."""
ONLY_PICTURES = (
    "I can draw pictures here, not clips: say “draw a picture of …”, or let me cut a video from "
    "what is here."
)


_PLACED: dict[str, Any] = {}
"""What a borrowed card's process finds: it is a fork, and its arguments are pickled."""


def _placed(name: str, drawing: Drawing) -> tuple[NDArray[np.float32], bool]:
    return draw(_PLACED[name], drawing, None)


def _seconds(name: str, drawing: Drawing) -> float:
    """About how long a card is needed, for ZeroGPU: estimated, not measured there."""
    return 10 + drawing.steps * 2.0 * (drawing.side / 768) ** 2


_borrowed = zero.borrowing(_placed, _seconds)


class PictureGenerator:
    """See :class:`models.generate.generator.Generator`."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        folder: Callable[[], Path],
        *,
        otherwise: Generator | None = None,
        threads: int = 2,
        idle: float = IDLE,
        free: Callable[[], Room] = room,
    ) -> None:
        """``folder`` says where the files are, or raises Unavailable while they are not here."""
        self.checkpoint, self.otherwise = checkpoint, otherwise
        self._folder, self._threads, self._idle, self._free = folder, threads, idle, free
        self._lock = threading.RLock()
        self._pipe: Any = None
        self._plan: Plan | None = None
        self._timer: threading.Timer | None = None

    @property
    def name(self) -> str:
        """The repository with its revision, for recipes."""
        return f"{self.checkpoint.repo}@{self.checkpoint.revision[:10]}"

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

    def knows(self, words: str, *, change: bool = False, still: bool = False) -> Known:
        """See :meth:`models.generate.generator.Generator.knows`: a picture may show anything."""
        if self.otherwise is None or (still and not change):
            return Known(words=words)
        return self.otherwise.knows(words, change=change)

    def _mine(self, order: Order) -> bool:
        """Whether it draws an order itself."""
        return order.still and order.source is None and bool(order.words.strip())

    def generate(self, order: Order) -> Iterator[Progress | Generated]:
        """See :meth:`models.generate.generator.Generator.generate`."""
        check(order)
        if not self._mine(order):
            yield from self._behind(order, BadRequest(ONLY_PICTURES if not order.still else WORDS))
            return
        try:
            yield from self._pictures(order)
        except Unavailable as exc:
            log.warning("the embedded generator draws instead: %s", exc)
            yield from self._behind(order, exc)

    def _behind(self, order: Order, exc: GeneRecError) -> Iterator[Progress | Generated]:
        if self.otherwise is None:
            raise exc
        known = self.otherwise.knows(order.words, change=order.source is not None)
        if known.empty:
            raise exc
        for event in self.otherwise.generate(replace(order, words=known.words)):
            if isinstance(event, Generated) and known.missing:
                event = replace(event, remark=f"It does not show {' or '.join(known.missing)}.")
            yield event

    def _pictures(self, order: Order) -> Iterator[Progress | Generated]:
        steps = self.checkpoint.steps
        for number in range(order.candidates):
            drawing = Drawing(
                order.words,
                self.checkpoint.side,
                steps,
                self.checkpoint.guidance,
                order.seed + number,
            )
            made: Generated | None = None
            for event in self._watched(drawing):
                if isinstance(event, Generated):
                    made = event
                else:
                    done = min(1.0, event / (steps + 1))
                    yield Progress(fraction=(number + done) / order.candidates)
            if made is not None:
                yield made

    # --- one picture, in a thread of its own, so that it tells how far it is and can be stopped ---

    def _watched(self, drawing: Drawing) -> Iterator[int | Generated]:
        told: queue.Queue[int | Generated | BaseException] = queue.Queue()
        stop = threading.Event()

        def step(number: int) -> None:
            if stop.is_set():
                raise Cancelled("the visitor pressed stop")
            told.put(number)

        def work() -> None:
            try:
                told.put(self._one(drawing, step))
            except BaseException as exc:  # noqa: BLE001  # raised again where it is waited for
                told.put(exc)

        thread = threading.Thread(target=work, name="picture", daemon=True)
        thread.start()
        try:
            while True:
                event = told.get()
                if isinstance(event, BaseException):
                    raise event
                yield event
                if isinstance(event, Generated):
                    return
        finally:
            stop.set()
            thread.join()

    def _one(self, drawing: Drawing, step: Callable[[int], None]) -> Generated:
        """Draw one picture; smaller where memory does not do."""
        with self._lock:
            self._rest()
            try:
                side = drawing.side
                while True:
                    try:
                        frames = self._sound(replace(drawing, side=side), step)
                    except TooLarge:
                        side = side * 3 // 4 // 8 * 8
                        self._lighten(side)
                        continue
                    remark = "" if side == drawing.side else smaller(side)
                    return Generated(frames=frames, fps=self.fps, seed=drawing.seed, remark=remark)
            finally:
                self._wake_later()

    def _sound(self, drawing: Drawing, step: Callable[[int], None]) -> Frames:
        """Draw one picture; once more in fp32 where it comes out black or as no numbers."""
        import torch

        pipe = self._ready()
        try:
            picture, held = self._run(pipe, drawing, step)
            if spoilt(picture) and not held and self._half:
                log.warning("%s made a black picture in bf16; fp32 from now on", self.name)
                self._pipe = pipe = pipe.to(torch.float32)
                self._plan = replace(self._planned, dtype="float32")
                picture, held = self._run(pipe, drawing, step)
        except (Cancelled, TooLarge, GeneRecError):
            raise
        except Exception as exc:
            log.exception("%s failed while it drew", self.name)
            self.unload()
            raise Unavailable(
                f"{self.checkpoint.what} failed while it drew ({type(exc).__name__}); the log "
                "says more"
            ) from exc
        if held:
            raise BadRequest("The picture model's own check held that picture back. Ask otherwise.")
        if spoilt(picture):
            raise Unavailable(
                f"{self.checkpoint.what} makes black pictures; its weights are damaged"
            )
        return np.asarray((picture[None] * 255).round().clip(0, 255), np.uint8)

    def _run(
        self, pipe: Any, drawing: Drawing, step: Callable[[int], None]
    ) -> tuple[NDArray[np.float32], bool]:
        if not zero.here():
            return draw(pipe, drawing, step)
        _PLACED[self.name] = pipe  # a borrowed card's process tells no steps
        return _borrowed(self.name, drawing)

    @property
    def _planned(self) -> Plan:
        if self._plan is None:
            raise RuntimeError("no pipeline is loaded")
        return self._plan

    @property
    def _half(self) -> bool:
        return self._planned.dtype == "bfloat16"

    # --- loading, and giving back --------------------------------------------------------------

    def load(self) -> None:
        """Load the pipeline now: as ZeroGPU wants it, at the start."""
        with self._lock:
            _PLACED[self.name] = self._ready()

    def _ready(self) -> Any:
        if self._pipe is None:
            folder = self._folder()
            self._plan = plan(self.checkpoint, self._free())
            self._pipe = load(self.checkpoint, folder, self._plan, self._threads)
        return self._pipe

    def _lighten(self, side: int) -> None:
        """Make room after memory did not do; raise Unavailable where nothing smaller is left."""
        collect()
        if side < SMALLEST:
            self.unload()
            raise Unavailable(
                f"there is not enough memory for {self.checkpoint.what}, not even for a small "
                "picture"
            )
        if self._pipe is not None:
            slicing(self._pipe)
        log.warning("memory did not do; %s draws %d pixels", self.name, side)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wake_later(self) -> None:
        if self._pipe is None or zero.here():
            return
        self._timer = threading.Timer(self._idle, self.unload)
        self._timer.daemon = True
        self._timer.start()

    def unload(self) -> None:
        """Give the memory back; the next order loads again."""
        with self._lock:
            self._pipe = self._plan = None
            collect()


WORDS = "Say what the picture should show; here I draw by words alone."


def smaller(side: int) -> str:
    """The word to a visitor whose picture came out smaller."""
    return f"I drew it at {side} pixels: there was not enough memory for more."
