"""From a scene to frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import floor

from models.train.world import (
    abstract,
    animals,
    city,
    craft,
    food,
    meals,
    people,
    places_built,
    places_coast,
    places_deep,
    places_inside,
    places_land,
    places_street,
    places_water,
    sport,
    swimmers,
    vehicles,
    wings,
)
from models.train.world.canvas import Canvas
from models.train.world.clock import Clock
from models.train.world.looks import Image, Ink, blocks, finish
from models.train.world.stage import Stage
from models.train.world.weather import add_weather
from models.world.scene import Scene

Setup = Callable[[Stage], None]

PLACES: dict[str, Setup] = {
    "sea": places_coast.sea,
    "beach": places_coast.beach,
    "lake": places_water.lake,
    "river": places_water.river,
    "waterfall": places_water.waterfall,
    "mountains": places_land.mountains,
    "desert": places_land.desert,
    "forest": places_land.forest,
    "meadow": places_land.meadow,
    "savanna": places_land.savanna,
    "snowfield": places_land.snowfield,
    "blossoms": places_land.blossoms,
    "park": places_land.park,
    "city": places_built.city,
    "street": places_street.street,
    "road": places_built.road,
    "pitch": places_built.pitch,
    "sky": places_inside.sky,
    "court": places_inside.court,
    "studio": places_inside.studio,
    "table": places_inside.table,
    "underwater": places_deep.underwater,
    "space": places_deep.space,
    "window": city.window,
    "nowhere": abstract.nowhere,
}

SUBJECTS: dict[str, Setup] = {
    **animals.SUBJECTS,
    **wings.SUBJECTS,
    **swimmers.SUBJECTS,
    **vehicles.SUBJECTS,
    **craft.SUBJECTS,
    **meals.SUBJECTS,
    **food.SUBJECTS,
    **sport.SUBJECTS,
    **city.SUBJECTS,
    **abstract.SUBJECTS,
    **people.SUBJECTS,
}
"""Subjects that add something to their place; a landscape is its place."""


def set_up(scene: Scene, width: int, height: int) -> Stage:
    """Lay out a scene for a picture of the given shape."""
    short = min(width, height)
    stage = Stage(scene=scene, half=(width / short, height / short))
    stage.horizon = 0.1 * stage.half[1]
    stage.ground = 0.14 + 0.5 * stage.half[1]
    PLACES[scene.place](stage)
    outside = scene.place == "window"  # there the weather falls behind the subject's frame
    if outside:
        add_weather(stage)
    add = SUBJECTS.get(scene.subject)
    if add is not None:
        add(stage)
    if not outside and scene.weather is not None:
        add_weather(stage)
    return stage


def render(
    scene: Scene,
    width: int,
    height: int,
    frames: int,
    fps: float,
    *,
    start: float = 0.0,
    supersampling: int = 2,
) -> Iterator[Image]:
    """Paint ``frames`` frames at ``fps``, from ``start`` seconds into the scene's loop.

    ``scene.seconds * fps`` frames are one seamless loop; fewer are a part of it, at the same
    speed. Equal arguments give equal pixels.

    Yields:
        uint8 (height, width, 3), RGB.
    """
    stage = set_up(scene, width, height)
    scale = blocks(scene.look, width, height)
    ink = Ink(scene.look, scene.palette, scene.time_of_day)
    if scale > 1:
        canvas = Canvas(-(-width // scale), -(-height // scale), ink, scale=1)
    else:
        canvas = Canvas(width, height, ink, scale=supersampling)
    for i in range(frames):
        paint(stage, canvas, moment(scene, start + i / fps))
        yield finish(canvas.image, scene.look, width, height)


def moment(scene: Scene, seconds: float) -> Clock:
    """The time of a scene ``seconds`` into its loop."""
    t = seconds % scene.seconds
    if scene.look in ("pixel", "sketch"):
        t = floor(t * 12 + 1e-6) / 12  # drawn by hand: twelve pictures a second
    return Clock(scene.seconds, t, 1.35 if scene.tempo == "lively" else 0.8)


def paint(stage: Stage, canvas: Canvas, clock: Clock) -> None:
    """Paint one moment of a stage, through the camera, from back to front."""
    x, zoom = 0.0, 1.0
    if stage.scene.camera == "pan":
        x = 0.2 * clock.sway()
    elif stage.scene.camera == "zoom":
        zoom = 1.0 + 0.22 * (0.5 - 0.5 * clock.sway(0.25))
    canvas.boil = int(clock.t * 8)
    for layer in [*stage.back, *stage.front]:
        canvas.ambient = layer.ambient
        reach = min(1.0, layer.depth)
        # The picture grows around the subject, not around its own middle.
        grown = 1 + (zoom - 1) * reach
        with canvas.at(-x * layer.depth, 0.18 * stage.ground * (1 - grown), grown):
            layer.paint(canvas, clock)
