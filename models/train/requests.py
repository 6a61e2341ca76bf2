"""Labelled requests to train the instructor's reader on: patterns, corpora, noise.

Every example carries the context it is said in, since "make it noir" is an edit of the clip in
hand, and a question back where there is none. What the labels mean is in
``assets/requests/README.md``; the patterns are in ``models/train/phrases``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.train.patterns import Filler, Node, Word, expand, parse

PHRASES = Path(__file__).parent / "phrases"
CONTEXTS = (
    "nothing", "one", "many", "edited", "own", "owns", "picture", "plan",
)  # fmt: skip
RETRIEVING = frozenset(
    ("search", "bare", "refine", "again", "anything", "similar", "pick", "undo", "picture")
)
ASKING = frozenset(("vague", "brought"))
_CODES = {
    "n": "nothing", "o": "one", "m": "many", "e": "edited", "c": "own", "cc": "owns",
    "i": "picture", "p": "plan",
}  # fmt: skip
_WITH = ("with", "of", "about", "where you see")
_TITLED = ("dog", "boat", "city", "cat", "beach", "kite", "car", "horse", "red", "night", "train")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Words with slots, the context, and the labels; ``act`` or ``unsafe`` empty is not known."""

    words: tuple[Word, ...]
    context: str
    decision: str
    act: str = ""
    tools: tuple[str, ...] = ()
    unsafe: bool | None = False
    slots: bool = True

    @property
    def text(self) -> str:
        """The sentence."""
        return " ".join(word.text for word in self.words)


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
    made["placed"] = lambda rng: f"the {rng.choice(_TITLED)} {rng.choice(('one', 'clip', 'video'))}"
    made["placedbare"] = lambda rng: f"the {rng.choice(_TITLED)}"
    made["placedwith"] = lambda rng: f"the one {rng.choice(_WITH)} the {rng.choice(_TITLED)}"
    made["adj"] = lambda rng: rng.choice([*lists["adj"], *lists["adj_"]])
    long = _Phrases(lists, captions)
    return made | {"np": long.np, "cap": long.cap, "anp": long.anp, "quoted": long.quoted}


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
        said = f"{rng.choice(('the', 'that'))} {rng.choice(_TITLED)} {noun}"
    return [Word(word, "target") for word in said.split()]


BEFORE = (
    "please", "can you", "could you", "can u", "could you please", "would you", "pls",
    "i want you to", "i'd like you to", "now", "ok now", "and now", "hey,", "then", "so,",
    "let's", "i want to", "i'd like to", "just", "maybe", "can we", "go and", "ok,", "hmm,",
    "would you mind to", "is it possible to", "how about you", "yo", "um,", "kindly",
)  # fmt: skip
AFTER = (
    "please", "pls", "thanks", "thx", "if you can", "for me", "if possible", "ok?", "now",
    "right away", "would you", "please and thank you", "when you have time", "mate",
)  # fmt: skip
CHATTER = (
    "my friend sent me this so", "i'm making a present for my dad,", "sorry to bother you but",
    "quick question:", "ok so basically", "i was watching with my mum and", "hi there,",
    "not sure if you can but", "so i've been thinking,", "thanks for that.", "that was nice.",
    "alright next thing:", "hey there, hope you're well.", "listen,", "dear ai,", "ok cool.",
    "it's for instagram,", "i have a meeting soon,", "last thing:", "good morning!",
)  # fmt: skip
REASONS = (
    "because it's for my mum", "so it fits the feed", "that'd be awesome", "it's for a friend",
    "i think it would look great", "let me know if that works", "asap", "before i go",
    "since it's friday", "hope that's ok", "my kids will love it", "as quick as you can",
)  # fmt: skip
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
        words = self._clause(tools[0], context, placed, polite=True)
        for more in tools[1:]:
            joint = rng.choice(BETWEEN)
            words = [*words, Word(joint), *self._clause(more, "one", False, polite=False)]
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

    def _clause(self, tool: str, context: str, placed: bool, *, polite: bool) -> list[Word]:
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
        if any(w in text for w in ("picture", "photo", "image")) and "animate" not in text[:0]:
            context = "picture"
        elif any(w in text for w in ("these", "them", "those", "all four", "the two", "both")):
            context = rng.choice(("many", "owns"))
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
            act="which" if decision == "ask" and name in RETRIEVING else name,
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


