"""Words that were written on a clip are to be others, elsewhere, larger or in another colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from agents.instruct.edits.changed_before import Edits, Found, call_of, latest, moved
from agents.make.naming import Part
from agents.read.letters import CALLED, restyled
from agents.read.words import plain

ALIKE = 0.5
"""Likeness of two words from which one may be written for the other."""
_OLD_NEW = tuple(
    re.compile(rf"(?:.*?[\s,.:])??{pattern}[\s.!]*", re.IGNORECASE)
    for pattern in (
        r"(?:change|replace|swap|correct|turn) (?P<old>.{1,60}?) (?:to|with|by|into|for) "
        r"(?P<new>.{1,60}?)",
        r"not (?P<old>[^,]{1,60}?)(?:,| but|, but) (?P<new>.{1,60}?)",
        r"(?P<new>[^,\s](?:[^,]{0,60}?[^,\s])?)[\s,]+(?:and |but )?(?:not|instead of|rather than) "
        r"(?P<old>.{1,60}?)",
        r"(?P<old>\S{1,60}) (?:should|must|has to|needs to) (?:be|say|read) (?P<new>.{1,60}?)",
    )
)
_NEW = re.compile(
    r"(?:.*?[\s,.:])??(?:(?:should|must|has to|needs to|to|meant to) (?:be|say|read)|make it say|"
    r"says?|"
    r"i mean(?:t)?|(?:it's|its|it is) (?:spell?ed|spelt|called|written)|name is|name's) "
    r"(?P<new>\S.{0,100}?)(?: please| instead)?[\s.!]*",
    re.IGNORECASE,
)
_ALL_OF_IT = re.compile(
    rf"(?:.*?[\s,.:])??(?:change|set|switch|make|replace|turn) (?:the |my |that |all )*{CALLED}s?"
    r"(?: on it)? (?:to|into|by|with|say|read|be) (?P<new>\S.{0,100}?)(?: please| instead)?[\s.!]*",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"(?:(?:no|nope|sorry|oops|wait|actually|i|mean|meant|it|should|be|say|read|rather|better|"
    r"make|that|please|instead|not that|hm+)\b[\s,.!:]*)*\"(?P<new>[^\"]{1,200})\""
    r"(?:[\s,.!]*(?:i|mean|meant|please|instead|sorry|rather|better)\b)*[\s.!]*",
    re.IGNORECASE,
)


def respelt(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """Other words in the place of some that were written, or of all."""
    part = latest(parts, "text")
    if part is None:
        return None
    before = str(part.value)
    straight = " ".join(text.translate(str.maketrans("“”’‘", "\"\"''")).split())
    for pattern in _OLD_NEW:
        found = pattern.fullmatch(straight)
        old = _bare(found["old"]) if found else ""
        at = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", before, re.IGNORECASE) if old else None
        if found is not None and at is not None:
            new = _last_words(_bare(found["new"]), len(old.split()))
            return moved(part, edits, text=f"{before[: at.start()]}{new}{before[at.end() :]}")
    whole = _ALL_OF_IT.fullmatch(straight)
    if whole is not None and not restyled(plain(straight), call_of(part, edits).arguments):
        return moved(part, edits, text=_bare(whole["new"]))
    found = _QUOTED.fullmatch(straight) or _NEW.fullmatch(straight)
    new = _bare(found["new"]) if found else ""
    near = _nearest(new, before)
    if near:
        return moved(part, edits, text=re.sub(rf"(?<!\w){re.escape(near)}(?!\w)", new, before))
    # Said to be written, it is all of it; "it should be night" is not.
    says = re.search(r"\b(?:say|says|read|reads)\b|\"", straight)
    return moved(part, edits, text=new) if new and says and new != before else None


def _bare(words: str) -> str:
    return words.strip(" ,.\"'")


def _last_words(said: str, count: int) -> str:
    """What is written anew, behind what leads to it: of "it should be Tom" the name."""
    led = re.match(
        r".*\b(?:be|say|says|read|reads|is|it's|its|meant|mean|sorry|no|oops|spelled|spelt|called|"
        r"written|with|use)\b[\s,:]+", said, re.IGNORECASE,
    )  # fmt: skip
    rest = said[led.end() :] if led else said
    return _bare(rest) if rest.strip() else " ".join(said.split()[-count:])


def _nearest(new: str, before: str) -> str:
    """The word of ``before`` for which ``new``, one word, was meant; empty where none is."""
    words = [_bare(word) for word in before.split()]
    if not new or " " in new or len(words) < 2 or new in words:
        return ""
    like = {word: SequenceMatcher(None, word.lower(), new.lower()).ratio() for word in words}
    best = max(like, key=lambda word: like[word])
    return best if like[best] >= ALIKE else ""


def lettered(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """Words that were written elsewhere, in another size or colour: those that are named by some
    of theirs, or the latest.
    """
    part, words = latest(parts, "text"), plain(text)
    for one in [part for part in reversed(parts) if part.name == "text"]:
        own = {word for word in plain(str(one.value)).split() if len(word) > 2}
        named_so = [word for word in words.split() if word.strip(",.!") in own]
        rest = " ".join(word for word in words.split() if word not in named_so)
        if named_so and restyled(rest, call_of(one, edits).arguments):
            part, words = one, f"{rest} text"
            break
    if part is None:
        return None
    said = restyled(words, call_of(part, edits).arguments)
    named = re.search(rf"\b{CALLED}\b", words) is not None
    if not named and "text_size" in said and part != latest(parts, "text", "zoom"):
        return None
    return moved(part, edits, **said) if said else None
