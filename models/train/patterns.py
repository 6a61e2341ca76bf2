"""Patterns of sentences: alternatives in brackets, fillers in braces, slots marked on words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Filler = Callable[[random.Random], "str | list[Word]"]


class Word(NamedTuple):
    """A word with the slot it belongs to, ``""`` for none."""

    text: str
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Literal:
    """Characters as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    options: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """A filler's place; its words get ``slot``."""

    filler: str
    slot: str


Node = Literal | Choice | Hole
_HOLE = re.compile(r"\{(?:(\w+)=)?(\w+)\}")


def parse(pattern: str) -> tuple[Node, ...]:
    """Read a pattern; raises ValueError where brackets do not match."""
    nodes, rest = _sequence(pattern, 0)
    if rest != len(pattern):
        raise ValueError(f"got {pattern!r}, expected matching brackets (at {rest})")
    return nodes


def _sequence(pattern: str, at: int) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    while at < len(pattern) and pattern[at] not in "|)":
        if pattern[at] == "(":
            options = []
            while True:
                option, at = _sequence(pattern, at + 1)
                options.append(option)
                if at >= len(pattern):
                    raise ValueError(f"got {pattern!r}, expected a closing bracket")
                if pattern[at] == ")":
                    break
            nodes.append(Choice(tuple(options)))
            at += 1
        elif hole := _HOLE.match(pattern, at):
            nodes.append(Hole(hole[2], hole[1] or ""))
            at = hole.end()
        else:
            end = at + 1
            while end < len(pattern) and pattern[end] not in "(|){":
                end += 1
            nodes.append(Literal(pattern[at:end]))
            at = end
    return tuple(nodes), at


def expand(
    nodes: Sequence[Node], fillers: Mapping[str, Filler], rng: random.Random, slot: str = ""
) -> list[Word]:
    """Draw one sentence. Words outside of holes get ``slot``."""
    chunks: list[tuple[str, str]] = []
    _draw(nodes, fillers, rng, slot, chunks)
    words: list[Word] = []
    glued = False
    for text, label in chunks:
        # A chunk that begins without a space goes on with the last word: "on" + "," is "on,".
        parts = text.split()
        if parts and words and glued and not text[:1].isspace():
            words[-1] = Word(words[-1].text + parts[0], words[-1].slot or label)
            parts = parts[1:]
        words += [Word(part, label) for part in parts]
        glued = bool(text) and not text[-1:].isspace() if text else glued
    return words


def _draw(
    nodes: Sequence[Node],
    fillers: Mapping[str, Filler],
    rng: random.Random,
    slot: str,
    chunks: list[tuple[str, str]],
) -> None:
    for node in nodes:
        if isinstance(node, Literal):
            chunks.append((node.text, slot))
        elif isinstance(node, Choice):
            _draw(rng.choice(node.options), fillers, rng, slot, chunks)
        else:
            drawn = fillers[node.filler](rng)
            if isinstance(drawn, str):
                chunks.append((drawn, node.slot or slot))
            else:
                for place, word in enumerate(drawn):
                    space = " " if place else ""
                    chunks.append((space + word.text, word.slot or node.slot or slot))
