"""Undo as one clause of a sentence: "undo that and make it purple" is a wish about what was before.

The clause is taken off, the scene goes back, and whoever decides reads the rest as if nothing had
been done: so it holds for every instructor and every wish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from agents.read.words import plain
from agents.retrieve.catalogue import Catalogue
from agents.scene import Scene

_LAST = r"(?:the |my )?(?:last|latest|previous) (?:one|edit|change|step|effect|filter|style|thing)"
BACK = (
    r"(?:(?:please|no|nope|oh|ok|okay|hm+|wait|actually|sorry|well|now|then|can you|could you)"
    r"[\s,.!]+)*"
    r"(?:(?:(?:undo|revert)(?: the \w+(?: effect| filter| style| look)?)?|go back|step back|back|"
    r"take (?:it|that|this) back|"
    r"(?:remove|delete|cancel|discard|scrap|forget) (?:(?:that|this|it)(?: again)?|"
    rf"{_LAST})|reverse (?:that|{_LAST})|(?:go )?back to (?:how|what|the way) it was(?: before)?)"
    r"(?:(?: to)? (?:that|it|this|please|again|one|one step|the edit|the change|the (?:original|"
    rf"start|one before)|{_LAST}))*)"
)
"""What takes the last edit back, as plain words."""

_AND = r"(?:(?:and|then|but|instead|first|now)\b[\s,]*)"
_FIRST = re.compile(
    rf"{BACK}(?:\s*[,.;:!-]+\s*{_AND}*|\s+{_AND}+|\s+(?=(?:try|make|turn|give|cut|draw)\b))"
)
_AFTER = re.compile(
    rf"(?P<rest>.+?)[\s,;]+(?:but |and )?(?:first,? (?P<a>{BACK})|(?P<b>{BACK}) first)[\s.!]*$"
)
_TRY = re.compile(r"^(?:let's |let us )?try (?:it |that )?(?:(?:with|in|as) )?")
_VERB = re.compile(
    r"^(?:make|making|turn|turning|cut|cutting|add|adding|give|draw|drawing|show|slow|speed)\b"
)
LONGEST = 400
"""Characters of a sentence that are looked at."""
MOST = 5
"""Steps back that one sentence may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A scene one or more steps back, with what is still to be done about it as its text."""

    scene: Scene
    steps: int = 0


def taken_back(scene: Scene, catalogue: Catalogue, viewer: str) -> TakenBack:
    """Go back as far as the sentence says, where something else is asked for besides.

    Without such a clause, or with nothing to take back, the scene stays as it is.
    """
    if scene.planning:
        return TakenBack(scene=scene)  # a plan is changed, and taken back, clause by clause
    steps = 0
    while steps < MOST:
        rest = rest_of(scene.text)
        earlier = _before(scene, catalogue, viewer) if rest else None
        if earlier is None:
            break
        scene, steps = replace(earlier, text=rest), steps + 1
    return TakenBack(scene=scene, steps=steps)


def rest_of(text: str) -> str:
    """What a sentence asks for besides an undo; empty where it says none, or nothing else."""
    words = plain(text[:LONGEST])
    found = _FIRST.match(words)
    if found is not None:
        return _tried(text, words[found.end() :])
    after = _AFTER.match(words)
    return _tried(text, after["rest"]) if after is not None else ""


def _tried(text: str, rest: str) -> str:
    """The rest in the visitor's own spelling; "try noir" is "make it noir"."""
    rest = rest.strip(" ,;:.!")
    tried = _TRY.match(rest)
    if tried is not None:
        what = rest[tried.end() :]
        return what if _VERB.match(what) else f"make it {what}" if what else ""
    at = plain(text).find(rest)
    whole = " ".join(text.split())
    return whole[at : at + len(rest)] if rest and len(whole) == len(plain(text)) else rest


def _before(scene: Scene, catalogue: Catalogue, viewer: str) -> Scene | None:
    made = scene.about or scene.focus
    if made is not None and made.origin == "edited" and made.parents:
        source = next(iter(catalogue.items(made.parents[:1], viewer)), None)
        if source is None:
            return None
        about = source if scene.about is not None else None
        return replace(
            scene,
            screen=(source,),
            focus=source,
            about=about,
            last_calls=(),
            options=(),
            board=None,
        )
    if scene.previous:
        focus = scene.previous[0] if len(scene.previous) == 1 else None
        return replace(
            scene, screen=tuple(scene.previous), focus=focus, about=None, previous=(),
            last_calls=(), options=(), board=None,
        )  # fmt: skip
    return None
