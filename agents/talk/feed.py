"""What is said of the feed beside the chat: from here nobody sees in which order it stands."""

from __future__ import annotations

import re

from models.domain import Decision

_FEED = re.compile(
    r"\b(?:in|on|of|from|is|are|'s|whats|see|about|with) (?:now )?(?:my|the|your) "
    r"(?:feed|sidebar|recommendations)\b"
)
_ASKED = re.compile(
    r"\b(?:why|what|whats|which|who|how come|recommend\w*|suggest\w*|first|second|third|fourth|"
    r"fifth|last|like|love|hate|dislike|skip)\b"
)
SAID = (
    "The feed stands beside the chat, or below it on a phone, and I do not see from here what "
    "stands where in it. Each of its cards says why it is there, and its heart is a Like; once "
    "there are others, “Show new picks” brings them. What you ask for in the chat I show here."
)


def of_feed(words: str) -> Decision | None:
    """Answer plain ``words`` that ask, or say something, of a card in the feed."""
    if len(words) > 160 or not (_FEED.search(words) and _ASKED.search(words)):
        return None
    options = ("surprise me", "what do you know of my taste?")
    return Decision(kind="chat", text=SAID, options=options, why="You spoke of the feed.")
