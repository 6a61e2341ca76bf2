"""An advert, or another film of a length, that somebody needs: a plan of one, about what the rest
of the sentence names.
"""

from __future__ import annotations

import re
from dataclasses import replace

from agents.read.scenes import listed, scenes
from agents.read.subject import subject
from agents.read.words import NUMBERS, content_words, plain
from agents.scene import Scene

_NEEDED = re.compile(
    r"\b(?:needs?|wants?|looking for|(?:would|'d) (?:like|love)|hoping for|after|mak(?:e|ing)|"
    r"create|cut|do)"
    r"(?: (?:me|us))? (?:an?|some|the)? ?(?:[\w-]+ ){0,2}?"
    rf"(?P<n>\d{{1,2}}|{'|'.join(NUMBERS)})"
    r"[\s-]*(?:s|secs?|seconds?)\b(?:[\s-]+long)?[\s,]+(?:[\w-]+ ){0,2}?"
    r"(?:ads?|adverts?|advertisements?|commercials?|promos?|trailers?|teasers?|spots?|films?|"
    r"montages?|reels?)\b(?: (?:video|clip|film)s?)?"
)
_ABOUT = re.compile(r"\b(?:about|of|showing|with)\s+(?P<about>.+)$")
_SHAPE = re.compile(r"\b(?:portrait|vertical|square|landscape|widescreen|horizontal)\b")
_BUSINESS = frozenset(
    "run runs own owns opening opened open up manage have small little new local big shop store "
    "business company firm brand menu website page channel campaign start starting launch "
    "launching event team client clients customer customers".split()
)
"""Words of what a film is for: never seen in it where anything else is named."""


def as_film(scene: Scene) -> Scene:
    """Return the scene with a film that is needed as the order of one; the same where none is."""
    if scene.brought is not None or scene.board is not None or scene.text in scene.options:
        return scene
    words = plain(scene.text)
    found = _NEEDED.search(words) if len(words) <= 300 else None
    if found is None or scenes(told := words[found.end() :].strip()) or listed(told):
        return scene  # a story is told scene by scene
    rest = f"{words[: found.start()]} {words[found.end() :]}"
    shape = _SHAPE.search(words)
    rest = _SHAPE.sub(" ", rest)
    about = _ABOUT.search(rest)
    named = content_words(subject(about["about"] if about else rest))
    seen = [word for word in named if word not in _BUSINESS] or named
    if not seen:
        return scene
    shaped = f", {shape[0]}" if shape else ""
    return replace(scene, text=f"make a {found['n']}-second video of {' '.join(seen)}{shaped}")
