"""Whether what was said of a taste holds beyond a chat: the question, and answers to it.

"I love boats" counts for the rest of the conversation. Beyond it counts only what the visitor lets
the app remember; they are asked once a conversation, and only after they said something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.read.words import plain

YES, NO = "remember what I like", "only in this chat"
"""Answers that are offered."""

SAID = {
    True: "I will remember what you say you like. Your taste panel shows it, and forgets it.",
    False: "Then it holds in this chat alone.",
}

_YES = re.compile(
    r"(?:(?:yes|ok|okay|sure|please),? )*(?:please )?remember (?:what "
    r"(?:i|you know i) (?:like|love|say|said|told you)|my (?:taste|likes|wishes|preferences)|"
    r"that|this|it)(?: (?:for (?:next time|later|good)|beyond this chat))*(?:,? please)?[\s.!]*"
)
_NO = re.compile(
    r"(?:no,? )*(?:only (?:in|for) this (?:chat|conversation)|(?:please )?(?:don't|do not|stop) "
    r"remember(?:ing)?(?: (?:that|this|it|anything|what (?:i|you know i) (?:like|love|say|said)|my "
    r"(?:taste|likes|wishes|preferences)))?|forget what i (?:said|told you))(?:,? please)?[\s.!]*"
)


def answer(text: str) -> bool | None:
    """Return whether ``text`` lets the app remember, ``None`` where it says nothing about it."""
    words = plain(text)
    if _NO.fullmatch(words):
        return False
    return True if _YES.fullmatch(words) else None


def question(wants: Sequence[str], avoids: Sequence[str]) -> str:
    """Ask whether what was just said may be remembered."""
    told = [f"you like {' and '.join(wants)}"] if wants else []
    told += [f"you do not like {' and '.join(avoids)}"] if avoids else []
    return f"I keep in mind that {' and '.join(told)}. Shall I remember it beyond this chat?"
