"""Of what kind a thing is that a generator does not know, and which things it knows are of it.

What comes near a lighthouse is a building, and not a light: words that are alike in their letters,
or that are said beside each other, may mean things that nobody takes for one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.world.spoken import with_article
from models.world.vocabulary import SUBJECTS

Vectors = Callable[[list[str]], NDArray[np.float32]]
"""Texts to unit vectors (n, d)."""

EXAMPLES: Mapping[str, str] = {
    "animal": "dog cat lion tiger bear wolf deer cow pig sheep goat monkey mouse snake frog eagle "
    "duck chicken shark dolphin dinosaur dragon unicorn spider bee insect octopus zebra hog",
    "vehicle": "car truck motorcycle tractor helicopter ship boat submarine ambulance tank van "
    "aircraft spaceship scooter wagon",
    "food": "bread cheese burger hamburger sandwich soup salad apple banana chocolate sushi steak "
    "rice egg wine beer spaghetti cookie",
    "person": "man woman king queen doctor teacher soldier wizard pirate nurse baby farmer "
    "astronaut fighter clown princess vampire knight singer",
    "sport": "tennis golf boxing swimming skiing hockey volleyball wrestling athlete gymnast",
    "building": "house tower castle church bridge temple palace lighthouse windmill cathedral "
    "skyscraper factory barn hotel museum cottage pyramid station",
    "place": "hill volcano island cave cliff glacier jungle swamp canyon valley coast harbour",
    "plant": "tree flower rose tulip cactus leaf mushroom palm grass garden orchid",
    "sky": "moon star galaxy planet comet rainbow lightning sunrise eclipse meteor",
    "thing": "chair table phone book clock guitar piano shoe hat sword knife hammer camera bottle "
    "computer box toy pen mirror crown umbrella ring",
}
"""Common words for things of each kind."""
_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "animal": ("animal",), "vehicle": ("vehicle",), "food": ("food",),
    "person": ("person", "sport"), "sport": ("sport",), "building": ("city",),
    "place": ("landscape",), "plant": ("landscape",), "sky": ("landscape",),
}  # fmt: skip
_ALIKE = 3
"""Examples of a kind that a thing must be like, in the mean."""


class Kinds(NamedTuple):
    """Kinds with their examples: names, and vectors (n, d) of each."""

    names: tuple[str, ...]
    vectors: tuple[NDArray[np.float32], ...]

    @classmethod
    def of(cls, vectors: Vectors) -> Kinds:
        """Read the examples."""
        return cls(tuple(EXAMPLES), tuple(vectors(words.split()) for words in EXAMPLES.values()))

    def kind(self, vector: NDArray[np.float32]) -> str:
        """The kind whose nearest examples a thing with this unit vector (d,) is most like."""
        near = [float(np.sort(one @ vector)[-_ALIKE:].mean()) for one in self.vectors]
        return self.names[int(np.argmax(near))]


def of_kind(kind: str) -> frozenset[str] | None:
    """Things of a kind that are known, as a sentence names them; ``None`` where none is of it."""
    families = _FAMILIES.get(kind)
    if families is None:
        return None
    return frozenset(with_article(one.noun) for one in SUBJECTS.values() if one.family in families)
