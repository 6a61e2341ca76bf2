"""What a clip shows, by name. Two equal scenes render to equal pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.errors import BadRequest
from models.world.vocabulary import PLACES, SUBJECTS, Family

TimeOfDay = Literal["dawn", "day", "sunset", "night"]
Weather = Literal["clear", "cloudy", "rain", "snow", "fog"]
Look = Literal["flat", "pastel", "neon", "pixel", "sketch"]
Palette = Literal["natural", "warm", "cool", "vivid", "mono"]
Camera = Literal["static", "pan", "zoom"]
Tempo = Literal["calm", "lively"]
Orientation = Literal["portrait", "landscape", "square"]
Skin = Literal["light", "tan", "brown", "dark"]
Hair = Literal["bald", "short", "long", "curly", "bun"]
Beard = Literal["none", "short", "long"]
Garment = Literal["t-shirt", "hoodie", "sweater", "coat", "dress"]
Hat = Literal["none", "cap", "beanie", "sun hat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """How a person looks. ``scarf`` is a colour or ``"none"``; colours are words of ``NAMED``."""

    skin: Skin = "light"
    hair: Hair = "short"
    hair_colour: str = "brown"
    beard: Beard = "none"
    garment: Garment = "t-shirt"
    garment_colour: str = "blue"
    glasses: bool = False
    hat: Hat = "none"
    scarf: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that decides the pixels of a clip, apart from its size and frame rate.

    ``place``, ``action`` and ``colour`` take words that :mod:`models.world.vocabulary` lists
    for the subject; left empty they become its first. ``time_of_day`` and ``weather`` are ``None``
    where neither can be seen (under water, in space, abstract loops). ``seconds`` is the length
    of one loop: the last frame leads into the first.

    Raises:
        BadRequest: a subject, place, action or colour the vocabulary does not know.
    """

    subject: str
    place: str = ""
    action: str = ""
    colour: str = ""
    time_of_day: TimeOfDay | None = "day"
    weather: Weather | None = "clear"
    look: Look = "flat"
    palette: Palette = "natural"
    camera: Camera = "static"
    tempo: Tempo = "calm"
    orientation: Orientation = "landscape"
    person: Person | None = None
    seconds: float = 8.0
    seed: int = 0

    def __post_init__(self) -> None:
        kind = SUBJECTS.get(self.subject)
        if kind is None:
            known = ", ".join(sorted(SUBJECTS))
            raise BadRequest(f"The world has no {self.subject!r}; choose one of: {known}.")
        if self.seconds <= 0:
            raise BadRequest(f"A loop of {self.seconds!r} seconds cannot be; give more than 0.")
        for slot, allowed in (
            ("place", kind.places),
            ("action", tuple(kind.actions)),
            ("colour", kind.colours),
        ):
            value = getattr(self, slot) or (allowed[0] if allowed else "")
            if value and value not in allowed:
                choice = ", ".join(allowed) or "nothing"
                raise BadRequest(
                    f"A {self.subject} cannot have {slot} {value!r}; choose one of: {choice}."
                )
            object.__setattr__(self, slot, value)
        if kind.person and self.person is None:
            object.__setattr__(self, "person", Person())
        place = PLACES[self.place]
        if not place.sky:
            object.__setattr__(self, "time_of_day", None)
            object.__setattr__(self, "weather", None)

    @property
    def family(self) -> Family:
        """The family of the subject."""
        return SUBJECTS[self.subject].family
