"""What the reader is trained on, drawn in batches: patterns, corpora, labelled requests."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.train.example import Example, plain_words
from models.train.noise import noisy
from models.train.patterns import Word
from models.train.requests import MIX, Maker, corpus
from models.understand.labels import ACTS, DECISIONS, SLOTS, TOOLS
from models.understand.reader import LONGEST

SHARES = {
    "patterns": 32, "chat": 6, "edit": 4, "captions": 6, "unsafe": 5, "requests": 47,
}  # fmt: skip
"""How many of a hundred examples come from where."""

ABILITY = frozenset(
    "what_can_i_ask_you who_made_you are_you_a_bot what_is_your_name who_do_you_work_for "
    "where_are_you_from how_old_are_you what_are_your_hobbies do_you_have_pets".split()
)
SAID = {"greeting": "greeting", "thank_you": "thanks", "goodbye": "bye"}
UNSURE = frozenset("recipe next_song change_speed change_volume reset_settings repeat".split())
"""Intents that a chat about videos may take either way: not trained on."""

_STYLE = re.compile(r"^(?P<lead>.*\binto (?:an? )?)(?P<look>.+?)(?P<tail> (?:art )?style\.?)$")


class Batch(NamedTuple):
    """Arrays of a batch; -1 is not known. ids, segments, slots: (b, n)."""

    ids: NDArray[np.int64]
    segments: NDArray[np.int64]
    decisions: NDArray[np.int64]
    acts: NDArray[np.int64]
    tools: NDArray[np.float32]
    harm: NDArray[np.float32]
    slots: NDArray[np.int64]


def held_out(key: str) -> bool:
    """Whether a line is for testing only: by a hash, so that nobody chooses."""
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 1


class Source:
    """Draws examples of all kinds. ``requests`` of ``None`` sees no labelled one."""

    def __init__(self, data: Path, requests: Path | None) -> None:
        texts = data / "text" if (data / "text").is_dir() else data
        drawn = Path("assets/requests/drawn.jsonl")
        lines = [json.loads(line) for line in drawn.read_text(encoding="utf-8").splitlines()]
        # No drawn line is trained on as a corpus line: those not for testing come labelled.
        skip = {
            name: frozenset(line["line"] for line in lines if line["corpus"] == name)
            for name in ("chat", "edit", "generate", "retrieve", "unsafe")
        }
        read = {name: list(corpus(texts / f"{name}.jsonl", skip[name])) for name in skip}
        self._chat = [line for line in read["chat"] if line["kind"] not in UNSURE]
        self._edit = [line for line in read["edit"] if line["source"] == "imgedit"]
        self.captions = [
            line["text"] for name in ("retrieve", "generate") for line in read[name]
        ] + [line["text"] for line in read["edit"] if line["source"] != "imgedit"]
        every = list(corpus(texts / "unsafe.jsonl"))
        self._unsafe = [line for line in every if not held_out(line["text"])]
        self.unsafe_seen = [line["text"] for line in self._unsafe]
        self._maker = Maker(self.captions)
        self._requests = [] if requests is None else list(_labelled(requests, lines, texts))

    def batch(self, size: int, rng: random.Random) -> list[Example]:
        """Draw examples."""
        self._maker.rng = rng
        kinds, shares = zip(*SHARES.items(), strict=True)
        return [self._draw(kind, rng) for kind in rng.choices(kinds, shares, k=size)]

    def _draw(self, kind: str, rng: random.Random) -> Example:
        if kind == "chat":
            return noisy(_chat(rng.choice(self._chat), rng), rng)
        if kind == "edit":
            return noisy(_edit(rng.choice(self._edit), rng), rng)
        if kind == "captions":
            context = rng.choices(("nothing", "many", "one", "own"), (70, 20, 8, 2))[0]
            words = plain_words(rng.choice(self.captions), "want")
            made = Example(words=words, context=context, decision="retrieve", act="bare")
            return noisy(made, rng)
        if kind == "unsafe":
            return _unsafe(rng.choice(self._unsafe), rng)
        if kind == "requests" and self._requests:
            return noisy(rng.choice(self._requests), rng)
        names, weights = zip(*MIX.items(), strict=True)
        return self._maker.draw(rng.choices(names, weights)[0])


def _chat(line: dict[str, Any], rng: random.Random) -> Example:
    kind = line["kind"]
    act = SAID.get(kind, "ability" if kind in ABILITY else "question")
    context = rng.choices(("nothing", "many", "one", "edited"), (60, 20, 15, 5))[0]
    return Example(words=plain_words(line["text"]), context=context, decision="chat", act=act)


def _edit(line: dict[str, Any], rng: random.Random) -> Example:
    context = rng.choices(("one", "own", "edited", "nothing", "many"), (55, 15, 8, 12, 10))[0]
    told = context in ("one", "own", "edited")
    style = line["kind"] == "style"
    found = _STYLE.match(line["text"]) if style else None
    if found:
        words = (
            plain_words(found["lead"]) + plain_words(found["look"], "look")
            + plain_words(found["tail"])
        )  # fmt: skip
    else:
        words = plain_words(line["text"], "" if style else "instruction")
    return Example(
        words=words,
        context=context,
        decision="edit" if told else "ask",
        act="edit" if told else "which",
        tools=("style" if style else "revise",),
        slots=not style or found is not None,
    )


def _unsafe(line: dict[str, Any], rng: random.Random) -> Example:
    bad = line["kind"] == "unsafe"
    context = rng.choices(("nothing", "many", "one"), (80, 10, 10))[0]
    return Example(
        words=plain_words(line["text"]), context=context, decision="refuse" if bad else "chat",
        act="harm" if bad else "question", unsafe=bad, slots=False,
    )  # fmt: skip


def _labelled(folder: Path, drawn: Sequence[dict[str, Any]], texts: Path) -> list[Example]:
    """The labelled requests that are not for testing."""
    found = []
    written = (folder / "written.jsonl").read_text(encoding="utf-8").splitlines()
    for line in map(json.loads, written):
        if not held_out(json.dumps([line["text"], line["context"]], sort_keys=True)):
            found.append(_request(line, line["text"]))
    for name in ("taught.jsonl", "fresh.jsonl"):
        for line in map(json.loads, (folder / name).read_text(encoding="utf-8").splitlines()):
            if line.get("part", "dev") == "dev":
                found.append(_request(line, line["text"]))
    read = {n: list(corpus(texts / f"{n}.jsonl")) for n in {line["corpus"] for line in drawn}}
    for line in drawn:
        name, number = line["corpus"], line["line"]
        text = read[name][number - 1]["text"]
        if held_out(f"{name}:{number}") or name == "unsafe" or "@before" in str(line["context"]):
            continue  # unsafe lines have a split of their own; what is edited into is a rule's
        found.append(_request(line, text))
    return [one for one in found if one.words]


def _request(line: dict[str, Any], text: str) -> Example:
    context = _context(line["context"])
    tools = tuple((line["tool"] or "").split("|")[0].split("+")) if line["tool"] else ()
    labels, all_found = [""] * len(text.split()), True
    for slot, value in line.get("slots", {}).items():
        if slot not in SLOTS:
            continue
        for one in value if isinstance(value, list) else [value]:
            said = text if one == "*" else str(one)
            all_found &= _mark(text, said, slot, labels)
    needs = {"want", "about", "instruction", "text"} & set(line.get("slots", {}))
    known = all_found and bool(needs or line["decision"] == "chat")
    words = tuple(Word(w, s) for w, s in zip(text.split(), labels, strict=True))
    return Example(
        words=words,
        context=context,
        decision=line["decision"],
        tools=tools,
        unsafe=line["decision"] == "refuse",
        slots=known,
    )


def _mark(text: str, value: str, slot: str, labels: list[str]) -> bool:
    words = [w.strip(".,!?:;\"'").lower() for w in text.split()]
    wanted = [w.strip(".,!?:;\"'").lower() for w in value.split()]
    for at in range(len(words) - len(wanted) + 1):
        if words[at : at + len(wanted)] == wanted:
            labels[at : at + len(wanted)] = [slot] * len(wanted)
            return True
    return False


def _context(told: dict[str, Any]) -> str:
    attached = told.get("attached") or ()
    if "image" in attached:
        return "picture"
    if attached:
        return "own" if len(attached) == 1 else "owns"
    if told.get("plan"):
        return "plan"
    if told.get("edited"):
        return "edited"
    screen = told.get("screen") or ()
    return "nothing" if not screen else "one" if len(screen) == 1 or "focus" in told else "many"


def encode(examples: Sequence[Example], tokenizer: Any) -> Batch:
    """Tokenize; every piece of a word carries the word's slot."""
    first, end = (tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
    rows, segments, slots = [], [], []
    for example in examples:
        beside = tokenizer.encode(example.context, add_special_tokens=False).ids
        ids: list[int] = [first, *beside, end]
        labels = [-1] * len(ids)
        segments_of = [0] * len(ids)
        for word in example.words:
            pieces = tokenizer.encode(word.text, add_special_tokens=False).ids
            ids += pieces
            labels += [SLOTS.index(word.slot) if example.slots else -1] * len(pieces)
        ids, labels = ids[: LONGEST - 1] + [end], labels[: LONGEST - 1] + [-1]
        segments_of += [1] * (len(ids) - len(segments_of))
        rows.append(ids)
        segments.append(segments_of)
        slots.append(labels)
    longest = max(map(len, rows))

    def padded(lists: list[list[int]], fill: int) -> NDArray[np.int64]:
        return np.array([line + [fill] * (longest - len(line)) for line in lists], np.int64)

    return Batch(
        ids=padded(rows, 0),
        segments=padded(segments, 0),
        decisions=np.array([_index(DECISIONS, e.decision) for e in examples]),
        acts=np.array([_index(ACTS, e.act) for e in examples]),
        tools=np.array([_tools(e) for e in examples], np.float32),
        harm=np.array(
            [-1.0 if e.unsafe is None else float(e.unsafe) for e in examples], np.float32
        ),
        slots=padded(slots, -1),
    )


def _index(names: Sequence[str], name: str) -> int:
    return names.index(name) if name else -1


def _tools(example: Example) -> list[float]:
    if not example.decision:
        return [-1.0] * len(TOOLS)
    return [float(name in example.tools) for name in TOOLS]
