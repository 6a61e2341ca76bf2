"""Reads a search out of a sentence: what is wanted, what is not, and compared with what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from agents.read.bounds import bounds
from agents.read.clauses import clauses
from agents.read.counts import counted
from agents.read.subject import subject
from models.domain import Bound, Comparison, Shape

LONGEST = 400
"""Characters of a search; an encoder reads no more."""

_LEAD = re.compile(
    r"(?:please|and|but|ok(?:ay)?|hey|hi|hello|so|well|now|then|no|yes|actually|lol|haha+|omg|"
    r"hm+|um+|can you|could you|(?:can|could|may) i (?:get|have|see|watch)|"
    r"would you|i(?:'d| would) (?:like|love)(?: to (?:see|watch|learn(?: how to)?))?|"
    r"i (?:want|need|wanna)(?: to)?(?: (?:see|watch|learn(?: how to)?))?|"
    r"teach me(?: how to| to)?|i(?:'m| am) (?:looking for|in the mood for)|"
    r"i (?:(?:really|just|do|always) )*(?:love|like|enjoy|adore)|"
    r"i feel like|in the mood for|let me|let's|show|find|search(?: for)?|look(?:ing)?(?: for)?|"
    r"give me|get me|recommend|suggest|play|put on|watch(?:ing)?|see(?:ing)?|"
    r"do you have|have you got|"
    r"what (?:have|do) you (?:got|have)|"
    r"is there|are there|what about|how about|something|anything|some|any|a few|a lot of|lots of|"
    r"more|another|other|else|only|just|an?|the|videos?|clips?|movies?|ones?|with|about|of|"
    r"where there (?:is|are)|where|(?:that|which) (?:has|have|shows?|is|are)|"
    r"that|this|these|those|me|us)"
    r"\b[\s,:;.!-]*"
)
_TAIL = re.compile(
    r"[\s,.!?;:-]*\b(?:(?:things? |stuff )?you(?:'ve)? (?:got|have)|please|thanks|thank you|"
    r"instead|for me|now|again|too|lol|haha|today|tonight|"
    r"or something|videos?|clips?|movies?|ones?|but|and|or|with|to watch|this time|and i|but i|"
    r"i)[\s,.!?;:-]*$"
)
SEARCHING = re.compile(
    r"^(?:please |can you |could you |now |and |no,? )*"
    r"(?:show|find|search|look for|recommend|suggest|"
    r"i(?:'d| would) (?:like|love) to (?:see|watch|learn)|"
    r"i (?:want|need|wanna) (?:to )?(?:see|watch|learn)|i feel like|do you have|something|anything|"
    r"give me (?:some|an?)\b|(?:can|could|may|might) (?:i|we) (?:please )?(?:get|have|see|watch) "
    r"(?:something|some|an?)\b)"
)
_NOT = (
    r"(?:(?:that|which|who)(?:'s|s| is| are| was| were)? (?:not|no)|"
    r"(?:that|which|who) (?:is|are|was|were)n'?t|"
    r"(?:that|which|who) (?:do|does|have|has)(?:n'?t| not)"
    r"(?: (?:have|show|contain|include|feature|got|been|wear|wearing))?|"
    r"no|not|without|(?:any|every|some)thing but|(?:(?:any|every)thing )?(?:except(?: for)?|"
    r"other than)|nothing with|(?:don't|do not) (?:want|like|show(?: me)?|need)|"
    r"less|fewer|avoid|hate|never(?: show me)?)(?: to (?:see|watch|have)| seeing| watching)?"
)
_UNSAYABLE = (
    r"(?!(?:too|so|that|this|these|those|it|the|an?|very|really|one|any|more|to|me|sound|audio|"
    r"only|just|on|in|at|for|all|even|something|anything|thing|things|other|others|another|idea|clue|mind|problem|matter|need|rush|hurry|worries|pressure|doubt|wonder)\b)"
)
_AVOID = re.compile(
    rf"\b{_NOT}\s+(?:(?:any|more|so many|an?|the|at|in|on|by|of|with)\s+)*"
    rf"{_UNSAYABLE}([^\W\d_]{{2,}})"
    r"(?:\s+(?:or|nor|and no|and(?!\s+(?:show|find|give|make|play|more|some|with|an?)\b))\s+"
    r"([^\W\d_]{2,}))?"
)
_SHOWN_INSTEAD = re.compile(r",\s*((?:show|find|give|play|put on)\b)")
"""Ends what is not wanted: "no football, show me tennis"."""
_ANYTHING = re.compile(
    r"(?:please\s+)?(?:surprise me|whatever|you choose|your choice|random(?:ly)?|i don't (?:know|"
    r"care)|"
    r"i'm bored|entertain me|(?:show me |play |give me )?(?:something|anything)(?: (?:else|new|"
    r"good|nice|"
    r"different|fun|interesting))?|what's (?:trending|hot|popular|new))(?:\s+please)?[.!?]*"
)
AGAIN = re.compile(
    r"(?:no,? )?(?:please )?(?:show me |give me |i want |find me )?(?:some |a few )?(?:more|"
    r"again|next|(?:(?:is there|do you have|have you got|got) )?anything (?:else|more)\??|"
    r"others?|other ones|another(?: one)?|keep (?:them|'em|these|those) coming|"
    r"more (?:of|like) (?:these|those|them)|"
    r"not (?:these|those|this|that|it)|"
    r"i(?:'ve| have)?(?: already)? (?:seen|saw|know) (?:these|those|them|this|that|it)"
    r"(?: already)?|"
    r"i (?:hate|dislike|don't like|do not like) (?:these|those|them|this|that|it))"
    r"(?: ones?| clips?| videos?)?(?: please)?[.!]*"
)
_DISLIKED = re.compile(
    r"\b(?:i )?(?:don't|do not|didn't|did not) (?:like|want|love|enjoy) "
    r"(?:this|that|it|these|those|them)(?: (?:ones?|clips?|videos?))?\b|"
    r"\bi hate (?:this|that|it|these|those|them)(?: (?:ones?|clips?|videos?))?\b|"
    r"\b(?:(?:and|please|so) )?(?:never|don't ever|do not ever) show me "
    r"(?:that|this|it|them|these|those)(?: (?:again|ever|ones?))*(?=\s*(?:[.,!;?]|$))"
)
_LESS_MORE = re.compile(
    r"(?:(?:ok|okay|but|and|please|maybe|with|a (?:bit|little|lot))[\s,]+)*"
    r"(?:(?:less|fewer) \w+(?:,? (?:and|but)|,) (?:(?:with|much|some|a (?:bit|lot)) )*more \w+|"
    r"more \w+(?:,? (?:and|but)|,) (?:(?:with|much|a (?:bit|lot)) )*(?:less|fewer) \w+)"
)
"""Less of one thing and more of another, of what was sought before."""
_RUN_ON = re.compile(
    r"\b(?:i (?:really )?)?((?:hate|dislike|don't (?:like|want)|no) \w+)\s+"
    r"(?=(?:show|find|give|get|play)\b)"
)
"""A dislike and a wish without a stop between them: "I hate dogs show me cats"."""
_MORE_SO: Mapping[Comparison, str] = {
    "calmer": r"calmer|quieter|slower|more (?:calm|quiet|relax(?:ing|ed)|peaceful)|"
    r"less (?:hectic|busy|wild|loud|lively)|too (?:fast|hectic|busy|loud|wild|lively)",
    "livelier": r"livelier|faster|wilder|more (?:action|lively|energetic|exciting)|"
    r"less calm|too (?:slow|boring|calm)",
    "shorter": r"shorter|(?:not )?(?:too|so) long",
    "longer": r"longer|(?:not )?(?:too|so) short",
    "brighter": r"brighter|lighter|sunnier|less dark|too dark",
    "darker": r"darker|gloomier|less bright|too bright",
    "happier": r"happier|more (?:cheerful|happy)|less sad|too sad",
    "funnier": r"funnier|more fun(?:ny)?|less serious|too serious",
}
_BEFORE = r"\b(?:an?\s+|the\s+)?(?:(?:bit|little|lot|much|something)\s+)*"
COMPARED: Mapping[Comparison, re.Pattern[str]] = {
    name: re.compile(rf"{_BEFORE}(?:{words})\b") for name, words in _MORE_SO.items()
}


MOST: Mapping[Comparison, str] = {
    "calmer": "calmest", "livelier": "liveliest", "shorter": "shortest", "longer": "longest",
    "brighter": "brightest", "darker": "darkest", "happier": "happiest", "funnier": "funniest",
    "more colourful": "most colourful", "newer": "newest", "older": "oldest",
}  # fmt: skip
_SUPERLATIVES: Mapping[Comparison, str] = {
    "calmer": "calmest|slowest|stillest|most (?:calm(?:ing)?|quiet|relax(?:ing|ed)|peaceful)",
    "livelier": "liveliest|fastest|wildest|quickest|most (?:lively|energetic|action|dynamic)",
    "shorter": "shortest", "longer": "longest",
    "brighter": "brightest|lightest|sunniest", "darker": "darkest|gloomiest",
    "happier": "happiest", "funnier": "funniest",
    "more colourful": "most (?:colou?rful|vivid|vibrant|colou?rs?)|brightest colou?rs",
    "newer": "newest|latest|most recent", "older": "oldest",
}  # fmt: skip
_WHOLE = {
    name: re.compile(rf"{words}")
    for name, words in sorted(_SUPERLATIVES.items(), key=lambda one: one[0] != "more colourful")
}
MOST_SO = "|".join(pattern.pattern for pattern in _WHOLE.values())
"""What is said of the one that is most so, of what can be told."""
_MOST = re.compile(
    rf"\b(?:(?:which|what)(?: (?:one|of (?:these|those|them|all)))* (?:is|are|'s) |what's )?"
    rf"(?:the |your )?(?P<most>{MOST_SO})\b"
    r"(?: (?:ones?|clips?|videos?|of (?:these|those|them|all)))*(?: you have\b)?"
)
_LAUGH = re.compile(
    r"\b(?:that |which |to )?(?:will |could |can )?(?:makes?|cheers?) (?:me|us|him|her|them) "
    r"(?:laugh|smile|giggle|up|happy)\b"
)
_PURPOSE = re.compile(
    r"\s(?:to (?:look at|watch)(?=\s+(?:while|when|before|after|during|with|at|on|in)\b|[\s.!?]*$)|"
    r"(?:while|when|as) (?:i|we)\b).*$"
)
_NOBODY = re.compile(
    r"\b(?:with )?(?:nobody|no ?body|no[- ]?one)(?: else)?(?: (?:in|on) (?:it|them|there|screen))?"
    r"(?=\s*(?:[,.;!?]|$|please|pls))|\bwithout (?:any(?:body|one)|somebody|someone)\b"
)
_MINUS = re.compile(r"(?:(?<=\s)|^)-\s?([^\W\d_]{2,})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was asked for. ``again`` means: the same as before, but others; ``adds``: the same as
    before, with ``want`` besides; ``denied``: what of ``avoid`` a clause of its own shuts out;
    ``anything``: whatever there is, within that; ``count``: how many, 0 where that was not said.
    """

    want: str = ""
    avoid: tuple[str, ...] = ()
    compare: Comparison | None = None
    again: bool = False
    at_least: float | None = None
    at_most: float | None = None
    strict: tuple[Bound, ...] = ()
    shape: Shape | None = None
    most: Comparison | None = None
    adds: bool = False
    denied: tuple[str, ...] = ()
    anything: bool = False
    count: int = 0


