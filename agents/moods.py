"""Short sayings that tell how somebody feels, not what they want: "meh", "idk", "i'm tired".

Each ends in something to see: other clips, or some that suit the mood.
"""

from __future__ import annotations

import re

from agents.replies import BROUGHT
from agents.scene import Scene
from models.domain import Decision, Guidance

_SO = r"(?:(?:so|very|really|quite|pretty|just|all|a (?:bit|little)|kinda|kind of|still|too) )*"
_BAD = (
    r"(?:bad|boring|lame|awful|terrible|horrible|ugly|stupid|dumb|weird|wrong|cringe|trash|rubbish|"
    r"garbage|mid|weak|disappointing|annoying|crap|shit|(?:not|n't) (?:very |that |so |really )?"
    r"(?:good|great|nice|funny|interesting|it|what i (?:want(?:ed)?|meant|asked for)))"
)
_TURNED_DOWN = re.compile(
    rf"(?:(?:no|nah|hm+|well|sorry|but|oh)[\s,.!]+)*(?:meh|ugh+|eh+|bleh|boo+|yuck|ew+|nah|{_BAD}|"
    r"(?:this|that|it|they|these|those|(?:all|both) of (?:these|them))"
    rf"(?:'s|'re| is| are| was| were| looks?)? ?{_SO}{_BAD}|"
    r"i (?:really |just )?(?:(?:don't|do not|didn't|did not) (?:like|love|enjoy)|hate|dislike) "
    r"(?:it|this|that|these|those|them)(?: (?:one|ones|clip|clips|video|at all|much|very much))*|"
    r"you (?:suck|are (?:bad|useless|stupid|dumb|no help))|"
    rf"(?:what|how) {_SO}{_BAD}|i'm not (?:impressed|amused|convinced|sold))[\s.!]*"
)
_OPEN = re.compile(
    r"(?:(?:hm+|um+|er+|well|oh|so|ok|okay)[\s,.!]+)*(?:hm+|um+|er+|i (?:do not|don't|dunno)(?: "
    r"(?:really )?know)?(?: yet)?|dunno|not sure(?: yet)?|no idea|i have no idea|i'm not sure|"
    r"you (?:choose|pick|decide)|anything(?: really)?|up to you)[\s.!?]*"
)
_TASTE = re.compile(
    r"(?:please |now )?(?:show|play|give) me (?:what|something|things|stuff|clips|videos)"
    r"(?: that)? (?:i(?:'d| would| might| may)?(?: really)?|you think i(?:'d| would| might)) "
    r"(?:like|love|enjoy)[\s.!]*"
)
_FEELING = re.compile(
    rf"(?:(?:hm+|well|oh|so|ok|okay|hey|hi)[\s,.!]+)*(?:i'm|i am|i feel|i'm feeling|feeling) {_SO}"
    r"(?P<mood>[a-z]+)(?: (?:today|now|tonight|right now|lately))*[\s.!:()]*"
)
_SUITS = {
    "something happy": "sad down lonely unhappy depressed low blue heartbroken upset",
    "something calm": "tired stressed anxious nervous angry exhausted sleepy restless worried sick "
    "overwhelmed ill",
    "something lively": "happy excited energetic awake hyped great good pumped bored",
}
_TEXT = {
    "something happy": "Sorry to hear it. Something cheerful, then:",
    "something calm": "Then something calm:",
    "something lively": "Then something lively:",
}


def mood(words: str, scene: Scene) -> Decision | None:
    """Return what plain ``words`` that tell a mood lead to, ``None`` of any other words."""
    if scene.brought is not None or scene.board is not None:
        return None
    feeling = _FEELING.fullmatch(words)
    if feeling is not None:
        suits = next((want for want, m in _SUITS.items() if feeling["mood"] in m.split()), None)
        return None if suits is None else _show(suits.split()[1], _TEXT[suits])
    if _TURNED_DOWN.fullmatch(words):
        made = scene.focus if scene.focus is not None and scene.focus.parents else None
        if made is not None:
            options = ("undo that", *BROUGHT[:2])
            text = "What should be different? I can take it back, too."
            return Decision(kind="ask", text=text, options=options, why="It was turned down.")
        return _show(scene.last_want, "Not that, then. What about these?")
    if _TASTE.fullmatch(words):
        return _show("", "")
    if _OPEN.fullmatch(words):
        return _show("", "Then I choose:")
    return None


def _show(want: str, text: str) -> Decision:
    guidance = Guidance(want=want, others=True)
    return Decision(kind="retrieve", guidance=guidance, text=text, why="You left it to me.")
