"""Where the head of a person is in a picture, without painting it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.train.world.canvas import Canvas
from models.train.world.colour import RGB
from models.train.world.looks import Ink
from models.train.world.render import moment, paint, set_up
from models.train.world.shapes import Points
from models.world.scene import Scene


@dataclass(frozen=True, slots=True)
class Spot:
    """A part's middle and height, as shares of the picture's side."""

    x: float
    y: float
    size: float


class _Tracer(Canvas):
    """A canvas that remembers where parts are and paints nothing."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(2, 2, ink, scale=1)
        self.spots: dict[str, Spot] = {}

    def mark(self, part: str) -> None:
        x, y = self._matrix[:, 2].tolist()
        self.spots[part] = Spot(x / 2 + 0.25, y / 2 + 0.25, self.zoom / 2)

    def _paint(self, moved: list[Points], colour: RGB, alpha: float, edge: bool) -> None:
        pass

    def shade(
        self, points: Points, top: RGB, bottom: RGB, *, edge: bool = True, alpha: float = 1.0
    ) -> None:
        pass

    def backdrop(self, stops: Sequence[tuple[float, RGB]]) -> None:
        pass

    def glow(self, x: float, y: float, radius: float, colour: RGB, strength: float = 0.6) -> None:
        pass


def heads(scene: Scene, seconds: Sequence[float]) -> list[Spot | None]:
    """Where the head is at moments of the loop of a square picture; None where nobody is."""
    stage = set_up(scene, 128, 128)
    found = []
    for at in seconds:
        canvas = _Tracer(Ink(scene.look, scene.palette, scene.time_of_day))
        paint(stage, canvas, moment(scene, at))
        found.append(canvas.spots.get("head"))
    return found
