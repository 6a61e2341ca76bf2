"""The types that flow through GeneRec. Standard library only.

Names follow Wang et al. 2023 ("Generative Recommendation: Towards Next-generation Recommender
Paradigm") where the paper has one: the *instructor* turns *instructions* and *feedback* into
*guidance*, the *editor* and *creator* turn guidance into *artifacts*, and *fidelity checks*
decide whether an artifact may be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

Origin = Literal["uploaded", "edited", "created"]
"""How an item came to be. ``uploaded`` is all we know of a file somebody put here; what they
say about it is kept in :attr:`Item.declared` and quoted, never vouched for."""

FeedbackKind = Literal["like", "dislike", "less", "skip", "watch", "rate", "comment"]
"""``dislike`` speaks of the item alone, ``less`` of everything like it."""

Role = Literal["visitor", "assistant"]
DecisionKind = Literal["ask", "retrieve", "edit", "create", "chat", "refuse"]
Verdict = Literal["pass", "fail", "unknown"]
Comparison = Literal[
    "calmer", "livelier", "shorter", "longer", "brighter", "darker", "happier", "funnier",
    "more colourful", "newer", "older",
]  # fmt: skip
"""Ways in which a clip can be asked for relative to those on the screen."""
Shape = Literal["portrait", "square", "landscape"]
Bound = Literal["at_least", "at_most"]
Pixels = Literal["kept", "changed", "made"]
"""What an operation did to the picture: ``kept`` (a cut, a chosen frame), ``changed``
(restyled, recoloured), ``made`` (generated)."""

Tick = Callable[[float], None]
"""Progress callback: ``tick(fraction)`` with a fraction from 0 to 1. Long work calls it several
times a second, from any of its threads; it raises :class:`models.errors.Cancelled` once the
visitor pressed stop."""


def no_tick(fraction: float) -> None:
    """A :data:`Tick` for work nobody watches."""


Pulse = Callable[[], None]
"""Called several times a second by work that cannot say how far it is; what it raises ends it."""


def no_pulse() -> None:
    """A :data:`Pulse` for work nobody stops."""


EMPTY: Mapping[str, Any] = MappingProxyType({})


MAKE_ONE = "make one for me"
"""What a visitor says who takes up the offer of something made for them."""
DEMO = "rendered by a program (demo corpus)"
"""What clips of the demo corpus declare."""
DRAW = "draw "
"""How an answer begins that has something drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A micro-video that can be shown. ``owner`` is ``None`` when everybody may see it."""

    id: str
    title: str
    media: Path
    duration: float
    width: int = 0
    height: int = 0
    has_audio: bool = False
    thumbnail: Path | None = None
    origin: Origin = "uploaded"
    declared: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    licence: str = ""
    parents: tuple[str, ...] = ()
    owner: str | None = None
    created_at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One thing a visitor did about one item.

    ``value`` is seconds for ``watch`` and 1 to 5 for ``rate``.
    """

    user: str
    item: str
    kind: FeedbackKind
    value: float | None = None
    text: str = ""
    at: float = 0.0


