"""Others like one that is here, but different: "something like the third one but at night"."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.edits.wishes import wishes
from agents.read.references import ORDINALS, named, position, referred
from agents.read.searches import search
from agents.read.words import content_words
from agents.retrieve.comparison import WAYS
from agents.scene import Scene
from agents.talk.replies import like, no_clip, which
from models.domain import Decision, Guidance, Item, ToolCall

_LIKENED = re.compile(
    r"(?:(?:no|ok|okay|and|now|hm+|please|can you|could you|do you have|have you got|"
    r"i(?:'d| would)? (?:want|like|love|need)(?: to see)?|show(?: me)?|find(?: me)?|give me|got|"
    r"is there|any chance of)[\s,.!]+)*"
    r"(?:something|anything|sth|one|ones|another(?: one)?|others?|more|clips?|videos?|"
    r"an?(?:other)? (?:clip|video)|similar)(?: (?:clips?|videos?|ones?))?"
    r"(?: that(?:'s| is)?)?(?: a (?:bit|little))?"
    r"(?: more)?(?: (?:just|exactly|kind of|kinda))? ?(?:like|similar to|to|as) "
    r"(?P<which>(?:this|that|it|these|them|the|number|#)\b.{0,40}?|#? ?[1-6])"
    r"[\s,]+(?:but|just|only|except|though|with|without|in|at|on)\b(?P<change>.*)"
)
_ONE_BUT = re.compile(
    r"(?:(?:ok|okay|and|now|maybe|i (?:like|want)|can i have|could i have|give me)[\s,.!]+)*"
    r"(?P<which>(?:the|that|number|clip|#)\b.{1,40}?|"
    rf"(?:(?:no|nr)[. ]*|#)?(?:[1-6]|{'|'.join(ORDINALS)})(?: one| clip| video)?)"
    r"[\s,]+(?:but|just|only) (?P<change>.+)"
)
_NOW = re.compile(
    r"(?:(?:ok|okay|and|cool|nice|great|good|so|then)[\s,.!]+)*(?:now|next)[\s,]+"
    r"(?:the same[\s,]+)?(?P<change>(?:at|in|on|under|during|with|by|near) "
    r"(?!(?:(?:my|the|an?|new|other|different) )*"
    r"(?:style|look|words?|text|letters?|sound|music|colou?rs?|mood)\b).+)"
)
_BARE = re.compile(
    r"(?:(?:no|ok|okay|and|now|so|hm+|maybe)[\s,]+)*"
    r"(?=like (?:the|this|that|it|number)\b.*[\s,](?:but|only|just|except)\b)"
)
"""Begins with "like the first", and goes on with what should be otherwise."""
_PRAISED = re.compile(
    r"(?P<before>.*?)(?P<which>\b(?:the|that|number|this)\b[\w' -]{0,40}?)(?: is|'s| was| looks)"
    r" (?:(?:really|so|very|pretty|quite|more) )*(?:nice|good|great|cool|lovely|best|better|ok|"
    r"okay|fine|"
    r"perfect|beautiful|like it)[\s,.;!]+(?:(?:and|so|but|show me|find|give me|i want|i'd "
    r"like)\s+)*"
    r"(?:something |others? )?(?P<rest>(?:more |similar )?(?:like|to) (?:that|it|this)(?: "
    r"one)?\b.*)"
)
"""Praises one, and asks for more like it: "the second one is nice, more like that but calmer"."""
_PUT = re.compile(r"(?:with|plus|having) (?P<more>.+)|(?:without|minus|no) (?P<less>.+)")
_PLACED = re.compile(r"(?:in|on|at|under|inside|near|by|during|over|through|as|like)\b.+")
_JOINS = frozenset("but just only except though".split())
_WHERE = re.compile(r"\s+\b(?:in|on|at|under|by|near|during|with)\b.*$")


def likened(words: str, scene: Scene) -> Decision | None:
    """Look for what is like the clip that is meant and has what plain ``words`` say besides."""
    first = _PRAISED.fullmatch(words)
    if first is not None:
        return _as_praised(first, scene)
    if _BARE.match(words):
        words = f"something {_BARE.sub('', words)}"
    said = _LIKENED.fullmatch(words)
    if said is None or scene.like_vector is not None:
        return None
    join = words[said.end("which") : said.start("change")].strip(" ,")
    change = said["change"] if join in _JOINS else f"{join}{said['change']}"
    change = re.sub(r"^[\s,]*(?:it(?:'s| is)|is|that's|with it being|more)\b", " ", change).strip(
        " ,.!?"
    )
    if not change:
        return None
    item = scene.about or referred(said["which"], scene.screen, scene.focus)
    if item is None:
        if not scene.screen:
            return no_clip()
        if position(said["which"]) is None and named(said["which"], scene.screen) is None:
            return which(scene, "Like which one?", f"something like the {{}} one but {change}")
        return which(scene, f"I see {len(scene.screen)} here; which one?", "more like the {} one")
    read = search(change)
    if not read.want and read.compare is None and not read.avoid and read.shape is None:
        return None
    guidance = Guidance(
        want=read.want, avoid=read.avoid, like=item.id, shape=read.shape,
        at_least=read.at_least, at_most=read.at_most, strict=read.strict,
    )  # fmt: skip
    if read.compare is not None:
        way = WAYS[read.compare]
        guidance = replace(guidance, compare=read.compare, than=(item.id,), query=way.words)
    return Decision(kind="retrieve", guidance=guidance, why="You asked for one like it, changed.")


def _as_praised(said: re.Match[str], scene: Scene) -> Decision | None:
    """More like the one that was praised first, without what was not wanted before that."""
    which_one = said["which"].strip()
    item = referred(which_one, scene.screen, scene.focus)
    if item is None:
        which_one = f"{which_one} one"
        item = referred(which_one, scene.screen, None)
    if item is None:
        return None
    rest = re.sub(r"\b(?:that|it|this)(?: one)?\b", which_one, said["rest"], count=1)
    made = likened(rest if rest.startswith("more") else f"more {rest}", scene) or like(item)
    before = re.sub(r"^(?:(?:no|ok|okay|hm+)[\s,]+)+(?=no\b)", "", said["before"])
    avoid = dict.fromkeys((*search(before).avoid, *made.guidance.avoid))
    return replace(made, guidance=replace(made.guidance, avoid=tuple(avoid)))


def one_but(words: str, scene: Scene) -> Decision | None:
    """Change the one that is named: "the first one but brighter" is no other clip."""
    said = _ONE_BUT.fullmatch(words)
    if said is None or len(scene.screen) < 2:
        return None
    wished, item = wishes(f"make it {said['change']}"), _one(said["which"], scene)
    if item is None:
        return None
    calls = wished.calls
    if not calls or wished.rest:
        instruction = changing(said["change"])
        if calls or instruction is None:
            return None
        calls = (ToolCall(name="revise", arguments={"instruction": instruction, "strength": 1.0}),)
    return Decision(
        kind="edit", guidance=Guidance(target=item.id), calls=calls, why="You asked to change it."
    )


def now_so(words: str, scene: Scene) -> Decision | None:
    """Change where or when the clip in hand is: "now at night", "and now in the rain"."""
    item = scene.about or scene.focus
    said = _NOW.fullmatch(words)
    if item is None or said is None or scene.planning or scene.brought is not None:
        return None
    if scene.like_vector is not None or wishes(said["change"]).calls:
        return None
    instruction = changing(said["change"])
    if instruction is None:
        return None
    call = ToolCall(name="revise", arguments={"instruction": instruction, "strength": 1.0})
    return Decision(
        kind="edit", guidance=Guidance(target=item.id), calls=(call,), why="You asked to change it."
    )


def changing(change: str) -> str | None:
    """What should change in a picture, of words after "but": “make it in a spaceship”, “add a
    dog”; ``None`` where they name neither a place nor a thing that should be, or not be, there.
    """
    words = re.sub(r"(?:[\s,]*\b(?:please|pls|instead|this time|then))*[\s,.!?]*$", "", change)
    put = _PUT.fullmatch(words)
    if put is not None:
        return f"add {put['more']}" if put["more"] else f"remove {put['less']}"
    return f"make it {words}" if _PLACED.fullmatch(words) else None


def _one(which_one: str, scene: Scene) -> Item | None:
    digit = re.fullmatch(r"[1-6]", which_one) is not None
    pointed = digit or position(which_one) is not None or named(which_one, scene.screen) is not None
    return referred(which_one, scene.screen, None) if pointed else None


def subject(item: Item, want: str) -> str:
    """What an item is of, with another place or time: “blue car at night”; ``want`` where it has
    no words.
    """
    thing = _WHERE.sub("", item.title.partition(" (")[0].lower())
    return f"{thing} {want}" if content_words(thing) else want
