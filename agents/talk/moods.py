"""Short sayings that tell how somebody feels, not what they want: "meh", "idk", "i'm tired".

Each ends in something to see: other clips, or some that suit the mood.
"""

from __future__ import annotations

import re

from agents.scene import Scene
from agents.talk.replies import BROUGHT
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
    r"(?:like|love|enjoy)[\s.!]*|"
    r"(?:show me |give me |only |just )*(?:(?:your|the) )?(?:very )?(?:best|newest|latest|top|new|"
    r"favou?rite) (?:clips?|videos?|ones|stuff|things?)(?: only| you(?:'ve)? (?:have|got)| here)*"
    r"[\s.!]*"
)
_SUITS = {
    "happy": "sad down lonely unhappy depressed low blue heartbroken upset miserable crying cry "
    "cheer bad awful rough",
    "calm": "tired stressed stress anxious nervous angry exhausted sleepy restless worried sick "
    "overwhelmed ill sleep asleep relax unwind chill knackered shattered stressful exhausting "
    "drained headache hungover busy long hard tough",
    "funny": "laugh giggle smile",
    "lively": "happy excited energetic awake hyped great good pumped bored boring wake energy",
}
"""What suits a mood, and the words that tell it."""
_QUERY = {
    "happy": "happy cheerful cute sunny bright fun lively",
    "calm": "calm relaxing peaceful quiet",
    "funny": "funny fun cute silly",
    "lively": "lively fast action energetic",
}
"""What is looked for: no word of theirs, so none is said back as what they asked for."""
_NEVER = frozenset("long hard tough bad rough busy great good low down blue awake boring".split())
"""Of those, what tells a mood only beside a word of how somebody is, or of their day."""
_SELF = frozenset("i i'm im me feel feeling felt i've".split())
_AROUND = frozenset(
    "i i'm im am i've ive me my feel feeling feels felt was is it's its been be being had having "
    "have so very really quite pretty just all a an the bit little kinda kind of still too rn lol "
    "today now tonight right lately this that such day days week night morning evening work at "
    "home from after and but to up help need want something for can can't cant cannot could get "
    "some hm hmm well oh ok okay hey hi please pls ugh fall down anything with watch before "
    "bed in out tbh super mood af asf give gimme make us wanna thing videos clips stuff show you "
    "me".split()
)
"""Words around a mood; with any other word in it a sentence is about something else."""
_OF_ME = re.compile(r"\b(?:i'm|im|i am|feel\w*|(?:had|having|been) .*(?:day|week|night|time))\b")
_TEXT = {
    "happy": "Sorry to hear it. Something cheerful, then:",
    "funny": "Something funny, then:",
    "calm": "Then something calm:",
    "lively": "Then something lively:",
}


def mood(words: str, scene: Scene) -> Decision | None:
    """Return what plain ``words`` that tell a mood lead to, ``None`` of any other words."""
    if scene.brought is not None or scene.board is not None:
        return None
    suits = felt(words)
    if suits is not None:
        guidance = Guidance(query=_QUERY[suits], others=True)
        return Decision(
            kind="retrieve", guidance=guidance, text=_TEXT[suits], why="You told your mood."
        )
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


def felt(words: str) -> str | None:
    """What suits the mood that plain ``words`` tell; ``None`` where they tell none, or more."""
    words = words.replace("wind down", "unwind")
    said = re.findall(r"[a-z']+", words)
    mine = not _SELF.isdisjoint(said) or _OF_ME.search(words) is not None
    found = [
        (suits, word) for suits, moods in _SUITS.items() for word in said if word in moods.split()
    ]
    told = {word for _, word in found}
    if not found or len(said) > 16 or any(w not in _AROUND and w not in told for w in said):
        return None
    if not mine and (
        told <= _NEVER or (len(said) == len(told) and words.rstrip(" .!")[-2:] != "ed")
    ):
        return None  # "good", "sleep": of what, nobody said; "tired" is somebody
    making = "make" in said  # of "make me cry" and "make this happy" the mood is what is wished
    if making and ("happy" in (suits for suits, _ in found) or {"me", "us"}.isdisjoint(said)):
        return None
    if (
        "not" in said
        or (not mine and "my" in said)
        or (told <= _NEVER and not _OF_ME.search(words))
    ):
        return None
    return found[0][0]


def _show(want: str, text: str) -> Decision:
    guidance = Guidance(want=want, others=True)
    return Decision(kind="retrieve", guidance=guidance, text=text, why="You left it to me.")
