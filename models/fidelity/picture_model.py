"""Harm of pictures by a classifier of timm: how likely it is that one shows nudity or sex.

Of a folder with ``config.json`` as timm writes it, and safetensors. Violence, hate and gore are
not what such a model knows.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.fidelity.check import Image
from models.hub.check import Fault, answering, finite, untold

HARMFUL = ("NSFW", "PORN", "HENTAI", "SEXY", "UNSAFE")
"""Labels, in capitals, that must not be shown."""


class PictureModel:
    """See :class:`models.fidelity.safe_pictures.PictureHarm`."""

    def __init__(self, folder: Path, what: str, *, threads: int = 2, fault: Fault = untold) -> None:
        self._folder, self._what, self._threads, self._fault = folder, what, threads, fault
        self._lock = threading.Lock()
        self._loaded: tuple[Any, list[int], dict[str, Any]] | None = None

    def load(self) -> None:
        """Load now, and try it; raises Unavailable, with what to do, where that cannot be."""
        with self._lock:
            self._here()
        self.scores([np.full((8, 8, 3), 128, np.uint8)])

    def scores(self, images: Sequence[Image]) -> NDArray[np.float64]:
        """See :class:`models.fidelity.safe_pictures.PictureHarm`."""
        import torch

        with self._lock, answering(self._what, self._fault), torch.inference_mode():
            model, bad, config = self._here()
            told = [model(_ready(image, config)).float().softmax(-1)[0] for image in images]
            found = np.array([float(one[bad].sum()) for one in told], np.float64)
        finite(found, self._what)
        return found

    def _here(self) -> tuple[Any, list[int], dict[str, Any]]:
        if self._loaded is None:
            from models import torchvision_shim

            torchvision_shim.ensure()
            import timm
            import torch

            torch.set_num_threads(self._threads)
            if not list(self._folder.glob("*.safetensors")):
                raise Unavailable(f"{self._what} has no weights as safetensors; choose another one")
            try:
                model: Any = timm.create_model(f"local-dir:{self._folder}", pretrained=True)
            except Exception as exc:  # what does not fit is told by torch, in many lines
                cause = " ".join(str(exc).split())[:160]
                raise Unavailable(f"{self._what} could not be loaded: {cause}") from exc
            self._loaded = (model.eval(), self._bad(), dict(model.pretrained_cfg))
        return self._loaded

    def _bad(self) -> list[int]:
        """The places of the labels that must not be shown."""
        told = json.loads((self._folder / "config.json").read_text("utf-8"))
        inner = told.get("pretrained_cfg")
        inner = inner if isinstance(inner, dict) else {}
        names = told.get("label_names") or inner.get("label_names")
        if not isinstance(names, list) or not names:
            raise Unavailable(
                f"{self._what} does not say what it tells apart: label_names in its config.json is "
                f"{names!r}, not a list of names; choose another one"
            )
        bad = [at for at, name in enumerate(names) if str(name).upper() in HARMFUL]
        if not bad:
            raise Unavailable(
                f"{self._what} tells apart {', '.join(map(str, names))}, and none of "
                f"{', '.join(HARMFUL)}; choose another one"
            )
        return bad


def _ready(image: Image, config: dict[str, Any]) -> Any:
    """A picture (h, w, 3) as the model wants it (1, 3, side, side): squashed, as it was trained."""
    import torch

    planes = torch.from_numpy(np.require(image, requirements=["C", "W"]))[None].permute(0, 3, 1, 2)
    side = tuple(config["input_size"][1:])
    planes = torch.nn.functional.interpolate(
        planes.float(), side, mode="bicubic", antialias=True
    ).clamp(0, 255)
    mean, std = (torch.tensor(config[name]).view(1, 3, 1, 1) for name in ("mean", "std"))
    return (planes / 255 - mean) / std
