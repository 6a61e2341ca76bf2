"""Which of those on the screen is most so: the longest, the darkest, the most colourful.

What is measured is told; of what is felt, such as the saddest, it is said that it cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.read.references import PLACES
from agents.read.searches import MOST, compared, superlative
from agents.read.words import plain
from agents.retrieve.catalogue import Catalogue
from agents.retrieve.comparison import WAYS, length
from agents.scene import Scene
from agents.talk.replies import BROUGHT, show
from models.domain import Comparison, Decision, Item

_LEAD = (
    r"(?:(?:so|and|but|ok|okay|hm+|well|hey|please|tell me|now|can you|could you|do you know|say)"
    r"[\s,.!]+)*"
)
_THESE = (
    r"(?: ?(?:(?:out )?(?:of|among|from) )?(?:all )?(?:of )?(?:these|those|them|the (?:two|three|"
    r"four|clips|videos|ones))(?: (?:two|three|four|clips|videos|ones))?| (?:ones?|clips?|videos?)|"
    r" here| on the screen| of all)*"
)
_SO = (
    r"(?P<{}>(?:the )?(?:most|least) [a-z-]+|"
    r"(?:the )?[a-z]{{2,}}(?<!for)(?<!inter)est(?: colou?rs)?)"
)
_ASKED = re.compile(
    rf"{_LEAD}(?:which|what|who)(?:'s)?{_THESE}(?:'s| is| are| has| have| looks?| seems?| feels?|"
    rf" do you (?:think|find)(?: is)?)? (?:the )?{_SO.format('asked')}{_THESE}[\s.!?]*|"
    rf"{_LEAD}(?:which|what)(?: one)?{_THESE}(?:'s| is| has| looks?)? (?P<of_two>(?:more [a-z-]+|"
    rf"[a-z]{{3,}}er)(?: colou?rs)?){_THESE}[\s.!?]*|"
    rf"{_LEAD}(?:(?:show|give|play|find|pick|get)(?: me)?|i (?:want|need|'d like))(?: to see)? "
    rf"{_SO.format('wanted')}{_THESE}(?: please)?[\s.!?]*|"
    rf"{_LEAD}the {_SO.format('named')}{_THESE}(?: please)?[\s.!?]*"
)
_OPINION = re.compile(
    r"(?:the )?(?:best|nicest|coolest|prettiest|greatest|most (?:beautiful|interesting|popular|"
    r"liked|recommended)|latest|forest|rest|west|guest|nearest|closest|largest|biggest)"
)
"""Answered elsewhere, or no such word."""
_TELLS: dict[Comparison, str] = {
    "calmer": "least moves in it", "livelier": "most moves in it",
    "brighter": "its cover is the lightest", "darker": "its cover is the darkest",
    "more colourful": "its cover has the strongest colours",
    "newer": "it came here last", "older": "it was here first",
}  # fmt: skip
CAN = (
    "Of these I can tell which is the longest, shortest, brightest, darkest, most colourful, "
    "calmest, liveliest or newest."
)
OPTIONS = ("which is the calmest?", "which is the most colourful?", "which is the longest?")
CLOSE = 0.05
"""Seconds, or share of a measure, by which two are alike."""


def most_so(scene: Scene, catalogue: Catalogue, viewer: str) -> Decision | None:
    """Answer which of several on the screen is most so; ``None`` where that is not asked."""
    words = plain(scene.text)
    said = _ASKED.fullmatch(words) if len(words) < 160 else None
    # Of one that was picked out of several "which is" asks about those, still.
    among = scene.screen if len(scene.screen) > 1 else scene.before
    if said is None or len(among) < 2 or scene.planning or scene.brought is not None:
        return None
    asked = next(one for one in said.groups() if one).removeprefix("the ")
    if _OPINION.fullmatch(asked):
        return None
    way = superlative(asked) or (compared(asked) if said["of_two"] else None)
    if way is None or WAYS[way].measure is None:
        text = f"Which is the {asked} I cannot tell: that is felt, and I only measure. {CAN}"
        return Decision(kind="chat", text=text, options=OPTIONS, why="It cannot be measured.")
    asked = MOST[way] if said["of_two"] else asked
    return _told(way, asked, among, catalogue, viewer)


def _told(
    way: Comparison, asked: str, screen: Sequence[Item], catalogue: Catalogue, viewer: str
) -> Decision:
    measure, sign = WAYS[way].measure, WAYS[way].sign
    found = [
        (sign * value, n)
        for n, item in enumerate(screen)
        if measure is not None and (value := measure(catalogue, item, viewer)) is not None
    ]
    if len(found) < 2:
        text = f"Which is the {asked} I cannot tell yet: I have not looked at all of them."
        return Decision(kind="chat", text=text, options=OPTIONS, why="It was not measured.")
    best, place = max(found)
    near = [n for value, n in found if abs(value - best) <= _close(way, best)]
    if len(near) > 1 and len(near) == len(found):
        text = f"None is the {MOST[way]}: they are all alike in that."
        return Decision(kind="chat", text=text, options=OPTIONS, why="They are alike.")
    if len(near) > 1:
        items = [screen[n] for n in sorted(near)]
        return show(items, f"These {len(items)} are alike, and the {asked} of them all:")
    name = PLACES[place] if place < len(PLACES) else f"number {place + 1}"
    if WAYS[way].measure is length:
        tells = f"it lasts {screen[place].duration:.1f} seconds"
    else:
        tells = _TELLS[way]
    text = f"The {asked} of these is the {name}: {tells}."
    return show((screen[place],), text, ("more like this", *BROUGHT[:2]))


def _close(way: Comparison, best: float) -> float:
    """Up to which difference two are alike."""
    if WAYS[way].measure is length:
        return CLOSE
    return 0.0 if way in ("newer", "older") else 0.01 * abs(best)
