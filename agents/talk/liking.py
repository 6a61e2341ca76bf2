"""Said of a clip that it is liked, and nothing else: "i love the second one". It is a Like."""

from __future__ import annotations

import re

from agents.read.opinion import opinions
from agents.read.references import referred
from agents.read.words import plain
from agents.scene import Scene
from agents.talk.replies import BROUGHT, show
from models.domain import Decision

_AROUND = re.compile(
    r"\b(?:oh|ah|wow|ok|okay|and|so|well|yes|yeah|haha\w*|lol|thanks|thank you|"
    r"i (?:think|guess))\b|\W+"
)
_WISHES = re.compile(r"\b(?:more|another|others?|make|show|give|cut|turn)\b")


def liked(scene: Scene) -> Decision | None:
    """Show the clip that is liked by itself, its heart full; ``None``: more is said, or of none.

    What counts is kept by who keeps opinions (:mod:`agents.read.opinion`).
    """
    said = opinions(scene.text)
    if len(said) != 1 or said[0].verdict != "good":
        return None
    rest = plain(scene.text).replace(said[0].clause, " ", 1)
    item = scene.about or referred(said[0].clause, scene.screen, scene.focus)
    if item is None or _AROUND.sub("", rest) or _WISHES.search(said[0].clause):
        return None
    text = "Liked: what is like it comes to you first from now on."
    options = ("more like this", *BROUGHT[:2])
    if item is scene.focus:  # it is on the screen alone: once more would be too often
        return Decision(kind="chat", text=text, options=options, why="You like it.")
    return show((item,), text, options)
