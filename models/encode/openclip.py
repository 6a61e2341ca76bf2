"""Any open_clip model as an :class:`models.encode.encoder.Encoder` (Cherti et al. 2023).

``model`` is an architecture's name with a ``pretrained`` tag, ``hf-hub:org/repo``, or
``local-dir:/path`` for a folder with ``open_clip_config.json`` and safetensors weights. Only
safetensors are read from a folder; a hub's file is loaded with ``weights_only``.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import torchvision_shim
from models.encode.encoder import Vectors
from models.errors import Unavailable
from models.hub import card
from models.hub.check import Fault, finite, untold
from models.hub.memory import Plan, usual
from models.own_thread import OwnThread

log = logging.getLogger(__name__)

BATCH = 32
PIECE = 1 << 20
LOCAL = "local-dir:"


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A model with what it takes to feed it."""

    model: Any
    tokenizer: Any
    side: int
    mean: Any
    std: Any
    mode: str
    squash: bool
    device: str
    dtype: Any


class OpenClipEncoder:
    """See :class:`models.encode.encoder.Encoder`. The model loads at the first use, once."""

    def __init__(
        self,
        model: str,
        pretrained: str = "",
        *,
        threads: int = 2,
        device: str = "",
        plan: Plan | None = None,
        fault: Fault = untold,
        what: str = "",
    ) -> None:
        """``fault`` hears that the card is gone; then the processor goes on, in the same space.

        ``what`` names it in sentences.
        """
        self.model, self.pretrained = model, pretrained
        self._threads, self._device, self._plan, self._fault = threads, device, plan, fault
        self._what = what
        self._thread = OwnThread("encoder")

    @cached_property
    def name(self) -> str:
        """Architecture and weights; a folder's name ends with the first digits of its hash."""
        if not self.model.startswith(LOCAL):
            return "openclip-" + "-".join(filter(None, (self.model, self.pretrained)))
        folder = self._folder()
        digest = hashlib.sha256()
        for file in sorted(folder.glob("*.safetensors")):
            with file.open("rb") as content:  # gigabytes: never whole in memory
                while piece := content.read(PIECE):
                    digest.update(piece)
        return f"openclip-{folder.name}-{digest.hexdigest()[:10]}"

    @property
    def dimensions(self) -> int:
        """Length of a vector; loads the model."""
        return int(self.texts(["a"]).shape[1])

    @property
    def side(self) -> int:
        """Pixels of the square the model looks at; loads the model."""
        return self._thread.run(lambda: self._loaded.side)

    def _folder(self) -> Path:
        folder = Path(self.model.removeprefix(LOCAL))
        if not list(folder.glob("*.safetensors")):
            raise Unavailable(
                f"the encoder {self.model!r} needs a folder with open_clip_config.json and "
                f"*.safetensors, and {folder} has none; convert the weights to safetensors"
            )
        return folder

    @cached_property
    def _loaded(self) -> _Loaded:
        torchvision_shim.ensure()
        import open_clip.factory as factory
        import torch

        torch.set_num_threads(self._threads)
        if self.model.startswith(LOCAL):
            self._folder()
        plan = self._plan or usual()
        device = self._device or plan.device
        dtype = torch.bfloat16 if device != "cpu" else getattr(torch, plan.dtype)
        try:
            model, _, _ = factory.create_model_and_transforms(
                self.model, self.pretrained or None, device=device, weights_only=True
            )
            tokenizer = factory.get_tokenizer(self.model)
        except Exception as exc:  # every hub and file error, with its cause in one sentence
            raise Unavailable(self._why(exc)) from exc
        seen: Any = model.visual
        config: dict[str, Any] = seen.preprocess_cfg
        size = config["size"]
        return _Loaded(
            model=model.to(dtype).eval(),
            tokenizer=tokenizer,
            side=int(size[0] if isinstance(size, list | tuple) else size),
            mean=torch.tensor(config["mean"], device=device).view(1, 3, 1, 1),
            std=torch.tensor(config["std"], device=device).view(1, 3, 1, 1),
            mode="bilinear" if config["interpolation"] == "bilinear" else "bicubic",
            squash=config["resize_mode"] == "squash",
            device=device,
            dtype=dtype,
        )

    def images(self, pictures: NDArray[np.uint8]) -> Vectors:
        """See :meth:`models.encode.encoder.Encoder.images`."""
        return self._on_what_is_left(lambda: self._images(pictures))

    def _why(self, exc: Exception) -> str:
        """Why it was not loaded."""
        what, said = self._what or f"the encoder {self.name!r}", " ".join(str(exc).split())[:200]
        if "loading state_dict" in said:
            keys = said.partition(": ")[2].strip(". ")
            return f"the weights of {what} do not fit it ({keys}); choose another revision"
        return (
            f"{what} could not be loaded ({type(exc).__name__}: {said}); check its name and the "
            "network, or give a folder as local-dir:PATH"
        )

    def _on_what_is_left(self, work: Callable[[], Vectors]) -> Vectors:
        """Do ``work``; where the card fails, once more on the processor, and from then on there.

        What was embedded stays of use: it is the same model.
        """
        return self._thread.run(lambda: self._guarded(work))

    def _guarded(self, work: Callable[[], Vectors]) -> Vectors:
        try:
            found = work()
            finite(found, self._what or f"the encoder {self.name}")
            return found
        except (RuntimeError, Unavailable) as exc:
            if self.__dict__.get("_loaded") is None or self._loaded.device == "cpu":
                raise
            log.exception("the encoder failed on the card")
            why = str(exc) if isinstance(exc, Unavailable) else card.examined(exc)
            self._fault(
                f"the encoder failed on the graphics card ({why}) and computes on the processor "
                "from now on"
            )
            self._device = "cpu"
            del self.__dict__["_loaded"]
            return work()

    def _images(self, pictures: NDArray[np.uint8]) -> Vectors:
        import torch

        with torch.inference_mode():
            if not len(pictures):
                return np.zeros((0, self.dimensions), np.float32)
            loaded = self._loaded
            vectors = []
            for start in range(0, len(pictures), BATCH):
                batch = self.prepared(pictures[start : start + BATCH]).to(loaded.dtype)
                found = _unit(loaded.model.encode_image(_filled(batch)))
                vectors.append(found[: len(batch)])
        return np.concatenate(vectors)

    def prepared(self, pictures: NDArray[np.uint8]) -> Any:
        """Scale, crop and normalise as the model's own transform does: (n, 3, side, side)."""
        import torch

        loaded = self._loaded
        # Bytes travel to a card four times as fast as floats, and it scales them in no time.
        whole = torch.from_numpy(np.require(pictures, requirements=["C", "W"])).to(loaded.device)
        planes = whole.permute(0, 3, 1, 2)
        height, width = planes.shape[-2:]
        target = (loaded.side, loaded.side)
        if not loaded.squash:
            short = min(height, width)
            target = (loaded.side * height // short, loaded.side * width // short)
        if (height, width) != target:
            planes = torch.nn.functional.interpolate(
                planes.float(), target, mode=loaded.mode, antialias=True
            ).clamp(0, 255)
        top, left = (round((edge - loaded.side) / 2) for edge in target)
        planes = planes[..., top : top + loaded.side, left : left + loaded.side]
        return (planes.float() / 255 - loaded.mean) / loaded.std

    def texts(self, sentences: Sequence[str]) -> Vectors:
        """See :meth:`models.encode.encoder.Encoder.texts`."""
        return self._on_what_is_left(lambda: self._texts(sentences))

    def _texts(self, sentences: Sequence[str]) -> Vectors:
        import torch

        with torch.inference_mode():
            loaded = self._loaded
            # A sentence without words matches nothing; open_clip would give it a vector.
            spoken = [sentence if sentence.strip() else " " for sentence in sentences] or [" "]
            tokens = loaded.tokenizer(spoken).to(loaded.device)
            vectors = _unit(loaded.model.encode_text(_filled(tokens)))
        for row, sentence in enumerate(sentences):
            if not sentence.strip():
                vectors[row] = 0
        return vectors[: len(sentences)]


def _filled(batch: Any) -> Any:
    """Fill a batch on a card up to a power of two with zeros.

    For each number of rows that it has not met a card first looks for the quickest kernels, which
    takes longer than the rows.
    """
    import torch

    more = 0 if batch.device.type == "cpu" else (1 << (len(batch) - 1).bit_length()) - len(batch)
    return torch.cat([batch, batch.new_zeros(more, *batch.shape[1:])]) if more else batch


def _unit(vectors: Any) -> Vectors:
    """Bring a tensor (n, d) to unit length: in fp32, since bf16 is off by a thousandth."""
    import torch

    unit = torch.nn.functional.normalize(vectors.float(), dim=-1)
    return np.asarray(unit.cpu().numpy(), np.float32)
