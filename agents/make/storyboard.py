"""A video before it is rendered: which parts of which clips, in which order, looking how."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

from agents.read.references import PLACES
from models.domain import Item, Shape
from models.errors import BadRequest

Music = Literal["fill", "calm", "lively", "none", "mute"]
"""``fill`` plays calm music where the footage is silent, ``none`` only what the footage sounds
like, ``mute`` nothing at all; the moods play all along."""

FADE = 0.4
"""Seconds of a cross-fade."""

DRAW = "draw the missing shots"
"""What is said to have shots drawn for which there is no footage."""

EXPECTED = 3.6
"""Seconds that a shot is expected to have while it is still to be found."""

NAMED = 3
"""Things in a video that its name has, where nobody said what it is about."""
_AROUND = re.compile(
    r"\s*(?:[(\[,;:.–—].*|\s(?:in|on|at|by|under|near|from|over|through|during|wearing|with|"
    r"along|beside|before|behind|against)\s.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""What a title says beside the thing: where it is, and what was done to it."""
_ARTICLE = re.compile(r"^(?:An?|The) ")

LEAST, MOST, USUAL = 3.0, 60.0, 12.0
"""Seconds a video may have, and has when nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A part of an item, seconds. ``low`` and ``high`` bound where it may be moved or grown to.

    ``sure`` says whether its item is what was asked for, ``part`` whether it has some of that, and
    neither that it only looks near. ``draw`` are words of a shot that is to be drawn in its place.
    ``scene`` is what it stands for where its place in the video was said. One without a length is
    still to be found: the part of its item, or, where ``item`` is empty, a clip of the scene.
    """

    item: str
    start: float = 0.0
    end: float = 0.0
    low: float = 0.0
    high: float = 0.0
    why: str = ""
    caption: str = ""
    sure: bool = True
    part: bool = True
    draw: str = ""
    scene: str = ""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end - self.start

    @property
    def open(self) -> bool:
        """Whether it is still to be found."""
        return self.end <= self.start


