"""Nothing that was asked is lost: what a clause asks besides is done, too, or said to be left.

A sentence is read as a whole, and of two wishes in one the reader may hear the louder one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from agents.instruct.commands import CLAUSES, MOST, ORDER, Commands, commands, likely
from agents.instruct.unable import why_not
from agents.instruct.wishes import wishes
from agents.read.looks import USUAL
from agents.read.words import content_words, plain
from agents.talk.replies import left
from models.domain import ToolCall
from models.understand.reading import Reader

_MORE = re.compile(r"(?:(?:a )?(?:bit|little|lot|much) )?(?:more|less|not so|not as|too)\b")
"""A wish, whatever of: "less rainy"."""
_ORDER = re.compile(
    r"(?:(?:please|also|then|now|can you|could you|finally) )*(?:compare|show|tell|send|save|put|"
    r"find|give|check|open|print|count|name|move|copy|download|upload|explain|describe|translate|"
    r"search|look|remind|call|label|tag|rate|like|star|pin)\b"
)
"""An order: no reason, and no courtesy."""
_STAYS = re.compile(
    r"(?:but |just |please )*(?:do not|don't|dont|never ?mind|keep|leave|without changing)\b"
)


def completed(text: str, asked: Commands, reader: Reader) -> Commands:
    """Return ``asked`` with what single clauses of ``text`` ask for and it lacks, or a note of it.

    One wish that goes on over a comma ("smoother, softer fur") lacks nothing: its words are in it.
    """
    clauses = [clause for clause in CLAUSES.split(text[:400]) if clause.strip()]
    if not asked.calls or not 2 <= len(clauses) <= MOST:
        return asked
    calls = {call.name: dict(call.arguments) for call in asked.calls}
    rest = set(content_words(wishes(text).rest))
    notes = [asked.note]
    for clause in clauses:
        if _STAYS.match(plain(clause)):
            continue  # it is left as it is: that is what is asked
        own = {call.name: dict(call.arguments) for call in wishes(clause).calls}
        unsaid = rest & set(content_words(clause)) - _words(calls.values())
        no = why_not(plain(clause)) if unsaid or not (own or content_words(clause)) else ""
        if no:  # of "in 4k" no word counts as one
            notes.append(no)
            continue
        if not unsaid and own.keys() <= calls.keys():
            continue  # "a smoother, softer one": part of what should change
        read = reader.read(clause, "one")
        if read.decision not in ("edit", "ask") and not _MORE.match(plain(clause)):
            if unsaid and _ORDER.match(plain(clause)):
                notes.append(left(plain(clause)))
            continue  # a reason, a courtesy
        wanted = likely(read, own)
        made = commands(clause, read)
        if "clip" in calls:
            wanted -= {"extend"} - own.keys()  # a guess: what is cut is not to go on as well
        new = [c for c in made.calls if c.name in wanted - calls.keys() and not _no_look(c)]
        calls |= {call.name: dict(call.arguments) for call in new}
        if unsaid and not new and not own and not wanted & calls.keys() - {"adjust"}:
            notes.append(left(plain(clause)))
        notes += [made.note] if new else []
    ordered = tuple(
        ToolCall(name=name, arguments=calls[name]) for name in sorted(calls, key=ORDER.index)
    )
    return replace(asked, calls=ordered, note=" ".join(filter(None, notes)))


def _no_look(call: ToolCall) -> bool:
    """Whether a style stands for a word that is no look of any kind: "and wave"."""
    return "look" in call.arguments and call.arguments.get("style") == USUAL


def _words(arguments: Iterable[dict[str, Any]]) -> set[str]:
    """The words that are in the arguments."""
    said = " ".join(str(value) for one in arguments for value in one.values())
    return set(content_words(plain(said)))
