"""For whom something is: "videos for my kid, he's 4". Not what is to be seen in it."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.read.searches import search
from agents.read.subject import subject
from agents.read.words import NUMBERS, content_words
from agents.scene import Scene
from models.domain import Decision, Guidance

_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})"
_YEARS = r"(?:[\s-]*(?:years?|yrs?|months?|y/?o|yo)(?:[\s-]*olds?)?)"
CHILD = (
    r"(?:kids?|kiddos?|kiddies|child|children|sons?|daughters?|toddlers?|bab(?:y|ies)|niece|nephew|"
    r"grand(?:kid|child|children|son|daughter)s?|(?:little )?(?:boy|girl|one|brother|sister)s?|"
    rf"pre-?schoolers?|kindergart\w+|pupils|{_NUMBER}{_YEARS})"
)
GROWN = (
    r"(?:mum|mom|mother|dad|father|parents|grand(?:ma|pa|mother|father|parents)|gran|granny|nan|"
    r"wife|husband|partner|girlfriend|boyfriend|friends?|mate|colleagues?|boss|teacher|aunt|uncle|"
    r"sister|brother|family|guests)"
)
# Bounded: "5 years old 5 years old …" can be read in exponentially many ways.
OWN = (
    rf"(?:(?:my|our|his|her|their|the|a|an|some|two|three|little|small|young|younger|older|old|"
    rf"{_NUMBER}{_YEARS})[\s-]+){{0,6}}"
)
_AGE = (
    rf"(?:[\s,.(]*(?:and |who |which )?(?:(?:he|she|they|it)(?:'?s|'?re| is| are)? |is |are )"
    rf"(?:(?:only|just|about|almost|aged?) )*{_NUMBER}(?:(?: and |,| or |-){_NUMBER})*{_YEARS}?\)?|"
    rf"[\s,(]*(?:aged? )?{_NUMBER}{_YEARS}?\)?)?"
)
_FOR = re.compile(
    rf"[\s,]*\bfor {OWN}(?:(?P<child>{CHILD})|(?P<grown>{GROWN}))\b{_AGE}"
    r"(?:[\s,]*(?:to (?:watch|see|look at|enjoy)|please|pls|thanks|thank you|now|today|tonight))*"
    r"[\s.!?]*$"
)
_FRIENDLY = re.compile(
    r"\b(?:(?:kid|child|children|family|toddler)s?[- ](?:friendly|safe|appropriate|proof)|"
    r"(?:safe|suitable|appropriate|good|okay|ok) for (?:small |young |little )?(?:kids|children|"
    r"toddlers|the whole family)|for (?:small |young |little )?(?:kids|children|toddlers)|"
    r"kids'?|kiddie|children'?s) ?(?=videos?|clips?|stuff|things?|content|ones?|[\s.!?]*$)"
)
_OPEN = re.compile(
    r"(?:(?:please|pls|can|could|you|show|find|give|get|recommend|suggest|play|put on|me|us|i|i'm|"
    r"im|need|want|would like|looking|for|do you have|have you|got|any|some|something|anything|"
    r"stuff|things?|a|an|the|few|videos?|clips?|movies?|ones?|content|nice|good|fun|cute|safe|"
    r"suitable|appropriate|that is|that's|there|is|hi|hello|hey|ok|so)\b[\s,.!?]*)*"
)
"""Words that name no topic."""
_BED = re.compile(
    r"[\s,]*\b(?:(?:right |just |to watch )*(?:before|at|for|till|until) (?:(?:his|her|their|the|"
    r"my|our) )?"
    r"(?:bed ?time|bed|sleep(?:ing)?|naps?(?: ?time)?|night ?time|lights out|the night)|"
    r"(?:to|so (?:she|he|they) can) (?:fall asleep|sleep|calm down|wind down|settle down|go to "
    r"(?:sleep|bed))"
    r"(?: (?:to|with))?|bedtime)\b"
)
"""When it is for: before bed."""
_CALM = re.compile(
    r"\b(?:calm(?:ing)?|chill(?:ed|ing)?|relax(?:ing|ed)|quiet|gentle|peaceful|soothing|sleepy|slow|soft|"
    r"cosy|cozy|not (?:too )?(?:exciting|wild|scary|loud))\b"
)
_WITHOUT = re.compile(
    r"[\s,;.]+(?:but |and |with )?(?:no|without|nothing with|not)\b(?! (?:too|"
    r"so)\b).*$"
)
_OCCASION = re.compile(
    r"\s+for (?:(?:my|our|the|a|an|this|her|his) )?(?:(?:lunch|coffee|tea|work|school|short|"
    r"quick|little|"
    r"morning|afternoon|evening|smoke) )*(?:break|commute|(?:bus|train|car) ride|(?:way|walk|"
    r"drive|ride) "
    r"(?:home|to work)|lunch|breakfast|dinner|shift|pause|workout|nap)(?: (?:at work|today|now|"
    r"please))*"
    r"[\s.!?]*$"
)
"""When it is watched: no part of what is to be seen."""
FOR_CHILDREN = (
    "For children I look for friendly, colourful ones. Nobody has checked them by age, so look at "
    "them first."
)
QUIET = "calm, gentle and slow, animals resting, soft light, still water, falling snow"
CALM_ONES = "Calm ones, slow and gentle:"
FOR_SLEEP = (
    "Calm ones for a child, slow and gentle. Nobody has checked them by age, so look at them first."
)
FOR_OTHERS = "Say what they like, and I look for it. Here are some meanwhile:"
FRIENDLY = "cute animals playing, colourful cartoon, toys, balloons"


def for_whom(words: str, scene: Scene) -> Decision | None:
    """Return a search for somebody else of whom no more is known; ``None`` of other ``words``.

    Nothing but known words is taken for it: what else is said is read before anything is shown.
    """
    if scene.brought is not None or scene.board is not None:
        return None
    words, late = _BED.subn(" ", words)
    without = _WITHOUT.search(words)
    avoid = () if without is None else search(without[0]).avoid
    words = words if without is None else words[: without.start()]
    found = _FOR.search(words) or _FRIENDLY.search(words)
    if found is None:
        return None
    rest = f"{words[: found.start()]} {words[found.end() :]}".strip()
    rest, calm = _CALM.subn(" ", rest)
    if not _OPEN.fullmatch(rest.strip(" ,.!?")):
        return None
    if late or calm:
        return Decision(
            kind="retrieve", guidance=Guidance(query=QUIET, avoid=avoid, others=True),
            text=FOR_SLEEP if found.groupdict().get("grown") is None else CALM_ONES,
            why="You said for whom it is, and that it should be calm.",
        )  # fmt: skip
    grown = found.groupdict().get("grown") is not None
    guidance = Guidance(query="" if grown else FRIENDLY, avoid=avoid, others=True)
    return Decision(
        kind="retrieve", guidance=guidance, text=FOR_OTHERS if grown else FOR_CHILDREN,
        why="You said for whom it is.",
    )  # fmt: skip


_LIKED = re.compile(
    r"(?:(?:hi|hello|hey|so|and|well|because)[\s,]+)*"
    rf"(?:(?:{OWN}(?:{CHILD}|{GROWN}|dog|cat)|he|she|they|everyone|everybody)"
    r"(?:'s|'re| is| are)? (?:(?:really|just|so|totally|absolutely|also) )*"
    r"(?:obsessed with|crazy about|mad about|into|in love with|fond of|"
    r"(?:an? )?(?:big |huge )?fans? of|loves?|likes?|adores?|wants?(?: to see| to watch)?|"
    r"wishes for|asks for|is asking for) (?P<what>[\w' -]{3,60}))"
    r"(?:[,.!]+ ?(?:please|pls|thanks))?[\s.!]*"
)


def liked_by(words: str) -> str:
    """Return what somebody else likes or wants to see, where plain ``words`` say just that."""
    found = _LIKED.fullmatch(words)
    return "" if found is None else subject(found["what"])


def without_whom(scene: Scene) -> Scene:
    """``scene`` as if it had not been said for whom a thing that is named is to be found."""
    said = scene.text
    low = said.lower()
    found = (_FOR.search(low) or _OCCASION.search(low)) if len(low) == len(said) else None
    rest = "" if found is None else said[: found.start()].strip()
    return replace(scene, text=rest) if content_words(rest) and '"' not in rest else scene
