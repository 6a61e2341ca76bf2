"""The parametric edits people ask for in one breath, as values and as one picture function."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from models.errors import BadRequest
from models.media.backwards import Direction
from models.media.music import Mood
from models.stylise.caption import HUES, Hue, Position, Words, captioned, check
from models.stylise.colour import Colour
from models.stylise.crop import ASPECTS, Aspect, Crop, crop_size, fill_size, filled
from models.stylise.detail import Detail
from models.stylise.fading import Shade
from models.stylise.styliser import Array, Picture
from models.stylise.turning import Mirror, Turn, turned
from models.stylise.zoom import CLOSEST

SLOWEST, FASTEST = 0.25, 4.0
LONGEST_FADE = 10.0
QUIETEST, LOUDEST = -40.0, 20.0
"""Decibels by which a sound is turned down or up at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What to change about a clip; as it stands, nothing.

    ``brightness``, ``contrast``, ``saturation`` and ``warmth`` run from -1 to 1, 0 being
    unchanged. ``aspect`` crops around what matters, or with ``fit="fill"`` shows everything on
    a blur of itself. ``text`` is laid over. ``speed``, ``start``, ``end`` (seconds of the
    source), and what is heard are for the video loop, not for the picture: ``mute``, ``volume``
    (decibels), ``music`` under its own sound or, ``music_alone``, in its place, ``music_volume``
    decibels louder than usual; and so are ``direction`` and the fades, seconds of picture and
    sound; ``sound_fade_in`` and ``sound_fade_out`` are of the sound alone. ``turn`` is in degrees
    clockwise.
    ``zoom`` times closer, to ``zoom_on``, is done where that was found, and
    ``steady`` after the camera was followed,
    ``loop`` where the end is at hand; the whole plays ``times`` over. Raises :class:`BadRequest`
    for values out of range.
    """

    brightness: float = 0.0
    contrast: float = 0.0
    saturation: float = 0.0
    warmth: float = 0.0
    aspect: Aspect | None = None
    fit: Literal["crop", "fill"] = "crop"
    text: str = ""
    position: Position = "bottom"
    text_size: float = 1.0
    text_colour: Hue = "white"
    speed: float = 1.0
    times: int = 1
    start: float = 0.0
    end: float | None = None
    mute: bool = False
    volume: float = 0.0
    music: Mood | None = None
    music_alone: bool = False
    music_volume: float = 0.0
    direction: Direction = "forwards"
    turn: Turn = 0
    mirror: Mirror | None = None
    sharpen: float = 0.0
    denoise: float = 0.0
    steady: bool = False
    loop: bool = False
    zoom: float = 1.0
    zoom_on: str = ""
    zoom_slowly: bool = False
    fade_in: float = 0.0
    fade_out: float = 0.0
    fade_shade: Shade = "black"
    sound_fade_in: float = 0.0
    sound_fade_out: float = 0.0

    def __post_init__(self) -> None:
        for name in ("brightness", "contrast", "saturation", "warmth", "sharpen", "denoise"):
            value = getattr(self, name)
            if not -1.0 <= value <= 1.0:
                raise BadRequest(
                    f"The {name} is {value!r}, expected -1 to 1 with 0 unchanged; "
                    "choose a value in between."
                )
        self._check_words()
        self._check_times()
        self._check_sound()
        if self.text:
            check(self.text)

    def _check_words(self) -> None:
        if self.aspect is not None and self.aspect not in ASPECTS:
            raise BadRequest(f"The shape is {self.aspect!r}; choose one of {', '.join(ASPECTS)}.")
        if self.turn not in get_args(Turn) or self.mirror not in (None, *get_args(Mirror)):
            raise BadRequest(
                f"The turn is {self.turn!r}, mirrored {self.mirror!r}; choose 90, 180 or 270 "
                f"degrees, and {' or '.join(get_args(Mirror))}."
            )
        if self.direction not in get_args(Direction) or self.fade_shade not in get_args(Shade):
            raise BadRequest(
                f"The direction is {self.direction!r}, the fade {self.fade_shade!r}; choose one of "
                f"{', '.join(get_args(Direction))}, and {' or '.join(get_args(Shade))}."
            )
        if not 1.0 <= self.zoom <= CLOSEST:
            raise BadRequest(
                f"The zoom is {self.zoom!r}, expected 1 (all of it) to {CLOSEST:g} times; choose a "
                "value in between."
            )
        if self.fit not in ("crop", "fill"):
            raise BadRequest(f"The fit is {self.fit!r}; choose crop or fill.")
        if not 0.5 <= self.text_size <= 2.0 or self.text_colour not in HUES:
            raise BadRequest(
                f"The letters are {self.text_size!r} times as large and {self.text_colour!r}, "
                f"expected 0.5 to 2 times and one of {', '.join(HUES)}."
            )
        if self.position not in get_args(Position):
            raise BadRequest(
                f"The text position is {self.position!r}; choose {', '.join(get_args(Position))}."
            )

    def _check_times(self) -> None:
        if not SLOWEST <= self.speed <= FASTEST:
            raise BadRequest(
                f"The speed is {self.speed!r}, expected {SLOWEST} (a quarter) to {FASTEST:g} "
                "(four times); choose a value in between."
            )
        for begin, end in (
            (self.fade_in, self.fade_out),
            (self.sound_fade_in, self.sound_fade_out),
        ):
            if not (0 <= begin <= LONGEST_FADE and 0 <= end <= LONGEST_FADE):
                raise BadRequest(
                    f"The fades are {begin!r} and {end!r} s, expected 0 to {LONGEST_FADE:g}; "
                    "choose shorter ones."
                )
        if not (math.isfinite(self.start) and self.start >= 0.0):
            raise BadRequest(
                f"The start is {self.start!r} seconds; give a time from 0 on, in seconds."
            )
        if self.times < 1:
            raise BadRequest(f"It is to play {self.times!r} times; name a number from 1 on.")
        if self.end is not None and not (math.isfinite(self.end) and self.end > self.start):
            raise BadRequest(
                f"The end, {self.end!r} s, does not come after the start, {self.start!r} s; "
                "give a later end."
            )

    def _check_sound(self) -> None:
        for decibels in (self.volume, self.music_volume):
            if not QUIETEST <= decibels <= LOUDEST:
                raise BadRequest(
                    f"The volume is to change by {decibels!r} dB, expected {QUIETEST:g} to "
                    f"{LOUDEST:g}; choose a value in between, or mute it."
                )
        if self.music not in (None, *get_args(Mood)):
            raise BadRequest(f"The music is {self.music!r}; choose {', '.join(get_args(Mood))}.")

    @property
    def words(self) -> Words:
        """What is laid over, and how."""
        return Words(self.text, self.position, self.text_size, self.text_colour)

    @property
    def changes_picture(self) -> bool:
        """Whether pixels differ afterwards; a trim, a new speed and silence leave them alone."""
        return bool(
            self.brightness
            or self.contrast
            or self.saturation
            or self.warmth
            or self.aspect
            or self.turn
            or self.mirror
            or self.steady
            or self.loop
            or self.sharpen
            or self.denoise
            or self.zoom > 1.0
            or self.fade_in
            or self.fade_out
            or self.text.strip()
        )


Cutter = Callable[[int, int, tuple[int, int]], Picture]
"""Width and height of pictures, and the size of a window, to what cuts them."""


def picture_function(
    edit: Edit, width: int, height: int, beside: Sequence[Words] = (), cutter: Cutter = Crop
) -> tuple[Picture, tuple[int, int]]:
    """The function that edits frames of ``width`` x ``height``, and the size (w, h) it returns;
    words that are laid over find a place ``beside`` those that are there, and ``cutter`` cuts to
    another shape.

    One per clip: the crop remembers where it was. Frames come in order with their times.
    """
    steps: list[Picture] = []
    size = (width, height)
    if edit.turn or edit.mirror:
        picture, size = turned(edit.turn, edit.mirror, width, height)
        steps.append(picture)
    width, height = size
    if edit.aspect is not None and edit.fit == "fill":
        size = fill_size(width, height, edit.aspect)
        steps.append(filled(width, height, size))
    elif edit.aspect is not None:
        size = crop_size(width, height, edit.aspect)
        steps.append(cutter(width, height, size))
    if edit.brightness or edit.contrast or edit.saturation or edit.warmth:
        steps.append(Colour(edit.brightness, edit.contrast, edit.saturation, edit.warmth))
    if edit.sharpen or edit.denoise:
        steps.append(Detail(edit.sharpen, edit.denoise, size[1]))
    if edit.text.strip():
        steps.append(captioned(edit.words, *size, beside))

    def edited(image: Array, time: float) -> Array:
        for step in steps:
            image = step(image, time)
        return image

    return edited, size
