"""The generator that ships: masked conditional video diffusion in latents, one model for all.

Create, extend, loop and revise are the same walk from noise with different frames known, as in
MCVD (Voleti et al. 2022); revising starts part of the way (SDEdit, Meng et al. 2022) and shows the
source to the model besides. What is known of the visitor enters every block of a longer clip.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from models.errors import Unavailable
from models.generate.generator import Frames, Generated, Known, Liking, Order, Progress, check
from models.hardware import quick_in_bf16
from models.hub import card, zero
from models.hub.check import Fault, untold

if TYPE_CHECKING:
    from torch import Tensor
    from torch import device as Device

    from models.generate.autoencoder import VideoAutoencoder
    from models.generate.conditions import Conditions
    from models.generate.denoiser import Denoiser
    from models.generate.known import PaintedWorld
    from models.generate.user_space import UserSpace

log = logging.getLogger(__name__)

SIDE, FRAMES, FPS = 128, 16, 8.0
STEPS = 8
"""Sixteen look no better and take twice as long (``benchmarks.generation``, *settings*)."""
SHIFT = 2.0
PAST = 2
"""Latent frames of a block that the next one sees."""
WEAKEST = 0.15
"""Noise that a revision of strength 0 starts from."""
ANYTHING = 0.9
"""Strength from which the taste, where nothing is said, may put another subject into a clip."""
FROM_LIKES = "What your likes seem to share: {}."
LEFT_CARD = "The card failed while a clip was drawn (%s: %s): drawing goes on with the processor."
LEFT = "the embedded generator left the graphics card and draws on the processor from now on"
FEWEST = 5
"""Likes from which it is said what they share: of so few the first thing said is right in 62 % of
simulated visitors, of two in 44 %."""


class DiffusionGenerator:
    """See :class:`models.generate.generator.Generator`. Torch loads at the first order.

    It computes on a card where there is one; should that fail, it goes on without.
    """

    side, length, fps, clips = SIDE, FRAMES, FPS, True
    footage = restyles = False

    def __init__(
        self,
        weights: Path,
        *,
        threads: int = 2,
        steps: int = STEPS,
        words_scale: float = 4.0,
        taste_scale: float = 1.5,
        fault: Fault = untold,
    ) -> None:
        """``weights`` is the folder ``assets/weights``; ``fault`` hears that the card was left."""
        self._weights, self._threads, self.steps = weights, threads, steps
        self.words_scale, self.taste_scale = words_scale, taste_scale
        self._fault = fault
        self._lock = threading.RLock()
        self.compiled = False
        """Whether the denoiser is compiled: worth it for whoever makes many clips of one length."""

    @cached_property
    def name(self) -> str:
        """``embedded-video-`` and the first digits of the weights' hash."""
        from models.generate.weights import digest

        return f"embedded-video-{digest(self._weights / 'video', 'denoiser')}"

    @cached_property
    def device(self) -> Device:
        """Where it computes: a card, but for one that is lent by the call (ZeroGPU)."""
        import torch

        return torch.device("cuda" if card.here() and not zero.here() else "cpu")

    @cached_property
    def bf16(self) -> bool:
        """Whether it computes in bf16."""
        return self.device.type != "cpu" or quick_in_bf16()

    @cached_property
    def _compiled(self) -> Any:
        import torch

        return torch.compile(self._models[1], dynamic=False)

    @cached_property
    def users(self) -> UserSpace | None:
        """See :attr:`models.generate.generator.Generator.users`."""
        from models.generate.user_space import UserSpace

        try:
            return UserSpace.load(self._weights / "video")
        except Unavailable:
            return None

    @cached_property
    def _models(self) -> tuple[VideoAutoencoder, Denoiser]:
        import torch

        from models.generate.autoencoder import VideoAutoencoder, channels_last
        from models.generate.denoiser import Denoiser
        from models.generate.weights import load_sharded

        torch.set_num_threads(self._threads)
        coder, denoiser = VideoAutoencoder(), Denoiser()
        load_sharded(coder, self._weights / "video", "autoencoder")
        load_sharded(denoiser, self._weights / "video", "denoiser")
        return channels_last(coder).eval().to(self.device), denoiser.eval().to(self.device)

    @cached_property
    def _read(self):  # type: ignore[no-untyped-def]
        from models.generate.words import WordVectors

        return WordVectors(self._weights / "text")

    @cached_property
    def _world(self) -> PaintedWorld:
        from models.encode.text import StaticText
        from models.generate.known import PaintedWorld

        return PaintedWorld(StaticText(self._weights / "text").model)

    def knows(self, words: str, *, change: bool = False, still: bool = False) -> Known:
        """See :meth:`models.generate.generator.Generator.knows`: the painted world and no more."""
        return self._world.read(words, change=change)

    def generate(self, order: Order) -> Iterator[Progress | Generated]:
        """See :meth:`models.generate.generator.Generator.generate`.

        Where nothing is said, what the visitor's likes have in common is drawn, and the remark
        says what that is.
        """
        check(order)
        with self._lock:
            began = self.device
            try:
                self._models  # noqa: B018  # loads once
            except RuntimeError as error:  # a card that is gone, or full of others' models
                self._leave_card(error, began)
                self._models  # noqa: B018
        wish = self.wish(order)
        order = replace(order, words=order.words.strip() or wish)
        remark = FROM_LIKES.format(wish) if wish else ""
        number = 0
        while number < order.candidates:
            began = self.device
            try:
                for event in self._candidate(order, number):
                    yield event if isinstance(event, Progress) else replace(event, remark=remark)
                number += 1
            except RuntimeError as error:  # torch's for want of memory and for lost cards are such
                self._leave_card(error, began)

    def _candidate(self, order: Order, number: int) -> Iterator[Progress | Generated]:
        """Draw one of an order's candidates."""
        seed, steps = order.seed + number, order.blocks * (self.steps + 1)
        latents = None
        for done, latents in enumerate(self._walk(order, seed), number * steps + 1):
            shown = self._preview(latents) if done % 3 == 1 else None
            yield Progress(fraction=done / (steps * order.candidates), preview=shown)
        if latents is None:
            raise RuntimeError("a walk without steps")
        frames = self._decoded(latents)
        if order.still:
            frames = frames[len(frames) // 2 :][:1]
        yield Generated(frames=frames, fps=self.fps, seed=seed)

    def _leave_card(self, error: RuntimeError, began: Device) -> None:
        """Go on with the processor, for good; ``error`` again where that is what failed.

        What ``began`` on the card while another drawing left it fails too, and is drawn again.
        """
        import torch

        if began == torch.device("cpu"):
            raise error
        with self._lock:
            if self.device != began:
                return
            # Asked once for all roles: a dead card is let alone by the others, too.
            cause = card.examined(error)
            log.warning(LEFT_CARD, cause, str(error).partition("\n")[0])
            self.device = torch.device("cpu")
            for kept in ("bf16", "_models", "_compiled"):
                self.__dict__.pop(kept, None)
        self._fault(f"{LEFT} ({cause})")

    def wish(self, order: Order) -> str:
        """What the visitor's likes say where an order says nothing; a clip that goes on is left."""
        from models.fidelity.balance import balanced
        from models.generate.likes import wish

        hist = order.taste.hist
        if order.words.strip() or order.extend or hist is None:
            return ""
        if order.taste.likes is not None and order.taste.likes < FEWEST:
            return ""
        subject = order.source is None or order.strength >= ANYTHING
        words = wish(hist, self._weights / "video", subject=subject)
        return balanced(words, order.seed).words

    # --- the walk ----------------------------------------------------------------------------

    def _walk(self, order: Order, seed: int) -> Iterator[Tensor]:
        """Yield the clip (1, t, c, h, w) as it is taken to be, block by block, step by step."""
        import torch

        from models.generate.conditions import GIVEN, SOURCE

        generator = torch.Generator().manual_seed(seed)
        bare = self._conditions(order).on(self.device)
        source = None if order.source is None else self._encoded(order.source)
        made: list[Tensor] = [] if source is None or not order.extend else [source]
        for block in range(order.blocks):
            given, start = bare, 1.0
            if source is not None and not order.extend:
                part = _window(source, block * given.frames.shape[1], given.frames.shape[1])
                given = replace(given, frames=part, known=torch.full_like(given.known, SOURCE))
                start = noise_of(order.strength)
            elif made:
                given = _known(given, made[-1][:, -PAST:], 0, GIVEN)
            last = block == order.blocks - 1
            if order.loop and last and given.frames.shape[1] > PAST:
                first = (made[0] if made else given.frames)[:, :1]
                if made:
                    given = _known(given, first, given.frames.shape[1] - 1, GIVEN)
            result = None
            for result in self._denoise(given, start, generator):
                yield torch.cat([*made, _new(result, given)], dim=1)
            if result is None:
                raise RuntimeError("a walk without steps")
            made.append(_new(result, given))
            yield torch.cat(made, dim=1)

    def _denoise(self, given: Conditions, start: float, generator: Any) -> Iterator[Tensor]:
        """Walk from noise (``start`` 1) or from the noised source down; yield what it looks like.

        The last one is where the walk ends.
        """
        import torch

        from models.generate import flow
        from models.generate.conditions import GIVEN
        from models.generate.guidance import Scales, guided

        denoiser = self._compiled if self.compiled else self._models[1]
        # The same seed is the same noise on every device.
        noise = torch.randn(given.frames.shape, generator=generator).to(self.device)
        given = given.on(self.device)
        fixed = (given.known == GIVEN)[:, :, None, None, None]
        guide = guided(denoiser, given, Scales(words=self.words_scale, taste=self.taste_scale))

        def velocity(x: Tensor, level: Tensor) -> Tensor:
            # Here, and not around the walk: a generator that waits would leave both switched on
            # for whoever asked for it. The model learnt to see given frames without noise.
            with torch.inference_mode(), self._format():
                return guide(torch.where(fixed, given.frames, x), level)

        x = noise if start >= 1 else flow.noised(given.frames, noise, noise.new_tensor([start]))
        steps = max(1, round(self.steps * start))
        levels = flow.levels(steps, start, SHIFT).to(self.device)
        for at, clean in flow.multistep(velocity, x, levels):
            x = torch.where(fixed, given.frames, at)
            yield torch.where(fixed, given.frames, clean)
        yield x

    def sample(self, given: Conditions, seed: int, start: float = 1.0) -> Tensor:
        """Latents (n, t, c, h, w) of a whole batch of conditions: for measuring."""
        import torch

        generator = torch.Generator().manual_seed(seed)
        found = given.frames
        for found in self._denoise(given, start, generator):  # noqa: B007  # the last is wanted
            pass
        return found.float().cpu()

    # --- in and out --------------------------------------------------------------------------

    def _conditions(self, order: Order) -> Conditions:
        import torch

        from models.generate.autoencoder import BLOCK, CHANNELS, SCALE
        from models.generate.conditions import LIKED, nothing

        frames = 1 if order.still else self.length // BLOCK
        bare = nothing(1, frames, CHANNELS, self.side // SCALE, self.side // SCALE)
        taste: Liking = order.taste
        found = replace(bare, words=torch.from_numpy(self._read([order.words])))
        if taste.hist is not None:
            found = replace(found, hist=torch.from_numpy(taste.hist)[None].float())
        if taste.user is not None:
            found = replace(found, user=torch.from_numpy(taste.user)[None].float())
        if len(taste.liked):
            liked = torch.zeros_like(bare.liked)
            count = min(LIKED, len(taste.liked))
            liked[0, :count] = torch.from_numpy(taste.liked[:count])
            found = replace(found, liked=liked)
        return found

    def _encoded(self, frames: Frames) -> Tensor:
        """Latents (1, t, c, h, w) of frames of any size, squared and brought to whole blocks."""
        import torch

        from models.generate.autoencoder import BLOCK, to_planes

        squares = np.stack([square(frame, self.side) for frame in frames])
        missing = -len(squares) % BLOCK
        squares = np.concatenate([squares, np.repeat(squares[-1:], missing, axis=0)])
        coder, _ = self._models
        with torch.inference_mode():
            planes = to_planes(torch.from_numpy(squares[None]).to(self.device))
            return coder.encode(planes).float()

    def _decoded(self, latents: Tensor) -> Frames:
        import torch

        from models.generate.autoencoder import to_pixels

        coder, _ = self._models
        with torch.inference_mode(), self._format():
            return np.asarray(to_pixels(coder.decode(latents.float()))[0].cpu().numpy())

    def _format(self) -> AbstractContextManager[None]:
        """In which numbers are computed."""
        import torch

        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.bf16)

    def _preview(self, latents: Tensor) -> Frames:
        """One frame of the block that is being made."""
        return np.asarray(self._decoded(latents[:, -1:])[0])


def noise_of(strength: float) -> float:
    """The noise that a revision starts from, :data:`WEAKEST` (strength 0) to all (strength 1).

    A source that is shown beside the noise is kept until little else is left of it, so that more
    than half of the noise comes in the first third.
    """
    return 1 - (1 - WEAKEST) * (1 - strength) ** 2


def square(frame: Frames, side: int) -> Frames:
    """Cut the middle square out of a frame and bring it to ``side`` pixels."""
    height, width = frame.shape[:2]
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    cut = frame[top : top + short, left : left + short]
    how = cv2.INTER_AREA if short > side else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cut, (side, side), interpolation=how))


def _window(latents: Tensor, start: int, length: int) -> Tensor:
    """``length`` latent frames from ``start``; the last one is repeated where there are fewer."""
    places = np.clip(np.arange(start, start + length), 0, latents.shape[1] - 1)
    return latents[:, places]


def _known(given: Conditions, latents: Tensor, place: int, kind: int) -> Conditions:
    """The conditions with these latent frames known from ``place`` on."""
    frames, known = given.frames.clone(), given.known.clone()
    span = slice(place, place + latents.shape[1])
    frames[:, span], known[:, span] = latents, kind
    return replace(given, frames=frames, known=known)


def _new(latents: Tensor, given: Conditions) -> Tensor:
    """Those latent frames of a block that were not there before."""
    from models.generate.conditions import GIVEN

    return latents[:, (given.known[0] != GIVEN)]
