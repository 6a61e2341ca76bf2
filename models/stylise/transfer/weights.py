"""The style network as it ships: loaded at the first picture, checked, and named by its hash."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from models.errors import BadRequest, Unavailable
from models.stylise.styliser import Array

if TYPE_CHECKING:
    from torch import nn

    from models.stylise.transfer.network import Painter, Reader

Net = TypeVar("Net", bound="nn.Module")

FILES = ("reader.safetensors", "painter.safetensors")

Vector = NDArray[np.float32]
"""What a style is to the network: (100,)."""

PLAIN = 2.0
"""Deviation in grey levels below which a picture is one colour, which is no style."""


class StyleNetwork:
    """The two networks in ``folder``; torch loads with the first picture, not before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    @cached_property
    def name(self) -> str:
        """``style-`` and the first digits of the SHA-256 over both files.

        Raises :class:`Unavailable` where one is missing.
        """
        total = hashlib.sha256()
        for file in FILES:
            total.update(self._there(file).read_bytes())
        return f"style-{total.hexdigest()[:12]}"

    def read(self, pictures: Sequence[Array]) -> Vector:
        """The style of ``pictures``, uint8 (h, w, 3) each, their mean: what they have in common.

        Raises :class:`Unavailable` without weights, and :class:`BadRequest` for a picture of one
        colour.
        """
        if max(float(picture.std((0, 1)).max()) for picture in pictures) < PLAIN:
            raise BadRequest(
                "That picture is all one colour, and has no style to take; send a painting, a "
                "photo or a texture."
            )
        return self.vector(pictures)

    def vector(self, pictures: Sequence[Array]) -> Vector:
        """The same for whatever they show: of a black frame, too."""
        import torch

        from models.stylise.transfer.network import SIDE

        seen = [cv2.resize(p, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for p in pictures]
        planes = torch.from_numpy(np.stack(seen)).permute(0, 3, 1, 2).float() / 255
        with torch.inference_mode():
            vector: Vector = self.reader(planes).mean(0).numpy()
        return vector

    @cached_property
    def reader(self) -> Reader:
        """The part that reads a style."""
        from models.stylise.transfer.network import Reader

        return self._loaded(Reader(), FILES[0])

    @cached_property
    def painter(self) -> Painter:
        """The part that redraws; channels last, which is what it is quickest in."""
        from models.stylise.transfer.network import Painter, channels_last

        return channels_last(self._loaded(Painter(), FILES[1]))

    def _there(self, file: str) -> Path:
        if not (self._folder / file).is_file():
            raise Unavailable(
                f"the style of a picture needs {file}, and it is not in {self._folder}; restore "
                "assets/weights from the repository"
            )
        return self._folder / file

    def _loaded(self, net: Net, file: str) -> Net:
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        with self._lock:
            try:
                state = {
                    name: value.float() for name, value in load_file(self._there(file)).items()
                }
                net.load_state_dict(state)
            except (SafetensorError, RuntimeError) as exc:
                raise Unavailable(
                    f"{file} does not hold the style network; restore assets/weights from the "
                    "repository"
                ) from exc
        return net.eval().requires_grad_(False)
