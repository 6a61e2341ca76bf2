"""The styles, times of day and weathers a visitor may ask for, by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from models.errors import BadRequest
from models.stylise.looks.cartoon import Cartoon
from models.stylise.looks.comic import Comic
from models.stylise.looks.duotone import Duotone
from models.stylise.looks.neon import Neon
from models.stylise.looks.noir import Noir
from models.stylise.looks.oil import Oil
from models.stylise.looks.pixel import Pixel
from models.stylise.looks.popart import PopArt
from models.stylise.looks.sketch import Sketch
from models.stylise.looks.vintage import Vintage
from models.stylise.looks.watercolour import Watercolour
from models.stylise.styliser import Layers, Strength, Styliser
from models.stylise.weather.autumn import Autumn
from models.stylise.weather.fog import Fog
from models.stylise.weather.golden import GoldenHour
from models.stylise.weather.night import Night
from models.stylise.weather.rain import Rain
from models.stylise.weather.snow import Snow


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A look with the words for it; ``synonyms`` are lower case and leave out the name."""

    name: str
    title: str
    description: str
    synonyms: tuple[str, ...]
    styliser: Styliser


_ALL = (
    Style(
        name="comic",
        title="Comic book",
        description="Inked outlines, a few bold tones, printer's dots in the shadows.",
        synonyms=("comic book", "comics", "graphic novel", "manga", "superhero", "spider-verse"),
        styliser=Comic(),
    ),
    Style(
        name="cartoon",
        title="Cartoon",
        description="Flat, bright colours with soft outlines, like an animated series.",
        synonyms=("toon", "animated", "animation", "anime", "cel shaded", "disney", "ghibli"),
        styliser=Cartoon(),
    ),
    Style(
        name="sketch",
        title="Pencil sketch",
        description="Graphite outlines and hatching on drawing paper.",
        synonyms=("pencil", "drawing", "hand-drawn", "drawn", "charcoal", "graphite", "line art"),
        styliser=Sketch(),
    ),
    Style(
        name="watercolour",
        title="Watercolour",
        description="Light washes that pool at their borders, on rough paper.",
        synonyms=("watercolor", "water colour", "water color", "aquarelle", "wash", "painted"),
        styliser=Watercolour(),
    ),
    Style(
        name="oil",
        title="Oil painting",
        description="Thick brush strokes along the forms, on linen.",
        synonyms=("oil painting", "oil paint", "painting", "impressionist", "van gogh", "canvas"),
        styliser=Oil(),
    ),
    Style(
        name="pixel",
        title="Pixel art",
        description="Large pixels in a small palette, like an old video game.",
        synonyms=("pixel art", "pixelated", "8-bit", "8 bit", "16-bit", "16 bit", "video game"),
        styliser=Pixel(),
    ),
    Style(
        name="noir",
        title="Film noir",
        description="Hard black and white with glowing lights, grain and dark corners.",
        synonyms=("film noir", "black and white", "b&w", "monochrome", "detective", "silent film"),
        styliser=Noir(),
    ),
    Style(
        name="neon",
        title="Neon",
        description="Edges as glowing tubes on a night-dark picture.",
        synonyms=("glow", "glowing", "cyberpunk", "synthwave", "tron", "glowing edges"),
        styliser=Neon(),
    ),
    Style(
        name="pop-art",
        title="Pop art",
        description="Four-colour printing with dots large enough to see.",
        synonyms=("pop art", "popart", "halftone", "warhol", "lichtenstein", "screen print"),
        styliser=PopArt(),
    ),
    Style(
        name="vintage",
        title="Vintage film",
        description="Faded, warm colours with a light leak and fine grain.",
        synonyms=(
            "retro",
            "sepia",
            "old film",
            "old movie",
            "1920s",
            "old-fashioned",
            "nostalgic",
            "70s",
            "super 8",
        ),
        styliser=Vintage(),
    ),
    Style(
        name="duotone",
        title="Duotone",
        description="Two inks: indigo shadows and coral lights.",
        synonyms=("two-tone", "two tone", "two colours", "gradient", "vaporwave", "risograph"),
        styliser=Duotone(),
    ),
)

_WEATHERS = (
    Style(
        name="night",
        title="Night",
        description="Day turned to night: darker and bluer, a dark sky, lamps stay lit.",
        synonyms=(),
        styliser=Night(),
    ),
    Style(
        name="golden-hour",
        title="Golden hour",
        description="The light of a low sun: warm, with a sky from violet to gold.",
        synonyms=(),
        styliser=GoldenHour(),
    ),
    Style(
        name="autumn",
        title="Autumn",
        description="Leaves and grass turned gold and red.",
        synonyms=(),
        styliser=Autumn(),
    ),
    Style(
        name="snow",
        title="Snow",
        description="Snow falls and lies on plants, under a pale sky.",
        synonyms=(),
        styliser=Snow(),
    ),
    Style(
        name="rain",
        title="Rain",
        description="Rain falls under a grey sky.",
        synonyms=(),
        styliser=Rain(),
    ),
    Style(
        name="fog",
        title="Fog",
        description="Fog over what is far.",
        synonyms=(),
        styliser=Fog(),
    ),
)
"""Asked for as changes of what is seen, never by the bare word: “snow” is mostly a search."""

STYLES: Mapping[str, Style] = MappingProxyType({style.name: style for style in _ALL})
"""Every style under its name, in the order to show them."""

WEATHERS: Mapping[str, Style] = MappingProxyType({style.name: style for style in _WEATHERS})
"""Every time of day and weather under its name."""

_MEANT = {word: style for style in reversed(_ALL) for word in (style.name, *style.synonyms)}
_NAMED = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_MEANT, key=len, reverse=True)))})(?!\w)"
)
"""Where several begin, the longest."""


def find(words: str) -> Style | None:
    """The style that ``words`` name, by name or synonym; the longest match wins, else None."""
    named = _NAMED.findall(words.lower())
    return _MEANT[max(named, key=len)] if named else None


def named(name: str) -> Style | None:
    """The style or weather of that name."""
    return STYLES.get(name) or WEATHERS.get(name)


def styliser(name: str, strength: float = 1.0, more: Sequence[str] = ()) -> Styliser:
    """The styliser called ``name``, with ``more`` over it, at ``strength`` from 0 to 1 (full).

    Raises :class:`BadRequest` for a name that does not exist and a strength out of range.
    """
    looks = []
    for one in (name, *more):
        style = named(one)
        if style is None:
            known = ", ".join((*STYLES, *WEATHERS))
            raise BadRequest(f"There is no style called {one!r}; choose one of {known}.")
        looks.append(style.styliser)
    return Strength(looks[0] if len(looks) == 1 else Layers(tuple(looks)), strength)
