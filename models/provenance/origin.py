"""Whether a file that arrives says of itself that AI made it: it keeps saying so here.

Three ways are in use: the IPTC's digital source type, in XMP or in a signed record (C2PA), whoever
signed it; the ``AIGC`` field of GB 45438-2025; and our own words. Only a *yes* is believed: it can
be forged to no use, while a file without any says nothing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from models.domain import Pixels

END = 4 * 2**20
"""Bytes at either end of a file in which records and XMP stand."""

_TYPE = re.compile(
    rb"digitalsourcetype/(trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia)"
)


def declared_ai(path: Path) -> Pixels:
    """Return ``made`` or ``changed`` for what says it is AI's; ``kept`` for what does not.

    Raises :class:`models.errors.BadMedia` for a file that is no video.
    """
    from models.media.write import read_metadata

    said = read_metadata(path)
    own = _json(said.get("generec", "")).get("pixels")
    if own == "made" or own == "changed":
        return own
    if str(_json(said.get("AIGC", "")).get("Label", "")) == "1":
        return "made"
    types = set(_TYPE.findall(_ends(path)))
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
