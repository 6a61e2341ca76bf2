"""What produced pictures carry: a visible label, an invisible identifier, and words in the file.

Tools draw both marks while they encode, so that nothing is encoded twice: the label over the first
seconds, and last, over everything, the invisible one. Pictures that were left alone (a cut, a
chosen frame) get neither; what their source carries stays in them.
"""

from __future__ import annotations

import json
import math
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast

import numpy as np

from models.domain import Pixels, Recipe
from models.errors import BadRequest
from models.media.pace import Pace
from models.provenance.fingerprint import Watching
from models.provenance.marker import Marker
from models.provenance.payload import IDENTIFIER_BITS
from models.stylise.beneath import Beneath
from models.stylise.label import Corner, burn_label, label, labelled
from models.stylise.lettering import letter
from models.stylise.styliser import Array, Picture

Language = Literal["en", "de", "es", "fr", "ja", "zh"]
LABELS: Mapping[Language, Mapping[Pixels, str]] = {
    "en": {"changed": "AI-edited", "made": "AI-generated"},
    "de": {"changed": "KI-bearbeitet", "made": "KI-generiert"},
    "es": {"changed": "Editado por IA", "made": "Generado por IA"},
    "fr": {"changed": "Modifié par IA", "made": "Généré par IA"},
    "ja": {"changed": "AI編集", "made": "AI生成"},
    "zh": {"changed": "AI编辑", "made": "AI生成"},
}
LABEL_SECONDS = 2.0
"""GB 45438-2025 asks for two seconds at the beginning of a video at least."""

PLAIN = (bool, int, float)
WORDLESS = frozenset(("style", "colours", "shape", "music", "blurred"))
"""Parameters of text that are chosen from a list: no visitor's words are in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelling:
    """How the visible label is shown: everywhere, and nobody can switch it off.

    ``seconds`` is at least :data:`LABEL_SECONDS`, ``None`` to the end; ``producer`` is who answers
    for the content, in the ``AIGC`` field. Where no font here can write the ``language``, the label
    is English.
    """

    seconds: float | None = LABEL_SECONDS
    corner: Corner = "top left"
    producer: str = "GeneRec"
    language: Language = "en"

    def __post_init__(self) -> None:
        if self.seconds is not None and self.seconds < LABEL_SECONDS:
            raise ValueError(
                f"a label of {self.seconds!r} s; expected at least {LABEL_SECONDS:g}, or None"
            )

    def text(self, pixels: Pixels) -> str:
        """What the label says of changed or made pictures."""
        said = LABELS[self.language][pixels]
        try:
            letter(said)
        except BadRequest:
            return LABELS["en"][pixels]
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file's own words say of its pictures. Anybody can write them: nothing is proven."""

    pixels: Pixels = "kept"
    mark: int | None = None


class Mark:
    """The marks of one new item. ``draws`` is whether the identifier still has to be drawn."""

    def __init__(
        self,
        pixels: Pixels,
        labelling: Labelling,
        identifier: int | None = None,
        marker: Marker | None = None,
    ) -> None:
        self.pixels, self.labelling = pixels, labelling
        self.identifier, self._marker = identifier, marker
        self._watching = Watching()
        self._beneath: Beneath | None = None

    @property
    def looks(self) -> tuple[int, ...]:
        """What the pictures that were marked look like."""
        return self._watching.found

    def on(
        self,
        picture: Picture,
        width: int,
        height: int,
        *,
        corner: Corner | None = None,
        pace: Pace | None = None,
    ) -> Picture:
        """Mark the results of ``picture``, which are ``width`` x ``height``.

        ``corner`` is where the label goes if not to its usual place; ``pace`` is how
        fast the times that are given are played.
        """
        if self.pixels == "kept":
            return picture
        pace = pace or Pace()
        text, corner = self.labelling.text(self.pixels), corner or self.labelling.corner
        beneath = Beneath(label(width, height, text, corner), corner, (width, height))
        self._beneath = beneath
        with_label = labelled(
            picture,
            width,
            height,
            text=text,
            corner=corner,
            seconds=self.labelling.seconds,
            pace=pace,
            covers=beneath.see,
        )
        if self._marker is None or self.identifier is None:
            return with_label
        draw = self._marker.drawer(self.identifier, width, height)

        def marked(image: Array, time: float) -> Array:
            drawn = draw(np.ascontiguousarray(with_label(image, time)))
            self._watching.see(drawn, pace.played(time))
            return drawn

        return marked

    def still(self, image: Array) -> Array:
        """Mark a picture."""
        if self.pixels == "kept":
            return image
        text, corner = self.labelling.text(self.pixels), self.labelling.corner
        height, width = image.shape[:2]
        self._beneath = Beneath(label(width, height, text, corner), corner, (width, height))
        self._beneath.see(image, 0.0)
        marked = burn_label(image, text, corner)
        if self._marker is None or self.identifier is None:
            return marked
        return self._marker.drawer(self.identifier, width, height)(np.ascontiguousarray(marked))

    def keep(self, media: Path, every: float = math.inf) -> None:
        """Keep what the label of a file covers, apart: an edit of it begins without a label.

        ``every`` so many seconds its pictures come again.

        Raises :class:`models.errors.Unavailable` when the disk is full.
        """
        if self._beneath is not None:
            self._beneath.save(media, every)

    def lineage(self, recipe: Recipe, parents: tuple[str, ...]) -> Mapping[str, str]:
        """Metadata that says what made a file, from what, and that it is AI's where it is.

        Nothing a visitor said is in it: a file travels. ``AIGC`` is as GB 45438-2025 has it.
        """
        told: dict[str, object] = {
            "tool": recipe.tool,
            "pixels": recipe.pixels,
            "parents": list(parents),
            "parameters": public(recipe.parameters),
        }
        if self.identifier is not None:
            told["mark"] = written(self.identifier)
        done = "Made" if recipe.tool == "compose" else "Edited"
        if recipe.pixels == "made":
            done = "Generated"
        words = {"generec": json.dumps(told), "comment": f"{done} by GeneRec ({recipe.tool})"}
        if recipe.pixels == "kept":
            return words
        field = {
            "Label": "1",  # made by AI, for certain
            "ContentProducer": self.labelling.producer,
            "ProduceID": "" if self.identifier is None else written(self.identifier),
            "ReservedCode1": "",
            "ContentPropagator": self.labelling.producer,
            "PropagateID": "",
            "ReservedCode2": "",
        }
        return {**words, "AIGC": json.dumps(field)}


