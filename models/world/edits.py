"""One change to a scene and how people ask for it: pairs of before and after, as a teacher.

Each part of a stage draws its randomness by name (:meth:`models.train.world.stage.Stage.rng`), so
that a scene and its edit show the same thing but for what was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

import numpy as np

from models.world import scene as kinds
from models.world.sample import GARMENT_COLOURS, HAIR_COLOURS, SCARVES, pick
from models.world.scene import Person, Scene
from models.world.vocabulary import PLACES, SUBJECTS

_TIMES = {
    "dawn": ("make it dawn", "set it at sunrise", "turn it into early morning"),
    "day": ("make it day", "turn it into daytime", "I want it in daylight"),
    "sunset": ("make it sunset", "set it at dusk", "give it evening light"),
    "night": ("make it night", "turn it into night", "the same but at night"),
}
_WEATHER = {
    "clear": ("clear the sky", "make the weather clear", "no clouds please"),
    "cloudy": ("make it cloudy", "add clouds", "put clouds in the sky"),
    "rain": ("make it rain", "add rain", "the same in the rain"),
    "snow": ("make it snow", "add snow", "let snow fall"),
    "fog": ("make it foggy", "add fog", "put some mist in it"),
}
_LOOKS = {
    "flat": ("make it flat animation", "turn it into a paper-cut animation", "flat design"),
    "pastel": ("make it pastel", "turn it into soft pastel animation", "in pastel colours"),
    "neon": ("make it neon", "give it a glowing neon look", "turn it into neon"),
    "pixel": ("make it pixel art", "turn it into 8-bit pixel art", "as a retro pixel clip"),
    "sketch": ("make it a pencil sketch", "draw it by hand", "turn it into a sketch"),
}
_PALETTES = {
    "natural": ("give it natural colours", "use natural colours"),
    "warm": ("make the colours warm", "use warm tones", "make it warmer"),
    "cool": ("make the colours cool", "use cool blue tones", "make it cooler"),
    "vivid": ("make the colours vivid", "make it more colourful", "saturate the colours"),
    "mono": ("make it black and white", "take the colour out", "in shades of grey"),
}


@dataclass(frozen=True, slots=True)
class Edited:
    """A changed scene, the instruction that leads to it, and the attribute that changed."""

    scene: Scene
    instruction: str
    attribute: str


def edit(scene: Scene, rng: np.random.Generator) -> Edited:
    """Change one attribute of a scene at random; every kind that fits is equally likely."""
    kinds_that_fit: list[Callable[[Scene, np.random.Generator], Edited]] = [_look, _palette]
    if scene.time_of_day is not None and scene.subject != "aurora":
        kinds_that_fit += [_time, _weather]
    kind = SUBJECTS[scene.subject]
    if len(kind.colours) > 1:
        kinds_that_fit.append(_colour)
    if len(kind.places) > 1:
        kinds_that_fit.append(_place)
    if scene.person is not None:
        kinds_that_fit += [_garment, _garment, _face, _face]
    return pick(rng, kinds_that_fit)(scene, rng)


def _other(rng: np.random.Generator, options: Sequence[Any], now: Any) -> Any:
    return pick(rng, [option for option in options if option != now])


def _time(scene: Scene, rng: np.random.Generator) -> Edited:
    value = _other(rng, get_args(kinds.TimeOfDay), scene.time_of_day)
    return Edited(replace(scene, time_of_day=value), pick(rng, _TIMES[value]), "time_of_day")


def _weather(scene: Scene, rng: np.random.Generator) -> Edited:
    value = _other(rng, get_args(kinds.Weather), scene.weather)
    return Edited(replace(scene, weather=value), pick(rng, _WEATHER[value]), "weather")


def _look(scene: Scene, rng: np.random.Generator) -> Edited:
    value = _other(rng, get_args(kinds.Look), scene.look)
    return Edited(replace(scene, look=value), pick(rng, _LOOKS[value]), "look")


def _palette(scene: Scene, rng: np.random.Generator) -> Edited:
    value = _other(rng, get_args(kinds.Palette), scene.palette)
    return Edited(replace(scene, palette=value), pick(rng, _PALETTES[value]), "palette")


def _colour(scene: Scene, rng: np.random.Generator) -> Edited:
    kind = SUBJECTS[scene.subject]
    value = _other(rng, kind.colours, scene.colour)
    words = pick(rng, (f"make the {kind.noun} {value}", f"a {value} {kind.noun} instead",
                       f"change its colour to {value}"))  # fmt: skip
    return Edited(replace(scene, colour=value), words, "colour")


def _place(scene: Scene, rng: np.random.Generator) -> Edited:
    kind = SUBJECTS[scene.subject]
    value = _other(rng, kind.places, scene.place)
    phrase = PLACES[value].phrase
    words = pick(rng, (f"put the {kind.noun} {phrase}", f"the same {phrase}",
                       f"move it so that it is {phrase}"))  # fmt: skip
    moved = replace(scene, place=value)
    if PLACES[value].sky and moved.time_of_day is None:
        moved = replace(moved, time_of_day="day", weather="clear")
    return Edited(moved, words, "place")


def _them(rng: np.random.Generator) -> str:
    return pick(rng, ("him", "her", "them", "the person"))


def _garment(scene: Scene, rng: np.random.Generator) -> Edited:
    person = scene.person or Person()
    garments = [one for one in get_args(kinds.Garment) if one != "dress" or person.beard == "none"]
    if rng.uniform() < 0.6:
        colour = _other(rng, GARMENT_COLOURS, person.garment_colour)
        changed, attribute = replace(person, garment_colour=colour), "garment_colour"
    else:
        changed = replace(person, garment=_other(rng, garments, person.garment))
        attribute = "garment"
    worn = f"{changed.garment_colour} {changed.garment}"
    words = pick(rng, (f"give {_them(rng)} a {worn}", f"dress {_them(rng)} in a {worn}",
                       f"change the clothes to a {worn}"))  # fmt: skip
    return Edited(replace(scene, person=changed), words, attribute)


def _face(scene: Scene, rng: np.random.Generator) -> Edited:
    person, them = scene.person or Person(), _them(rng)
    which = pick(rng, ("hair_colour", "beard", "glasses", "hat", "scarf"))
    value: Any
    if which == "hair_colour":
        value = _other(rng, HAIR_COLOURS, person.hair_colour)
        words = f"give {them} {value} hair"
    elif which == "beard":
        value = _other(rng, get_args(kinds.Beard), person.beard)
        words = "shave off the beard" if value == "none" else f"give {them} a {value} beard"
    elif which == "glasses":
        value = not person.glasses
        words = f"put glasses on {them}" if value else "take the glasses off"
    elif which == "hat":
        value = _other(rng, get_args(kinds.Hat), person.hat)
        words = "take the hat off" if value == "none" else f"put a {value} on {them}"
    else:
        value = _other(rng, ("none", *SCARVES), person.scarf)
        words = "take the scarf off" if value == "none" else f"put a {value} scarf on {them}"
    return Edited(replace(scene, person=replace(person, **{which: value})), words, which)
