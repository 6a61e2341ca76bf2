"""The patterns in ``models/train/phrases``, and what fills their holes."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.train.patterns import Filler, Node, Word, parse

PHRASES = Path(__file__).parent / "phrases"
_WITH = ("with", "of", "about", "where you see")
TITLED = ("dog", "boat", "city", "cat", "beach", "kite", "car", "horse", "red", "night", "train")


@dataclass(slots=True)
class Grammar:
    """All patterns by section, and what fills their holes."""

    edits: dict[str, list[tuple[bool, tuple[Node, ...]]]] = field(default_factory=dict)
    making: dict[str, list[tuple[bool, tuple[Node, ...]]]] = field(default_factory=dict)
    acts: dict[str, tuple[list[str], list[tuple[Node, ...]]]] = field(default_factory=dict)
    harm: dict[str, list[tuple[Node, ...]]] = field(default_factory=dict)
    fillers: dict[str, Filler] = field(default_factory=dict)


def grammar(captions: Sequence[str] = ()) -> Grammar:
    """Read the patterns; ``captions`` (of a corpus, where there is one) fill longer holes."""
    made = Grammar()
    for name, into in (("edits", made.edits), ("making", made.making)):
        for line in _lines(name):
            mark = ":" if 0 < line.find(":") < 12 and "~" not in line[: line.find(":")] else "~"
            tool, rest = line.split(mark, 1)
            into.setdefault(tool.strip(), []).append((mark == ":", parse(rest.strip())))
    for name in ("seeking", "talking"):
        for line in _lines(name):
            if line.startswith("["):
                head, *codes = line.strip("[]").split()
                made.acts[head] = (codes, [])
            else:
                made.acts[head][1].append(parse(line))
    for line in _lines("harm"):
        if line.startswith("["):
            part = made.harm.setdefault(line.strip("[]"), [])
        else:
            part.append(parse(line))
    made.fillers = _fillers(captions)
    return made


def _lines(name: str) -> list[str]:
    text = (PHRASES / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


def _one(values: Sequence[str], slot: str = "") -> Filler:
    if not slot:
        return lambda rng: rng.choice(values)
    return lambda rng: [Word(word, slot) for word in rng.choice(values).split()]


DOING = (
    "running", "playing", "dancing", "jumping", "swimming", "eating", "sleeping", "racing",
    "being made", "at night", "in the snow",
)  # fmt: skip
STRANGE = (
    "flying over", "dancing in", "walking through", "sleeping in", "on", "eating noodles in",
    "surfing near", "riding a bike in", "made of",
)  # fmt: skip


class _Phrases:
    """Longer fillers, put together from the lists and from captions where there are some."""

    def __init__(self, lists: Mapping[str, Sequence[str]], captions: Sequence[str]) -> None:
        self.lists, self.captions = lists, captions

    def np(self, rng: random.Random) -> str:
        """What somebody may look for."""
        lists, kind = self.lists, rng.random()
        noun = rng.choice(lists["noun"])
        if kind < 0.3:
            return noun
        if kind < 0.45:
            return f"{rng.choice(lists['adj_'])} {noun}"
        if kind < 0.6:
            return f"{noun} {rng.choice(('in', 'at', 'on'))} {rng.choice(lists['place'])}"
        if kind < 0.75:
            return f"{noun} {rng.choice(DOING)}"
        return self.cap(rng)

    def cap(self, rng: random.Random) -> str:
        """A whole scene."""
        if self.captions and rng.random() < 0.8:
            return rng.choice(self.captions).strip().rstrip(".").lower()
        colour, thing = rng.choice(self.lists["colour"]), rng.choice(self.lists["newthing"])
        return f"a {colour} {thing} in a {rng.choice(self.lists['place'])}"

    def anp(self, rng: random.Random) -> str:
        """A scene nobody filmed."""
        if rng.random() < 0.5:
            return self.cap(rng)
        lists, doing = self.lists, rng.choice(STRANGE)
        where = "glass" if doing == "made of" else f"a {rng.choice(lists['place'])}"
        return f"a {rng.choice(lists['adj'])} {rng.choice(lists['newthing'])} {doing} {where}"

    def quoted(self, rng: random.Random) -> list[Word]:
        """Words to lay over, in quotes."""
        mark = rng.choice(('"', '"', "'"))
        said = rng.choice(self.lists["overlay"])
        said = said.upper() if rng.random() < 0.3 else said
        return [Word(word, "text") for word in f"{mark}{said}{mark}".split()]


def _fillers(captions: Sequence[str]) -> dict[str, Filler]:
    lists = {}
    for line in _lines("fillers"):
        name, values = line.split(":", 1)
        lists[name] = [value.strip() for value in values.split("|")]
    made: dict[str, Filler] = {name: _one(values) for name, values in lists.items()}
    made |= {"look": _one(lists["look"], "look"), "artist": _one(lists["artist"], "look")}
    made["quotedtitle"] = _one(lists["quotedtitle"], "title")
    made["placed"] = lambda rng: f"the {rng.choice(TITLED)} {rng.choice(('one', 'clip', 'video'))}"
    made["placedbare"] = lambda rng: f"the {rng.choice(TITLED)}"
    made["placedwith"] = lambda rng: f"the one {rng.choice(_WITH)} the {rng.choice(TITLED)}"
    made["adj"] = lambda rng: rng.choice([*lists["adj"], *lists["adj_"]])
    long = _Phrases(lists, captions)
    return made | {"np": long.np, "cap": long.cap, "anp": long.anp, "quoted": long.quoted}
