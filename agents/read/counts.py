"""How many clips are to be shown: "3 clips of birds", "just one fox"."""

from __future__ import annotations

import re

from agents.read.words import NUMBERS

MOST = 8
"""Cards that are shown at once at most."""
_N = rf"(?P<n>\d{{1,2}}|{'|'.join(NUMBERS)}|an? single|a couple(?: of)?)"
_CLIPS = r"(?:clips?|videos?|vids?|reels?|results?|suggestions?|picks?|cards?)"
_COUNTED = (
    re.compile(
        rf"(?<!the )(?<!first )(?<!last )(?<!these )(?<!those )(?<!all )\b{_N} "
        r"(?!(?:s|secs?|seconds?|mins?|minutes?|hours?|percent|times)\b)"
        rf"(?:(?!of\b|with\b|and\b)[\w'-]+ ){{0,2}}?(?={_CLIPS}\b)"
    ),
    re.compile(
        r"(?:^|(?<=me )|(?<=want )|(?<=need ))(?:only|just)"
        rf"(?: (?:show|give|find)(?: me)?| want| need)? {_N}\b"
        r"(?! (?:s|secs?|seconds?|mins?|minutes?|hours?|percent|times|in|"
        r"of (?:these|those|them))\b)"
    ),
    re.compile(r"\b(?:show|give|find|get|recommend|suggest) me (?P<n>one)\b(?! of\b)"),
    re.compile(r"^(?:(?:show|give|find) me )?(?P<n>[1-9])(?= [a-z]+s(?: please| pls| plz)?[.!]*$)"),
)


def counted(words: str) -> tuple[int, str]:
    """Return how many clips plain ``words`` ask for, 0 where they do not, and the words without
    that number. More than :data:`MOST` are that many.
    """
    for pattern in _COUNTED:
        found = pattern.search(words)
        if found is None:
            continue
        said = found["n"]
        count = 1 if "single" in said else 2 if "couple" in said else NUMBERS.get(said) or int(said)
        if count > 0:
            rest = f"{words[: found.start('n')]}{words[found.end('n') :]}"
            return min(int(count), MOST), " ".join(rest.split())
    return 0, words
