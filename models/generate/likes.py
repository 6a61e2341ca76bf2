"""What a visitor's likes have in common, in words that the generator knows.

*User_Hist* alone changes a source little: shown beside it, the source outweighs it. Words are
heeded. So the attributes of the painted world are read off *User_Hist* by planes through the image
encoder's vectors (``python -m models.train.likes`` fits them), and those that are found oftener
than in what anybody meets by chance are said, as an instruction would say them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.generate import shipped
from models.generate.familiar import KNOWN, knows_vector
from models.generate.user_space import ridge, unit
from models.world import words
from models.world.spoken import with_article
from models.world.vocabulary import PLACES, SUBJECTS

Floats = NDArray[np.float32]

FILE = "likes.safetensors"
KINDS = ("family", "subject", "place", "time_of_day", "weather", "look", "palette")
"""Attributes that are read."""
LIKES, DRAWS = 12, 500
"""Items of a mean by chance, and how many such means tell what chance brings."""
FLOOR = 0.014
"""Added to the deviation by chance: what next to nothing shows is no preference."""
LEAST = 2.5
"""Deviations above chance from which an attribute is said. Of a dozen likes, four in five of those
said first are preferred, and 44 % of those said second (:mod:`models.train.likes` prints it)."""
MOST = 3
"""Attributes that are said at most."""


class Trait(NamedTuple):
    """An attribute of the painted world, with its value."""

    kind: str
    value: str


@dataclass(frozen=True)
class Likes:
    """Planes through the vectors of ``encoder``: ``weights`` (d, n) and ``bias`` (n,) of n traits.

    A score is in deviations of what means of a dozen items drawn by chance show.
    """

    traits: tuple[Trait, ...]
    weights: Floats
    bias: Floats
    encoder: str

    @classmethod
    def fit(
        cls, vectors: Floats, shown: Sequence[Mapping[str, str]], encoder: str, seed: int = 0
    ) -> Likes:
        """From unit vectors (m, d) of items and the attributes that each shows."""
        traits = tuple(
            Trait(kind, value)
            for kind in KINDS
            for value in sorted({one[kind] for one in shown if kind in one})
        )
        has = np.array([[one.get(kind) == value for kind, value in traits] for one in shown])
        planes = ridge(vectors - vectors.mean(0), has - has.mean(0))
        rng = np.random.default_rng(seed)
        drawn = [
            vectors[rng.choice(len(vectors), min(LIKES, len(vectors)), replace=False)].mean(0)
            for _ in range(DRAWS)
        ]
        chance = unit(np.stack(drawn)) @ planes
        spread = chance.std(0) + FLOOR
        return cls(traits, planes / spread, -chance.mean(0) / spread, encoder)

    @classmethod
    def load(cls, folder: Path) -> Likes:
        """Read it from ``folder``; raises Unavailable where it is not there."""
        arrays, notes = shipped.read(folder / FILE)
        traits = tuple(Trait(kind, value) for kind, value in json.loads(notes["traits"]))
        return cls(traits, arrays["weights"], arrays["bias"], notes["encoder"])

    def save(self, folder: Path) -> None:
        """Write it into ``folder``."""
        from safetensors.numpy import save_file

        found = {"weights": self.weights.astype(np.float16), "bias": self.bias.astype(np.float16)}
        told = {"traits": json.dumps(self.traits), "encoder": self.encoder}
        save_file(found, folder / FILE, metadata=told)

    def scores(self, hist: Floats) -> dict[Trait, float]:
        """How far each trait stands out in *User_Hist* (d,), the furthest first."""
        found = hist @ self.weights + self.bias
        return {self.traits[at]: float(found[at]) for at in np.argsort(-found)}

    def shared(self, hist: Floats, *, subject: bool = True) -> tuple[Trait, ...]:
        """The traits that stand out in *User_Hist* (d,) and go together, the furthest first.

        A family is told as its subject that stands out most. Without ``subject`` none is told: the
        source keeps its own.
        """
        scores = self.scores(hist)
        told: dict[str, Trait] = {}
        for trait, score in scores.items():
            if score < LEAST or len(told) == MOST:
                break
            for one in _of(trait, scores):
                if (subject or one.kind != "subject") and _fits(one, told):
                    told[one.kind] = one
                    break
        return tuple(told.values())


def _of(trait: Trait, ranked: Mapping[Trait, float]) -> Iterator[Trait]:
    """The trait itself; of a family its subjects, by rank."""
    if trait.kind != "family":
        yield trait
        return
    for one in ranked:
        if one.kind == "subject" and SUBJECTS[one.value].family == trait.value:
            yield one


def _fits(one: Trait, beside: Mapping[str, Trait]) -> bool:
    """Whether there is a word for a trait, and a picture can show it beside the others."""
    if one.kind in beside or not said([one]):
        return False
    told = {**beside, one.kind: one}
    subject = SUBJECTS[told["subject"].value] if "subject" in told else None
    place = told["place"].value if "place" in told else ""
    if subject is not None and place and place not in subject.places:
        return False
    among = (place,) if place else subject.places if subject is not None else ()
    sky = not among or any(PLACES[one].sky for one in among)
    return sky or not ({"time_of_day", "weather"} & set(told))


def said(traits: Sequence[Trait]) -> str:
    """Traits as somebody asks for them: ``"a fox at night, neon animation"``."""
    of = {trait.kind: trait.value for trait in traits}
    subject = SUBJECTS[of["subject"]] if "subject" in of else None
    # A view of a forest is in a forest.
    there = "place" in of and (subject is None or subject.family not in ("landscape", "city"))
    parts = (
        "" if subject is None else with_article(subject.noun),
        PLACES[of["place"]].phrase if there else "",
        *(_first(words._TIMES, of.get("time_of_day")), _first(words._WEATHER, of.get("weather"))),
    )
    looks = (_first(words._LOOKS, of.get("look")), _first(words._PALETTES, of.get("palette")))
    shown = (" ".join(filter(None, parts)), " ".join(filter(None, looks)))
    return ", ".join(filter(None, shown))


def _first(table: Mapping[str, Sequence[str]], value: str | None) -> str:
    return next(iter(table.get(value or "", ())), "")


def wish(hist: Floats, folder: Path, *, subject: bool = True) -> str:
    """What to draw for *User_Hist* (d,), in words; empty where nothing stands out.

    Also empty where the planes are not in ``folder``, and where what is liked is not of the
    painted world: footage cannot be read with them.
    """
    try:
        likes = _loaded(folder)
    except Unavailable:
        return ""
    if len(hist) != len(likes.weights):
        return ""
    painted = knows_vector(hist, likes.encoder, folder)
    if painted is None or painted < KNOWN:
        return ""
    return said(likes.shared(hist, subject=subject))


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> Likes:
    return Likes.load(folder)
