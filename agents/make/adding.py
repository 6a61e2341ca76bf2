"""Something new in a plan, by words: "a sunset at the end", "replace the second by a dog".

It is an open shot, which :mod:`agents.make.filling` finds; a clip that was seen before is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.make.ordering import LENGTH, Wish, at, grown, row_of, target
from agents.make.storyboard import Shot, Storyboard
from agents.read.rows import Row, bounded, listed, named
from agents.read.words import content_words
from models.domain import Item
from models.errors import BadRequest
from models.stylise.styles import find

_OTHER = re.compile(
    r"^(?:(?:an?|some|any|the)\s+)?(?:other|another|different|something else|something different|"
    r"new|else|better)\b"
    r"(?:\s+(?:one|clip|shot|video|scene|thing))?$|^another(?: (?:one|clip|shot))?$"
)
_FOR = re.compile(
    r"\b(?:replace|swap|change|exchange|switch|trade|turn)\b(?P<old>.+?)\b(?:by|with|for|to|into|"
    r"out for|against)\s+(?P<new>.+)$|"
    r"\b(?:make|let|have)\b(?P<made>.+?)\b(?:show|be|into|into)?\s+(?P<what>(?:an?|some|"
    r"something)\s.+)$|"
    r"^(?:(?:please|use|take|i want|i'd like|i'd (?:rather|prefer)(?: to)?|have|see|put|give me|"
    r"show)\s+)*(?P<first>.+?)\s+(?:instead of|"
    r"in place of|rather than|than|as)\s+(?P<last>.+)$|"
    r"^(?P<place>.+?)\s+(?:should|must|has to|could) (?:show|(?:be|have)(?= (?:an?|some|"
    r"something)\b))\s+(?P<shown>.+)$"
)
_KIND = re.compile(
    r"^(?:(?:one more|another)\s+)?(?:(?:something|some|(?:a )?(?:clip|shot|video|scene)) (?:with|"
    r"of|about)\s+)?|"
    r"\s+(?:one|clip|video|shot|scene)?(?:\s*(?:from )?(?:before|earlier))?$"
)
"""What is said around a scene: "something with …", "one more … shot"."""
_ANOTHER = re.compile(
    r"^(?:an?|some|the)? ?(?:(?:completely|totally|very|whole|slightly) )?"
    r"(?:different|other|another|better|nicer|prettier) (?=\w)"
)
"""Not the one that is there: of "a different mountain" the mountain is what is looked for."""
_INSTEAD = re.compile(r"[\s,]*\binstead\b[\s.!]*$")
_ADD = re.compile(
    r"^(?:(?:please|now|also|and|then|can you|could you|can we|could we|i want|i'd like|want|"
    r"let's|what about|how about|maybe|"
    r"there should be|i need)\s+)*"
    r"(?:(?:add|append|insert|include|attach|throw in|squeeze in|put in|have|put|place|end|finish|"
    r"close|start|begin|open)\b"
    r"(?: it| the (?:video|film)| in| on)?(?: (?:with|on|in))?\s+|(?:also|plus)\s+|"
    r"(?P<bare>(?=(?:an?|some|something|one more|another)\b)))(?P<what>.+)$"
)
MUSIC = r"(?:music|song|soundtrack|tune|track|melody)"


def put_for(board: Storyboard, wish: Wish) -> Storyboard | None:
    """Something that is named in the place of a shot: "replace the second by a dog"."""
    words = _INSTEAD.sub("", wish.words)
    match = _FOR.search(words)
    if match is None:
        return None
    old, new = (
        (match[one], match[other])
        for one, other in (("old", "new"), ("made", "what"), ("last", "first"), ("place", "shown"))
        if match[one] is not None
    ).__next__()
    row = row_of(board)
    places = listed(named(old, row))
    others = [one for one in named(new, row) if one.places and (one.sure or one.definite)]
    if not places or _OTHER.match(new.strip()) or not content_words(new):
        return None
    bounded(places, len(board.shots), "shot")
    if others:
        return None  # two of the plan change places
    look = find(new)
    if look is not None and not match["new"]:
        raise BadRequest(
            f"A style is for all of a video, not for one shot: say “make it {look.name}”."
        )
    if LENGTH.search(new) or re.match(r"(?:an? )?(?:bit|little|lot) ", new):
        return None
    shots = list(board.shots)
    for place in places:
        shots[place] = _open(new, wish.before)
    return replace(board, shots=tuple(shots), spare=(*board.spare, *at(board.shots, places)))


def added(board: Storyboard, wish: Wish) -> Storyboard | None:
    """Something more that is named: "a sunset at the end", "add the cat clip after the first"."""
    match = _ADD.match(wish.words)
    if match is None:
        return None
    what = match["what"]
    cut = re.search(
        r"[\s,]*\b(?:(?:to|at|as|in) the (?:very )?(?:end|start|beginning|front|back|top|middle)|"
        r"first|last|(?:right )?(?:after|before|between|behind|in front of)\b.*)\s*$",
        what,
    )
    new = (what[: cut.start()] if cut is not None else what).strip()
    own = [one for one in named(new, row_of(board)) if one.places and (one.sure or one.definite)]
    if match["bare"] is not None and cut is None:
        return None  # "a calmer one"
    if not content_words(new) and not own or re.match(r"(?:more|it|them|that|this)\b", new):
        return None
    if LENGTH.search(new) or re.search(
        rf"\b(?:{MUSIC}|titles?|captions?|subtitles?|text|words|sound|effects?|filter|seconds?|"
        rf"transitions?|fades?)\b",
        new,
    ):
        return None
    if own:
        if (
            not re.match(
                r"^(?:please |now |also |and )*(?:add|append|insert|include|attach)\b", wish.words
            )
            or "before" in new
        ):
            return None  # "put the second first" moves it
        new_shots = [board.shots[place] for one in own for place in one.places]
    elif re.match(r"(?:another|other|different)\b(?: (?:one|clip|shot))?$", new):
        if not board.spare:
            return None
        new_shots = [board.spare[0]]
    else:
        pieces = re.split(r"\s*,\s*|\s+and (?:then )?(?=(?:an?|the|some|something)\b)", new)
        new_shots = [_open(piece, wish.before) for piece in pieces if content_words(piece)]
    to = target(board, wish, [])
    shots = list(board.shots)
    shots[len(shots) if to is None else to : len(shots) if to is None else to] = new_shots
    return grown(board, shots)


def _open(words: str, before: Sequence[Item]) -> Shot:
    """A shot that is still to be found: of a clip that was seen before, or of a scene."""
    said = re.sub(
        r"^(?:(?:with|of|showing|also|by)\s+)+|[\s,]+(?:too|as well|please|instead|again)$",
        "",
        words.strip(),
    )
    known = Row.of(before)
    one = next(iter(named(said, known)), None)
    if one is not None and one.definite and one.places and one.words:
        item = before[one.places[0]]
        return Shot(item=item.id, caption=item.title)
    said = _ANOTHER.sub("", _KIND.sub("", said))
    return Shot(item="", scene=said[:200], caption=said[:60])
