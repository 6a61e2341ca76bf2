"""Whether a file that arrives says of itself that AI made it: it keeps saying so here.

Three ways are in use: the IPTC's digital source type, in XMP or in a signed record (C2PA), whoever
signed it; the ``AIGC`` field of GB 45438-2025; and our own words. Only a *yes* is believed: it can
be forged to no use, while a file without any says nothing. Clips and pictures are told alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from models.domain import Pixels

END = 4 * 2**20
"""Bytes at either end of a file in which records and XMP stand."""

_TYPE = re.compile(
    rb"digitalsourcetype/(trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia)"
)
_FIELD = re.compile(rb"AIGC.{0,60}?Label(?:[^0-9A-Za-z]|quot;)*1\b", re.DOTALL)
"""The ``AIGC`` field in a picture's XMP, or in a comment: how it is quoted differs."""


def declared_ai(path: Path) -> Pixels:
    """Return ``made`` or ``changed`` for what says it is AI's; ``kept`` for what does not.

    Raises :class:`models.errors.BadMedia` for a file that is no video.
    """
    from models.media.write import read_metadata

    return _declared(read_metadata(path), _ends(path))


def declared_ai_picture(path: Path) -> Pixels:
    """Return the same of a still picture; raises :class:`models.errors.BadMedia` for none."""
    from models.media.picture import picture_metadata

    said, ends = picture_metadata(path), _ends(path)
    found = _declared(said, ends)
    return "made" if found == "kept" and _FIELD.search(ends) else found


def _declared(said: Mapping[str, str], ends: bytes) -> Pixels:
    """What is said in a file's own words, else in the records at its ends."""
    own = _json(said.get("generec", "")).get("pixels")
    if own == "made" or own == "changed":
        return own
    if str(_json(said.get("AIGC", "")).get("Label", "")) == "1":
        return "made"
    types = set(_TYPE.findall(ends))
    if b"trainedAlgorithmicMedia" in types:
        return "made"
    return "changed" if types else "kept"


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(END)
        size = file.seek(0, 2)
        file.seek(max(len(head), size - END))
        return head + file.read()


def _json(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
