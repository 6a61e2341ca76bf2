"""Something else to be looked at while a plan, or a search, stands: "ok, but first show me "
"sunsets",
"beach clips again, but at sunset".
"""

from __future__ import annotations

import re
from dataclasses import replace

from agents.read.references import POINTING, position
from agents.read.searches import search
from agents.read.words import content_words, plain
from agents.scene import Scene

_LEAD = (
    r"(?:(?:ok|okay|but|first|wait|hold on|before that|now|and|then|so|please|hm+|yes|no|can you|"
    r"could you|just)[\s,.!]+)*"
)
_SHOW = re.compile(
    rf"{_LEAD}(?P<rest>(?:show (?:me|us)|let me see|find me|search for|look for)\b.+)"
)
_AGAIN = re.compile(
    rf"{_LEAD}(?:show me |find me |find |let me see )?(?P<what>[\w' -]{{2,60}}?) (?:clips?|"
    rf"videos?|vids?|"
    r"ones|footage),? (?:again|once more|one more time)\b[\s,]*(?:please[\s,]*)?"
    r"(?:(?:but|only|just|with|and|this time|now)\b[\s,]*)*(?P<change>.+)"
)
_DOES = re.compile(
    r"^(?:make|play|turn|put|do|cut|undo|redo|draw|trim|slow|speed|add|join|combine|like|love|hate|i)\b"
)
_OF_THE_FILM = re.compile(
    r"\b(?:shots?|order|plan|storyboard|scenes?|film|movie|video|titles?|captions?|instead|first|last|"
    r"then|between|after|before)\b"
)


def aside(scene: Scene) -> Scene:
    """The scene without its plan where something else is to be looked at, and the same search with
    what should be otherwise written into it.
    """
    words = plain(scene.text)
    if len(words) > 300 or scene.brought is not None:
        return scene
    again = _AGAIN.fullmatch(words)
    if again is not None and content_words(again["what"]) and not _DOES.match(again["what"]):
        change = re.sub(r"[\s,]*\binstead\b", "", again["change"])
        text = f"show me {again['what']} {change}"
        return replace(scene, text=text, board=None, rendered=False, options=())
    shown = _SHOW.fullmatch(words) if scene.planning else None
    if shown is None or _OF_THE_FILM.search(shown["rest"]) or POINTING.search(shown["rest"]):
        return scene
    if position(shown["rest"]) is not None or not search(shown["rest"]).want:
        return scene
    return replace(scene, text=shown["rest"], board=None, rendered=False, options=())
