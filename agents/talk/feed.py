"""What is said of the feed beside the chat: what stands in it, and a card there that is pointed at.

What stands there the page tells; before it has, nobody here sees it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.make.naming import listed
from agents.read.references import named, position
from agents.read.words import plain
from agents.scene import Scene
from models.domain import Decision, Item

_PLACE = r"(?:my|the|your|this) (?:feed|sidebar|recommendations|suggestions|picks)"
_FEED = re.compile(
    rf"\b(?:in|on|of|from|is|are|'s|whats|see|about|with|has|have) (?:now )?{_PLACE}\b|"
    rf"^(?:list|name|read out|tell me) {_PLACE}\b|\b{_PLACE} (?:has|have|shows?|contains?|right "
    rf"now)\b"
)
_IN_IT = re.compile(
    rf"[\s,]*\b(?:(?:that|which) (?:is|are) )?(?:in|on|of|from) {_PLACE}\b(?: (?:now|right now))?",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:why|what|whats|which|who|how come|recommend\w*|suggest\w*|first|second|third|fourth|"
    r"fifth|last|like|love|hate|dislike|skip|list|name|read out|tell me|anything|how many)\b"
)
SAID = (
    "The feed stands beside the chat, or below it on a phone, and I do not see from here what "
    "stands where in it. Each of its cards says why it is there, and its heart is a Like; once "
    "there are others, “Show new picks” brings them. What you ask for in the chat I show here."
)
STANDS = "In your feed, from the top: {}. Say for instance “play the second one in my feed”."
OPTIONS = ("surprise me", "what do you know of my taste?")


def of_feed(words: str, feed: Sequence[Item] = ()) -> Decision | None:
    """Answer plain ``words`` that ask, or say something, of a card in the feed, or of all."""
    if not asks_of_feed(words):
        return None
    text = STANDS.format(listed([f"“{item.title}”" for item in feed])) if feed else SAID
    options = ("show me the first one in my feed", *OPTIONS) if feed else OPTIONS
    return Decision(kind="chat", text=text, options=options, why="You spoke of the feed.")


def asks_of_feed(words: str) -> bool:
    """Whether plain ``words`` ask, or say something, of a card in the feed, or of all."""
    return len(words) <= 160 and bool(_FEED.search(words) and _ASKED.search(words))


def without_feed(words: str) -> str:
    """Plain ``words`` without "in my feed"."""
    return _IN_IT.sub("", words)


def pointed_at(scene: Scene, feed: Sequence[Item]) -> Scene:
    """The scene with the feed for its screen where one of its cards is named: "I like the second
    one in the feed" is then said as of any other.
    """
    text = _IN_IT.sub("", scene.text)
    words = plain(text)
    if not feed or text == scene.text or len(text) > 400:
        return scene
    if position(words) is None and not named(words, feed):
        return scene
    return replace(
        scene, text=text, screen=tuple(feed), focus=None, before=(), spoken_of=None, last_calls=(),
        board=None, rendered=False, options=(), brought=None,
    )  # fmt: skip
