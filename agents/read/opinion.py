"""What a visitor thinks of an item on the screen: "I love this one", "the second was boring".

Only plain verdicts count. A search ("I love dogs, show me some"), a wish ("make it funnier") and a
question ("is it any good?") are none; which item is meant is told by :mod:`agents.read.references`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from agents.read.references import ORDINALS, only_points, position, referred
from agents.read.words import NUMBERS, content_words, mentions, plain
from models.domain import Item

Verdict = Literal["good", "bad"]


class Opinion(NamedTuple):
    """One verdict and the clause it was said in, in small letters."""

    clause: str
    verdict: Verdict


_SHORT = re.compile(r"\b(do|did|does|is|was|are|were|ca)nt\b|\b(that|it)s\b|\b(i)m\b")
_CLAUSE = re.compile(
    r"[.!;\n]+\s*|,\s*|\s+-+\s+|(?<=\?)\s*|\s*\b(?:but|although|though|while)\b\s*"
)
_AND = re.compile(r"\s+and\s+(?=(?:the|this|that|it|i)\b)")

_HOW = (
    r"(?:(?:really|so|very|just|quite|pretty|rather|kind of|kinda|a bit|a little|absolutely|super|"
    r"totally|truly|actually|still|also|do|always|all|much|way|simply|even|extremely|incredibly|"
    r"such|a|an|the|one of the|my|somewhat|pure|total|real) )*"
)
_PLACES = "|".join((*ORDINALS, *(f"number {n}" for n in NUMBERS)))
_KIND = r"(?: (?:one|ones|clip|clips|video|videos|edit|version))"
_SUBJECT = (
    rf"(?:(?:the |that |this )?(?:{_PLACES}|#\s?\d|number \d|\d(?:st|nd|rd|th)){_KIND}?|"
    rf"(?:it|this|that|these|those|they|them){_KIND}?|"
    rf"(?:this|that|the|these|those)(?: (?!of\b)[\w-]+){{0,3}}?{_KIND})"
)
_POINTED = rf"(?:{_SUBJECT}|(?:this|that) (?!kind|sort|type)[\w-]+)"
_IS = (
    r"(?:(?:'s| is| are| was| were|'re| looks?| looked| seems?| seemed| sounds?| feels?| felt)"
    r"(?P<no>n't| not)? )"
)

_GOOD = (
    r"great|good|goood\w*|nice|awesome|amazing|excellent|fantastic|wonderful|brilliant|perfect|"
    r"lovely|superb|gorgeous|stunning|incredible|epic|cool|best|better|favou?rite|faves?|"
    r"impressive|delightful|well done|well made|hilarious|masterpiece"
)
_BAD = (
    r"bad|boring|bored|dull|awful|terrible|horrible|lame|meh|ugly|annoying|stupid|dumb|crap|trash|"
    r"rubbish|garbage|disgusting|gross|worst|worse|weak|poor|disappointing|cringe\w*|lousy|"
    r"unwatchable|mediocre|nothing special|waste of time|not my thing|not for me|"
    r"not a fan|overrated|nah"
)
_MOODS = (
    r"funny|cute|adorable|beautiful|pretty|relaxing|calming|soothing|interesting|exciting|"
    r"charming|inspiring|clever|satisfying|heartwarming|fun|fire|gold|sweet|a blast"
)
"""Good of a clip that is pointed at; on their own they may be what somebody wants to see."""
_TOO = r"too (?!good\b|funny\b|cute\b|cool\b|much fun\b)[\w-]+"

_NEVER = re.compile(
    r"\b(?:if|whether|when|unless|would|could you|can you|will you|i want|i need|i'd|"
    r"looking for|something|anything|some|rather)\b|"
    r"\b(?:this|that|these|those) (?:kind|sort|type|style)s? of\b|"
    r"^(?:(?:and|please|now|ok|okay|so|then) )*(?:show|find|give|get|make|play|search|cut|trim|"
    r"crop|turn|add|remove|put|use|try|more|less|another|let|bring|keep|change)\b"
)
_START = re.compile(
    r"^(?:(?:and|so(?= (?:i|the|this|that|it)\b)|well|ok|okay|oh|ah|wow|haha\w*|lol|"
    r"yes|yeah|yep|hmm+|no|honestly|actually|"
    r"i (?:think|guess|find|found|must say|have to say)(?: that)?(?= ))[ ,]+)+"
)
_NO_VERB = r"(?:(?:do|did|does)(?:n't| not) |never )"
_VERB = re.compile(
    rf"^(?:i |we )?{_HOW}(?P<no>{_NO_VERB})?{_HOW}"
    rf"(?:(?P<good>lov(?:e|ed|ing)|lik(?:e|ed)|fancy|fancied|dig|ador(?:e|ed)|enjoy(?:ed)?)|"
    rf"(?P<bad>hat(?:e|ed)|dislik(?:e|ed)|can't stand|cannot stand|loath(?:e|ed)))"
    rf" (?:how |watching )?{_POINTED}(?P<rest>.*)$"
)
_FAN = re.compile(rf"^(?:i'm |i am )?(?P<no>not )?{_HOW}(?:fan of|keen on|into) {_POINTED}\b")
_ADJECTIVE = (
    rf"(?P<inner>not )?{_HOW}(?:(?P<good>{_GOOD}|{_MOODS}|too (?:good|funny|cute|cool))|"
    rf"(?P<bad>{_BAD}|{_TOO}))\b"
)
_SAID_OF = re.compile(rf"^{_SUBJECT}{_IS}{_ADJECTIVE}")
_FOUND = re.compile(rf"^{_SUBJECT} {_ADJECTIVE}$")  # after "I find …"
_BARE = re.compile(
    rf"^(?P<inner>not )?(?:{_HOW})(?:(?P<good>{_GOOD}|(?<=so )(?:{_MOODS})|too (?:funny|cute))|"
    rf"(?P<bad>{_BAD}|{_TOO}))"
    rf"(?:{_KIND}| stuff| choice| pick| work| job| indeed| really| at all| ever| lol| haha)*$"
)
_HOW_GOOD = re.compile(rf"^(?:how|what an?) (?:(?P<good>{_GOOD}|{_MOODS})|(?P<bad>{_BAD}))\b")
_ACTS = re.compile(
    rf"^(?:{_SUBJECT} )?(?:(?P<good>rocks?|rocked|made me (?:laugh|smile|happy)|"
    rf"makes me (?:laugh|smile|happy)|cracks? me up)|(?P<bad>sucks?|sucked|bores? me|"
    rf"bored me|creeps me out|stinks))\b"
)
AWAY = re.compile(
    r"(?:(?:please|and|so|just|ok|okay)[\s,]+)*"
    rf"(?:(?:never|don'?t|do not|stop)(?: ever)? show(?:ing)?(?: me)? {_SUBJECT}|hide {_SUBJECT}|"
    rf"i (?:don'?t|do not|never) (?:want to|wanna|need to) (?:see|watch) {_SUBJECT}|"
    rf"(?:show me )?less (?:of|like) {_SUBJECT}|no more (?:of |like )?{_SUBJECT}|"
    rf"(?:i'm )?not interested in {_SUBJECT}|(?:i(?:'ve| have)? )?(?:had )?enough of {_SUBJECT})"
    r"(?:[\s,]+(?:again|ever|any ?more|please|pls|thanks|kind of (?:thing|stuff|clip|video)s?))*"
)
"""Wants one that is shown, and what is like it, to come no more."""
_SINGLE = re.compile(r"\b(?:this|that|it)\b")
_OTHER = re.compile(r"^ (?:when|if|as|to|in|with|for)\b")

_FEED = re.compile(r"\b(?:in|on|of|from) (?:my|the|your) (?:feed|sidebar|recommendations)\b")
_LIKENED = re.compile(
    r"^(?:(?:no|ok|okay|and|now|so|hm+)[\s,]+)*(?:like|love) "
    r"(?:the|this|that|these|those|it|them|number)\b.*"
    r"[\s,]\b(?:but|only|just|except)\b"
)
"""Asks for what is like it: "like the first but at night"."""
_ONE = re.compile(r"\b(?:the|that) (.{2,60}?) (?:one|clip|video)\b")
_AMOUNT = re.compile(r"\b(?:too|not .{0,12}enough)\b")
_LIKES = frozenset("👍❤♥😍🥰🤩👏🔥💯😂🤣😻💖💕")
_DISLIKES = frozenset("👎😴🤮🤢🥱😒🙄😡💩")


def opinion(text: str) -> Verdict | None:
    """Return what ``text`` says of the item it is about; ``None`` if nothing, or both."""
    verdicts = {one.verdict for one in opinions(text)}
    return verdicts.pop() if len(verdicts) == 1 else None


def opinions(text: str) -> tuple[Opinion, ...]:
    """Return each verdict in ``text``: "the first is nice but the second is dull" has two."""
    signs = set(text) & (_LIKES | _DISLIKES)
    if signs and not any(sign.isalnum() for sign in text):
        kinds: set[Verdict] = {"good" if sign in _LIKES else "bad" for sign in signs}
        return (Opinion(text.strip(), kinds.pop()),) if len(kinds) == 1 else ()
    if _LIKENED.match(plain(text)):
        return ()
    found = []
    for sentence in _CLAUSE.split(_SHORT.sub(_apostrophe, plain(text))):
        for clause in _AND.split(sentence):
            verdict = _verdict(clause.strip(" '\":)("))
            if verdict:
                found.append(Opinion(clause, verdict))
    return tuple(found)


def item_of(one: Opinion, text: str, screen: Sequence[Item], focus: Item | None) -> Item | None:
    """The item on the screen that a verdict in ``text`` is about, named in its clause or pointed at
    beside it: "the second one, i love it".
    """
    if _FEED.search(plain(text)):
        return None  # what stands there is not on the screen
    item = referred(one.clause, screen, focus)
    beside = plain(text).replace(one.clause, " ", 1).strip(" ,.!;:-")
    return referred(beside, screen, None) if item is None and only_points(beside) else item


def pointed(one: Opinion, spoken_of: Item | None) -> Item | None:
    """The clip spoken of last, where "never show me that again" is said of one of several."""
    away = AWAY.fullmatch(one.clause) is not None and _SINGLE.search(one.clause) is not None
    return spoken_of if away and position(one.clause) is None else None


def seen_before(one: Opinion, seen: Sequence[Item]) -> Item | None:
    """The one item of earlier screens that a verdict names by its words."""
    told = _ONE.search(one.clause)
    about = [] if told is None else content_words(told[1])
    hits = [item for item in seen if about and all(mentions(item, word) for word in about)]
    return hits[0] if len(hits) == 1 and position(one.clause) is None else None


def complains(one: Opinion) -> bool:
    """Whether it speaks of how much of something there is: of a change, that is no dislike."""
    return one.verdict == "bad" and _AMOUNT.search(one.clause) is not None


def _apostrophe(found: re.Match[str]) -> str:
    """Put back what people leave out: dont, thats, im."""
    verb, thing, self = found.groups()
    return f"{verb}n't" if verb else f"{thing}'s" if thing else f"{self}'m"


def _verdict(clause: str) -> Verdict | None:
    words = _START.sub("", clause)
    if AWAY.fullmatch(words) or AWAY.fullmatch(clause):
        return "bad"
    if not words or words.endswith("?") or _NEVER.search(words):
        return None
    patterns = [_VERB, _FAN, _SAID_OF, _HOW_GOOD, _ACTS, _BARE]
    if words != clause:
        patterns.append(_FOUND)
    for pattern in patterns:
        match = pattern.search(words)
        if match is None:
            continue
        told = match.groupdict()
        if _OTHER.match(told.get("rest") or ""):
            return None  # "I like it when dogs jump" speaks of dogs
        good = told.get("good") is not None or pattern is _FAN
        flipped = bool(told.get("no")) != bool(told.get("inner"))
        return "good" if good != flipped else "bad"
    return None