def compared(words: str) -> Comparison | None:
    """Return the comparison that ``words`` make, if any."""
    return next((name for name, pattern in COMPARED.items() if pattern.search(words)), None)


def superlative(words: str) -> Comparison | None:
    """Return what "fastest" or "most colourful" is the most of, ``None`` of what none is known."""
    return next((name for name, pattern in _WHOLE.items() if pattern.fullmatch(words)), None)


def search(words: str) -> Search:
    """Read a search out of plain lower-case words (:func:`agents.read.words.plain`)."""
    if AGAIN.fullmatch(words):
        return Search(again=True)
    if _ANYTHING.fullmatch(words):
        return Search(anything=True)
    words = _NOBODY.sub("no people", words)
    told = clauses(words)
    if not told.told:
        return _search(words)
    said = _search(told.rest) if told.rest else Search()
    return replace(
        said,
        avoid=tuple(dict.fromkeys((*told.denied, *said.avoid))),
        denied=told.denied,
        again=told.again or said.again,
        anything=told.anything,
    )


def _search(words: str) -> Search:
    """Read a search out of words that deny nothing in a clause of its own."""
    rest = _DISLIKED.sub(" ", _RUN_ON.sub(r"\1, ", words))
    within = bounds(rest)
    count, rest = counted(within.rest)
    most = _MOST.search(rest)
    if most is not None:
        rest = f"{rest[: most.start()]} {rest[most.end() :]}"
    comparison = compared(rest)
    if comparison is not None:
        rest = COMPARED[comparison].sub(" ", rest)
    rest = _SHOWN_INSTEAD.sub(r". \1", rest)
    avoid = [word for found in _AVOID.finditer(rest) for word in found.groups() if word]
    rest = _AVOID.sub(" ", rest)
    avoid += _MINUS.findall(rest)
    want = subject(_core(_MINUS.sub(" ", _LAUGH.sub(" funny ", rest))))
    return Search(
        want=want[:LONGEST].strip(),
        avoid=tuple(dict.fromkeys(avoid)),
        compare=comparison,
        at_least=within.at_least,
        at_most=within.at_most,
        strict=within.strict,
        count=count,
        shape=within.shape,
        most=None if most is None else superlative(most["most"]),
        adds=bool(avoid) and _LESS_MORE.match(words) is not None,
    )


def bounded(words: str) -> bool:
    """Whether something is sought that is no longer, or no shorter, than said."""
    said = search(words)
    return bool(said.want) and (said.at_most is not None or said.at_least is not None)


def _core(words: str) -> str:
    """What is left when the phrases around it are peeled off."""
    rest = _PURPOSE.sub("", words.strip(" ,.!?;:-"))
    while lead := _LEAD.match(rest):
        # What is left of "look for", "I feel like something for"; "for sale" begins with it.
        rest = re.sub(r"^for\s+", "", rest[lead.end() :])
    while (tail := _TAIL.search(rest)) is not None:
        rest = rest[: tail.start()]
    rest = " ".join(re.sub(r"[^\w\s'-]", " ", rest).split()).strip("-' ")
    return "" if len(rest) < 2 or rest in ("it", "that", "this", "else", "random") else rest
