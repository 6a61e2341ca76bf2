"""Which attributes of a scene can be seen in its picture at all.

A scene may have a blue cup in a black-and-white picture, or a bun under a hat. An attribute counts
as visible where every value that it could be mistaken for would change the picture: at least
:data:`PIXELS` of its 128 x 128 pixels by at least :data:`LEVELS` of 256 grey levels in some
channel. That is found by painting the middle of the clip again with each such value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import get_args

import numpy as np

from models.train.clips import FPS, FRAMES, SIDE, Drawn
from models.train.world import render
from models.train.world.colour import NAMED
from models.train.world.looks import Image, Ink
from models.world import Scene, attributes
from models.world import scene as kinds
from models.world.sample import GARMENT_COLOURS, HAIR_COLOURS, SCARVES
from models.world.vocabulary import SUBJECTS

PIXELS = 24
LEVELS = 8
SHADE = 0.4
"""How much of the scene's light falls on subjects."""

_PAIRS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "palette": {"natural": ("vivid",), "vivid": ("natural",)},
    "weather": {"clear": ("cloudy",), "cloudy": ("clear",)},
    "skin": {
        "light": ("tan",), "tan": ("light", "brown"), "brown": ("tan", "dark"), "dark": ("brown",),
    },
}  # fmt: skip
"""Values that could be mistaken for each other, where not all could."""
_WORN: Mapping[str, Sequence[str]] = {
    "hair": get_args(kinds.Hair),
    "beard": get_args(kinds.Beard),
    "garment": get_args(kinds.Garment),
    "glasses": ("yes", "no"),
    "hat": get_args(kinds.Hat),
}
_DYED: Mapping[str, Sequence[str]] = {
    "hair_colour": HAIR_COLOURS,
    "garment_colour": GARMENT_COLOURS,
    "scarf": SCARVES,
}


def visible(drawn: Drawn, names: Collection[str] = ()) -> dict[str, str]:
    """The attributes that can be seen in the middle of a clip, by name.

    Those of ``names`` alone where some are given, which is quicker. What :func:`mistakable` knows
    nothing of counts as visible.
    """
    scene, at = drawn.scene, drawn.start + FRAMES / 2 / FPS
    shown = {k: v for k, v in attributes(scene).items() if not names or k in names}
    picture = _painted(scene, at)
    return {
        name: value
        for name, value in shown.items()
        if all(
            differ(picture, _painted(changed(scene, name, other), at))
            for other in mistakable(scene, name, value)
        )
    }


def mistakable(scene: Scene, name: str, value: str) -> Sequence[str]:
    """The other values that ``value`` of an attribute could be mistaken for.

    Of colours, the one that comes out nearest in the scene's light and look.
    """
    if name in _PAIRS:
        return _PAIRS[name].get(value, ())
    if name in _WORN:
        return [other for other in _WORN[name] if other != value]
    if name == "scarf" and value == "none":
        return SCARVES
    dyes = SUBJECTS[scene.subject].colours if name == "colour" else _DYED.get(name, ())
    others = [other for other in dyes if other != value]
    nearest = min(others, key=lambda other: _apart(scene, value, other), default=None)
    return [one for one in (nearest, "none" if name == "scarf" else None) if one]


def _apart(scene: Scene, one: str, other: str) -> float:
    """How far two colour words are from each other as they are painted, in grey levels."""
    ink = Ink(scene.look, scene.palette, scene.time_of_day)
    ways = (ink.fill, ink.line) if ink.outlined else (ink.fill,)
    pairs = [(way(NAMED[one], SHADE), way(NAMED[other], SHADE)) for way in ways]
    return max(abs(a - b) for left, right in pairs for a, b in zip(left, right, strict=True))


def changed(scene: Scene, name: str, value: str) -> Scene:
    """The scene with another value of one attribute."""
    if scene.person is not None and name in (*_WORN, *_DYED, "skin"):
        worn = value == "yes" if name == "glasses" else value
        return replace(scene, person=replace(scene.person, **{name: worn}))  # type: ignore[arg-type]
    return replace(scene, **{name: value})  # type: ignore[arg-type]


def differ(one: Image, other: Image) -> bool:
    """Whether two pictures (h, w, 3) can be told apart."""
    far = np.abs(one.astype(np.int16) - other).max(-1) >= LEVELS
    return int(far.sum()) >= PIXELS


def _painted(scene: Scene, at: float) -> Image:
    return next(render(scene, SIDE, SIDE, 1, FPS, start=at, supersampling=1))