Origins = Literal["all", "people", "made"]
"""Whose items a visitor wants to see: all, only what people made, only what was made for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """How a visitor wants the ranking. ``breadth`` runs from 0 (more of the same) to 1."""

    breadth: float = 0.5
    origins: Origins = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file the visitor put into a message, already probed; ``item`` once it was taken in.

    ``agreed`` is whether those seen in it agreed to be shown changed, as far as the visitor said;
    ``None`` where no face was seen.
    """

    path: Path
    name: str
    kind: Literal["image", "video", "audio"]
    item: str | None = None
    agreed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One side of one exchange. ``shown`` lists the ids of the items on its cards, in order."""

    role: Role
    text: str
    attachments: tuple[Attachment, ...] = ()
    shown: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """What to find or make, as far as it is known. ``unknown`` names the slots still open.

    ``want`` is for people to read; ``query`` is what is searched for where that differs.
    ``compare`` asks for clips that are more so than those in ``than`` (item ids). ``target`` is
    the item to edit, ``like`` the one to find more like, ``show`` the very ones to show again.
    ``at_least`` and ``at_most`` bound a clip's seconds; ``strict`` names those of them that are
    shut out themselves ("under 6"). ``others`` leaves out what was shown.
    ``shape`` keeps clips of one shape; ``most`` asks for the one that is most so ("the shortest").
    ``count`` is how many to show; 0: a few. With a ``query`` and no ``want`` something is meant to
    suit a mood.
    """

    want: str = ""
    query: str = ""
    avoid: tuple[str, ...] = ()
    compare: Comparison | None = None
    than: tuple[str, ...] = ()
    target: str | None = None
    like: str | None = None
    show: tuple[str, ...] = ()
    style: str | None = None
    seconds: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    strict: tuple[Bound, ...] = ()
    others: bool = False
    shape: Shape | None = None
    most: Comparison | None = None
    count: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A tool by name with its arguments, before validation."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Who decided: the name of the model, and of its prompt with the prompt's hash.

    ``fault`` says why the chat model's own answer was not used, if it was asked and was not.
    """

    name: str = "embedded"
    prompt: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the instructor wants done. ``why`` is one sentence for the visitor.

    ``calls`` run in order; each edit works on the result of the one before it. ``ask``, ``chat``
    and ``refuse`` carry no calls and say ``text``; ``options`` are clickable answers. ``then`` are
    further decisions of the same sentence, about other items: they follow in order. ``afterwards``
    is what it asks for once that is done, in its words. ``preface`` is said first, ``footnote``
    last.
    """

    kind: DecisionKind
    guidance: Guidance = Guidance()
    calls: tuple[ToolCall, ...] = ()
    text: str = ""
    options: tuple[str, ...] = ()
    why: str = ""
    then: tuple[Decision, ...] = ()
    afterwards: str = ""
    preface: str = ""
    footnote: str = ""
    decider: Decider = Decider()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a file was made: enough to make it again, and nothing private."""

    tool: str
    pixels: Pixels
    parameters: Mapping[str, Any] = field(default_factory=dict)
    model: str = ""
    weights: str = ""
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A file a tool produced, in a private work folder, not yet checked or signed.

    ``sources`` are the files it was made of, in the order of ``parents``; ``mark`` is the
    identifier that is drawn invisibly into its pictures, ``None`` where they were left alone;
    ``looks`` are perceptual hashes of pictures of it, where somebody saw them go by.
    """

    media: Path
    kind: Literal["video", "image"]
    title: str
    parents: tuple[str, ...]
    recipe: Recipe
    note: str = ""
    sources: tuple[Path, ...] = ()
    mark: int | None = None
    looks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a check saw something: it names what it is and never repeats it.

    Attributes:
        kind: what was seen, such as ``"phone number"``.
        where: ``"title"``, ``"request"`` … for words, ``"frame"`` for a picture.
        span: characters of those words, from and to.
        time: of the frame, seconds.
        box: left, top, width and height in the frame, as shares of it.
    """

    kind: str
    where: str
    span: tuple[int, int] | None = None
    time: float | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One fidelity check's finding. ``unknown`` is neither zero nor pass.

    ``remedy`` is the edit that would mend it, if there is one.
    """

    name: str
    verdict: Verdict
    score: float | None = None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    remedy: Literal["", "blur"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FidelityReport:
    """All checks of one artifact, the marks it got, and what follows from them."""

    checks: tuple[Check, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """``fail`` if any check failed, else ``unknown`` if any is unknown, else ``pass``."""
        verdicts = {check.verdict for check in self.checks}
        if "fail" in verdicts:
            return "fail"
        return "unknown" if "unknown" in verdicts else "pass"


OfferState = Literal["asked", "published", "refused", "withdrawn"]
"""How an offer to others stands: a person is to look at it, said yes, said no; or it was taken
back.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An item as the visitor sees it: with one line of why, and what was done to it.

    ``span`` is the part of it that is meant, seconds; ``None`` for all of it. ``strength`` (0 to 1)
    is how strongly it was changed, where the visitor may move that. ``offered`` is how the
    visitor's offer of it to others stands, ``None`` where they made none.
    """

    item: Item
    why: str
    badge: str = ""
    liked: bool | None = None
    thumbnail_note: str = ""
    span: tuple[float, float] | None = None
    strength: float | None = None
    offered: OfferState | None = None


# --- what one turn yields, in order -------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of the assistant, with clickable answers if it asked something.

    A ``footnote`` is about the answer and no part of it.
    """

    text: str
    options: tuple[str, ...] = ()
    footnote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A tool at work. The same ``id`` comes again with new progress until it is done.

    ``preview`` is what there is so far, a small labelled JPEG as a data URI; it is shown and never
    kept.
    """

    id: str
    title: str
    status: Literal["running", "done", "failed", "cancelled"]
    fraction: float | None = None
    note: str = ""
    seconds: float | None = None
    preview: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Cards to put on the screen."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A sentence that says what is wrong and what to do; the conversation goes on."""

    text: str


Event = Said | Step | Shown | Refused
