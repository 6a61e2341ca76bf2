"""The style network: one part reads a picture's style as a vector, one redraws frames in it.

Ghiasi, Lee, Kudlur, Dumoulin and Shlens 2017 ("Exploring the structure of a real-time, arbitrary
neural artistic stylization network"): a MobileNetV2 (Sandler et al. 2018) predicts 100 numbers,
and from these the scale and shift of every instance norm of a residual network that is fully
convolutional. Reader and painter have 2.7 M weights, of which the painter has 0.3 M.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

STYLE = 100
"""Numbers in the vector of a style."""

SIDE = 256
"""Width and height in pixels at which the reader sees a picture."""

STAGES = (
    # depth, stride, widening, channels
    (1, 1, 1, 16),
    (2, 2, 6, 24),
    (3, 2, 6, 32),
    (4, 2, 6, 64),
    (3, 1, 6, 96),
    (3, 2, 6, 160),
    (1, 1, 6, 320),
)
FEATURES = 1280
RESIDUALS = 5
EPSILON = 1e-5


class Filter(nn.Conv2d):
    """A convolution of the reader with its batch norm folded in; pads as TensorFlow does."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1
    ) -> None:
        super().__init__(inputs, outputs, kernel, stride, groups=groups)

    def forward(self, x: Tensor) -> Tensor:
        """Map (n, inputs, h, w) to (n, outputs, h / stride, w / stride), for even sides."""
        if self.kernel_size[0] == 3:
            before = 0 if self.stride[0] == 2 else 1
            x = F.pad(x, (before, 1, before, 1))
        return super().forward(x)


class Inverted(nn.Module):
    """Widen, filter each channel, narrow; with a residual where it fits."""

    def __init__(self, inputs: int, outputs: int, stride: int, widening: int) -> None:
        super().__init__()
        width = inputs * widening
        self.expand = Filter(inputs, width, 1) if widening > 1 else None
        self.depthwise = Filter(width, width, 3, stride, groups=width)
        self.project = Filter(width, outputs, 1)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        """Map (n, inputs, h, w) to (n, outputs, h / stride, w / stride)."""
        y = x if self.expand is None else F.relu6(self.expand(x))
        y = self.project(F.relu6(self.depthwise(y)))
        narrowed: Tensor = x + y if self.residual else y
        return narrowed


class Reader(nn.Module):
    """A picture to the vector of its style."""

    def __init__(self) -> None:
        super().__init__()
        self.first = Filter(3, 32, 3, 2)
        blocks: list[nn.Module] = []
        inputs = 32
        for depth, stride, widening, channels in STAGES:
            for index in range(depth):
                blocks.append(Inverted(inputs, channels, stride if index == 0 else 1, widening))
                inputs = channels
        self.blocks = nn.Sequential(*blocks)
        self.last = Filter(inputs, FEATURES, 1)
        self.bottleneck = nn.Linear(FEATURES, STYLE)

    def forward(self, pixels: Tensor) -> Tensor:
        """Map ``pixels`` (n, 3, 256, 256) from 0 to 1 to vectors (n, 100)."""
        y = self.blocks(F.relu6(self.first(pixels)))
        vector: Tensor = self.bottleneck(F.relu6(self.last(y)).mean((2, 3)))
        return vector


class Moments:
    """Means and variances of the painter's instance norms, followed over the frames of a clip.

    Taken anew for each frame they pump: something bright walks in, and all else gets darker. With
    ``share`` of each frame's and the rest of those before they drift instead; 1 takes each
    frame's own, as a single picture needs it.
    """

    def __init__(self, share: float = 1.0) -> None:
        self.share = share
        self._known: dict[int, tuple[Tensor, Tensor]] = {}

    def follow(self, place: int, x: Tensor) -> tuple[Tensor, Tensor]:
        """Take in what norm number ``place`` sees, (n, c, h, w); returns (n, c, 1, 1) twice."""
        variance, mean = torch.var_mean(x.float(), (2, 3), correction=0, keepdim=True)
        known = self._known.get(place)
        if known is not None and self.share < 1.0:
            mean = known[0].lerp(mean, self.share)
            variance = known[1].lerp(variance, self.share)
        self._known[place] = mean, variance
        return mean, variance


class Styled(nn.Module):
    """A convolution on mirrored edges, an instance norm whose scale and shift are the style's."""

    def __init__(self, inputs: int, outputs: int, kernel: int, place: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, bias=False)
        self.scale = nn.Linear(STYLE, outputs)
        self.shift = nn.Linear(STYLE, outputs)
        self.place = place

    def forward(self, x: Tensor, style: Tensor, moments: Moments) -> Tensor:
        """Map (n, inputs, h, w) to (n, outputs, h, w)."""
        y = self.conv(_mirrored(x, self.conv.kernel_size[0] // 2))
        mean, variance = moments.follow(self.place, y)
        scale = self.scale(style).float()[..., None, None] * (variance + EPSILON).rsqrt()
        shift = self.shift(style).float()[..., None, None] - mean * scale
        styled: Tensor = y * scale.to(y.dtype) + shift.to(y.dtype)
        return styled


def _mirrored(x: Tensor, edge: int) -> Tensor:
    return F.pad(x, (edge, edge, edge, edge), mode="reflect")


class Painter(nn.Module):
    """Redraws pictures in a style; sides are multiples of four, from 16 pixels on."""

    def __init__(self) -> None:
        super().__init__()
        self.contract = nn.ModuleList(
            [nn.Conv2d(3, 8, 9), nn.Conv2d(8, 16, 3, 2), nn.Conv2d(16, 32, 3, 2)]
        )
        self.residual = nn.ModuleList([Styled(32, 32, 3, place) for place in range(2 * RESIDUALS)])
        first = 2 * RESIDUALS
        self.expand = nn.ModuleList(
            [Styled(32, 16, 3, first), Styled(16, 8, 3, first + 1), Styled(8, 3, 9, first + 2)]
        )

    def forward(self, pixels: Tensor, style: Tensor, moments: Moments | None = None) -> Tensor:
        """Redraw ``pixels`` (n, 3, h, w) from 0 to 1 in the styles (n, 100); same shape."""
        moments = Moments() if moments is None else moments
        x = pixels
        for conv, edge in zip(self.contract, (4, 1, 1), strict=True):
            x = F.relu(conv(_mirrored(x, edge)))
        for place in range(0, 2 * RESIDUALS, 2):
            y = F.relu(self.residual[place](x, style, moments))
            x = x + self.residual[place + 1](y, style, moments)
        for layer in self.expand[:2]:
            x = F.relu(layer(F.interpolate(x, scale_factor=2), style, moments))
        return torch.sigmoid(self.expand[2](x, style, moments).float())


def channels_last(net: Painter) -> Painter:
    """Lay the kernels channels last, which is what they are quickest in, and return ``net``."""
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return net
