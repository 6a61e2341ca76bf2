"""What a picture looks like, told in words of a fixed list: for models and rules that see nothing.

The encoder compares the picture with each word; what a file is called or what is written in a
picture has no part in it, so nothing a stranger wrote comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from agents.retrieve.catalogue import Catalogue
from models.domain import Item
from models.encode.encoder import Encoder, Vectors
from models.encode.prompts import label_vectors

THINGS = (
    "person woman man child baby crowd dog puppy cat kitten horse cow sheep pig goat "
    "elephant lion bear monkey rabbit bird duck owl fish whale butterfly bee snail frog "
    "snake car bus truck train bicycle motorcycle boat ship aeroplane helicopter balloon "
    "rocket house skyscraper church bridge tower castle street city village tree forest "
    "flower garden meadow field mountain hill beach sea lake river waterfall island desert "
    "snow clouds rain rainbow moon stars fire fireworks candle cake pizza bread fruit apple "
    "salad soup coffee wine table chair sofa bed lamp clock book computer phone television "
    "camera guitar piano drum violin ball basketball football kite dress coat hat shoe "
    "sweater glasses bag umbrella necklace toy robot statue painting sign flag window door "
    "kitchen stage spiral"
).split()
TIMES = {"by day": "in daylight", "at night": "at night in the dark", "at sunset": "at sunset"}
PLACES = {"outdoors": "outdoors in nature or a street", "indoors": "indoors in a room"}
LOOKS = {
    "a photo": "a photo taken with a camera", "a drawing": "a pencil drawing",
    "a cartoon": "a colourful flat cartoon", "a painting": "a painting with brush strokes",
    "pixel art": "blocky pixel art", "a black and white photo": "a black and white photograph",
}  # fmt: skip
STYLES = {
    "a drawing": "sketch", "a cartoon": "cartoon", "a painting": "oil", "pixel art": "pixel",
    "a black and white photo": "noir",
}  # fmt: skip
"""The style that comes nearest to a look; a photo has none."""

COLOURS = (
    "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "grey",
)  # fmt: skip
SHARPNESS = 40.0
"""How many times a cosine counts before shares are taken: below it everything looks alike."""

LEAST, MOST = 0.08, 3
"""Share from which a thing is named, and how many are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is seen: things with their shares, likeliest first; time of day, place and look.

    ``named`` are things somebody spoke of, each with its colour: ``{"dress": "red dress"}``.
    """

    things: tuple[tuple[str, float], ...]
    time: str
    place: str
    look: str
    named: tuple[tuple[str, str], ...] = ()

    @property
    def thing(self) -> str:
        """The likeliest thing."""
        return self.things[0][0]

    @property
    def style(self) -> str | None:
        """The style that comes nearest, ``None`` of a photo."""
        return STYLES.get(self.look)

    @property
    def words(self) -> str:
        """What could be sought or drawn to get something like it: "dog outdoors by day"."""
        return f"{self.thing} {self.place} {self.time}"

    def told(self) -> str:
        """All of it in one line, as data."""
        things = ", ".join(f"{name} {share:.0%}" for name, share in self.things)
        named = "".join(f", the {noun} is a {what}" for noun, what in self.named)
        return f"{things}; {self.place}, {self.time}; {self.look}{named}"


class Eyes:
    """Describes pictures and clips through ``encoder``."""

    def __init__(self, encoder: Encoder, catalogue: Catalogue) -> None:
        self.encoder, self.catalogue = encoder, catalogue
        self._banks = lru_cache(maxsize=16)(self._bank)

    def picture(self, vector: Vectors, nouns: Sequence[str] = ()) -> Sight:
        """Describe what has the unit vector ``vector`` (d,), and the colours of ``nouns`` in it."""
        shares = _shares(self._banks(tuple(THINGS)) @ vector)
        order = np.argsort(-shares)[:MOST]
        things = [(THINGS[at], float(shares[at])) for at in order]
        return Sight(
            things=tuple(one for n, one in enumerate(things) if n == 0 or one[1] >= LEAST),
            time=self._likest(TIMES, vector),
            place=self._likest(PLACES, vector),
            look=self._likest(LOOKS, vector),
            named=tuple((noun, self._coloured(noun, vector)) for noun in nouns),
        )

    def clip(self, item: Item) -> Sight | None:
        """Describe a clip by the mean of its frames; ``None`` where none were looked at yet."""
        frames = self.catalogue.frames(item.id, item.owner)
        if frames is None or not len(frames.embeddings):
            return None
        mean = np.asarray(frames.embeddings, np.float32).mean(axis=0)
        return self.picture(mean / max(float(np.linalg.norm(mean)), 1e-9))

    def _likest(self, sentences: dict[str, str], vector: Vectors) -> str:
        scores = self._banks(tuple(sentences.values())) @ vector
        return list(sentences)[int(scores.argmax())]

    def _coloured(self, noun: str, vector: Vectors) -> str:
        if noun.split()[0] in COLOURS:
            return noun
        said = [f"{colour} {noun}" for colour in COLOURS]
        return said[int((label_vectors(said, self.encoder.texts) @ vector).argmax())]

    def _bank(self, labels: tuple[str, ...]) -> Vectors:
        return label_vectors(labels, self.encoder.texts)


def _shares(cosines: Vectors) -> Vectors:
    raised = np.exp(SHARPNESS * (cosines - cosines.max()))
    return np.asarray(raised / raised.sum(), np.float32)
