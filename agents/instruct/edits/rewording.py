"""Words that were written on a clip are to be others, elsewhere, larger or in another colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from agents.instruct.edits.changed_before import Edits, Found, call_of, latest, moved
from agents.instruct.edits.wishes import wishes
from agents.make.naming import BESIDE, Part
from agents.read.lettering import at_the_bottom, below
from agents.read.letters import CALLED, restyled
from agents.read.references import ORDINALS, position
from agents.read.words import plain
from models.domain import Decision

ALIKE = 0.5
"""Likeness of two words from which one may be written for the other."""
ALIKE_TEXTS = 0.6
"""Likeness of two texts from which one may be meant for the other."""
_OLD_NEW = tuple(
    re.compile(rf"(?:.*?[\s,.:])??{pattern}[\s.!]*", re.IGNORECASE)
    for pattern in (
        r"(?:change|replace|swap|correct|turn) \"(?P<old>[^\"]{1,200})\" (?:to|with|by|into|for) "
        r"(?P<new>.{1,202}?)",
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
    rf"(?:.*?[\s,.:])??(?:change|set|switch|make|replace|turn) (?:the |my |that |all )*"
    rf"(?:(?:{'|'.join(ORDINALS)}) )?(?:{CALLED}|line)s?"
    r"(?: on it)? (?:to|into|by|with|say|read|be) (?P<new>\S.{0,100}?)(?: please| instead)?[\s.!]*",
    re.IGNORECASE,
)
_AROUND = (
    r"(?:(?:no|nope|ok|okay|oh|oops|hm+|well|sorry|wait|then|and|but|now|just|actually|please|pls|"
    r"can|could|you)\b[\s,.!]*)*"
)
_INSTEAD = re.compile(
    rf"{_AROUND}(?:"
    r"(?:write|put|say|use) \"(?P<quoted>[^\"]{1,200})\"(?: on (?:it|there)| there)?[\s,]+"
    r"(?:instead|rather)|"
    r"(?:instead|rather)[\s,]+(?:write|put|say|use) \"(?P<rather>[^\"]{1,200})\"|"
    r"write (?P<bare>[^\s\",][^\",]{0,100}?)[\s,]+instead|"
    r"(?:change|set|switch|make|replace|turn|update) (?:it|that|this|them) "
    r"(?:to|into|by|with|say|read|be)(?: say| read)? \"(?P<to>[^\"]{1,200})\"(?: instead)?"
    r")(?:[\s,]+please)?[\s.!]*",
    re.IGNORECASE,
)
"""Words in the place of those that are there, of which nothing is said."""
_IS = re.compile(
    r"(?:.*?[\s,.:])??(?:it's|its|it is|they're|they are|that's|should be|must be|i mean(?:t)?) "
    r"(?P<new>[^,;]{0,40}?\d[^,;]{0,40}?)(?:,? please| now| instead)?[\s.!]*",
    re.IGNORECASE,
)
"""How something with a number in it is in truth: "it's 8 to 5"."""
_QUOTED = re.compile(
    r"(?:(?:no|nope|sorry|oops|wait|actually|i|mean|meant|it|should|be|say|read|rather|better|"
    r"make|that|please|instead|not that|hm+)\b[\s,.!:]*)*\"(?P<new>[^\"]{1,200})\""
    r"(?:[\s,.!]*(?:i|mean|meant|please|instead|sorry|rather|better)\b)*[\s.!]*",
    re.IGNORECASE,
)


def respelt(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """Other words in the place of some that were written, or of all."""
    part, straight = latest(parts, "text"), _straight(text)
    if part is None:
        return None
    if named := _named_words(straight, parts, edits):
        return named
    if whole := _anew(straight, part, edits):
        meant = _meant(straight, whole, parts, edits)
        return moved(meant[0], edits, text=whole) if len(meant) == 1 else None
    if found := _IS.fullmatch(straight):
        shaped = _shaped(_bare(found["new"]), parts, edits)
        if shaped is not None:
            return shaped
    before = str(part.value)
    found = _QUOTED.fullmatch(straight) or _NEW.fullmatch(straight)
    new = _bare(found["new"]) if found else ""
    near = _nearest(new, before)
    if near:
        return moved(part, edits, text=re.sub(rf"(?<!\w){re.escape(near)}(?!\w)", new, before))
    # Said to be written, it is all of it; "it should be night" is not.
    says = re.search(r"\b(?:say|says|read|reads)\b|\"", straight)
    return moved(part, edits, text=new) if new and says and new != before else None


def beneath(text: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """More words, below those that were written last, which give them their place."""
    part = latest(parts, "text") if below(text) else None
    if part is None:
        return None
    asked, call = wishes(text), call_of(part, edits)
    own = {"text"} | {how for how, of in BESIDE.items() if of == "text"}
    if asked.rest or len(asked.calls) != 1 or asked.calls[0].arguments.keys() - own:
        return None
    if "text" not in asked.calls[0].arguments:
        return None
    if not all(map(at_the_bottom, (call.arguments, asked.calls[0].arguments))):
        return None  # elsewhere later ones are laid below
    rest = {key: one for key, one in call.arguments.items() if key not in own}
    first = () if not rest.keys() - {"during"} else (replace(call, arguments=rest),)
    kept = {key: one for key, one in call.arguments.items() if key in own or key == "during"}
    return Found(part, (*first, *asked.calls, replace(call, arguments=kept)))


def which_words(text: str, parts: Sequence[Part], edits: Edits) -> Decision | None:
    """Ask which of several texts should be otherwise, where the new words alone are said."""
    part, straight = latest(parts, "text"), _straight(text)
    new = _anew(straight, part, edits) if part is not None else ""
    meant = _meant(straight, new, parts, edits) if new else []
    if len(meant) < 2 or _named_words(straight, parts, edits):
        return None
    return Decision(
        kind="ask",
        text=f"Which words shall be “{new}” instead?",
        options=tuple(f"change “{one.value}” to “{new}”" for one in meant),
        why="There are several texts on it.",
    )


def _straight(text: str) -> str:
    return " ".join(text.translate(str.maketrans("“”’‘", "\"\"''")).split())


def _named_words(straight: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """Words that are named and stand in a text, of several in the latest, by the others."""
    for pattern in _OLD_NEW:
        found = pattern.fullmatch(straight)
        old = _bare(found["old"]) if found else ""
        if found is None or not old or old.lower() in ("it", "that", "this", "them"):
            continue
        for part in [one for one in reversed(parts) if one.name == "text"]:
            before = str(part.value)
            at = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", before, re.IGNORECASE)
            if at is not None:
                new = _last_words(_bare(found["new"]), len(old.split()))
                return moved(part, edits, text=f"{before[: at.start()]}{new}{before[at.end() :]}")
    return None


def _anew(straight: str, part: Part, edits: Edits) -> str:
    """All the words of a text as they should be; empty where it is not said."""
    if found := _INSTEAD.fullmatch(straight):
        return _bare(next(filter(None, found.groups())))
    whole = _ALL_OF_IT.fullmatch(straight)
    if whole is None or restyled(plain(straight), call_of(part, edits).arguments):
        return ""
    return _bare(whole["new"])


def _meant(straight: str, new: str, parts: Sequence[Part], edits: Edits) -> list[Part]:
    """The texts that new words may be for: that of a place in line, or one like them, or all."""
    texts = _from_the_top([one for one in parts if one.name == "text"], edits)
    place = position(plain(re.sub(r"\"[^\"]*\"", " ", straight)))
    if place is not None and -len(texts) <= place < len(texts):
        return [texts[place]]
    like = [
        one
        for one in texts
        if SequenceMatcher(None, str(one.value).lower(), new.lower()).ratio() >= ALIKE_TEXTS
    ]
    return like if len(like) == 1 else texts


def _from_the_top(texts: Sequence[Part], edits: Edits) -> list[Part]:
    """Texts in the order in which they are seen: at the bottom later ones stand above."""
    rows = ("top", "centre", "bottom")

    def seen(n: int) -> tuple[int, int]:
        said = call_of(texts[n], edits).arguments
        row = str(said.get("position", "bottom")).partition("-")[0]
        return rows.index(row), -n if at_the_bottom(said) else n

    return [texts[n] for n in sorted(range(len(texts)), key=seen)]


def _shaped(new: str, parts: Sequence[Part], edits: Edits) -> Found | None:
    """``new`` in the place of the only words that differ from it in their numbers alone."""
    shape = re.sub(r"\d+", lambda _: r"\d+", re.escape(new))
    like = re.compile(rf"(?<![\w.,:]){shape}(?![\w])", re.IGNORECASE)
    hits = [
        (one, at) for one in parts if one.name == "text" for at in like.finditer(str(one.value))
    ]
    if len(hits) != 1:
        return None
    (part, at), before = hits[0], str(hits[0][0].value)
    return moved(part, edits, text=f"{before[: at.start()]}{new}{before[at.end() :]}")


def _bare(words: str) -> str:
    return words.strip(" ,.\"'")


def _last_words(said: str, count: int) -> str:
    """What is written anew, behind what leads to it: of "it should be Tom" the name."""
    if '"' in said:
        return _bare(said.rpartition('"')[2])
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
