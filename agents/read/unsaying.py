"""What a visitor takes back of what they said they like or not: "forget I said that", "actually not
boats", "cats are fine again".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.read.words import content_words, plain, same

_LEAD = (
    r"(?:(?:no|nah|hm+|wait|oh|oops|whoops|lol|ok|okay|sorry|actually|and|but|well|please|pls|"
    r"can you|could you|you (?:can|should|may))[\s,.!]+)*"
)
_END = r"(?:[\s,]+(?:please|pls|again|now|then|though|ok|sorry|lol|thanks))*[\s.!]*"
_THAT = r"(?:that|this|it|so|those things|anything)"
_LAST = re.compile(
    rf"{_LEAD}(?:(?:forget|ignore|disregard|delete|erase|unremember|scratch|strike)(?: about)? "
    rf"(?:that )?(?:(?:what|that|whatever)? ?i (?:just |ever )?(?:said|told you|liked|wrote)(?: "
    rf"{_THAT})?|my last (?:like|opinion|message))|"
    rf"i (?:take|took) (?:that|it)(?: like)? back|i didn'?t (?:mean|want) to (?:say|like) {_THAT}|"
    r"i did not mean (?:that|it)|i didn'?t mean (?:that|it)|"
    rf"(?:i )?never said {_THAT}|unlike (?:that|it|this)(?: one)?|"
    r"(?:take|remove) (?:my )?(?:last )?like(?: off| away| back)?(?: (?:of|from) (?:that|it))?)"
    rf"{_END}"
)
_LAST_LOOSE = re.compile(
    rf"{_LEAD}(?:forget|scratch|strike|ignore|disregard) (?:that|this|it){_END}"
)
"""Said of an edit as well, or in passing."""
_MORE = (
    r"(?:[\s,]+(?:after all|any ?more|any longer|again|now|actually|though|either|from (?:my taste|"
    r"the list|what you know|memory)|please|pls|ok|sorry|today|too))*[\s.!]*"
)
_THING = r"(?:the |my |any |all )?(?P<thing>[\w'-]+(?: [\w'-]+){0,2}?)"
_DROPPED = tuple(
    re.compile(_LEAD + pattern + _MORE)
    for pattern in (
        rf"forget(?: about| my love (?:of|for)| that i (?:really )?(?:like|love|liked|loved))? "
        rf"{_THING}",
        rf"(?:remove|delete|drop|take) {_THING}(?: out| off)? (?:from|of) "
        r"(?:my (?:taste|likes)|the list|what you know|memory)",
        rf"i (?:do not|don't|no longer|dont) (?:really )?(?:like|love|enjoy|care (?:for|about)) "
        rf"{_THING}(?= any ?more| any longer)",
        rf"(?:not|no more) {_THING}",
    )
)
_ALLOWED = tuple(
    re.compile(_LEAD + pattern + _MORE)
    for pattern in (
        r"(?:(?:you|u) can |feel free to |it'?s (?:ok|okay|fine) to )?(?:show|play|give|let)"
        rf"(?: me)?(?: see)? {_THING}(?= again| after all)",
        rf"{_THING} (?:is|are|may|can)(?: be| come)? "
        r"(?:fine|ok|okay|good|cool|allowed|welcome|back|shown)",
        rf"(?:un-?block|un-?hide|un-?mute|allow|bring back) {_THING}",
        rf"i (?:don't|dont|do not|no longer) (?:mind|hate|dislike|fear) {_THING}",
        rf"i (?:(?:do|actually|really) )*(?:like|love) {_THING}",
        rf"{_THING} (?=again|after all)",
    )
)


def unsays_last(text: str) -> bool:
    """Whether ``text`` takes back what was said last, of one's taste or of a clip."""
    return _LAST.fullmatch(plain(text)) is not None


def may_unsay_last(text: str) -> bool:
    """Whether ``text`` may: "forget that" may take back an edit as well."""
    words = plain(text)
    return _LAST.fullmatch(words) is not None or _LAST_LOOSE.fullmatch(words) is not None


def dropped(text: str, wants: Sequence[str]) -> tuple[str, ...]:
    """Return those of ``wants`` (words of what is liked) that ``text`` says are liked no more."""
    return _told(_DROPPED, text, wants)


def allowed(text: str, avoids: Sequence[str]) -> tuple[str, ...]:
    """Return those of ``avoids`` (words of what is not wanted) that ``text`` lets in again."""
    return _told(_ALLOWED, text, avoids)


def _told(patterns: Sequence[re.Pattern[str]], text: str, known: Sequence[str]) -> tuple[str, ...]:
    words = plain(text)
    for pattern in patterns if known else ():
        found = pattern.fullmatch(words)
        if found is not None:
            said = content_words(found["thing"])
            return tuple(one for one in known if _same(said, content_words(one)))
    return ()


def _same(said: Sequence[str], known: Sequence[str]) -> bool:
    return bool(said) and all(any(same(one, other) for other in said) for one in known)
