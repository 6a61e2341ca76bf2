"""Clips by a diffusers video pipeline: a generator behind the seam.

From words, from a first picture, and from a clip: changed as words say, or going on. Three families
are spoken to: LTX-Video (HaCohen et al. 2024) by conditions at frames, Wan-VACE (Jiang et al. 2025)
by a video with a mask, and Lucy Edit (Decart 2025), which changes a clip as an instruction says.
Without it a picture model that takes instructions changes the first frame, and VACE carries
that through the clip. Pictures, and loops from nothing, are left to the generator behind.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from models.encode.frames import squares
from models.errors import BadRequest, GeneRecError, Unavailable
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
from models.generate.pictures import PictureDrawing
from models.generate.pipeline import Drawn, call, drawn
from models.generate.references import Picture
from models.generate.watching import Step, watched

if TYPE_CHECKING:
    from models.generate.user_space import UserSpace
    from models.hub.checkpoint import Checkpoint

log = logging.getLogger(__name__)

SMALLEST = 128
"""Pixels below which nothing is tried any more."""
GRID = 32
"""Pixels that a side is a multiple of."""
PAST = 9
"""Frames at the end of a clip from which it goes on: enough to see where things move."""
AVOID = "worst quality, blurry, jittery, distorted"
WORDS = "Say what the clip should show; here I draw by words."


@dataclass(frozen=True, eq=False)
class ClipDrawing:
    """See :class:`models.generate.drawing.Drawing`.

    Attributes:
        given: frames (t, side, side, 3) to change (``change`` above 0), or that the clip begins
            with (``change`` 0).
        change: how much of ``given`` may become something else, 0 to 1.
        ends: the frame (side, side, 3) that the clip ends with, or none.
        liked: pictures that the visitor liked, the most telling first.
        begins: the first frame (side, side, 3) as it is to become where ``given`` is changed.
    """

    words: str
    side: int
    frames: int
    fps: float
    steps: int
    guidance: float
    seed: int
    given: Frames | None = None
    change: float = 0.0
    ends: Picture | None = None
    liked: tuple[Picture, ...] = ()
    begins: Picture | None = None

    @property
    def seconds(self) -> float:
        """See :attr:`models.generate.drawing.Drawing.seconds`."""
        return 20 + self.steps * 2.0 * self.frames / 33 * (self.side / 480) ** 2

    @property
    def pixels(self) -> int:
        """See :attr:`models.generate.drawing.Drawing.pixels`."""
        return self.frames * self.side**2

    def on(self, pipe: Any, step: Step | None) -> Drawn:
        """See :meth:`models.generate.drawing.Drawing.on`."""
        kind = type(pipe).__name__
        told = _vace(self) if "VACE" in kind else _lucy(self) if "Lucy" in kind else _ltx(self)
        made = call(
            pipe,
            step,
            self.seed,
            prompt=self.words,
            negative_prompt=AVOID,
            height=self.side,
            width=self.side,
            num_frames=self.frames,
            num_inference_steps=self.steps,
            guidance_scale=self.guidance,
            **told,
        )
        return drawn(made.frames[0])

    def smaller(self) -> ClipDrawing | None:
        """See :meth:`models.generate.drawing.Drawing.smaller`."""
        side = self.side * 3 // 4 // GRID * GRID
        if side < SMALLEST:
            return None
        given = None if self.given is None else squares(self.given, side)
        ends, begins = (
            None if one is None else squares(one[None], side)[0] for one in (self.ends, self.begins)
        )
        return replace(self, side=side, given=given, ends=ends, begins=begins)

    def joined(self, others: Sequence[ClipDrawing]) -> None:
        """See :meth:`models.generate.drawing.Drawing.joined`: a clip fills a card by itself."""


def _ltx(drawing: ClipDrawing) -> dict[str, Any]:
    """Conditions at frames; one of strength below 1 is changed, the more the weaker it is."""
    from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition

    found = []
    if drawing.given is not None:
        # The autoencoder takes one frame, and eight more at a time.
        kept = drawing.given[: (len(drawing.given) - 1) // 8 * 8 + 1]
        found.append(
            LTXVideoCondition(video=_images(kept), frame_index=0, strength=1 - drawing.change)
        )
    if drawing.ends is not None:
        last = drawing.frames - 1
        found.append(LTXVideoCondition(image=_images([drawing.ends])[0], frame_index=last))
    decoding = {"decode_timestep": 0.05, "decode_noise_scale": 0.025}  # as its card has it
    return {"conditions": found or None, "frame_rate": drawing.fps, **decoding}


def _vace(drawing: ClipDrawing) -> dict[str, Any]:
    """A video with a mask: black is kept, white is made; a grey video is followed, not kept."""
    told: dict[str, Any] = {}
    if drawing.liked:
        told["reference_images"] = _images(drawing.liked)
    if drawing.given is None and drawing.ends is None:
        return told
    shape = (drawing.frames, drawing.side, drawing.side, 3)
    video, mask = np.full(shape, 128, np.uint8), np.full(shape, 255, np.uint8)
    if drawing.given is not None:
        given = drawing.given[: drawing.frames]
        if drawing.change:
            # Its shapes guide, its colours are free: what VACE calls colouring.
            given = np.repeat(given.mean(-1, keepdims=True).astype(np.uint8), 3, axis=-1)
            told["conditioning_scale"] = 1 - 0.7 * drawing.change
        else:
            mask[: len(given)] = 0
        video[: len(given)] = given
    if drawing.begins is not None:
        # Colours come from the frame that is kept, so the shapes may guide with all their weight.
        video[0], mask[0] = drawing.begins, 0
        told |= {"conditioning_scale": 1.0, "reference_images": _images([drawing.begins])}
    if drawing.ends is not None:
        video[-1], mask[-1] = drawing.ends, 0
    return told | {"video": _images(video), "mask": _images(mask)}


def _lucy(drawing: ClipDrawing) -> dict[str, Any]:
    """The clip itself; what is to change stands in the words."""
    if drawing.given is None:
        raise ValueError("an editing pipeline was asked for a clip without a source")
    return {"video": _images(drawing.given)}


def _images(frames: Any) -> list[Any]:
    from PIL import Image

    return [Image.fromarray(np.ascontiguousarray(frame)) for frame in frames]


class ClipGenerator:
    """See :class:`models.generate.generator.Generator`."""

    clips = footage = True

    def __init__(
        self,
        painter: Painter,
        otherwise: Generator | None = None,
        *,
        editor: Painter | None = None,
        first: Painter | None = None,
    ) -> None:
        """``editor`` changes clips as an instruction says, ``first`` pictures; both may be on their
        way, and ``first`` is of use to VACE alone.
        """
        self.painter, self.otherwise = painter, otherwise
        guided = "VACE" in painter.checkpoint.architecture
        self._editor = editor
        self._first = first if guided and first is not None and first.edits else None

    @property
    def name(self) -> str:
        """The repository with its revision, for recipes."""
        return self.painter.name

    @property
    def fps(self) -> float:
        """Frames a second."""
        return self.painter.checkpoint.fps

    @property
    def length(self) -> int:
        """Frames made at once: two seconds."""
        return min(self.painter.checkpoint.frames, round(2 * self.fps))

    @property
    def users(self) -> UserSpace | None:
        """Its space of *User_Emb*: of the generator behind."""
        return None if self.otherwise is None else self.otherwise.users

    @property
    def restyles(self) -> bool:
        """Whether a model that takes instructions is here, and one that carries them through."""
        if self._editor is not None and _draws(self._editor):
            return True
        return self._first is not None and _draws(self._first) and _draws(self.painter)

    def knows(self, words: str, *, change: bool = False, still: bool = False) -> Known:
        """See :meth:`models.generate.generator.Generator.knows`: a clip may show anything."""
        if self.otherwise is None or not still:
            return Known(words=words)
        return self.otherwise.knows(words, change=change, still=still)

    def generate(self, order: Order) -> Iterator[Progress | Generated]:
        """See :meth:`models.generate.generator.Generator.generate`.

        One candidate is made, whatever was ordered: a clip takes minutes on a processor.
        """
        check(order)
        words = order.words.strip() or ", ".join(order.taste.words)
        from_nothing = order.source is None and order.loop
        if order.still or from_nothing or not (words or order.source is not None):
            yield from self._behind(order, BadRequest(WORDS))
            return
        changes = order.source is not None and not order.extend and bool(order.words.strip())
        for painter in (self._editor if changes else None, self.painter):
            try:
                if painter is not None:
                    yield from self._clip(order, words, painter)
                    return
            except Unavailable as exc:
                log.warning("another generator makes the clip instead: %s", exc)
                why = exc
        yield from self._behind(order, why)

    def _behind(self, order: Order, exc: GeneRecError) -> Iterator[Progress | Generated]:
        """Let the other one do it, at its own rate."""
        other = self.otherwise
        if other is not None and order.source is not None:
            count = max(1, round(len(order.source) * other.fps / self.fps))
            source = order.source[np.linspace(0, len(order.source) - 1, count).round().astype(int)]
            blocks = order.blocks if order.extend else max(1, -(-count // other.length))
            order = replace(order, source=source, blocks=blocks)
        yield from behind(other, order, exc)

    def _clip(self, order: Order, words: str, painter: Painter) -> Iterator[Progress | Generated]:
        drawing = self._drawing(order, words, painter.checkpoint)
        left = painter.seconds([drawing])
        if left is not None:
            yield Progress(fraction=0.0, left=left)
        for event in watched(lambda step: self._one(order, drawing, step, painter)):
            if isinstance(event, Generated):
                yield event
            else:
                yield Progress(fraction=min(1.0, event / (drawing.steps + 1)))

    def _drawing(self, order: Order, words: str, model: Checkpoint | None = None) -> ClipDrawing:
        """The call for an order, of a ``model`` that is another one than its own."""
        model = self.painter.checkpoint if model is None else model
        bare = ClipDrawing(
            words=words,
            side=model.side,
            frames=self._frames(round((2 + order.blocks - 1) * self.fps)),
            fps=self.fps,
            steps=model.steps,
            guidance=model.guidance,
            seed=order.seed,
            liked=order.taste.pictures() if order.source is None else (),
        )
        if order.source is None:
            return bare
        source = squares(order.source, model.side)
        if not order.extend:
            frames = self._frames(len(source))
            given = source[np.linspace(0, len(source) - 1, frames).round().astype(int)]
            return replace(bare, frames=frames, given=given, change=order.strength)
        past = source[-PAST:] if len(source) >= PAST else source[-1:]
        frames = self._frames(len(past) + order.blocks * (self.length // 2))
        return replace(bare, frames=frames, given=past, ends=source[0] if order.loop else None)

    def _frames(self, wanted: int) -> int:
        """The nearest number of frames that the autoencoders take: one, and eights of them."""
        most = (self.painter.checkpoint.frames - 1) // 8
        return min(max(1, round((wanted - 1) / 8)), most) * 8 + 1

    def _begun(self, order: Order, drawing: ClipDrawing, step: Step) -> Picture | None:
        """The first frame as the words change it; ``None`` where nothing here can do that."""
        if self._first is None or drawing.given is None or not drawing.change:
            return None
        if not self.painter.here:  # nothing would carry it through the clip
            return None
        model = self._first.checkpoint
        frame, seed = drawing.given[0], drawing.seed
        wish = PictureDrawing(
            order.words, drawing.side, model.steps, model.guidance, seed, (frame,)
        )
        try:
            ((frames, _),) = self._first.paint([wish], lambda number: step(0))
        except Unavailable as exc:
            log.warning("the first frame is not changed by itself: %s", exc)
            return None
        begun: Picture = squares(frames, drawing.side)[0]
        return begun

    def _one(self, order: Order, drawing: ClipDrawing, step: Step, painter: Painter) -> Generated:
        if painter is self.painter and order.words.strip():
            drawing = replace(drawing, begins=self._begun(order, drawing, step))
        ((frames, drawn),) = painter.paint([drawing], step)
        if order.extend and order.source is not None and drawn.given is not None:
            before = squares(order.source, frames.shape[1])
            frames = np.concatenate([before, frames[len(drawn.given) :]])
        remark = "" if drawn.side == drawing.side else smaller(drawn.side)
        return Generated(
            frames=frames, fps=self.fps, seed=drawing.seed, remark=remark, model=painter.name
        )


def _draws(painter: Painter) -> bool:
    """Whether it is here, and quick enough to be waited for."""
    return painter.here and painter.timely


def smaller(side: int) -> str:
    """The word to a visitor whose clip came out smaller."""
    return f"I drew it at {side} pixels: there was not enough memory for more."
