"""An open question "which one shall I change?" whose wish is changed before it is answered: "hmm no
music, just the longer" asks again, with less.
"""

from __future__ import annotations

import re

from agents.instruct.commands import clauses_of
from agents.instruct.instructor import CHANGING, which_one
from agents.instruct.wishes import wishes
from agents.read.references import only_points, position
from agents.read.words import content_words, plain
from agents.scene import Scene
from models.domain import Decision

_LEAD = (
    r"(?:(?:no|nope|nah|oh|ok|okay|hm+|wait|actually|sorry|well|but|and|then|please|make it|"
    r"i mean)[\s,.!]+)*"
)
_LESS = re.compile(
    rf"{_LEAD}(?:no|not|without|leave out|skip|drop|forget|nvm|never ?mind|minus) "
    r"(?:(?:the|any|that|about)\s+)*(?P<less>[\w-]+(?: [\w-]+)?)"
)
_ONLY = re.compile(rf"{_LEAD}(?:just|only) (?:the )?(?P<only>[\w-]+(?: [\w-]+)?)(?: (?:one|part))?")
_PARTS = re.compile(r"\s*(?:[,.;!]+|\bbut\b|\band\b)\s*")
LONGEST = 120
"""Characters of such an answer."""


def reworded(scene: Scene) -> Decision | None:
    """Ask again which one, with what is left of the wish; ``None`` where the question is another,
    or the answer changes nothing of it.
    """
    wish, words = _open(scene), plain(scene.text)
    if not wish or len(scene.text) > LONGEST:
        return None
    bare = re.sub(r"[\s,]+(?:please|pls|then|thanks)[\s.!?]*$", "", words)
    parts = [part for part in _PARTS.split(bare.strip(" .!?")) if part]
    readers = (_LESS, _ONLY, _HEDGE)
    said = [next(filter(None, (one.fullmatch(part) for one in readers)), None) for part in parts]
    if not all(said):
        return None
    clauses = _together(clauses_of(wish))
    kept = clauses
    for one in filter(None, said):
        found = one.groupdict()
        if found.get("less"):
            kept = [clause for clause in kept if not _has(clause, found["less"])]
        elif found.get("only"):
            kept = [clause for clause in kept if _has(clause, found["only"])]
    if not kept or kept == clauses:
        return None
    left = ", ".join(kept)
    began = re.match(r"(?:make|turn) (?:it|this|that) ", plain(wish))
    if began is not None and not CHANGING.match(plain(left)):
        left = f"{began[0]}{left}"  # of "make it noir and square", without the noir
    return which_one(left, Scene(text=left, screen=scene.screen))


_HEDGE = re.compile(r"(?:no|nope|nah|oh|ok|okay|hm+|wait|actually|sorry|well|then|please)")


def _open(scene: Scene) -> str:
    """The wish that each answer to the question would carry; empty where none is open."""
    told = [option.partition(": ") for option in scene.options]
    wished = {wish for place, _, wish in told if position(place) is not None and only_points(place)}
    return wished.pop() if len(told) > 1 and len(wished) == 1 else ""


def _together(clauses: list[str]) -> list[str]:
    """Clauses that ask for something each, with what goes on of them: "longer, like 10 seconds"."""
    found: list[str] = []
    for clause in clauses:
        if found and not wishes(clause).calls:
            found[-1] += f", {clause}"
        else:
            found.append(clause)
    return found


def _has(clause: str, what: str) -> bool:
    """Whether a clause speaks of something, or asks for what that word would ask for."""
    about = content_words(what)
    if about and all(word in plain(clause) for word in about):
        return True
    return bool((_names(f"make it {what}") & _names(clause)) - {"adjust"})


def _names(text: str) -> set[str]:
    """The tools that a wish calls, and their arguments."""
    return {name for call in wishes(text).calls for name in (call.name, *call.arguments)}
