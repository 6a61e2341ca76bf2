"""What a visitor says of their taste in passing: "I love boats", "I can't stand clowns".

Only plain statements about oneself count; a search ("no dogs") holds for the moment. What is
learnt stands in the taste panel, where each word can be removed.
"""

from __future__ import annotations

import re

from agents.read.words import content_words, plain

_WHAT = (
    r"(?!(?:this|that|it|these|those|them|you|your|to|how|when|what|one|more|less)\b|"
    r"the (?:first|second|third|fourth|last|other|one|clip|video|way|idea|look|part|style|"
    r"colou?rs?|sound|music)\b)(?:the )?"
)
_LOVE = re.compile(
    r"\bi(?:'m| am)? (?:(?:really|just|always|do|also|so) )*(?:love|like|adore|enjoy|into|fond of|"
    r"a fan of|a big fan of) (?:(?:watching|seeing|videos|clips|of|with|about|any|all|my) )*"
    rf"{_WHAT}([\w' -]{{2,60}})"
)
_HATE = re.compile(
    r"\b(?:i (?:(?:really|just|do|also) )*(?:hate|dislike|loathe|fear|can't stand|cannot stand|"
    r"(?:don'?t|do not|no longer|never) (?:really )?(?:like|love|enjoy|want to see|wanna see)|"
    r"never want to see)|(?:please )?never show me|stop showing me|"
    r"i'?m (?:(?:so|really|totally|just|pretty|kinda|kind of) )*(?:afraid of|scared of|sick of|"
    r"tired of|bored (?:of|with|by)|fed up with|done with|over|not into|not a (?:big )?fan of|"
    r"no fan of|allergic to)) "
    rf"(?:(?:watching|seeing|videos|clips|of|with|about|any|all|more) )*{_WHAT}([\w' -]{{2,60}})"
)
_END = re.compile(
    r"\s+(?:but|and (?:show|find|give|i)|so|because|please|pls|then|today|now|again|after all|"
    r"any ?more|any longer|at all|though|lol|tbh|honestly|already)\b.*"
)
_OR = re.compile(r"\s+(?:and|or|nor)\s+")
_NO_STATEMENT = re.compile(
    r"i(?:'d| would) |(?:(?:so|and|ok|okay|hey|tell me|show me)[\s,]+)*(?:what|which|who|how|why|"
    r"when|where|do|did|does|have|am)\b"
)
"""A wish, or a question: "what did i like so far"."""
_CARD = re.compile(r"(?:^|\s)(?:ones?|clips?|videos?|version)(?:\s|$)")
"""Something that is shown, not a kind of thing: "the snow one"."""
_TITLE = re.compile("“[^”]*”?")
"""A clip's title, as the buttons of its card say it: not the visitor's own words."""
LONGEST = 3
"""Words of one thing that is liked; a longer phrase is a description, not a taste."""


def spoken(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what ``text`` says is wanted and what is not, in general, each in a word or two."""
    words = plain(_TITLE.sub(" ", text))
    if words.endswith("?") or _NO_STATEMENT.match(words):
        return (), ()
    unwanted = _things(_HATE, words)
    wanted = tuple(thing for thing in _things(_LOVE, words) if thing not in unwanted)
    return wanted, unwanted


def _things(pattern: re.Pattern[str], words: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in pattern.finditer(words):
        for part in _OR.split(_END.sub("", match.group(1))):
            thing = part.strip(" '-")
            if (
                thing
                and not _CARD.search(thing)
                and len(thing.split()) <= LONGEST
                and content_words(thing)
            ):
                found[thing] = None
    return tuple(found)
