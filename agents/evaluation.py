"""A simulated visitor: talks to an instructor as a person would, and says how it went.

Goals come from the corpus: a clip they have in mind, an edit of it, something that does not exist.
The visitor starts with part of what they know, clicks an answer that fits, says more where none
does, turns away when patience ends. It talks through a ``respond`` callable, in the app the very
service people use, so it measures what they meet. It is no person: it never changes its mind and
knows exactly what it wants.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from agents.read.words import content_words, mentions
from models.domain import Event, Item, Refused, Said, Shown
from models.errors import GeneRecError

Respond = Callable[[str], Iterable[Event]]
"""What was said to the events that came of it."""

Aim = Literal["find", "edit", "create"]


Wanted = Callable[[Item, Item], bool]
"""Whether what was made, the second, is what was wished of the first; seen in the item and its
file, whatever tool made it."""


def anything(before: Item, after: Item) -> bool:
    """Take whatever comes of it: where nothing is really made, only who it is of can be seen."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a visitor wants: the item they have in mind, what to do to it, or what to make."""

    aim: Aim
    item: Item | None = None
    wish: str = ""
    wanted: Wanted = anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """How somebody talks. ``vague``, ``noise``, ``recall`` are probabilities, ``patience`` turns.

    ``recall``: whether another word comes to mind unasked; an answer that is offered is recognised
    by everybody.
    """

    name: str
    patience: int = 6
    vague: float = 0.5
    noise: float = 0.0
    recall: float = 0.5
    opening: Sequence[str] = ("show me {}", "{}", "something with {}")


PERSONAS = (
    Persona(name="terse", opening=("{}",), vague=0.7),
    Persona(name="polite", opening=("could you please show me {}?", "i would like to see {}")),
    Persona(name="hasty", patience=3, noise=0.15, opening=("{}", "show {}", "got any {}?")),
    Persona(name="exact", vague=0.1, patience=8, recall=1.0),
)


def _styled(name: str) -> Wanted:
    return lambda before, after: name == recipe(after).get("style")


EDITS: tuple[tuple[str, Wanted], ...] = (
    ("make {} look like a comic", _styled("comic")),
    ("{} as a watercolour painting please", _styled("watercolour")),
    ("cut {} to 2 seconds", lambda a, b: abs(b.duration - min(2.0, a.duration)) <= OFF),
    ("mute {}", lambda a, b: not b.has_audio),
    ("make {} square", lambda a, b: b.width == b.height > 0),
    ("give {} another cover", lambda a, b: picture(b) not in (b"", picture(a))),
)
STRANGE = (
    "a purple giraffe playing the piano", "a teapot that flies over a volcano",
    "a penguin in a business suit", "a snail racing a rocket", "a whale made of glass",
)  # fmt: skip
OFF = 0.3
"""Seconds by which a cut may miss the length that was wished: frames have a length, too."""
PLACES = ("first", "second", "third", "fourth")


@dataclass(slots=True, kw_only=True)
class Visit:
    """How one visit went. A question is useless when no answer fits, or it was in the way."""

    goal: Goal
    persona: str
    success: bool = False
    turns: int = 0
    questions: int = 0
    useless: int = 0
    refused: int = 0
    said: list[str] = field(default_factory=list)


def recipe(item: Item) -> Mapping[str, Any]:
    """What the file of an item says of how it was made; empty where it says nothing."""
    from models.media.write import read_metadata

    try:
        said = json.loads(read_metadata(item.media).get("generec", "{}"))
    except (OSError, ValueError, GeneRecError):
        return {}
    return dict(said.get("parameters") or {})


def picture(item: Item) -> bytes:
    """The file of an item's cover; empty where it has none."""
    there = item.thumbnail is not None and item.thumbnail.is_file()
    return item.thumbnail.read_bytes() if there and item.thumbnail is not None else b""


