"""Which style comes nearest to a look that somebody names: a painter, an age, a material."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from models.stylise.styles import STYLES, find

_NEAR: Mapping[str, str] = {
    "oil": r"monet|gogh|rembrandt|vermeer|turner|renaissance|baroque|impression\w*|klimt|cezanne|"
    r"da vinci|fresco|painterly|painting|painted|paint|expression\w*|munch|picasso|cubis\w+|"
    r"surreal\w*|dali|matisse|kahlo|tapestry|gothic",
    "watercolour": r"watercolou?r|aquarelle|pastels?|ink wash|gouache|storybook|fairy[- ]?tale|"
    r"children's book|dreamy|soft",
    "sketch": r"sketch\w*|pencil|charcoal|chalk|crayon|ink|pen|engraving|etching|line[- ]?(?:art|"
    r"drawing)|blueprint|drawn|drawing|hand-drawn|doodle|graphite|x-ray|escher|steampunk",
    "cartoon": r"anime|manga|cartoons?|disney|pixar|ghibli|miyazaki|clay\w*|claymation|stop[- ]"
    r"?motion|origami|paper|felt|wool|3d|low[- ]?poly|toy|puppet|plasticine|flat design|"
    r"minimalis\w+|animat\w+|ukiyo|woodblock|hokusai|japanese|stained glass",
    "comic": r"comics?|comic[- ]?book|graphic novel|superhero|graffiti|street art|banksy|basquiat",
    "pixel": r"pixel\w*|8[- ]?bit|16[- ]?bit|retro game|video ?game|minecraft|lego|mosaic|tiles?|"
    r"pointillis\w+|seurat|embroidery|cross[- ]?stitch|arcade",
    "noir": r"noir|hitchcock|detective|silent (?:movie|film)|chaplin|horror|grayscale|greyscale|"
    r"black[- ]and[- ]white|monochrome|gloomy|dracula",
    "neon": r"neon|cyber\w*|synthwave|tron|glow\w*|hologram|glitch|sci-?fi|futuristic|matrix|"
    r"blade ?runner|night club|disco",
    "pop-art": r"pop[- ]?art|warhol|lichtenstein|halftone|screen print|psychedelic",
    "vintage": r"vintage|retro|sepia|old[- ]?(?:film|movie|photo\w*|school|fashioned|timey)?|vhs|"
    r"polaroid|(?:19)?[2-9]0s|antique|western|nostalgi\w+|super 8|film|cinematic|wes anderson|"
    r"daguerreotype|documentary",
    "duotone": r"duotone|two[- ]?tone|vaporwave|risograph|infrared|thermal|gradient|art deco|mucha",
}  # fmt: skip
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b") for name, words in _NEAR.items()}
USUAL = "cartoon"
"""What a look is drawn as that nothing comes near: plain colours and lines."""


class Look(NamedTuple):
    """A style, and whether it is the one named or only the nearest."""

    style: str
    exact: bool


def unlike(look: str, style: str) -> str:
    """What is said of a ``look`` that no style has, where ``style`` is laid over the clip."""
    return f"I have no style called “{look}”; {STYLES[style].title.lower()} comes nearest."


def nearest(words: str) -> Look:
    """Return the style nearest to ``words``, a look as somebody names it."""
    said = words.lower()
    known = find(said)
    if known is not None:
        return Look(known.name, exact=True)
    found = next((name for name, pattern in _PATTERNS.items() if pattern.search(said)), None)
    return Look(found or USUAL, exact=False)
