"""Changes that were understood and that no tool makes: edits all the same, named for what they are.

The call of such a wish says what is to be said of it (:data:`agents.instruct.abilities.BEYOND`);
whoever carries calls out says that and leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.instruct.abilities import BEYOND, beyond
from agents.instruct.edits.commands import ORDER, Commands, clauses_of
from agents.instruct.edits.wishes import wishes
from agents.instruct.which.pointing import meant
from agents.read.words import plain
from agents.retrieve.openings import quoted
from agents.scene import Scene
from models.domain import Decision, Guidance, ToolCall
from models.understand.reading import Reading

CLEAR = 0.6
"""Probability of a tool from which it was said what is to change."""
SURELY = 0.8
"""The same beside another tool, of light, sound or lettering of which nothing can be made."""
HEARD, KEPT = 0.3, frozenset(("thumbnail", "blur"))
"""Probability below which a tool is not meant beside a cover, and those of which none is read."""
_WORDS = r"(?:letters?|lettering|text|words?|names?|titles?|writ\w+)"
_LETTERS = re.compile(
    rf"\b{_WORDS}\b[^.;]{{0,40}}\b(?:cover|thumbnail)\b|\b(?:cover|thumbnail)\b[^.;]{{0,40}}\b{_WORDS}\b"
)
"""Letters for the cover."""
UNKNOWN = (
    "I find no change that I can make in “{}”. I can change a clip’s style, length, speed, shape, "
    "light, colours and sound, choose its cover, write on it, or draw it anew."
)
PART = (
    "I did not do all of “{}”: of its light, sound, speed or lettering I find no change there that "
    "I can make."
)


def beyond_all(calls: Sequence[ToolCall]) -> bool:
    """Whether nothing of what is asked for can be done."""
    return bool(calls) and all(BEYOND in call.arguments for call in calls)


def of_all(asked: Commands, text: str, reading: Reading) -> Commands:
    """Return what is ``asked`` with the wish in ``text`` that was read and no argument stands for.

    No calls where it was not said what is to change.
    """
    tools = _tools(reading)
    if not asked.calls:
        clear = reading.decision == "edit" and max(tools.values(), default=0.0) >= CLEAR
        call = beyond(_likeliest(tools), UNKNOWN.format(quoted(text.strip()))) if clear else None
        return asked if call is None else replace(asked, calls=(call,))
    made = {call.name for call in asked.calls}
    if "thumbnail" in made:  # the rest of the sentence may tell of the cover: "a black square"
        said = _beside_cover(text)
        made = {n for n in made if n in KEPT or n in said or tools.get(n, 0.0) >= HEARD}
        asked = replace(asked, calls=tuple(c for c in asked.calls if c.name in made))
    alone = len(clauses_of(text)) < 2
    cover = "thumbnail" in made and _LETTERS.search(plain(text)) is not None
    if alone or cover or made & {"adjust", "blur"} or tools.get("adjust", 0.0) < SURELY:
        return asked  # one wish is one tool's, and letters are meant for the cover
    call = beyond("adjust", "" if asked.note else PART.format(quoted(text.strip())))
    return replace(asked, calls=(*asked.calls, call))


def _beside_cover(text: str) -> set[str]:
    """The tools that clauses which speak of no cover ask for, word for word."""
    wished = [wishes(clause) for clause in clauses_of(text)]
    plainly = [
        {call.name for call in one.calls}
        for one in wished
        if not one.rest and all(call.name != "thumbnail" for call in one.calls)
    ]
    return set().union(*plainly)


def understood(made: Decision | None, scene: Scene, reading: Reading) -> Decision | None:
    """Return the answer ``made`` to what cannot be done as the edit that is meant, if one is."""
    tools = _tools(reading)
    if made is None or made.kind != "chat" or reading.decision != "edit" or not tools:
        return made
    item = scene.about or meant(plain(scene.text), scene, reading)
    if item is None:
        return made
    call = beyond(_likeliest(tools), made.text)
    return replace(made, kind="edit", text="", calls=(call,), guidance=Guidance(target=item.id))


def _tools(reading: Reading) -> dict[str, float]:
    return {name: p for name, p in reading.tools.items() if name in ORDER}


def _likeliest(tools: dict[str, float]) -> str:
    return max(tools, key=lambda name: tools[name])
