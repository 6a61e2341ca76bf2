"""Labelled requests to train the instructor's reader on: patterns, corpora, noise.

Every example carries the context it is said in, since "make it noir" is an edit of the clip in
hand, and a question back where there is none. What the labels mean is in
``assets/requests/README.md``; the patterns are in ``models/train/phrases``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.train.example import Example
from models.train.noise import AFTER, BEFORE, noisy
from models.train.patterns import Node, Word, expand
from models.train.phrasebook import TITLED, grammar

RETRIEVING = frozenset(
    ("search", "bare", "refine", "again", "anything", "similar", "pick", "undo", "picture")
)
ASKING = frozenset(("vague", "brought"))
_CODES = {
    "n": "nothing", "o": "one", "m": "many", "e": "edited", "c": "own", "cc": "owns",
    "i": "picture", "p": "plan",
}  # fmt: skip

IT = {
    "one": ("it", "it", "it", "this", "this", "that", "this one", "this clip", "this video",
            "the video", "the clip", "the image", "the scene"),
    "edited": ("it", "it", "this", "that", "it again", "the clip"),
    "own": ("it", "it", "this", "my clip", "my video", "mine", "the video i sent", "my footage"),
    "owns": ("it", "this", "that", "the clip"),
    "many": ("it", "this", "that", "that one", "the clip", "this video"),
    "nothing": ("it", "this", "that", "this clip", "my video", "the video", "that clip"),
}  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth", "last", "2nd", "3rd", "1st")


def place(rng: random.Random, context: str) -> list[Word]:
    """A place on the screen, as people name one."""
    ordinals = _ORDINALS[:2] if context == "owns" else _ORDINALS
    count = 2 if context == "owns" else 4
    kind = rng.random()
    if kind < 0.4:
        said = f"the {rng.choice(ordinals)} {rng.choice(('one', 'one', 'clip', 'video'))}"
    elif kind < 0.5:
        said = f"the {rng.choice(ordinals)}"
    elif kind < 0.7:
        said = f"{rng.choice(('number', 'clip', 'no.', 'video', '#'))} {rng.randint(1, count)}"
    else:
        noun = rng.choice(("one", "clip", "video"))
        said = f"{rng.choice(('the', 'that'))} {rng.choice(TITLED)} {noun}"
    return [Word(word, "target") for word in said.split()]


BETWEEN = ("and", "and then", "then", ", then", ", and", "plus", ", also", "and also", ",", "&")


class Maker:
    """Draws examples. ``draw(kind)`` names what: see :data:`MIX`."""

    def __init__(self, captions: Sequence[str] = (), seed: int = 0) -> None:
        self.rng = random.Random(seed)
        self.grammar = grammar(captions)

    def edit(self, tool: str | None = None) -> Example:
        """A change of one clip, or the question back where none can be told."""
        rng = self.rng
        tools = [tool or rng.choice(list(self.grammar.edits))]
        context = rng.choices(
            ("one", "edited", "own", "many", "nothing", "owns"), (40, 10, 14, 24, 9, 3)
        )[0]
        placed = context in ("many", "owns") and rng.random() < 0.65
        if rng.random() < 0.15:
            tools.append(rng.choice([t for t in self.grammar.edits if t != tools[0]]))
        words = self.clause(tools[0], context, placed, polite=True)
        for more in tools[1:]:
            joint = rng.choice(BETWEEN)
            words = [*words, Word(joint), *self.clause(more, "one", False, polite=False)]
        told = context in ("one", "edited", "own") or placed
        points = placed or any(w.text.strip(",.?!") in _POINTS for w in words)
        if not told and not points and context != "nothing":
            # A bare wish where several are shown may as well be a search: not labelled here.
            context, told = "one", True
        return Example(
            words=tuple(words),
            context=context,
            decision="edit" if told else "ask",
            act="edit" if told else "which",
            tools=tuple(sorted(set(tools))),
        )

    def clause(self, tool: str, context: str, placed: bool, *, polite: bool) -> list[Word]:
        """One wish in words; ``placed``: it says which of several clips it is of."""
        rng = self.rng
        choices = self.grammar.edits[tool]
        request, nodes = rng.choice(choices)
        for _ in range(20):
            if polite and not placed or request and (not placed or _has(nodes, "it")):
                break
            request, nodes = rng.choice(choices)
        within = "" if tool != "revise" else "instruction"
        fillers = {
            **self.grammar.fillers,
            "it": lambda r: (
                place(r, context)
                if placed
                else [Word(w, "-") for w in r.choice(IT[context]).split()]
            ),
        }
        words = [w if w.slot != "-" else Word(w.text) for w in expand(nodes, fillers, rng, within)]
        if placed and not any(w.slot == "target" for w in words):
            where = place(rng, context)
            lead = [Word(rng.choice(("in", "for", "on")))]
            words = [*lead, *where, *words] if rng.random() < 0.5 else [*words, *lead, *where]
        return self._polite(words) if polite and request else words

    def _polite(self, words: list[Word]) -> list[Word]:
        rng = self.rng
        if rng.random() < 0.45:
            words = [*(Word(w) for w in rng.choice(BEFORE).split()), *words]
        if rng.random() < 0.2:
            words = [*words, *(Word(w) for w in rng.choice(AFTER).split())]
        return words

    def making(self, tool: str | None = None) -> Example:
        """A new video."""
        rng = self.rng
        tool = tool or rng.choice(list(self.grammar.making))
        request, nodes = rng.choice(self.grammar.making[tool])
        words = expand(nodes, self.grammar.fillers, rng)
        text = " ".join(w.text for w in words)
        context = rng.choices(("nothing", "many", "one", "picture"), (60, 25, 13, 2))[0]
        if any(w in text for w in ("picture", "photo", "image")):
            context = "picture"
        elif any(w in text for w in ("these", "them", "those", "all four", "the two", "both")):
            context = rng.choice(("many", "owns"))
        elif text.split()[0] in _JOINING and _placed(text):
            context = "many"
        elif "my clip" in text or "my two" in text:
            context = "owns" if "two" in text else "own"
        words = self._polite(words) if request else words
        return Example(
            words=tuple(words), context=context, decision="create", act=tool, tools=(tool,)
        )

    def act(self, name: str) -> Example:
        """A search, a second thought, small talk, a question."""
        rng = self.rng
        codes, patterns = self.grammar.acts[name]
        words = expand(rng.choice(patterns), self.grammar.fillers, rng)
        if codes == ["any"]:
            codes = ["n", "n", "n", "m", "o", "e", "c", "i"]
        context = _CODES[rng.choice(codes)]
        decision = (
            "retrieve" if name in RETRIEVING else "ask" if name in ASKING
            else "create" if name == "plan_go" else "chat"
        )  # fmt: skip
        text = " ".join(w.text for w in words)
        if name in ("pick", "similar") and rng.random() < 0.12:
            context, decision = "nothing", "ask"
        elif name == "similar" and context == "many" and not _placed(text):
            decision = "ask"
        elif name == "vague" and rng.random() < 0.3:
            context = rng.choice(("nothing", "many"))
        if name in ("search", "question") and rng.random() < 0.15:
            words = [*(Word(w) for w in rng.choice(BEFORE[-8:]).split()), *words]
        return Example(
            words=tuple(words),
            context=context,
            decision=decision,
            act="which" if decision == "ask" and name in RETRIEVING else _READ_AS.get(name, name),
            tools=("compose",) if name == "plan_go" else (),
        )

    def harm(self, kind: str) -> Example:
        """What is refused (``unsafe``), looks like it (``safe``), or is taught to everybody."""
        rng = self.rng
        words = expand(rng.choice(self.grammar.harm[kind]), self.grammar.fillers, rng)
        context = rng.choices(("nothing", "one", "many", "own", "picture"), (70, 12, 8, 6, 4))[0]
        if kind == "unsafe":
            return Example(
                words=tuple(words), context=context, decision="refuse", act="harm", unsafe=True,
                slots=False,
            )  # fmt: skip
        asks = words and words[0].text in _ASKS
        return Example(
            words=tuple(words), context=context, decision="chat" if asks else "",
            act="question" if asks else "", unsafe=False, slots=False,
        )  # fmt: skip

    def draw(self, kind: str) -> Example:
        """One example of a kind in :data:`MIX`, with some noise."""
        name, _, rest = kind.partition(":")
        drawer: Callable[..., Example] = getattr(self, name)
        made = drawer(rest) if rest else drawer()
        return noisy(made, self.rng)


_JOINING = frozenset("combine join merge put stitch glue mix".split())
_READ_AS = {"waiting": "question"}
"""Sections that are said in contexts of their own and read as another act."""
_ASKS = frozenset("how what what's who when where why is was does my i i'm that this".split())
_POINTS = frozenset("it this that one clip video mine this? it? scene image footage".split())


def _has(nodes: Sequence[Node], filler: str) -> bool:
    return f"filler='{filler}'" in repr(nodes)


def _placed(text: str) -> bool:
    return any(w in text for w in (*_ORDINALS, "number", "the dog", *(f"the {t}" for t in TITLED)))


MIX: Mapping[str, float] = {
    "edit:style": 6, "edit:clip": 6, "edit:thumbnail": 4, "edit:adjust": 7, "edit:revise": 11,
    "edit:extend": 3.5, "making:compose": 5, "making:create": 6, "act:search": 11, "act:bare": 6,
    "act:refine": 4, "act:again": 2.5, "act:anything": 2, "act:similar": 2, "act:pick": 2,
    "act:undo": 2, "act:picture": 1, "act:greeting": 1, "act:thanks": 1, "act:bye": 0.6,
    "act:opinion": 2, "act:about_clip": 2, "act:about_picture": 0.7, "act:ability": 2,
    "act:question": 4, "act:vague": 2, "act:brought": 1, "act:plan_go": 1.5, "act:waiting": 0.7,
    "harm:unsafe": 7, "harm:safe": 7, "harm:everyday": 3,
}  # fmt: skip
"""How often what is drawn."""


def corpus(path: Path, skip: frozenset[int] = frozenset()) -> Iterator[dict[str, Any]]:
    """Lines of a corpus of the shared data, without those (from 1) that are held out."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number not in skip:
            yield json.loads(line)