_SPOKEN: ContextVar[Language | None] = ContextVar("language", default=None)


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Within, labels are in this language, if there are labels in it: a visitor's own."""
    token = _SPOKEN.set(cast(Language, language) if language in LABELS else None)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def _nobody(identifier: int) -> bool:
    return False


class Marks:
    """Gives every new item its marks. Without a ``marker`` it is the visible label alone."""

    def __init__(
        self,
        marker: Marker | None = None,
        labelling: Labelling | None = None,
        taken: Callable[[int], bool] = _nobody,
    ) -> None:
        self._marker, self._taken = marker, taken
        self.labelling = Labelling() if labelling is None else labelling

    def new(self, pixels: Pixels) -> Mark:
        """Return the marks of an item whose pictures were changed or made; none for ``kept``."""
        if pixels == "kept" or self._marker is None:
            return Mark(pixels, self._spoken())
        identifier = secrets.randbits(IDENTIFIER_BITS)
        while self._taken(identifier):
            identifier = secrets.randbits(IDENTIFIER_BITS)
        return Mark(pixels, self._spoken(), identifier, self._marker)

    def _spoken(self) -> Labelling:
        language = _SPOKEN.get()
        return self.labelling if language is None else replace(self.labelling, language=language)

    def kept(self, source: Told) -> Mark:
        """Return the marks of an item that has its source's pictures, and so the source's mark.

        AI's pictures that came here without a mark of ours get one.
        """
        if source.pixels != "kept" and source.mark is None:
            return self.new(source.pixels)
        return Mark(source.pixels, self._spoken(), source.mark)


def told(media: Path) -> Told:
    """Return what our own metadata says was done to a clip's picture; ``kept`` without any.

    An edit of a changed clip gives a changed clip, however little it does itself.
    """
    from models.media.write import read_metadata

    try:
        said = json.loads(read_metadata(media).get("generec", "{}"))
    except ValueError:
        return Told()
    if not isinstance(said, dict) or said.get("pixels") not in ("changed", "made"):
        return Told()
    return Told(pixels=cast(Pixels, said["pixels"]), mark=_identifier(said.get("mark")))


def arrived(pixels: Pixels) -> Mapping[str, str]:
    """What a file that was brought goes on to say, where it said that AI made or changed it.

    Not a mark that it names: that can be anybody's.
    """
    if pixels == "kept":
        return {}
    return {"generec": json.dumps({"tool": "upload", "pixels": pixels, "parents": []})}


def words_of(media: Path) -> Mapping[str, str]:
    """The words of ours that a clip carries, for a still of it to carry, too."""
    from models.media.write import read_metadata

    said = read_metadata(media)
    return {key: said[key] for key in ("generec", "comment", "AIGC") if key in said}


def preview(image: Array, pixels: Pixels) -> Array:
    """A picture of work under way, labelled; it is shown, and never kept in a file."""
    return image if pixels == "kept" else burn_label(image, LABELS["en"][pixels])


def written(identifier: int) -> str:
    """An identifier as people and files have it: twelve hexadecimal digits."""
    return f"{identifier:0{IDENTIFIER_BITS // 4}x}"


def public(parameters: Mapping[str, object]) -> dict[str, object]:
    """The parameters of a recipe that may travel with a file: numbers, and names from a list."""
    return {
        key: value
        for key, value in parameters.items()
        if isinstance(value, PLAIN) or (key in WORDLESS and isinstance(value, str))
    }


def _identifier(text: object) -> int | None:
    try:
        value = int(str(text), 16)
    except ValueError:
        return None
    return value if 0 <= value < 1 << IDENTIFIER_BITS else None
