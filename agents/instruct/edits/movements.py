"""Wishes that what is in hand moves otherwise: "I want to see it dancing", "can it sleep?".

They are changes of what is seen, said like a search or a question. Which movement is told as a
participle, whatever form of the verb was used.
"""

from __future__ import annotations

import re

from agents.instruct.edits.wishes import wishes
from agents.read.references import referred
from agents.read.words import content_words, mentions, plain
from agents.scene import Scene
from models.domain import Decision, Guidance, Item, ToolCall

_WHO = r"(?P<who>it|him|her|them|he|she|they|this|that|the \w+(?: one)?)"
_LEAD = (
    r"(?:(?:please|now|and|but|then|ok|okay|no|yes|cool|nice|so|well)[\s,.!]+)*"
    r"(?:(?:can|could|would) (?:you|u|we) (?:please )?)?"
)
_REST = r"(?P<rest>(?: [\w'-]+){0,6}?)(?:,? (?:please|instead|now|too|then|for me))*[\s.!?]*"
_DO = r"(?:be |start )?(?P<verb>[a-z]{3,})"
_PATTERNS = tuple(
    re.compile(_LEAD + pattern + _REST)
    for pattern in (
        rf"(?:i(?:'d| would)? (?:want|like|love|wanna|need)(?: to)?|let me|let's|can i|could i|"
        rf"may i|show me) (?:(?:see|watch) )?{_WHO} (?:to )?{_DO}",
        rf"(?P<own>(?:make|let|have|get|see|show) {_WHO} (?:to )?{_DO})",
        rf"(?:can|could|would|what if|how about|imagine) {_WHO} (?:is |was |were )?{_DO}",
        rf"{_WHO} (?:should|must|needs to|has to|could) {_DO}",
    )
)
_AROUND = re.compile(
    rf"{_LEAD}(?:i(?:'d| would)? (?:want|like|love|wanna)(?: to)?|let me|can i|could i|show me) "
    rf"(?:see )?{_WHO} (?P<where>(?:at|in|on|by|under) .{{3,60}}?)"
    r"(?:,? (?:please|instead|now|too|then))*[\s.!?]*"
)
_BARE = frozenset(
    "bark bounce bow climb crawl cry dance dive drink drive eat fall fight float flutter fly "
    "gallop glide graze hop hug jog juggle jump kick kiss laugh leap march meow nod play pounce "
    "ride roar roll run sail scream sing sit skate ski sleep smile sneeze spin sprint stretch "
    "surf sway swim swing talk trot twirl waddle walk wave wink yawn".split()
)
"""Verbs of movement as people use them. In other forms than *-ing* only these are taken for one."""
_LASTS = re.compile(
    r"(?:run|play) (?:on(?: (?:longer|a (?:bit|little|while).*))?|longer|a (?:bit|little|while).*)"
    r"[\s.!?]*"
)
"""Of the clip itself: "let it run on longer"."""
_NONE = frozenset(
    "anything bring ceiling cling during evening everything king morning nothing ring something "
    "spring sting string swing thing wing being going doing having getting looking showing missing "
    "ending beginning clothing lighting building wedding painting drawing setting boring amazing "
    "exciting interesting relaxing calming charming stunning moving loading working playing".split()
)
"""Words in *-ing* that say of nothing how it moves."""
_DOUBLED = frozenset("hop hug jog nod run sit spin swim".split())


def moving(words: str, scene: Scene) -> Decision | None:
    """Return the change that plain ``words`` ask for, where what is in hand is to be seen doing
    something, or somewhere, else.
    """
    found = next((said for one in _PATTERNS if (said := one.fullmatch(words))), None)
    if found is not None and _LASTS.fullmatch(f"{found['verb']}{found['rest']}"):
        return None
    if found is None or (movement := participle(found["verb"])) is None:
        return _placed(words, scene)
    item = _meant(found["who"], scene)
    own = found.groupdict().get("own") or f"show it {movement}"
    return None if item is None else _change(item, own + found["rest"])


def _placed(words: str, scene: Scene) -> Decision | None:
    """Answer "I want to see it at night": a change of where or when the clip in hand is."""
    found = _AROUND.fullmatch(words)
    item = None if found is None else _meant(found["who"], scene)
    if found is None or item is None or wishes(words).calls or not content_words(found["where"]):
        return None
    return _change(item, f"make it {found['where']}")


def _change(item: Item, instruction: str) -> Decision:
    call = ToolCall(name="revise", arguments={"instruction": instruction[:400], "strength": 1.0})
    return Decision(
        kind="edit",
        guidance=Guidance(target=item.id),
        calls=(call,),
        why="You asked to see it otherwise.",
    )


def movement_of(instruction: str) -> tuple[str, str] | None:
    """Return the movement that a change asks for, as a participle, and what else is said of it;
    ``None`` where it asks for none.
    """
    words = plain(instruction)
    found = next((said for one in _PATTERNS if (said := one.fullmatch(words))), None)
    verb = None if found is None else participle(found["verb"])
    return None if found is None or verb is None else (verb, found["rest"].strip())


def participle(verb: str) -> str | None:
    """Return "dancing" of "dance" and of itself; ``None`` of what is no verb of movement."""
    if verb.endswith("ing"):
        return None if verb in _NONE else verb
    if verb not in _BARE:
        return None
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1] if verb.endswith('e') else verb}ing"


def _meant(who: str, scene: Scene) -> Item | None:
    """The clip in hand, where a pronoun or a word of its own points at it."""
    item = scene.about or referred(who, scene.screen, scene.focus)
    named = content_words(who.removeprefix("the "))
    pointed = not who.startswith("the ") or who.endswith((" one", " clip", " video"))
    if item is None or pointed or all(mentions(item, word) for word in named):
        return item
    return None
