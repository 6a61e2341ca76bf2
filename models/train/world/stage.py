"""A scene being set up: painted layers by depth, a camera, light and seeded randomness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.colour import RGB, mix, rgb
from models.world.scene import Scene
from models.world.vocabulary import SUBJECTS

Paint = Callable[[Canvas, Clock], None]

_SKIES: dict[str, tuple[RGB, RGB, RGB]] = {
    "dawn": (rgb("6a78c8"), rgb("f0a3a8"), rgb("ffe3b5")),
    "day": (rgb("3f9fe6"), rgb("86ccf5"), rgb("dff4fb")),
    "sunset": (rgb("43307a"), rgb("d9556c"), rgb("ffb55f")),
    "night": (rgb("0a0f33"), rgb("1a2a60"), rgb("41538f")),
}
_OVERCAST: dict[str, tuple[RGB, float]] = {
    "clear": (rgb("ffffff"), 0.0),
    "cloudy": (rgb("aeb9c9"), 0.42),
    "rain": (rgb("6d7b90"), 0.62),
    "snow": (rgb("c3cfdf"), 0.55),
    "fog": (rgb("cfd5da"), 0.62),
}


@dataclass
class Layer:
    """One sheet of the paper theatre. Depth 0 is infinitely far, 1 is where the subject stands."""

    depth: float
    paint: Paint
    ambient: float = 1.0


@dataclass
class Stage:
    """What the places and subjects build on; see :class:`Canvas` for the units."""

    scene: Scene
    half: tuple[float, float]
    back: list[Layer] = field(default_factory=list)
    front: list[Layer] = field(default_factory=list)
    ground: float = 0.62
    """Where the subject's feet are."""
    horizon: float = 0.1

    def rng(self, name: str) -> np.random.Generator:
        """Randomness of its own for each part: changing one part leaves the others alone."""
        return np.random.default_rng([self.scene.seed, crc32(name.encode())])

    @property
    def moving(self) -> bool:
        """Whether the ground runs past."""
        return self.scene.action in SUBJECTS[self.scene.subject].moving

    @property
    def wide(self) -> float:
        """How far to paint left and right, so that no camera move shows an end."""
        return self.half[0] * 1.12 + 0.3

    def laps(self, speed: float) -> int:
        """Whole turns of a strip of one :attr:`period` at about ``speed`` units a second."""
        if not self.moving:
            return 0
        pace = 1.25 if self.scene.tempo == "lively" else 0.8
        return max(1, round(speed * pace * self.scene.seconds / self.period))

    @property
    def period(self) -> float:
        """Length after which a strip of running ground repeats."""
        return 2 * self.wide + 0.6

    def roll(self, x: float, laps: int, clock: Clock) -> float:
        """Where something at ``x`` of a running strip is now, from -period/2 to period/2."""
        return (
            x - clock.laps(laps) * self.period + self.period / 2
        ) % self.period - self.period / 2

    # --- light -----------------------------------------------------------------------------

    @property
    def night(self) -> bool:
        """Whether lamps are lit."""
        return self.scene.time_of_day == "night"

    @property
    def sky(self) -> tuple[RGB, RGB, RGB]:
        """Colours at the zenith, halfway and at the horizon, as they are seen."""
        top, middle, low = _SKIES[self.scene.time_of_day or "day"]
        veil, share = _OVERCAST[self.scene.weather or "clear"]
        if self.night:
            veil, share = mix(veil, rgb("101a3c"), 0.78), share * 0.8
        elif self.scene.time_of_day in ("sunset", "dawn"):
            veil = mix(veil, middle, 0.45)
        return mix(top, veil, share), mix(middle, veil, share), mix(low, veil, share * 0.8)

    def far(self, colour: RGB, distance: float) -> RGB:
        """A colour seen through air: distance 0 is near, 1 is gone in the horizon's haze.

        The result still gets the scene's light, so the haze is divided by it where that matters.
        """
        haze = _HAZE[self.scene.time_of_day or "day"]
        extra = {"fog": 0.45, "rain": 0.15, "snow": 0.2}.get(self.scene.weather or "clear", 0.0)
        return mix(colour, haze, min(0.93, distance + extra * min(1.0, 0.35 + distance * 1.5)))

    def behind(self, depth: float, paint: Paint, ambient: float = 1.0) -> None:
        """Add a layer behind the subject, in painting order."""
        self.back.append(Layer(depth, paint, ambient))

    def before(self, depth: float, paint: Paint, ambient: float = 1.0) -> None:
        """Add a layer before the subject."""
        self.front.append(Layer(depth, paint, ambient))


_HAZE: dict[str, RGB] = {
    "dawn": rgb("f3c9c9"),
    "day": rgb("cfe8f5"),
    "sunset": rgb("f09a6c"),
    "night": rgb("7f92c8"),
}
