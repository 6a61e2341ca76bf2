"""Runs the fidelity checks over what was made, and over words before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from agents.calls import GENERATING
from agents.guard.likeness import redraws
from agents.guard.marks import words_of
from models.domain import Artifact, Check, Tick, no_tick
from models.errors import BadMedia, Unavailable
from models.fidelity.check import Age, FidelityCheck, Image, Ingredient, Subject
from models.fidelity.text_reader import SIDE

DRAWING = GENERATING | {"cover"}
"""Tools in whose recipe the model is the one that drew."""
FRAMES = (0.15, 0.5, 0.85)
"""Where a clip is looked at, as shares of it: few: checks must be quicker than edits."""

WORDS: Mapping[str, str] = {
    "text": "caption", "title": "title", "want": "request", "instruction": "request",
    "about": "request", "caption": "caption", "label": "caption",
}  # fmt: skip
"""Parameters of a recipe that are somebody's words, and where they stand."""

Sources = Callable[[Sequence[str]], Sequence[Ingredient]]
"""Ids of parents to what they were made of in the end, whoever they belong to."""


def nothing_known(parents: Sequence[str]) -> Sequence[Ingredient]:
    """A :data:`Sources` that knows of no item."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """The checks in force.

    ``requests`` look at what somebody asks for, in no time: the instructor reads it for harm, too.
    ``words`` look at the words of what was made, ``pictures`` at its frames.
    """

    requests: Sequence[FidelityCheck] = ()
    words: Sequence[FidelityCheck] = ()
    pictures: Sequence[FidelityCheck] = ()
    sources: Sources = nothing_known
    age: Age = "adult"
    region: str = ""

    def said(self, texts: Mapping[str, str]) -> tuple[Check, ...]:
        """Check words before anything is made of them, by where they stand."""
        subject = Subject(words=texts, age=self.age, region=self.region)
        return tuple(check.check(subject) for check in self.requests)

    def made(self, artifact: Artifact, tick: Tick = no_tick) -> tuple[Check, ...]:
        """Check an artifact whose file can be read; ``tick`` is called between the checks."""
        recipe = artifact.recipe
        subject = Subject(
            words={"title": _named(artifact), **recipe_words(recipe.parameters)},
            pixels=recipe.pixels,
            likeness=redraws(recipe.tool.split("+"), recipe.parameters.get("style")),
            ingredients=self.sources(artifact.parents),
            model=recipe.model if recipe.tool in DRAWING else "",
            age=self.age,
            region=self.region,
            said=_said(artifact),
        )
        found = []
        for check in self.words:
            tick(1.0)
            found.append(check.check(subject))
        if self.pictures:
            subject = replace(subject, frames=tuple(frames(artifact, tick)))
        for check in self.pictures:
            tick(1.0)
            found.append(check.check(subject))
        return tuple(found)


def frames(artifact: Artifact, tick: Tick = no_tick) -> Iterator[tuple[float, Image]]:
    """Yield a few pictures with their times, no larger than text is read at."""
    from models.media import sample
    from models.media.picture import read_image
    from models.media.probe import probe

    try:
        if artifact.kind == "image":
            yield 0.0, read_image(artifact.media, long_side=SIDE)
            return
        info = probe(artifact.media)
        times = [share * info.duration for share in FRAMES]
        scale = min(1.0, SIDE / max(info.width, info.height))
        size = (max(2, round(info.width * scale)), max(2, round(info.height * scale)))
        for frame in sample.at(artifact.media, times, size=size, pulse=lambda: tick(1.0)):
            yield frame.time, frame.image
    except (BadMedia, Unavailable):
        return  # what cannot be read was said by another check; here it is unknown


def _named(artifact: Artifact) -> str:
    """The title without the brackets in which an editor says what it did ("half as fast"): that
    claims nothing of the world, and what a visitor said of it is in the recipe.
    """
    if not artifact.parents:
        return artifact.title
    return re.sub(r" \([^()]*\)$", "", artifact.title)


def recipe_words(parameters: Mapping[str, object]) -> dict[str, str]:
    """The words in a recipe by where they stand, those of a place together, each once."""
    found: dict[str, dict[str, None]] = {}
    for key, text in _strings("", parameters):
        if key in WORDS and text.strip():
            found.setdefault(WORDS[key], {})[text] = None
    return {place: "\n".join(texts) for place, texts in found.items()}


def _strings(key: str, value: object) -> Iterator[tuple[str, str]]:
    """All texts in plain values, with the key they stand under."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for inner, one in value.items():
            yield from _strings(str(inner), one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(key, one)


def _said(artifact: Artifact) -> str:
    """What the file's own lineage says it is."""
    from models.media.picture import picture_metadata

    try:
        if artifact.kind == "image":
            return picture_metadata(artifact.media).get("comment", "")
        return words_of(artifact.media).get("comment", "")
    except BadMedia:
        return ""
