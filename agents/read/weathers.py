"""Reads times of day and weathers out of a change: "make it a snowy night"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from agents.read.words import plain

_WEATHERS: Mapping[str, str] = {
    "night": r"night(?:s|fall|ly)?|night[- ]?times?|midnight|moonlit|moonlight|moon|after dark|"
    r"nocturnal",
    "golden-hour": r"golden[- ]hour|sun ?sets?|sun ?down|sun ?rises?|dusk|dawn|twilight|evening",
    "autumn": r"autumn(?:al|ly)?|fall colou?rs|(?<=in the )fall|(?<=in )fall",
    "snow": r"snow(?:y|ing|s|fall|storm|flakes)?|winter(?:y|s|time)?|wintry|blizzard",
    "rain": r"rain(?:y|ing|s|fall|storm)?|drizzl(?:e|y|ing)|pour(?:ing|s)?|"
    r"(?:thunder)?storm(?:y|s)?|wet weather",
    "fog": r"fog(?:gy|s)?|mist(?:y)?|haz[ey]",
}  # fmt: skip
"""In the order in which they are laid over a clip: the light first, what falls through it after."""
_NAMED = {name: re.compile(rf"\b(?:{words})\b") for name, words in _WEATHERS.items()}
_ANY = re.compile("|".join(pattern.pattern for pattern in _NAMED.values()))
_AROUND = re.compile(
    r"\b(?:please|pls|can|could|should|must|has|needs|ought|may|might|you|would|will|we|i|i'd|id|want|like|need|let|it|its|it's|this|that|"
    r"these|the|an?|my|all|of|to|be|is|was|were|as|if|at|in|into|by|on|with|for|from|during|under|"
    r"there|then|and|but|now|so|how|make|makes|made|making|turn(?:ed)?|set|put|change|changed|convert|"
    r"take|place|have|having|do|show|what|add|give|some|more|bit|little|lot|lots|tad|light(?:ly)?|"
    r"heav(?:y|ily)|soft(?:ly)?|gently?|gentle|thick|dense|strong|falling|falls?|coming|down|"
    r"everywhere|outside|look(?:s|ing)?|seem|appear|feel|time|times|season|weather|scene|scenery|"
    r"setting|background|colou?rs?|backdrop|sky|atmosphere|mood|vibes?|effects?|late|early|day|"
    r"morning|cold|dark|clip|video|film|movie|one|instead|whole|real(?:ly)?|very|just|through|over|around|"
    r"happen|yes|yeah|ok|okay|hey|oh|moody|spooky|romantic|magical|cosy|cozy|nice|beautiful|gloomy|"
    r"again|too|also|redo|shot|filmed|taken|overnight)\b|[^\w\s]"
)
"""What such a change is said with, and adds nothing to it."""
_AWAY = re.compile(
    r"\b(?:no|not|without|remove|delete|erase|take (?:out|away|off)|get rid of|stop(?: the)?|less|"
    r"lose|clear|instead of|rather than|drop)\b[\w\s]{0,24}$"
)
_DRAWN = re.compile(r"\b(?:re)?draw(?:n|ing)?\b|\bpaint(?:ed)?\b|\bgenerat\w+|\banew\b")
_CLAUSE = re.compile(r"\s*(?:[,;.!]|\b(?:and|then|but|plus|also)\b)\s*")


class Weather(NamedTuple):
    """Names of weathers, and what else of the change was asked for beside them."""

    names: tuple[str, ...]
    rest: str


def weather(instruction: str) -> Weather | None:
    """Return the weathers that a change asks for, clause by clause; ``None`` if for none.

    None is one that is to go, one that is to be drawn anew, one of somebody who acts in it ("let
    it dance in the rain"), and one that belongs to a thing ("snow boots").
    """
    words = plain(instruction)
    if _DRAWN.search(words):
        return None
    clauses = [clause for clause in _CLAUSE.split(words) if clause]
    clear = [clause for clause in clauses if _of_all(clause)]
    said = " ".join(clear)
    names = tuple(name for name, pattern in _NAMED.items() if pattern.search(said))
    rest = " and ".join(clause for clause in clauses if clause not in clear)
    return Weather(names, rest) if names else None


def _of_all(clause: str) -> bool:
    """Whether a clause asks for weather over all of the picture, and for nothing else."""
    first = _ANY.search(clause)
    if first is None or _AWAY.search(clause[: first.start()]):
        return False
    return not _AROUND.sub(" ", _ANY.sub(" , ", clause)).strip()
