"""The last search once more with something else besides: "same but at night", "and with snow?"."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.edits.wishes import wishes
from agents.read.searches import search
from agents.read.words import content_words
from agents.scene import Scene
from models.domain import Decision, Guidance

_LEAD = r"(?:(?:no|nah|ok|okay|now|and|hm+|please|pls|show me|i want|can i have|give me)[\s,.!]+)*"
_SAME = re.compile(
    rf"{_LEAD}(?:(?:the |exactly the )?same(?: (?:thing|things|ones?|clips?|videos?|search|again|"
    r"kind))*|(?:like )?(?:that|those|these)|again)[\s,]+(?:but|only|just|except|though)[\s,]+"
    r"(?P<change>.+)"
)
_AND = re.compile(
    r"(?:and|but|or|now|ok|okay|maybe|hm+|(?:and |or )?(?:what|how) about)[\s,]+(?:(?:some|ones?|"
    r"those|something) )?(?P<change>(?:with|without|at|in|on|under|by|near|during|from)\b .+?)"
)
_WHERE = re.compile(r"\s+\b(?:in|on|at|under|by|near|during)\b.*$")
_END = re.compile(r"(?:[\s,]+(?:please|pls|plz|instead|this time|then|now|too|maybe))*[\s.?!]*$")


def same_but(words: str, scene: Scene) -> Decision | None:
    """Return the last search changed by what plain ``words`` say; ``None`` where they say no such
    thing, or speak of the one clip in hand.
    """
    whole = _SAME.fullmatch(words)
    said = whole or _AND.fullmatch(words)
    last = last_search(scene)
    if said is None or last is None or scene.planning or scene.brought is not None:
        return None
    if scene.like_vector is not None or (whole is None and scene.focus is not None):
        return None
    change = _END.sub("", said["change"])
    read = search(change)
    if wishes(f"make it {change}").calls and scene.focus is not None:
        return None
    named = bool(content_words(read.want))
    bounded = (read.at_least, read.at_most, read.shape) != (None, None, None) or read.compare
    if not (named or read.avoid or bounded) or read.most is not None:
        return None
    before = _WHERE.sub("", last.want) if "instead" in words else last.want
    plainly = named and not read.avoid and not bounded
    more = change if plainly else read.want
    want = " ".join(filter(None, (before, re.sub(r"^(?:it|that)(?:'s| is) ", "", more))))
    guidance = Guidance(
        want=want,
        avoid=tuple(dict.fromkeys((*last.avoid, *read.avoid))),
        like=last.like,
        compare=read.compare,
        than=tuple(item.id for item in scene.screen) if read.compare else (),
        at_least=last.at_least if read.at_least is None else read.at_least,
        at_most=last.at_most if read.at_most is None else read.at_most,
        strict=read.strict or last.strict,
        shape=read.shape or last.shape,
        count=read.count or last.count,
    )
    if last.like and last.like not in {item.id for item in scene.seen} | {
        item.id for item in scene.screen
    }:
        guidance = replace(guidance, like=None)
    return Decision(kind="retrieve", guidance=guidance, why="You asked for the same, changed.")


def last_search(scene: Scene) -> Guidance | None:
    """What was sought last, where that is what was done last."""
    made = next((one.decision for one in reversed(scene.past) if one.decision is not None), None)
    if made is None or made.kind != "retrieve" or made.guidance.show:
        return None
    return made.guidance if made.guidance.want or made.guidance.like else None