_ASKS = frozenset("how what what's who when where why is was does my i i'm that this".split())
_POINTS = frozenset("it this that one clip video mine this? it? scene image footage".split())


def _has(nodes: Sequence[Node], filler: str) -> bool:
    return f"filler='{filler}'" in repr(nodes)


def _placed(text: str) -> bool:
    return any(w in text for w in (*_ORDINALS, "number", "the dog", *(f"the {t}" for t in _TITLED)))


MIX: Mapping[str, float] = {
    "edit:style": 6, "edit:clip": 6, "edit:thumbnail": 4, "edit:adjust": 7, "edit:revise": 11,
    "edit:extend": 3.5, "making:compose": 5, "making:create": 6, "act:search": 11, "act:bare": 6,
    "act:refine": 4, "act:again": 2.5, "act:anything": 2, "act:similar": 2, "act:pick": 2,
    "act:undo": 2, "act:picture": 1, "act:greeting": 1, "act:thanks": 1, "act:bye": 0.6,
    "act:opinion": 2, "act:about_clip": 2, "act:about_picture": 0.7, "act:ability": 2,
    "act:question": 4, "act:vague": 2, "act:brought": 1, "act:plan_go": 1.5, "harm:unsafe": 7,
    "harm:safe": 7, "harm:everyday": 3,
}  # fmt: skip
"""How often what is drawn."""


def noisy(example: Example, rng: random.Random) -> Example:
    """The same with typos, other punctuation, lost apostrophes, a word too many."""
    words = list(example.words)
    for _ in range(rng.randint(1, 2) if words and rng.random() < 0.15 else 0):
        place = rng.randrange(len(words))
        if len(words[place].text) > 3 and words[place].text.isalpha():
            words[place] = Word(_typo(words[place].text, rng), words[place].slot)
    if rng.random() < 0.1:
        words = [Word(w.text.replace("'", ""), w.slot) for w in words]
    if words and rng.random() < 0.35:
        end = rng.choice((".", "?", "!", "...", "!!", " :)", "??"))
        words[-1] = Word(words[-1].text.rstrip(".?!") + end.strip(), words[-1].slot)
    if rng.random() < 0.06:
        words = [Word(w.text.rstrip(",."), w.slot) for w in words]
    if example.decision not in ("", "chat") and example.words:
        words = _chatty(words, rng)
    if rng.random() < 0.04:
        words = [Word(rng.choice(("ok", "so", "well", "hey", "um", "look,"))), *words]
    return Example(
        words=tuple(w for w in words if w.text),
        context=example.context, decision=example.decision, act=example.act, tools=example.tools,
        unsafe=example.unsafe, slots=example.slots,
    )  # fmt: skip


def _chatty(words: list[Word], rng: random.Random) -> list[Word]:
    """With something said around it, now and then."""
    if rng.random() < 0.06:
        return [*(Word(w) for w in rng.choice(CHATTER).split()), *words]
    if rng.random() < 0.05:
        return [*words, *(Word(w) for w in rng.choice(REASONS).split())]
    return words


def _typo(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :]


def plain_words(text: str, slot: str = "") -> tuple[Word, ...]:
    """The words of a text, all in one slot."""
    return tuple(Word(word, slot) for word in text.split())


def corpus(path: Path, skip: frozenset[int] = frozenset()) -> Iterator[dict[str, Any]]:
    """Lines of a corpus of the shared data, without those (from 1) that are held out."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number not in skip:
            yield json.loads(line)
