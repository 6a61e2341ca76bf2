"""Lets ``import torchvision`` work beside a CPU torch, in one place.

The torchvision wheel of the registry is built for CUDA. Beside a CPU torch its operators do not
load, and the import fails at ``operator torchvision::nms does not exist``; open_clip, timm,
transformers' image processors and diffusers fail with it. Declaring the two operators that the
import looks up is enough for everything but box suppression, which nothing here calls.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
from pathlib import Path
from typing import Any

SCHEMAS = {
    "nms": "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms": "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
}

_lock = threading.Lock()
_declared: list[Any] = []  # a Library takes its operators back when it is collected


def ensure() -> tuple[str, ...]:
    """Make torchvision importable; call it before the first import of anything that needs it.

    Returns:
        The operators declared here: none where the real ones load or torchvision is absent.
    """
    with _lock:
        if "torchvision" in sys.modules or _declared:
            return ()
        spec = importlib.util.find_spec("torchvision")
        if spec is None or spec.origin is None or _loads(Path(spec.origin).parent / "_C.so"):
            return ()
        return _declare()


def _loads(operators: Path) -> bool:
    import torch

    if not operators.is_file():
        return False
    try:
        torch.ops.load_library(str(operators))  # type: ignore[no-untyped-call]
    except OSError:
        return False
    return _known("nms")


def _known(name: str) -> bool:
    import torch

    return hasattr(torch.ops.torchvision, name)


def _declare() -> tuple[str, ...]:
    import torch

    library = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]
    added = tuple(name for name in SCHEMAS if not _known(name))
    for name in added:
        library.define(SCHEMAS[name])  # type: ignore[no-untyped-call]
    _declared.append(library)
    return added
