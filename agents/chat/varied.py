"""Lessons made of other lessons: what the sentences of the patterns do not teach one by one.

Several wishes in a row, captions that say anew what a clip shows, a place given in answer to a
question; around any of them numbers in words, and what the visitor likes. Sentences change, their
calls follow from those of the lessons they are made of.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from agents.chat.lessons import SCREEN_TITLES, WHICH, Lesson, called, clip, lesson, ordered, read
from agents.chat.lessons import lessons as single
from agents.instruct.embedded import told
from agents.read.references import PLACES
from agents.read.words import NUMBERS
from agents.scene import Earlier, Scene
from models.domain import Decider, Decision, Turn
from models.train.example import Example, plain_words
from models.train.patterns import Word
from models.train.reader_data import Source
from models.train.requests import BETWEEN, Maker
from models.understand.reading import FakeReader

SHARES = {"single": 55, "chained": 23, "anew": 12, "placed": 10}
"""How many of a hundred lessons are of which kind."""
SPELT, LIKING = 0.3, 0.08
"""Shares of lessons whose numbers are said in words, and whose visitor is known to like things."""

_LETTERS = {number: word for word, number in NUMBERS.items()}
_PREPOSITION = re.compile(r"\b(?:in|on|at|under|near|through|over) (?:an?|the) .+$")
_ANSWERS = ("the {} one", "the {} one please", "the {}", "{}", "the {} clip", "i mean the {} one")


def chained(maker: Maker, rng: random.Random) -> Lesson | None:
    """Several edits of one clip in one sentence; ``None`` where a clause says no single one."""
    edits = list(maker.grammar.edits)
    names = rng.sample(edits, 3 if rng.random() < 0.2 else 2)
    if rng.random() < 0.12:
        names[:2] = ["adjust", "adjust"]
    context = rng.choices(("one", "edited", "own", "many"), (42, 10, 14, 34))[0]
    words: list[Word] = []
    scene, calls = Scene(text=""), dict[str, dict[str, Any]]()
    for at, name in enumerate(names):
        where = "one" if at else context
        clause = maker.clause(name, where, where == "many", polite=not at)
        one = Example(
            words=tuple(clause), context=where, decision="edit", act="edit", tools=(name,)
        )
        made = lesson(one, rng)
        if made is None or [called for called, _ in made.calls] != [name]:
            return None
        scene = scene if at else made.scene
        arguments = made.calls[0][1]
        if calls.get(name, {}).keys() & arguments.keys():
            return None
        calls[name] = calls.get(name, {}) | arguments
        words += [*([Word(rng.choice(BETWEEN))] if at else []), *clause]
    first = next(iter(calls.values()))
    place = {"place": first["place"]} if "place" in first else {}
    text = " ".join(word.text for word in words).replace(" ,", ",")
    every = [ordered(name, arguments | place) for name, arguments in calls.items()]
    return Lesson(scene=replace(scene, text=text), calls=every)


def anew(captions: Sequence[str], looks: Sequence[str], rng: random.Random) -> Lesson | None:
    """A caption nearly that of a clip: of the one in hand it says what that should show instead.

    Where several are shown and none is in hand, it is looked for.
    """
    before, other = rng.sample(captions, 2)
    before = before.strip().rstrip(".")
    words, cut = before.split(), _PREPOSITION.search(before)
    if not 6 <= len(words) <= 24:
        return None
    kind, elsewhere = rng.random(), _PREPOSITION.search(other.strip().rstrip("."))
    if kind < 0.3:
        text = f"{before}, {rng.choice(looks)} style"
    elif kind < 0.6 and cut is not None and elsewhere is not None:
        text = before[: cut.start()] + elsewhere[0]
    else:
        new = [word for word in other.split() if word.isalpha() and len(word) > 3] or ["something"]
        places = [at for at, word in enumerate(words) if word.isalpha() and len(word) > 3]
        for at in rng.sample(places, min(len(places), rng.choice((1, 1, 2)))):
            words[at] = rng.choice(new)
        text = " ".join(words)
    text += rng.choice((".", ".", ""))
    if rng.random() < 0.3:
        text = text.lower()
    hand = rng.random() < 0.8
    shown = replace(clip("i0", before, rng), description=before)
    more = (
        [] if hand else [clip(f"i{n}", title, rng) for n, title in enumerate(SCREEN_TITLES[:3], 1)]
    )
    scene = Scene(text=text, screen=[shown, *more], focus=shown if hand else None)
    one = Example(
        words=plain_words(text, "want"), context="one" if hand else "many", decision="retrieve",
        act="bare",
    )  # fmt: skip
    made = told(scene, read(one), FakeReader())
    calls = called(made, scene)
    return Lesson(scene=scene, calls=calls) if calls and (made.kind == "edit") == hand else None


def placed(maker: Maker, rng: random.Random) -> Lesson | None:
    """A wish of one of several clips, the question which, and the place that is answered."""
    name = rng.choice(list(maker.grammar.edits))
    clause = tuple(maker.clause(name, "many", False, polite=True))
    one = Example(words=clause, context="one", decision="edit", act="edit", tools=(name,))
    made = lesson(one, rng)
    if made is None or [called for called, _ in made.calls] != [name]:
        return None
    titles = rng.sample(SCREEN_TITLES, rng.choice((2, 3, 4, 4, 6)))
    at = rng.randrange(len(titles))
    kind = rng.random()
    if kind < 0.2:
        said = rng.choice(("{}", "number {}", "clip {}", "#{}")).format(at + 1)
    else:
        said = rng.choice(_ANSWERS).format(PLACES[at] if kind < 0.8 else titles[at])
    asked = Decision(kind="ask", text=WHICH, decider=Decider(name="small", prompt="instructor"))
    past = (
        Earlier(turn=Turn(role="visitor", text=one.text)),
        Earlier(turn=Turn(role="assistant", text=WHICH), decision=asked),
    )
    screen = [clip(f"i{n}", title, rng) for n, title in enumerate(titles)]
    arguments = made.calls[0][1] | {"place": at + 1}
    return Lesson(
        scene=Scene(text=said, screen=screen, past=past), calls=[ordered(name, arguments)]
    )


def spelt(one: Lesson) -> Lesson:
    """The same with the numbers of its arguments in words: "cut it to ten seconds"."""
    numbers = {
        value
        for _, arguments in one.calls
        for value in arguments.values()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }

    def word(found: re.Match[str]) -> str:
        number = int(found[0])
        return _LETTERS[number] if number in numbers and number in _LETTERS else found[0]

    text = re.sub(r"(?<![\w.:#-])\d{1,2}(?![\w.:-])", word, one.scene.text)
    return replace(one, scene=replace(one.scene, text=text))


def liking(one: Lesson, nouns: Sequence[str], rng: random.Random) -> Lesson:
    """The same by a visitor who is known to like and dislike things, which changes no call."""
    likes, dislikes = rng.sample(nouns, rng.randint(1, 4)), rng.sample(nouns, rng.randint(0, 2))
    return replace(one, scene=replace(one.scene, wants=tuple(likes), avoids=tuple(dislikes)))


def varied(data: Path, requests: Path, count: int, seed: int = 0) -> Iterator[Lesson]:
    """Draw ``count`` lessons of all kinds."""
    source, rng = Source(data, requests), random.Random(seed)
    maker = Maker(source.captions, seed)
    maker.rng = rng
    # Of several wishes the rules give the calls in an order of their own, here they are as spoken.
    alone = (one for one in single(data, requests, 2 * count, seed) if len(one.calls) < 2)
    filled = {name: list(_drawn(maker, name)) for name in ("look", "noun")}
    kinds: dict[str, Callable[[], Lesson | None]] = {
        "single": lambda: next(alone, None),
        "chained": lambda: chained(maker, rng),
        "anew": lambda: anew(source.captions, filled["look"], rng),
        "placed": lambda: placed(maker, rng),
    }
    made = 0
    while made < count:
        found = kinds[rng.choices(list(SHARES), list(SHARES.values()))[0]]()
        if found is None:
            continue
        made += 1
        found = spelt(found) if rng.random() < SPELT else found
        yield liking(found, filled["noun"], rng) if rng.random() < LIKING else found


def _drawn(maker: Maker, name: str, times: int = 400) -> Iterator[str]:
    """What fills the holes of a name, each once."""
    filler, rng = maker.grammar.fillers[name], random.Random(0)
    drawn = (filler(rng) for _ in range(times))
    yield from dict.fromkeys(
        one if isinstance(one, str) else " ".join(word.text for word in one) for one in drawn
    )
