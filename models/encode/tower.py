"""The image tower: EfficientNet-Lite0 with a projection that puts a picture beside its sentence.

Tan and Le 2019 ("EfficientNet"), in the Lite form made for small processors: no squeeze and
excitation, ReLU6. Chosen because it starts from openly licensed weights (see
``models.train.start``): 3.7 M parameters, 450 pictures a second at 96 px on two cores.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

STAGES = (
    # depth, kernel, stride, widening, channels
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
STEM = 32
FEATURES = 1280
DIMENSIONS = 256


class Normed(nn.Sequential):
    """A convolution and its batch norm, with ReLU6 unless ``linear``."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 1,
        stride: int = 1,
        groups: int = 1,
        linear: bool = False,
    ) -> None:
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
            # The published weights were trained with this eps.
            nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.05),
            nn.Identity() if linear else nn.ReLU6(inplace=True),
        )


class InvertedResidual(nn.Module):
    """Widen, filter each channel, narrow (Sandler et al. 2018), with a residual where it fits."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, widening: int) -> None:
        super().__init__()
        width = inputs * widening
        self.expand = Normed(inputs, width) if widening > 1 else nn.Identity()
        self.depthwise = Normed(width, width, kernel, stride, groups=width)
        self.narrow = Normed(width, outputs, linear=True)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        """Map (n, inputs, h, w) to (n, outputs, h / stride, w / stride)."""
        y: Tensor = self.narrow(self.depthwise(self.expand(x)))
        return x + y if self.residual else y


class ImageTower(nn.Module):
    """Pictures to vectors; any size from about 48 px works, 64–96 px is what it was tuned for."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = Normed(3, STEM, 3, 2)
        blocks: list[nn.Module] = []
        inputs = STEM
        for depth, kernel, stride, widening, channels in STAGES:
            for index in range(depth):
                step = stride if index == 0 else 1
                blocks.append(InvertedResidual(inputs, channels, kernel, step, widening))
                inputs = channels
        self.blocks = nn.Sequential(*blocks)
        self.head = Normed(inputs, FEATURES)
        self.project = nn.Linear(FEATURES, DIMENSIONS)

    def features(self, pixels: Tensor) -> Tensor:
        """Pool normalised ``pixels`` (n, 3, h, w) to features (n, 1280)."""
        pooled: Tensor = self.head(self.blocks(self.stem(pixels))).mean((2, 3))
        return pooled

    def forward(self, pixels: Tensor) -> Tensor:
        """Map normalised ``pixels`` (n, 3, h, w) to unit vectors (n, 256)."""
        return F.normalize(self.project(self.features(pixels)).float(), dim=-1)


def normalised(pictures: Tensor) -> Tensor:
    """Scale uint8 or 0–255 ``pictures`` (n, 3, h, w) to -1–1, channels last."""
    scaled = pictures.float() / 127.5 - 1
    return scaled.contiguous(memory_format=torch.channels_last)
