"""Nothing that was asked is lost: what a clause asks besides is done, too, or said to be left.

A sentence is read as a whole, and of two wishes in one the reader may hear the louder one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from agents.instruct.edits.commands import (
    MOST,
    ORDER,
    PLAIN,
    Commands,
    clauses_of,
    commands,
    drawn,
    likely,
    trimmed,
)
from agents.instruct.edits.weathered import laid
from agents.instruct.edits.wishes import wishes
from agents.instruct.unable import why_not
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
_JOINT = re.compile(r"[\s,;]*\b(?:and|then|plus|while|but|with)\s*$|[\s,;]+$")
_STAYS = re.compile(
    r"(?:but |just |please )*(?:do not|don't|dont|never ?mind|keep|leave|without changing)\b"
)


DRAWING = frozenset(("revise", "style"))
"""Tools that the reader knows by what is to be seen, where rules know single words."""


def completed(text: str, asked: Commands, reader: Reader) -> Commands:
    """Return ``asked`` with what single clauses of ``text`` ask for and it lacks, or a note of it.

    One wish that goes on over a comma ("smoother, softer fur") lacks nothing: its words are in it.
    """
    clauses = clauses_of(text)
    if not asked.calls:
        return asked
    if not 2 <= len(clauses) <= MOST:
        return _beside(text, asked, reader)
    found = _Found({call.name: dict(call.arguments) for call in asked.calls}, [asked.note])
    rest = set(content_words(wishes(text).rest))
    for clause in clauses:
        if not _STAYS.match(plain(clause)):  # else it is left as it is: that is what is asked
            found.take(clause, rest, reader)
    ordered = tuple(
        ToolCall(name=name, arguments=found.calls[name])
        for name in sorted(found.calls, key=ORDER.index)
    )
    note = " ".join(dict.fromkeys(filter(None, found.notes)))
    return _beside(text, replace(asked, calls=ordered, note=note), reader)


@dataclass
class _Found:
    """Arguments of tools, and what is to be said."""

    calls: dict[str, dict[str, Any]]
    notes: list[str]

    def take(self, clause: str, rest: set[str], reader: Reader) -> None:
        """Take what a clause asks for; ``rest`` are words of the sentence that no rule knows."""
        wished = wishes(clause)
        weather = (drawn(clause),) if not wished.calls and laid(clause) else ()
        own = {call.name: dict(call.arguments) for call in wished.calls or weather}
        unsaid = rest & set(content_words(clause)) - _words(self.calls.values())
        no = why_not(plain(clause)) if unsaid or not (own or content_words(clause)) else ""
        if no:  # of "in 4k" no word counts as one
            self.notes.append(no)
        elif not unsaid and own.keys() <= self.calls.keys():
            return  # "a smoother, softer one": part of what should change
        elif own and not (wished.calls and wished.rest) and not self._has(clause, own):
            # Every word is known to ask for it.
            self._take_out(clause)
            self.calls |= {name: told | self.calls.get(name, {}) for name, told in own.items()}
            self.notes.append(wished.note)
        else:
            self._read(clause, own, unsaid, reader)

    def _has(self, clause: str, own: dict[str, dict[str, Any]]) -> bool:
        """Whether the words of a clause are in what is to be drawn, where they may belong."""
        said = set(content_words(clause))
        known = PLAIN & own.get("adjust", {}).keys()
        return bool(said) and not known and said <= _words(self.calls.values())

    def _take_out(self, clause: str) -> None:
        """Take a clause that another tool does out of what is to be drawn."""
        words, drawing = plain(clause), self.calls.get("revise", {})
        before, found, after = str(drawing.get("instruction", "")).rpartition(words)
        if found and before.strip():
            kept = trimmed(_JOINT.sub("", before) + after)
            self.calls["revise"] = drawing | {"instruction": kept}

    def _read(
        self, clause: str, own: dict[str, dict[str, Any]], unsaid: set[str], reader: Reader
    ) -> None:
        read = reader.read(clause, "one")
        if read.decision not in ("edit", "ask") and not _MORE.match(plain(clause)):
            if unsaid and _ORDER.match(plain(clause)):
                self.notes.append(left(plain(clause)))
            return  # a reason, a courtesy
        wanted = likely(read, own)
        made = commands(clause, read)
        if "clip" in self.calls:
            wanted -= {"extend"} - own.keys()  # a guess: what is cut is not to go on as well
        new = [c for c in made.calls if c.name in wanted - self.calls.keys() and not _no_look(c)]
        self.calls |= {call.name: dict(call.arguments) for call in new}
        if unsaid and not new and not own and not wanted & self.calls.keys() - {"adjust"}:
            self.notes.append(left(plain(clause)))
        self.notes += [made.note] if new else []


def _beside(text: str, asked: Commands, reader: Reader) -> Commands:
    """Return ``asked`` with what the words ask for that no rule took: "make it night" of "make it
    night with calm music".
    """
    wished = wishes(text)
    if (
        wished.calls
        and laid(wished.left)
        and not {"revise", "style"} & {c.name for c in asked.calls}
    ):
        calls = sorted((*asked.calls, drawn(wished.left)), key=lambda call: ORDER.index(call.name))
        return replace(asked, calls=tuple(calls))
    names = {call.name for call in asked.calls}
    left = set(content_words(wished.rest)) - _words(dict(call.arguments) for call in asked.calls)
    if not left or not wished.calls or names & DRAWING or wished.left == plain(text):
        return asked
    read = reader.read(wished.left, "one")
    if read.decision != "edit":
        return asked
    made = commands(wished.left, read)
    sure = likely(read) & DRAWING
    new = tuple(call for call in made.calls if call.name in sure - names and not _no_look(call))
    note = " ".join(filter(None, (asked.note, made.note if new else "")))
    return replace(asked, calls=_ordered((*asked.calls, *new)), note=note)


def _ordered(calls: Iterable[ToolCall]) -> tuple[ToolCall, ...]:
    return tuple(sorted(calls, key=lambda call: ORDER.index(call.name)))


def _no_look(call: ToolCall) -> bool:
    """Whether a style stands for a word that is no look of any kind: "and wave"."""
    return "look" in call.arguments and call.arguments.get("style") == USUAL


def _words(arguments: Iterable[dict[str, Any]]) -> set[str]:
    """The words that are in the arguments."""
    said = " ".join(str(value) for one in arguments for value in one.values())
    return set(content_words(plain(said)))
