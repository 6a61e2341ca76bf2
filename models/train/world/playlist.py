"""Which scenes the demo corpus shows: every subject at least twice, attributes evenly dealt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar, get_args

import numpy as np

from models.world import scene as kinds
from models.world.sample import sample_person
from models.world.scene import Scene
from models.world.vocabulary import SUBJECTS

T = TypeVar("T")

_MORE = {"portrait": 5, "cat": 3, "dog": 3, "walker": 3, "dancer": 3}


class Deck(Generic[T]):
    """Deals cards so that over any run each comes as often as it is in the deck."""

    def __init__(self, cards: Sequence[T], rng: np.random.Generator) -> None:
        self._cards, self._rng = list(cards), rng
        self._left: list[T] = []

    def deal(self, unlike: Sequence[T] = ()) -> T:
        """The next card that is not among ``unlike``, if the deck still has one.

        The deck is shuffled again when it runs out.
        """
        if not self._left:
            self._left = [self._cards[i] for i in self._rng.permutation(len(self._cards))]
        for i in reversed(range(len(self._left))):
            if self._left[i] not in unlike:
                return self._left.pop(i)
        return self._left.pop()


@dataclass(frozen=True)
class Entry:
    """A clip of the corpus: its id and what it shows."""

    id: str
    scene: Scene


def playlist(seed: int = 7) -> list[Entry]:
    """The corpus' entries in a fixed order; the seed decides everything."""
    rng = np.random.default_rng(seed)
    looks: Deck[kinds.Look] = Deck((*("flat",) * 6, "pastel", "neon", "pixel", "sketch"), rng)
    times: Deck[kinds.TimeOfDay] = Deck(["day", "day", "sunset", "dawn", "night"], rng)
    skies: Deck[kinds.Weather] = Deck((*("clear",) * 5, "cloudy", "rain", "snow", "fog"), rng)
    palettes: Deck[kinds.Palette] = Deck((*("natural",) * 7, "warm", "cool", "vivid"), rng)
    cameras: Deck[kinds.Camera] = Deck(["static", "static", "pan", "zoom"], rng)
    tempos: Deck[kinds.Tempo] = Deck(get_args(kinds.Tempo), rng)
    shapes: Deck[kinds.Orientation] = Deck((*("portrait", "landscape") * 3, "square"), rng)
    lengths = Deck([6.0, 6.0, 7.0, 6.0], rng)
    entries = []
    for subject, kind in SUBJECTS.items():
        places, actions = Deck(kind.places, rng), Deck(tuple(kind.actions), rng)
        colours = Deck(kind.colours or ("",), rng)
        before: list[Scene] = []
        for number in range(1, _MORE.get(subject, 2) + 1):
            scene = Scene(
                subject=subject,
                place=places.deal(),
                action=actions.deal(),
                colour=colours.deal(),
                time_of_day="night"
                if subject == "aurora"
                else times.deal([s.time_of_day for s in before if s.time_of_day]),
                weather="clear" if subject == "aurora" else skies.deal(),
                look=looks.deal([s.look for s in before if s.look != "flat"]),
                palette=palettes.deal(),
                camera=cameras.deal(),
                tempo=tempos.deal(),
                orientation=shapes.deal([s.orientation for s in before]),
                person=sample_person(rng) if kind.person else None,
                seconds=lengths.deal(),
                seed=int(rng.integers(0, 2**31)),
            )
            scene = _sensible(scene)
            before.append(scene)
            entries.append(Entry(f"{subject.replace(' ', '-')}-{number}", scene))
    return entries


def _sensible(scene: Scene) -> Scene:
    """Rain on the rainy window, no ice cream in the snow, no sport in a coat."""
    if scene.subject == "rainy window":
        return replace(scene, weather="rain")
    if scene.family == "food" and scene.weather == "snow":
        return replace(scene, weather="clear")
    person = scene.person
    if scene.family == "sport" and person is not None and person.garment in ("coat", "dress"):
        return replace(scene, person=replace(person, garment="t-shirt"))
    return scene