def stating(shots: Sequence[Shot], facts: Sequence[str]) -> tuple[Shot, ...]:
    """Return ``shots`` with ``facts`` for the captions of the first of them."""
    said = [replace(shot, caption=fact) for shot, fact in zip(shots, facts, strict=False)]
    return (*said, *shots[len(said) :])


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a video should be like, as far as it was said; ``want`` empty leaves it to the taste.

    ``facts`` are captions that were looked up, each with its source in it. ``shots`` are those that
    were said one by one: clips by their ids, or scenes.
    """

    want: str = ""
    avoid: tuple[str, ...] = ()
    seconds: float = USUAL
    shape: Shape | None = None
    style: str | None = None
    captions: bool = False
    title: str = ""
    music: Music = "fill"
    facts: tuple[str, ...] = ()
    shots: tuple[Shot, ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Brief:
        """Read it from plain values, as a tool call has them."""
        return cls(**{**data, "shots": tuple(Shot(**shot) for shot in data.get("shots", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Storyboard:
    """A planned video. ``spare`` are further shots, the next best first, to swap in.

    ``told`` says that its shots were said one by one, so that none comes or goes by itself.
    """

    want: str
    seconds: float
    shape: Shape
    shots: tuple[Shot, ...]
    avoid: tuple[str, ...] = ()
    style: str | None = None
    captions: bool = False
    title: str = ""
    music: Music = "fill"
    spare: tuple[Shot, ...] = ()
    seed: int = 0
    facts: tuple[str, ...] = ()
    told: bool = False

    @property
    def length(self) -> float:
        """Seconds the rendered video will have; ``seconds`` is what was asked for."""
        lengths = [EXPECTED if shot.open else shot.seconds for shot in self.shots]
        return sum(lengths) - FADE * (len(lengths) - 1)

    @property
    def items(self) -> tuple[str, ...]:
        """The items in it, each once."""
        return tuple(dict.fromkeys(shot.item for shot in self.shots))

    @property
    def scenes(self) -> tuple[str, ...]:
        """What its shots stand for, of those of which it was said."""
        return tuple(shot.scene for shot in self.shots if shot.scene)

    @property
    def name(self) -> str:
        """What the video is called: its title, what it is about, or what is in it."""
        about = self.title or self.want or ", ".join(self.scenes)[:80] or _things(self.shots)
        return about[:1].upper() + about[1:] if about else "Made for you"


def _things(shots: Sequence[Shot]) -> str:
    """What the first few shots show, each once: "White dog, Beach and City street"."""
    things = dict.fromkeys(
        thing for shot in shots if (thing := _AROUND.sub("", shot.caption).strip(" .,;:!?"))
    )
    few = [_ARTICLE.sub(lambda one: one[0].lower(), thing) for thing in list(things)[:NAMED]]
    return " and ".join(filter(None, (", ".join(few[:-1]), *few[-1:])))[:80]


def to_data(board: Storyboard) -> dict[str, Any]:
    """Return plain values that JSON holds: what a decision and a recipe keep."""
    return asdict(board)


def from_data(data: Mapping[str, Any]) -> Storyboard:
    """Read what :func:`to_data` wrote; raises :class:`BadRequest` for anything else."""
    try:
        known = {field.name for field in fields(Storyboard)}
        values = {key: value for key, value in data.items() if key in known}
        for name in ("avoid", "facts"):
            values[name] = tuple(values.get(name, ()))
        for name in ("shots", "spare"):
            values[name] = tuple(Shot(**shot) for shot in values.get(name, ()))
        return Storyboard(**values)
    except TypeError as exc:
        raise BadRequest(
            "That plan can no longer be read; ask for the video once more and I make a new one."
        ) from exc


def told(board: Storyboard) -> str:
    """Return what is planned, in two sentences, and honestly how much of it was found."""
    count = len(board.shots)
    about = _about(board)
    shots = "one shot" if count == 1 else f"{count} shots"
    first = f"{_article(board)} {board.length:.0f}-second {board.shape} video{about}, {shots}"
    extras = [
        *([f"in {board.style} style"] if board.style else []),
        *(["with captions"] if board.captions else []),
        *([f"called “{board.title}”"] if board.title else []),
        *([f"with {board.music} music"] if board.music in ("calm", "lively") else []),
        *(["without music"] if board.music == "none" else []),
        *(["without sound"] if board.music == "mute" else []),
    ]
    sentences = [", ".join([first, *extras]) + "."]
    sure = sum(shot.sure for shot in board.shots)
    sentences += _lacking(board)
    if board.want and sure < count:
        some = any(shot.part for shot in board.shots)
        none = "I know of no shot with all of" if some else "Nothing here is really"
        what = f"I found {_counted(sure)} for “{board.want}”; the rest only looks near."
        sentences.append(what if sure else f"{none} “{board.want}”; this comes near.")
    if board.length < board.seconds - 1.0:
        sentences.append(f"There is not enough footage here for {board.seconds:.0f} seconds.")
    return " ".join(sentences)


def drawn(board: Storyboard, place: int, item: Item) -> Storyboard:
    """Put an item that was drawn for a shot into its place."""
    old = board.shots[place]
    end = min(old.seconds, item.duration)
    new = Shot(
        item=item.id,
        start=0.0,
        end=round(end, 3),
        low=0.0,
        high=round(item.duration, 3),
        why="Drawn for you.",
        caption=old.draw[:1].upper() + old.draw[1:],
        scene=old.scene,
    )
    shots = (*board.shots[:place], new, *board.shots[place + 1 :])
    return replace(board, shots=shots)


def settled(board: Storyboard) -> Storyboard:
    """The plan with nothing in it that is still to be drawn."""
    there = [replace(shot, draw="") for shot in board.shots if shot.item]
    return replace(board, shots=tuple(there))


def options(board: Storyboard, *, draws: bool = False) -> tuple[str, ...]:
    """Return what can be said to a plan, the likeliest first; ``draws``: shots can be drawn."""
    found = ["make it"]
    last = min(len(board.shots), len(PLACES)) - 1
    if draws and board.want and not all(shot.sure for shot in board.shots):
        found.append(DRAW)
    if board.spare:
        found.append(f"swap the {PLACES[min(2, last)]} shot")
    if last:
        found.append("another order")
    if board.told and last:
        found.append("shorter shots")
    if not board.captions:
        found.append("with captions")
    return (*found, *(() if board.told and not board.scenes else ("another plan",)))


def _about(board: Storyboard) -> str:
    if board.want:
        return f" about “{board.want}”"
    if not board.told:
        return " to your taste"
    if not board.scenes:
        return " of the clips you named"
    scenes = "”, “".join(board.scenes)
    return f": “{scenes}”" if len(board.scenes) == len(board.shots) else f" with “{scenes}”"


def _lacking(board: Storyboard) -> list[str]:
    """What single shots lack of the scenes that they stand for."""
    lacking = [(place, shot) for place, shot in enumerate(board.shots, 1) if not shot.sure]
    return [
        f"Shot {place} shows only some of “{shot.scene}”."
        if shot.part
        else f"Shot {place} only looks near “{shot.scene}”."
        for place, shot in lacking
        if shot.scene
    ]


def _article(board: Storyboard) -> str:
    """“An 8-second video”, “an 11-second one”, but “a 20-second one”."""
    length = f"{board.length:.0f}"
    return "An" if length.startswith("8") or length in ("11", "18") else "A"


def _counted(count: int) -> str:
    return "one shot" if count == 1 else f"{count} shots"
