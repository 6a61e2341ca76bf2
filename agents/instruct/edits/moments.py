"""A change that is to begin or end with something that happens: "faster after the flip". When that
is nobody here can tell, so the whole clip is not changed for it: it is asked in seconds.
"""

from __future__ import annotations

import re

from agents.instruct.edits.wishes import WHOLE_ALONE, wishes
from agents.read.lettering import lettering
from agents.read.searches import SEARCHING
from agents.read.words import plain
from agents.scene import Scene
from models.domain import Decision

_MOMENT = re.compile(
    r"[\s,]*\b(?:only |right |just )?(?:after|before|when|once|until|till|as soon as)\s+"
    r"(?P<what>(?:the|he|she|it|they|my|his|her|its|an?|some(?:body|one))\b"
    r"(?!.*\b(?:clip|video|film|end|start|beginning|middle|half|text|words|music|edit|done|ready|"
    r"finished|over|\d+)\b)[^,.;!?]{2,50})[\s.!?]*$"
)
SECONDS = "When “{}” is I cannot tell. Say it in seconds: “{} after 3 s”."
WHOLE = (
    "When “{}” is I cannot tell, and direction and shape I can change of a whole clip only. "
    "Shall I do it to all of it, or cut out the part first?"
)


def at_a_moment(scene: Scene) -> Decision | None:
    """Ask for seconds where something is to be done to the clip in hand from a moment on."""
    item = scene.about or scene.focus
    words = plain(scene.text)
    found = _MOMENT.search(words)
    if item is None or found is None or SEARCHING.match(words) or scene.board is not None:
        return None
    if lettering(scene.text)[0]:
        return None  # what is written may say when anything
    wish = words[: found.start()].strip(" ,")
    asked = wishes(wish)
    if asked.rest or not asked.calls or {one.name for one in asked.calls} - {"adjust", "style"}:
        return None
    what = found["what"].strip()
    whole = any(WHOLE_ALONE & call.arguments.keys() for call in asked.calls)
    text = WHOLE.format(what) if whole else SECONDS.format(what, wish)
    return Decision(
        kind="ask",
        text=text,
        options=(wish, f"only the part with {what}"),
        why="It was not said at which second.",
    )
