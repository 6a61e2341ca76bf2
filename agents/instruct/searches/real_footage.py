"""Asked for real footage where every clip was drawn by a program: that is said."""

from __future__ import annotations

import re

from agents.read.words import content_words, plain
from agents.retrieve.catalogue import Catalogue

_REAL = re.compile(
    r"\b(?:(?:something|anything|one|ones) )?(?:a bit |much |rather )?(?:more )?"
    r"(?:real(?:[- ]life)?|actual|live[- ]action|authentic|genuine|filmed) "
    r"(?:footage|videos?|clips?|films?|ones?|recordings?)\b|"
    r"\b(?:something|anything|one|ones)(?: a bit| much)? more (?:real|realistic|lifelike)\b|"
    r"\b(?:something|anything) (?:real|realistic|actually filmed)\b|"
    r"\bless (?:childish|cartoon(?:y|ish|like)|fake)\b|"
    r"\btoo (?:childish|cartoon(?:y|ish|like)|fake)\b"
)
_JOINS = re.compile(r"\b(?:like|please|but|no|and|for once|show me|i want|is there|do you have)\b")
LOOKED_AT = 24
"""Clips that are looked at to know where the ones here are from."""
DRAWN = "All clips here were drawn by a program; there is no real footage among them."


def without_real(text: str, catalogue: Catalogue, viewer: str) -> tuple[str, str]:
    """Return ``text`` without the wish for real footage, and what is to be said of that.

    The text is empty where nothing else was wished. Both are as they were, and nothing is said,
    where no such wish is in it, or where not every clip was drawn.
    """
    words = plain(text)
    if not _REAL.search(words) or not _all_drawn(catalogue, viewer):
        return text, ""
    rest = _REAL.sub(" ", words)
    named = content_words(_JOINS.sub(" ", rest))
    return (" ".join(rest.split()).strip(" ,.!?") if named else ""), DRAWN


def _all_drawn(catalogue: Catalogue, viewer: str) -> bool:
    """Whether the best-liked clips that people brought say that a program drew them."""
    hits = catalogue.popular(LOOKED_AT, viewer, "people")
    found = catalogue.items([hit.item_id for hit in hits], viewer)
    return bool(found) and all("program" in item.declared for item in found)
