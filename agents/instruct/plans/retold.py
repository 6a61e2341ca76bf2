"""What is said of a plan in other words: the same again but otherwise, and what a change did."""

from __future__ import annotations

import re
from collections import Counter

from agents.make.film_words import read
from agents.make.recut import recut
from agents.make.storyboard import LEAST, MOST, Brief, Shot, Storyboard
from agents.read.words import content_words
from models.errors import BadRequest

_LEAD = (
    r"^(?:(?:ok|okay|now|and|please|yes|no|nice|great|make|do|show|give|want|try|can you|could you|"
    r"i|me|us|would like|it|a|one)[,.!]*\s+)*"
)
_SAME = re.compile(
    rf"{_LEAD}(?:(?:exactly|just)\s+)?(?:the )?(?:very )?same(?:\s+(?:again|one|thing|video|film|"
    r"clip|plan|idea|as before))*\b[\s,:]*(?:but|only|just|and|now|except)?[\s,:]*(?P<rest>.+)$"
)
_MAKE = (
    r"^(?:(?:ok|okay|now|and|please|yes|no|make|do|try|it|that|this|be|time|the video)[,.!]*\s+)*"
)
_INSTEAD = re.compile(
    rf"{_MAKE}(?:(?:about|with|of|on)\s+)?(?P<topic>.+?)\s+instead(?:\s+of\s+.+)?$|"
    rf"{_MAKE}about\s+(?P<about>.+)$"
)
_ABOUT = re.compile(r"^(?:about|with|of|for|on|using)\s+(?P<topic>.+)$")
_FOR = re.compile(r"(?P<new>.+?) instead of (?:the )?(?P<old>.+)")
_EDGES = " .,!?;:'\""


def again(board: Storyboard, words: str) -> Brief | Storyboard | None:
    """Return what "the same but …" means: another plan to be made, or this one changed.

    ``words`` are plain; ``None`` if they say nothing of the kind.
    """
    same = _SAME.match(words.strip(_EDGES))
    if same is None:
        return None
    rest = same["rest"].strip(_EDGES)
    try:
        changed = recut(board, rest)
    except BadRequest:
        changed = None  # "the same but with the second one" may speak of something else
    if changed is not None:
        return changed
    if board.told:
        return None  # what was told shot by shot is not thrown away for a word
    topic = _ABOUT.match(rest)
    swapped = _FOR.fullmatch(topic["topic"] if topic else rest)
    if swapped is not None and swapped["old"] in board.want:
        return about(board, board.want.replace(swapped["old"], swapped["new"]))
    return about(board, topic["topic"] if topic else f"{board.want} {rest}")


def rest_of_same(words: str) -> str:
    """What is said after "the same but"; empty of other words."""
    same = _SAME.match(words.strip(_EDGES))
    return "" if same is None else str(same["rest"]).strip(_EDGES)


def instead(board: Storyboard, words: str) -> Brief | None:
    """Return the plan with another topic, as in "about cats instead"; ``None`` for other words."""
    found = _INSTEAD.match(words.strip(_EDGES))
    return None if found is None else about(board, found["topic"] or found["about"])


def about(board: Storyboard, topic: str) -> Brief:
    """The wish of a plan with another topic; what is said besides changes the wish, too."""
    said = read(topic)
    want = " ".join(said.topic.split()).strip(_EDGES)
    # A title that names the old topic goes with it.
    named = set(content_words(board.title)) & set(content_words(board.want))
    stays = not named or named <= set(content_words(want))
    return Brief(
        want=want[:400],
        avoid=board.avoid,
        seconds=min(MOST, max(LEAST, said.seconds or board.seconds)),
        shape=said.shape or board.shape,
        style=said.style or board.style,
        captions=board.captions if said.captions is None else said.captions,
        title=(board.title if stays else "") if said.title is None else said.title,
        music=said.music or board.music,
    )


def change(before: Storyboard, after: Storyboard) -> str:
    """Return in a few words what a change did; empty where the plan's own words say it."""
    one, other = [shot.item for shot in before.shots], [shot.item for shot in after.shots]
    same_parts = [_key(shot) for shot in before.shots] == [_key(shot) for shot in after.shots]
    if same_parts:
        if before.title and not after.title:
            return "Without a title."
        if before.captions and not after.captions:
            return "Without captions."
        return _music(before, after)
    new = [
        f"{n} is “{shot.scene or shot.caption}”"
        for n, shot in enumerate(after.shots, 1)
        if shot.open and shot not in before.shots
    ]
    if new:
        return f"Shot {', and shot '.join(new)} now."
    if sorted(map(_key, before.shots)) == sorted(map(_key, after.shots)):
        return "In another order."
    if len(one) == len(other):
        changed = [n for n, (a, b) in enumerate(zip(one, other, strict=True), 1) if a != b]
        if changed:
            return f"Shot {changed[0]} is another one now." if len(changed) == 1 else ""
        spans = zip(before.shots, after.shots, strict=True)
        moved = [n for n, (a, b) in enumerate(spans, 1) if _key(a) != _key(b)]
        if len(moved) == 1:
            return f"Shot {moved[0]} has {after.shots[moved[0] - 1].seconds:.1f} seconds now."
        return f"{after.length:.0f} seconds now."
    if len(one) > len(other) and set(map(_key, after.shots)) <= set(map(_key, before.shots)):
        gone = _gone(before, after)
        return f"Without shot{'s' if len(gone) > 1 else ''} {' and '.join(map(str, gone))}."
    return f"{after.length:.0f} seconds now."


def _gone(before: Storyboard, after: Storyboard) -> list[int]:
    """Which shots, from 1, are left out; of one that was there twice the later."""
    left, gone = Counter(map(_key, after.shots)), []
    for n, shot in enumerate(before.shots, 1):
        left[_key(shot)] -= 1
        if left[_key(shot)] < 0:
            gone.append(n)
    return gone


def _music(before: Storyboard, after: Storyboard) -> str:
    changed = before.music != after.music and after.music == "fill"
    return "Music only where the clips are silent." if changed else ""


def _key(shot: Shot) -> tuple[str, float, float]:
    return (shot.item, shot.start, shot.end)


def unchanged(board: Storyboard) -> str:
    """What to say when a change of the plan was not understood."""
    names = [shot.scene or shot.caption for shot in board.shots if shot.scene or shot.caption]
    inside = f", with “{'”, “'.join(names[:6])}”" if names else ""
    ways = "“swap the first shot”, “in portrait”, “the same but at night”"
    if board.told and len(names) > 1:
        ways = (
            f"“leave out {_the(names[-1])}”, “{_the(names[-1])} first”, “add a sunset at the end”"
        )
    return (
        f"I did not understand that, so the plan stays as it is{inside}. Say for instance {ways}."
    )


def _the(name: str) -> str:
    """A shot by its name, as one says it."""
    name = re.sub(r"^(?:the|an?|some|my)\s+", "", name, flags=re.IGNORECASE)
    return f"the {name[:1].lower()}{name[1:]}"
