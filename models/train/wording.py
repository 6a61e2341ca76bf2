"""How people ask for a scene: whole sentences, titles, and a few words."""

from __future__ import annotations

import numpy as np

from models.world import Scene, caption, title
from models.world.sample import pick
from models.world.vocabulary import PLACES, SUBJECTS
from models.world.words import describe_look, describe_time, describe_weather

_ASKED = ("{}", "{}", "{}", "make me {}", "I want {}", "a video of {}", "show me {}", "create {}")


def wording(scene: Scene, rng: np.random.Generator) -> str:
    """Ask for a scene: six in ten say all of it, the others leave most to the generator."""
    how = rng.uniform()
    if how < 0.6:
        words = caption(scene, rng)
    elif how < 0.7:
        words = title(scene)
    else:
        words = few_words(scene, rng)
    return pick(rng, _ASKED).format(words)


def few_words(scene: Scene, rng: np.random.Generator) -> str:
    """The subject and up to three things about it, in any order."""
    kind = SUBJECTS[scene.subject]
    name = kind.noun if rng.uniform() < 0.5 else f"{scene.colour} {kind.noun}".strip()
    about = [describe_look(scene, rng), PLACES[scene.place].phrase]
    if scene.time_of_day and scene.weather:
        about += [describe_time(scene, rng), describe_weather(scene, rng)]
    if scene.person is not None:
        about.append(f"in a {scene.person.garment_colour} {scene.person.garment}")
    count = int(rng.integers(0, min(4, len(about) + 1)))
    chosen = [about[int(at)] for at in rng.permutation(len(about))[:count]]
    if rng.uniform() < 0.1:
        return ", ".join([*chosen, scene.family]) if chosen else scene.family
    return " ".join([name, *chosen])
