"""Privacy of pictures: faces of people who did not agree, and what stands written in a frame."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.domain import Check, Evidence
from models.errors import Unavailable
from models.fidelity.check import Card, Image, Subject, named
from models.fidelity.closed_world import drawn
from models.fidelity.identifiers import identifiers
from models.fidelity.text_reader import Line, TextReader

FINEST = 360
"""Faces are looked for in pictures of at most this height, pixels."""

Faces = Callable[[Image], NDArray[np.float64]]


def haar_faces(image: Image) -> NDArray[np.float64]:
    """(n, 4) boxes as shares of a picture, by OpenCV's cascades."""
    from models.stylise.faces import faces

    return faces(small(image))


def haar_sure(images: Iterable[Image]) -> bool:
    """Whether there are faces in pictures of one clip, with other witnesses than the cascade."""
    from models.fidelity.face_witnesses import witnessed

    return witnessed(small(image) for image in images)


def small(image: Image) -> Image:
    """A picture as large as faces are looked for in."""
    import cv2

    height, width = image.shape[:2]
    if height <= FINEST:
        return image
    size = (max(1, round(width * FINEST / height)), FINEST)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


class PrivateFrames:
    """Looks at frames. The remedy it offers is to blur what it found."""

    name = "privacy of pictures"
    card = Card(
        sees="faces that look at the camera or past it, upright and at least a ninth of the"
        " picture high; phone numbers, addresses and plates that can be read, in a few frames",
        blind="faces that are small, turned or covered, drawn people taken for real ones, text"
        " that is tiny, slanted or handwritten, what is only seen between the frames, voices",
    )

    def __init__(
        self,
        reader: TextReader | None = None,
        faces: Faces = haar_faces,
        closed: Collection[str] = frozenset(),
    ) -> None:
        """``closed`` are generators of the closed world: nobody's face is in what they draw."""
        self.reader, self.faces, self.closed = reader, faces, closed

    def check(self, subject: Subject) -> Check:
        """See :class:`models.fidelity.check.FidelityCheck`."""
        if not subject.frames:
            return Check(
                name=self.name, verdict="unknown", reason="there was no picture to look at"
            )
        found: list[Evidence] = []
        known = not subject.model or subject.model in self.closed  # others may know real faces
        if not (drawn(subject, self.closed) or (known and _nobody(subject))):
            for time, image in subject.frames:
                found += (_seen("face", time, box) for box in self.faces(image).tolist())
        try:
            for time, image in subject.frames:
                found += written(self._lines(image), time)
        except Unavailable as exc:
            if not found:
                return Check(name=self.name, verdict="unknown", reason=str(exc).rstrip("."))
        if not found:
            return Check(name=self.name, verdict="pass")
        against = _against(subject, found)
        return Check(
            name=self.name,
            verdict="fail" if against else "unknown",
            reason=f"its pictures show {named(_once(found))}{against}",
            evidence=tuple(found),
            remedy="blur",
        )

    def _lines(self, image: Image) -> Sequence[Line]:
        if self.reader is None:
            raise Unavailable("nothing here reads text in pictures")
        return self.reader.read(image)


def written(lines: Sequence[Line], time: float) -> Iterator[Evidence]:
    """Yield what leads to somebody among the lines of a frame."""
    for line in lines:
        for one in identifiers(line.text):
            yield _seen(one.kind, time, line.box)


def _nobody(subject: Subject) -> bool:
    """Whether no face can be of somebody who was not asked."""
    made = subject.ingredients
    return bool(made) and all(one.drawn or one.consent is True for one in made)


def _against(subject: Subject, found: Sequence[Evidence]) -> str:
    """Why a face may not be shown, as the end of a sentence: somebody said no, or whoever brought
    the clip did not say yes. Empty where nothing speaks against it.
    """
    if all(one.kind != "face" for one in found):
        return ""
    if any(one.consent is False for one in subject.ingredients):
        return ", and those seen there did not agree"
    silent = any(
        one.own and one.faces and not one.drawn and one.consent is None
        for one in subject.ingredients
    )
    if subject.likeness and silent:
        return ", and you have not said that those seen in your clip agreed (“they agreed”)"
    return ""


def _seen(kind: str, time: float, box: Sequence[float]) -> Evidence:
    left, top, width, height = box
    return Evidence(kind=kind, where="frame", time=time, box=(left, top, width, height))


def _once(found: Sequence[Evidence]) -> list[str]:
    """Kinds as often as they are in the frame that has most of them."""
    frames: dict[float, list[str]] = {}
    for one in found:
        frames.setdefault(one.time or 0.0, []).append(one.kind)
    kinds = dict.fromkeys(one.kind for one in found)
    return [kind for kind in kinds for _ in range(max(f.count(kind) for f in frames.values()))]
