"""Scenes in a row: "starts with coffee, then the park, and at the end the city at night"."""

from __future__ import annotations

import re

LONGEST = 1000
"""Characters in which scenes are looked for."""
MOST = 12
"""Scenes of one story."""

_BEGIN = (
    r"(?:(?:that|which|it|and)\s+)*(?:(?:should |will |must )?(?:starts?|begins?|opens?)|starting|"
    r"beginning|"
    r"opening)(?: off| out)? (?:with|on|in|at)|to (?:start|begin) with|(?<!the )first(?: of all|"
    r"ly)?(?! "
    r"(?:one|two|three|clip|video)\b)"
)
_END = (
    r"(?:(?:and|it)\s+)*(?:(?:at|in) the (?:very )?end|finally|lastly|(?:should |will )?(?:ends?|"
    r"finish(?:es)?|closes?|"
    r"concludes?)(?: up)? (?:with|on|in|at)|ending (?:with|on|in|at)|finishing (?:with|on|in|at)|"
    r"to (?:end|finish|close)(?: (?:up )?(?:with|on|in))?|"
    r"last(?! (?:one|two|three|clip|video)\b))"
)
_THEN = (
    r"(?:and\s+)?(?:then(?: comes?| there(?:'s| is)| it (?:goes|cuts|moves) to| cuts? to| (?:a "
    r")?cut to)?|"
    r"after(?: that|wards?)|next|later|followed by|(?:it )?(?:goes|cuts|moves) (?:on )?to|and "
    r"second(?:ly)?|secondly|thirdly)"
)
_NUMBERED = (
    r"(?:(?:scene|shot|part)s? (?:\d|one|two|three|four|five|six)\b|(?<!\S)\d[.)](?=\s))\s*[:,-]?"
)
_MARK = re.compile(
    rf"[\s,;.:]*(?:\b(?:{_BEGIN})\b|\b(?:{_END})\b|\b(?:{_THEN})\b|{_NUMBERED}|->|→|=>)[\s,:]*"
)
_STARTS = re.compile(rf"\s*(?:{_BEGIN})\b")
_DASH = re.compile(r"\s+-+\s+")
_LISTED = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s*\.\s+")
_FROM = re.compile(
    r"^\W*(?:(?:that|which|it)\s+)?(?:(?:goes?|going|moves?|moving|travels?|travell?ing|takes? "
    r"(?:us|me|you))\s+)?"
    r"from (?P<places>.+?(?:\bto\b|\binto\b).+)$"
)
_TO = re.compile(r"[\s,]*\b(?:(?:and|then|finally|over|via)\s+)*(?:to|into)\b\s*")
_AROUND = re.compile(
    r"^(?:(?:with|and|also|goes(?: like)?|like this|showing|shows?|of|about|that|which|where|you "
    r"see|we see|i|we|"
    r"there(?:'s| is| are)|"
    r"(?:a |the )?(?:scene|shot|part|clip|bit)s? (?:of|with|in|at|where)|something with|maybe|"
    r"some)\s+)+|"
    r"[\s,;.:!?-]*\b(?:and|or|please|pls|thanks|thank you|lol|haha|max(?:imum)?)?[\s,;.:!?-]*$"
)
_PRONOUN = re.compile(r"^(?:it|he|she|they)\b")
_SUBJECT = re.compile(
    r"^(?:an?|the|my)(?: (?!in\b|on\b|at\b|is\b)[\w'-]+){1,3}?(?= (?:in|on|at|by|with|under|is|"
    r"\w+ing|\w+s)\b|$)"
)

_VAGUE = re.compile(
    r"(?:something|anything|someone|everything|things?|stuff|it|its?|that|which|very|so)\b"
)
_DOES = re.compile(
    r"\s*\w+(?<!s)s(?: (?:up|down|out|away|off|home|around))?(?: (?:in|on|at|through|to|into|over|"
    r"by|"
    r"across|along|the|an?|with|under|past)\b|$)"
)
"""What somebody does: "walks through"."""


def scenes(words: str) -> tuple[str, ...]:
    """Return the scenes that plain ``words`` put in a row, in their order; empty: they put none.

    ``words`` begin after what asks for a video: "that starts with …", ": coffee, work, gym".
    """
    words = words[:LONGEST]
    if len(_DASH.findall(words)) > 1:
        words = _DASH.sub(", then ", words)  # "coffee - cake - window"
    head, colon, rest = words.partition(":")
    if colon and len(head.split()) <= 8 and not re.search(_NUMBERED, words[: len(head) + 1]):
        told = _in_a_row(rest) or _listed(rest)  # "of my morning: coffee, …"
        if told:
            return told
    return _in_a_row(words)


def listed(words: str) -> tuple[str, ...]:
    """Return the things that plain ``words`` list, three or more of a few words each: "mountains,
    lakes and waterfalls"; empty of other words, and of what only says how something is.
    """
    told = _listed(words)
    short = all(len(one.split()) <= 5 and not _VAGUE.match(one) for one in told)
    return told if len(told) > 2 and short else ()


def _in_a_row(words: str) -> tuple[str, ...]:
    journey = _FROM.match(words)
    if journey is not None and not re.search(r"\bthen\b", words):
        return _several(_TO.split(journey["places"]))
    marked = _MARK.split(words)
    if len(marked) > 2 or (len(marked) == 2 and marked[0].strip(" ,.:;") and not _head(marked[0])):
        return _several([part for piece in marked for part in _LISTED.split(piece)])
    if _STARTS.match(words) and _LISTED.search(words):
        return _several([part for piece in marked for part in _LISTED.split(piece)])
    return ()


def _listed(words: str) -> tuple[str, ...]:
    """Scenes with nothing but commas between them: "coffee, work and gym"."""
    *first, last = _LISTED.split(words)
    return _several([*first, *re.split(r"\s+and\s+", last)]) if first else ()


def marks(words: str) -> int:
    """How many words of order there are: "first", "then", "at the end"."""
    return len(_MARK.findall(words))


def begins(words: str) -> bool:
    """Whether they begin as a story does: "first …", "start with …"."""
    return _STARTS.match(words) is not None


def _head(words: str) -> bool:
    """Whether nothing is said before the first mark."""
    return not _AROUND.sub("", _AROUND.sub("", words.strip(" ,.:;")))


def _several(pieces: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for piece in pieces:
        said = _AROUND.sub("", _AROUND.sub("", f"{piece.strip(' ,;.:!?-')} "))
        subject = _SUBJECT.match(found[-1]) if found else None
        if found and _PRONOUN.match(said):
            said = _PRONOUN.sub(subject[0] if subject else "", said).strip()
        elif subject is not None and _DOES.match(said) and _DOES.match(found[-1][subject.end() :]):
            said = f"{subject[0]} {said}"  # "a cat wakes up in a forest, walks through the snow"
        if re.search(r"\w{2}", said):
            found.append(said[:200])
    return tuple(found) if len(found) > 1 else ()
