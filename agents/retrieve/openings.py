"""The sentence above the cards: what they are, or honestly that they are not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from agents.read.searches import MOST
from agents.read.words import content_words
from agents.retrieve.comparison import WAYS
from agents.retrieve.retriever import Found
from agents.retrieve.taste import Taste
from agents.retrieve.topics import DULL
from models.domain import Guidance

_HOW = frozenset(
    "calming natural exciting romantic spooky scary interesting cheerful sad gloomy cozy inspiring "
    "satisfying magical dreamy peaceful soothing energetic lively colourful colorful crazy weird "
    "silly cheering hilarious adorable epic mysterious".split()
)
"""How something may be, beside what clips are called so often that it tells nothing."""
LONGEST_QUOTE = 80
"""Characters of what somebody asked for that are said back."""


def opening(
    guidance: Guidance, found: Sequence[Found], taste: Taste, *, again: bool = False
) -> str:
    """Return the sentence above the cards: what they are, or honestly that they are not.

    ``again``: something was shown before.
    """
    sure = any(one.sure for one in found)
    want = quoted(guidance.want)
    if guidance.like and guidance.compare is None:
        return _like(want, sure=sure)
    if guidance.most is not None:
        about = f" {_about(want)}" if want else " of these" if guidance.than else ""
        if WAYS[guidance.most].measure is None:
            return (
                f"Which is the {MOST[guidance.most]}{about} I cannot tell; by their words these "
                "come nearest:"
            )
        return f"The {MOST[guidance.most]}{about or ' here'}."
    if guidance.compare is not None:
        if not sure:
            here = f"{_about(want)} here" if want else "here"
            return f"Nothing else {here} is {guidance.compare}; the nearest are:"
        still = f", still {_about(want)}" if want else ""
        return f"{guidance.compare.capitalize()} ones{still}."
    length = bounds(guidance)
    if length and not guidance.want:
        return f"Here are some that are {length}."
    if guidance.want:
        return _wanted(guidance, found)
    if guidance.avoid:
        return f"Here are some without {' or '.join(guidance.avoid)}."
    if taste.history is not None or taste.wants or taste.liked or taste.companions:
        return "Here are some you may like."
    return "Here are some others." if again else "Here are some to start with."


def _wanted(guidance: Guidance, found: Sequence[Found]) -> str:
    """What was found for words, or that it was not."""
    want, length = quoted(guidance.want), bounds(guidance)
    without = f", without {' or '.join(guidance.avoid)}" if guidance.avoid else ""
    if not any(one.sure for one in found):
        if _quality(guidance.want):
            return f"Of no clip is noted that it is “{want}”; these may come near:"
        return f"Nothing here is really “{want}”; the nearest are:"
    if partly(guidance, found):
        return f"I know of no clip here with all of “{want}”{without}; these come nearest:"
    length = f", {length}" if length else ""
    return f"Here is what comes closest to “{want}”{without}{length}."


def _quality(want: str) -> bool:
    """Whether ``want`` says how something is, and names nothing that could be seen or not."""
    words = content_words(want)
    return bool(words) and all(word in DULL or word in _HOW for word in words)


def met(guidance: Guidance, found: Sequence[Found]) -> bool:
    """Whether something of what was found is all that was asked for; of nothing, anything is."""
    return not guidance.want or (any(one.sure for one in found) and not partly(guidance, found))


def partly(guidance: Guidance, found: Sequence[Found]) -> bool:
    """Whether what was found has some of what was asked for, and none of it all."""
    sure = [one for one in found if one.sure]
    plain = guidance.like is None and guidance.compare is None and guidance.most is None
    return bool(guidance.want and sure and plain) and not any(one.whole for one in sure)


def _like(want: str, *, sure: bool) -> str:
    """What is like another one, and ``want`` besides."""
    if not want:
        return "Here is more like it."
    if not sure:
        return f"Nothing here is like it and “{want}”; the nearest are:"
    return f"Like it, with “{want}” in mind:"


def offered(want: str, able: Collection[str]) -> str:
    """What to say to have made what is not here."""
    return f"{'generate' if 'create' in able else 'make'} a video of {quoted(want)}"


def bounds(guidance: Guidance) -> str:
    """The shape and the bounds on a clip's length, in words."""
    told: list[str] = [guidance.shape] if guidance.shape else []
    if guidance.at_least is not None:
        past = "at_least" in guidance.strict
        told.append(f"{'longer than' if past else 'at least'} {guidance.at_least:g} s")
    if guidance.at_most is not None:
        past = "at_most" in guidance.strict
        told.append(f"{'shorter than' if past else 'at most'} {guidance.at_most:g} s")
    return " and ".join(told) + (" long" if told and told[-1].startswith("at ") else "")


def unbounded(guidance: Guidance) -> Guidance | None:
    """The same search without shape and lengths; ``None`` where it has none, or no topic."""
    if not guidance.want or not bounds(guidance):
        return None
    return replace(guidance, at_least=None, at_most=None, strict=(), shape=None)


def nothing(guidance: Guidance, *, made_alone: bool) -> str:
    """Say that nothing was found; ``made_alone``: only what was made here was to be shown."""
    if bounds(guidance):
        return f"No clip here is {bounds(guidance)}. Try another one."
    if made_alone:
        return "Nothing was made for you yet. Change a clip, or say “show everything”."
    return (
        "There is nothing here to show for that yet. Try other words, or add clips "
        "with “python -m app.ingest FOLDER”."
    )


def none_within(guidance: Guidance) -> str:
    """Say that what was sought is here, but not of that shape or length."""
    return (
        f"Nothing {_about(quoted(guidance.want))} here is {bounds(guidance)}. Otherwise there is:"
    )


def _about(want: str) -> str:
    """How the topic goes on in a sentence: with animals, about “a city at night”."""
    return f"with {want}" if " " not in want else f"about “{want}”"


def quoted(want: str) -> str:
    """Cut what is said back to a readable length."""
    return want if len(want) <= LONGEST_QUOTE else want[: LONGEST_QUOTE - 1].rstrip() + "…"
