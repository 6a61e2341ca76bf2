"""Asks the four sources about a file: its signed record, its mark, its bytes, its looks."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Literal

import numpy as np

from app.library import file_hash
from app.verify.verdict import Answer, Evidence, Verdict, together
from models.errors import BadMedia
from models.media.picture import probe_image, read_image
from models.media.probe import Limits, probe
from models.provenance import detect
from models.provenance.credentials import Found, Verifier
from models.provenance.fingerprint import Hashes, distance, hashes, likeness
from models.provenance.marker import Marker, Reading
from models.provenance.payload import Book
from models.provenance.registry import Record, Registry

ALIKE = 0.6
"""Share of pictures in common from which on a file looks like one of ours."""

DIFFERENT = 18.0
"""Bits between pictures from which on a file shows something else than what its mark was given to,
if no picture of it is known either (see :func:`models.provenance.fingerprint.distance`)."""

AS_IT_WAS = 0.02
"""A mark found at another scale than this about 1 was cropped or put into another picture: then
looks cannot be compared."""

STRAIGHT = 0.5
"""Degrees, likewise."""


class Check:
    """Answers whether files were made here. Any thread may ask; one file is read at a time."""

    def __init__(
        self, registry: Registry, marker: Marker, key: bytes, verifier: Verifier, limits: Limits
    ) -> None:
        """``key`` is the marker's; ``limits`` are what a video may have at most."""
        self.registry, self.marker, self.verifier = registry, marker, verifier
        self.limits, self._key = limits, key
        self._book = Book((), key)
        self._busy = threading.Lock()

    def __call__(self, path: Path) -> Verdict:
        """Look at a file. Raises :class:`BadMedia`, in one sentence, for what is no media."""
        kind = self._kind(path)
        with self._busy:
            if kind == "image":
                reading = detect.of_picture(path, self.marker, self._known())
                seen = hashes([read_image(path, long_side=512)])
            else:
                pictures = list(detect.pictures(path))
                reading = self.marker.read(pictures, self._known())
                seen = hashes(pictures)
        return self._weighed(path, reading, seen)

    def _weighed(self, path: Path, reading: Reading, seen: Hashes) -> Verdict:
        found = self.verifier.read(path)
        signed = self.registry.by_manifest(found.label) if found.trust == "ours" else None
        same = self.registry.by_bytes(file_hash(path))
        marked = [] if reading.identifier is None else self.registry.by_mark(reading.identifier)
        alike, share = self._alike(seen)
        records = [record for record in (same, signed, *marked) if record is not None]
        evidence = (
            _credentials(found, signed),
            _watermark(reading, marked),
            _bytes(same),
            _looks(alike, share),
        )
        return together(
            evidence,
            copied=bool(marked) and _copied(reading, marked, seen),
            apart=signed is not None and bool(marked) and not _kin(signed, reading.identifier),
            at=records[0].at if records else None,
        )

    def _kind(self, path: Path) -> Literal["video", "image"]:
        """What a file is, by its content. Raises :class:`BadMedia`."""
        try:
            info = probe_image(path)
        except BadMedia:
            pass
        else:
            if info.format != "GIF":
                if info.width * info.height > self.limits.pixels:
                    raise BadMedia(
                        f"{path.name!r} is {info.width:,} x {info.height:,} pixels, more than the"
                        f" {self.limits.pixels:,} that are taken; scale it down and give that."
                    )
                return "image"
        probe(path, self.limits)
        return "video"

    def _known(self) -> Book:
        """All identifiers as a book; made anew when there are more of them."""
        marks = self.registry.marks()
        if len(marks) != len(self._book):
            self._book = Book(marks, self._key)
        return self._book

    def _alike(self, seen: Hashes) -> tuple[Record | None, float]:
        """The record that looks most like what was seen, if one does, and how much."""
        best, number = 0.0, None
        for place, known in self.registry.fingerprints():
            share = likeness(known, seen)
            if share > best:
                best, number = share, place
        if number is None or best < ALIKE:
            return None, best
        return self.registry.numbered(number), best


def _kin(record: Record, mark: int | None) -> bool:
    """Whether a mark may be in the pictures of a recorded file: its own, or one of its sources'."""
    return mark == record.mark or mark in record.ancestors


def _copied(reading: Reading, marked: list[Record], seen: Hashes) -> bool:
    """Whether a whole picture carries the mark of one that looks different.

    A scale of 0 is unknown: marks that do not tell theirs are those that anybody can copy.
    """
    if (reading.scale and abs(reading.scale - 1) > AS_IT_WAS) or abs(reading.turned) > STRAIGHT:
        return False
    if reading.mirrored:
        return False  # the fingerprint knows no mirror images
    known = np.concatenate([record.fingerprint for record in marked])
    return distance(known, seen) >= DIFFERENT and likeness(known, seen) == 0.0


def _credentials(found: Found, signed: Record | None) -> Evidence:
    answer: Answer = "unknown"
    if signed is not None:
        answer, says = "ours", "It carries a record that was signed here, and is as it was signed."
    elif found.trust == "ours":
        answer, says = "maybe", "Its record was signed with our key, and we do not know the file."
    elif found.trust == "stranger":
        says = f"Its record was signed by somebody we do not know ({found.issuer or 'unnamed'})."
    elif found.trust == "broken":
        says = "It carries a record that does not fit: it was changed after it was signed."
    else:
        says = "It carries no signed record (C2PA)."
    return Evidence(source="credentials", answer=answer, says=says)


def _watermark(reading: Reading, marked: list[Record]) -> Evidence:
    if marked:
        return Evidence(
            source="watermark",
            answer="ours",
            says="The invisible mark of a file that was made here is in its pictures.",
            score=round(reading.score, 2),
        )
    if reading.found != "unknown":
        says = "Something like our invisible mark is in its pictures; whose, cannot be read."
        return Evidence(
            source="watermark", answer="maybe", says=says, score=round(reading.trace, 2)
        )
    says = "No invisible mark of ours was found in its pictures."
    return Evidence(source="watermark", answer="unknown", says=says, score=round(reading.trace, 2))


def _bytes(same: Record | None) -> Evidence:
    if same is None:
        return Evidence(source="bytes", answer="unknown", says="We made no file of these bytes.")
    return Evidence(source="bytes", answer="ours", says="It is, byte for byte, a file made here.")


def _looks(alike: Record | None, share: float) -> Evidence:
    if alike is None:
        says = "It looks like nothing that was made here."
        return Evidence(source="looks", answer="unknown", says=says, score=round(share, 2))
    says = "It looks like a file that was made here, or like what that was made from."
    return Evidence(source="looks", answer="maybe", says=says, score=round(share, 2))
