"""Modules that behave like the packages ``trustmark`` and ``videoseal``: bits in visible squares.

They take and give what the real ones (0.9.2; the repository's 1.0) do, and refuse what those do.
"""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
import torch
from PIL import Image as Pictures

from models.provenance import foreign

LEFT, RIGHT = 20, 235
"""Levels of a 0 and a 1 in the first row, one pixel each."""


class TrustMark:
    """61 bits and whether they are there; without them ``("", False, -1)``."""

    Encoding = SimpleNamespace(BCH_5=1)
    made = 0

    def __init__(self, verbose, device, model_type, encoding_type, loadRemover):  # type: ignore[no-untyped-def]
        assert (model_type, encoding_type) == ("Q", self.Encoding.BCH_5)
        type(self).made += 1

    def encode(self, cover: Pictures.Image, secret: str, MODE: str = "text") -> Pictures.Image:
        assert MODE == "binary" and cover.mode == "RGB" and set(secret) <= {"0", "1"}
        pixels = np.array(cover)
        pixels[0, : len(secret)] = [[RIGHT if bit == "1" else LEFT] * 3 for bit in secret]
        return Pictures.fromarray(pixels)

    def decode(self, stego: Pictures.Image, MODE: str = "text") -> tuple[str, bool, int]:
        assert MODE == "binary" and stego.mode == "RGB"
        row = np.asarray(stego)[0, :61].mean(axis=1)
        if not np.isin(row, (LEFT, RIGHT)).all():
            return "", False, -1
        return "".join("1" if level == RIGHT else "0" for level in row), True, 1


class Videoseal:
    """256 bits; where there are none, predictions are what the picture happens to be."""

    bits = 256

    def eval(self) -> "Videoseal":
        return self

    def embed(
        self, imgs: torch.Tensor, msgs: torch.Tensor, is_video: bool = True
    ) -> dict[str, torch.Tensor]:
        assert imgs.ndim == 4 and imgs.shape[1] == 3 and imgs.dtype == torch.float32
        assert 0 <= imgs.min() and imgs.max() <= 1 and msgs.shape == (1, self.bits)
        marked = imgs.clone()
        marked[:, :, 0, : self.bits] = (msgs * (RIGHT - LEFT) + LEFT)[:, None] / 255
        return {"imgs_w": marked, "msgs": msgs}

    def detect(self, imgs: torch.Tensor, is_video: bool = True) -> dict[str, torch.Tensor]:
        assert imgs.ndim == 4 and imgs.shape[1] == 3 and imgs.max() <= 1
        row = imgs[:, :, 0, : self.bits].mean(dim=1) - 0.5
        return {"preds": torch.cat([torch.zeros(len(imgs), 1), row], dim=1)}


def install(monkeypatch: pytest.MonkeyPatch, name: str) -> ModuleType:
    """Put a stand-in where the package would be."""
    module = ModuleType(name)
    module.__spec__ = ModuleSpec(name, None)
    if name == "trustmark":
        module.TrustMark = TrustMark  # type: ignore[attr-defined]
    else:
        module.load = {"videoseal": Videoseal()}.__getitem__  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(foreign, "_models", {})
    return module
