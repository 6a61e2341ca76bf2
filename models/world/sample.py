"""Random scenes: subjects of a family equally likely, attributes independent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, get_args

import numpy as np

from models.world import scene as kinds
from models.world.scene import Person, Scene
from models.world.vocabulary import SUBJECTS

T = TypeVar("T")

GARMENT_COLOURS = (
    "red",
    "orange",
    "yellow",
    "green",
    "teal",
    "blue",
    "purple",
    "pink",
    "white",
    "black",
)
HAIR_COLOURS = ("black", "brown", "blond", "ginger", "grey")
SCARVES = ("red", "yellow", "green", "blue", "purple")


def pick(rng: np.random.Generator, options: Sequence[T], weights: Sequence[float] = ()) -> T:
    """One of the options, uniformly or by weight."""
    share = np.asarray(weights, dtype=float) / sum(weights) if len(weights) else None
    return options[int(rng.choice(len(options), p=share))]


def sample_person(rng: np.random.Generator) -> Person:
    """A random person; a beard needs no particular hair, a bald head has no hair to bind."""
    hat: kinds.Hat = pick(rng, get_args(kinds.Hat), (6, 1, 1, 1))
    scarf = pick(rng, SCARVES) if rng.uniform() < 0.2 else "none"
    beard: kinds.Beard = pick(rng, get_args(kinds.Beard), (6, 1.5, 1.5))
    return Person(
        skin=pick(rng, get_args(kinds.Skin)),
        hair=pick(
            rng,
            get_args(kinds.Hair),
            (0.5, 1.5, 1.5, 1, 1) if beard == "none" else (1, 2, 0.7, 1, 0.3),
        ),
        hair_colour=pick(rng, HAIR_COLOURS),
        beard=beard,
        garment=pick(
            rng,
            ("t-shirt", "hoodie", "sweater", "coat", "dress")
            if beard == "none"
            else ("t-shirt", "hoodie", "sweater", "coat"),
        ),
        garment_colour=pick(rng, GARMENT_COLOURS),
        glasses=bool(rng.uniform() < 0.28),
        hat=hat,
        scarf=scarf,
    )


def sample_scene(rng: np.random.Generator) -> Scene:
    """Draw a scene: a family, a subject of it, then every attribute that fits, independently."""
    families = sorted({kind.family for kind in SUBJECTS.values()})
    family = pick(rng, families)
    subject = pick(rng, [name for name, kind in SUBJECTS.items() if kind.family == family])
    kind = SUBJECTS[subject]
    time: kinds.TimeOfDay = pick(rng, get_args(kinds.TimeOfDay))
    weather: kinds.Weather = pick(rng, get_args(kinds.Weather), (5, 2, 1.3, 1.3, 1))
    if subject == "aurora":
        time, weather = "night", "clear"
    return Scene(
        subject=subject,
        place=pick(rng, kind.places),
        action=pick(rng, tuple(kind.actions)),
        colour=pick(rng, kind.colours) if kind.colours else "",
        time_of_day=time,
        weather=weather,
        look=pick(rng, get_args(kinds.Look), (3, 1.3, 1.3, 1.3, 1.3)),
        palette=pick(rng, get_args(kinds.Palette), (5, 1, 1, 1, 0.7)),
        camera=pick(rng, get_args(kinds.Camera), (2, 1, 1)),
        tempo=pick(rng, get_args(kinds.Tempo)),
        orientation=pick(rng, get_args(kinds.Orientation), (3, 3, 1)),
        person=sample_person(rng) if kind.person else None,
        seconds=8.0,
        seed=int(rng.integers(0, 2**31)),
    )
