"""Said of a clip that it is liked, or not, and nothing else: "i love the second one" is a Like."""

from __future__ import annotations

import re

from agents.read.opinion import Verdict, item_of, opinions
from agents.read.references import named, only_points, position
from agents.read.words import plain
from agents.scene import Scene
from agents.talk.replies import BROUGHT, show
from agents.talk.smalltalk import ANYTHING
from models.domain import Decision, Item

_AROUND = re.compile(
    r"\b(?:oh|ah|wow|ok|okay|and|so|well|yes|yeah|haha\w*|lol|thanks|thank you|"
    r"i (?:think|guess))\b|\W+"
)
_WISHES = re.compile(r"\b(?:more|another|others?|make|show|give|cut|turn)\b")


def liked(scene: Scene) -> Decision | None:
    """Show the clip that is liked by itself, its heart full; ``None``: more is said, or of none.

    What counts is kept by who keeps opinions (:mod:`agents.read.opinion`).
    """
    item = _alone(scene, "good")
    if item is None:
        return None
    text = "Liked: what is like it comes to you first from now on."
    options = ("more like this", *BROUGHT[:2])
    if item is scene.focus:  # it is on the screen alone: once more would be too often
        return Decision(kind="chat", text=text, options=options, why="You like it.")
    return show((item,), text, options)


def disliked(scene: Scene) -> Decision | None:
    """Say that what was named is turned down; what is said of "it" may be a wish to change it."""
    clause = next((one.clause for one in opinions(scene.text)), "")
    if position(clause) is None and not named(clause, scene.screen):
        return None
    if _alone(scene, "bad") is None:
        return None
    text = "I keep in mind that you do not like it: less of that kind comes to you from now on."
    options = ("something else", ANYTHING)
    return Decision(kind="chat", text=text, options=options, why="You do not like it.")


def _alone(scene: Scene, verdict: Verdict) -> Item | None:
    """The clip of which that is said, and nothing else."""
    said = opinions(scene.text)
    if len(said) != 1 or said[0].verdict != verdict:
        return None
    rest = plain(scene.text).replace(said[0].clause, " ", 1).strip(" ,.!;:-")
    more = "" if only_points(rest) else _AROUND.sub("", rest)
    if more or _WISHES.search(said[0].clause):
        return None
    return scene.about or item_of(said[0], scene.text, scene.screen, scene.focus)
