"""Said of a clip that it is liked, or not, and nothing else: "i love the second one" is a Like."""

from __future__ import annotations

import re

from agents.read.opinion import (
    AWAY,
    Opinion,
    Verdict,
    item_of,
    opinions,
    pointed,
    seen_before,
)
from agents.read.references import named, only_points, position
from agents.read.words import plain
from agents.scene import Scene
from agents.talk.replies import BROUGHT, like, show, which
from agents.talk.smalltalk import ANYTHING
from models.domain import Decision, Item

_AROUND = re.compile(
    r"\b(?:oh|ah|wow|ok|okay|and|so|well|yes|yeah|haha\w*|lol|thanks|thank you|"
    r"i (?:think|guess))\b|\W+"
)
_MORE = re.compile(
    r"(?:^|(?<=[\s,.!;]))(?:(?:and|show me|i want|give me|please) )*more (?:of|like) (?:this|"
    r"that|it|these|"
    r"those)(?: (?:one|kind|please|pls))*(?=[\s.!,]*$)"
)
_KEEP = re.compile(
    r"\b(?:please )?(?:keep|save|remember|bookmark|hold on to) (?:it|this|that)(?: one)?(?: "
    r"please)?\b|"
    r"\bthat's the one\b"
)
"""Wants it kept: that is a like."""
_ONE = re.compile(r"\b(?:this|that) (?:one|clip|video)\b")
"""Speaks of one of those on the screen, without saying which."""
WHICH_NOT = "Which one do you want to see less of?"
_WISHES = re.compile(r"\b(?:more|another|others?|make|show|give|cut|turn)\b")


def liked(scene: Scene) -> Decision | None:
    """Show the clip that is liked by itself, its heart full; ``None``: more is said, or of none.

    What counts is kept by who keeps opinions (:mod:`agents.read.opinion`).
    """
    if not _nothing_else(scene, "good"):
        return None
    item = _meant(scene)
    if _MORE.search(plain(scene.text)):
        if item is None and len(scene.screen) > 1:
            return which(scene, "More like which one?", "more like the {} one")
        return None if item is None else like(item)
    if item is None:
        words = plain(scene.text)
        one = _KEEP.search(words) or _ONE.search(words)
        several = len(scene.screen) > 1 and one is not None
        return which(scene, "Which one do you like?", "i like the {} one") if several else None
    text = "Liked: what is like it comes to you first from now on."
    options = ("more like this", *BROUGHT[:2])
    if item is scene.focus:  # it is on the screen alone: once more would be too often
        return Decision(kind="chat", text=text, options=options, why="You like it.")
    return show((item,), text, options)


def disliked(scene: Scene) -> Decision | None:
    """Say that what was named is turned down; what is said of "it" may be a wish to change it."""
    clause = next((one.clause for one in opinions(scene.text)), "")
    away = AWAY.fullmatch(clause) is not None
    if not away and position(clause) is None and not named(clause, scene.screen):
        return None
    if not _nothing_else(scene, "bad"):
        return None
    if _meant(scene) is None:
        several = away and len(scene.screen) > 1
        return which(scene, WHICH_NOT, "less like the {} one") if several else None
    text = "I keep in mind that you do not like it: less of that kind comes to you from now on."
    options = ("something else", ANYTHING)
    return Decision(kind="chat", text=text, options=options, why="You do not like it.")


def _nothing_else(scene: Scene, verdict: Verdict) -> bool:
    """Whether that is said, and nothing else."""
    said = opinions(scene.text)
    if not said or any(one.verdict != verdict for one in said) or len(_each(scene)) > 1:
        return False
    words = plain(scene.text)
    for one in said:
        words = words.replace(one.clause, " ", 1)
    rest = _KEEP.sub(" ", _MORE.sub(" ", words))
    rest = rest.strip(" ,.!;:-")
    more = "" if only_points(rest) else _AROUND.sub("", rest)
    wishes = (one for one in said if AWAY.fullmatch(one.clause) is None)
    return not (more or any(_WISHES.search(one.clause) for one in wishes))


def judged(scene: Scene) -> Decision | None:
    """Say that what is thought of several clips, each of them named, is kept in mind."""
    each = _each(scene)
    if len(each) < 2 or None in each:
        return None
    words = plain(scene.text)
    for one in opinions(scene.text):
        words = words.replace(one.clause, " ", 1)
    if re.sub(rf"{_AROUND.pattern}|\b(?:but|too|also)\b", "", words):
        return None
    text = "I keep in mind what you think of each: what is like those you like comes first."
    options = ("something else", ANYTHING)
    return Decision(kind="chat", text=text, options=options, why="You said what you like.")


def _each(scene: Scene) -> dict[str | None, Item | None]:
    """The clips of which something is thought, by id."""
    found = [_of(one, scene) for one in opinions(scene.text)]
    return {None if item is None else item.id: item for item in found}


def _of(one: Opinion, scene: Scene) -> Item | None:
    here = item_of(one, scene.text, scene.screen, scene.focus)
    here = scene.about or here or pointed(one, scene.spoken_of)
    return here or seen_before(one, scene.seen)


def _meant(scene: Scene) -> Item | None:
    """The clip of which it is said."""
    return _of(opinions(scene.text)[0], scene)