def goals(items: Sequence[Item], count: int, seed: int = 0) -> list[Goal]:
    """Draw goals: three in five to find, one to edit, one to create."""
    rng = random.Random(seed)
    made = []
    for _ in range(count):
        item, aim = rng.choice(items), rng.random()
        if aim < 0.6:
            made.append(Goal(aim="find", item=item))
        elif aim < 0.8:
            wish, wanted = rng.choice(EDITS)
            made.append(Goal(aim="edit", item=item, wish=wish, wanted=wanted))
        else:
            made.append(Goal(aim="create", wish=rng.choice(STRANGE)))
    return made


class Visitor:
    """Pursues a goal through ``respond``."""

    def __init__(self, goal: Goal, persona: Persona, seed: int = 0) -> None:
        self.goal, self.persona = goal, persona
        self.rng = random.Random(seed)
        self._known = list(dict.fromkeys(self._words()))
        self._told: list[str] = []

    def visit(self, respond: Respond) -> Visit:
        """Talk until the goal is reached or patience ends."""
        visit = Visit(goal=self.goal, persona=self.persona.name)
        text = self._opening()
        while visit.turns < self.persona.patience:
            visit.turns += 1
            visit.said.append(text)
            events = list(respond(text))
            visit.refused += any(isinstance(event, Refused) for event in events)
            shown = [card.item for e in events if isinstance(e, Shown) for card in e.cards]
            if self._reached(shown):
                visit.success = True
                break
            options = [o for e in events if isinstance(e, Said) for o in e.options]
            fitting = [option for option in options if self._fits(option)]
            if options and "?" in " ".join(e.text for e in events if isinstance(e, Said)):
                visit.questions += 1
                visit.useless += not fitting
            text = self._next(shown, fitting)
        return visit

    def _words(self) -> list[str]:
        item = self.goal.item
        if item is None:
            return content_words(self.goal.wish)
        return content_words(item.title)

    def _opening(self) -> str:
        if self.goal.aim == "create":
            return self._rough(f"generate a video of {self.goal.wish}")
        few = 1 if self.rng.random() < self.persona.vague else 2
        self._told = self.rng.sample(self._known, min(few, len(self._known)))
        return self._rough(self.rng.choice(self.persona.opening).format(" ".join(self._told)))

    def _next(self, shown: Sequence[Item], fitting: Sequence[str]) -> str:
        goal, item = self.goal, self.goal.item
        if goal.aim == "create":
            return fitting[0] if fitting else "yes, make it"
        if goal.aim == "edit" and item is not None:
            place = next((n for n, one in enumerate(shown) if one.id == item.id), None)
            if place is not None:
                one = "it" if len(shown) == 1 else f"the {PLACES[min(place, 3)]} one"
                return goal.wish.format(one)
        if fitting:
            self._told += [w for w in content_words(fitting[0]) if w not in self._told]
            return fitting[0]
        left = [word for word in self._known if word not in self._told]
        if not left or self.rng.random() >= self.persona.recall:
            return "show me others"
        self._told.append(self.rng.choice(left))
        return self._rough(" ".join(self._told))

    def _fits(self, option: str) -> bool:
        item = self.goal.item
        if item is None:
            return option.startswith(("make", "generate", "go", "yes"))
        new = [word for word in content_words(option) if word not in self._told]
        return bool(new) and all(mentions(item, word) for word in new)

    def _reached(self, shown: Sequence[Item]) -> bool:
        goal = self.goal
        if goal.aim == "create":
            return any(one.origin == "created" for one in shown)
        if goal.aim == "find" or goal.item is None:
            return any(goal.item is not None and one.id == goal.item.id for one in shown)
        return any(goal.item.id in one.parents and goal.wanted(goal.item, one) for one in shown)

    def _rough(self, text: str) -> str:
        if self.rng.random() >= self.persona.noise or len(text) < 5:
            return text
        at = self.rng.randrange(1, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
