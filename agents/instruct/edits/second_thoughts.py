"""Second thoughts: take it back, the other one instead, the same but weaker or elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.edits.taking_back import BACK
from agents.read.references import PLACES, only_points, position
from agents.read.words import content_words, mentions
from agents.scene import UNDONE, Scene
from agents.talk.replies import BROUGHT, picked, show, which
from agents.talk.smalltalk import EXAMPLES
from models.domain import Decision, Guidance, Item, ToolCall

WHY = "You asked for the same, done otherwise."
_UNDO = re.compile(
    rf"(?:{BACK}|(?:please )?(?:(?:show me |i want |i'd like |give me |can i have )?(?:back )?"
    r"the original(?: one| clip| video| version)?(?: back| again)?|i (?:liked|preferred) "
    r"(?:it|that|this) (?:better|more) before)(?: please)?)[\s.!]*"
)
_ONE_BEFORE = re.compile(
    r"(?:(?:no|ok|okay|and|now|i mean|i meant|show me|go back to|back to|give me)[\s,]+)*(?:the|"
    r"that) "
    r"(?:one|clip|video|card)s? (?:that (?:was|came|stood) )?(?:just )?(?:before|previous to|"
    r"prior to)"
    r"(?: (?:that|this|it|the last(?: one)?))?(?: one)?(?: please)?[\s.!]*"
)
_OTHER = re.compile(
    r"(?:(?:no|nope|not (?:that|this|it)(?: one)?|not the \w+(?: \w+)?|i meant?|wrong one|sorry|"
    r"hm+|ok|okay|and|now)[\s,.!-]*)*(?:i meant? )?(?:the )?other(?P<kind>(?: [a-z-]+){0,3}?)"
    r"(?: one| clip| video)?(?:,? please)?[\s.!]*"
)
_MEANT = re.compile(
    r"(?:(?:no|nope|sorry|not (?:that|this)(?: one)?|wrong one|i meant?)[\s,.!-]+)+(?P<which>.+)"
)
_ONCE_MORE = re.compile(
    r"(?:(?:please|ok|okay|now|and|can i|could i|let me|i (?:want|'d like) to|can you|could you)"
    r",? )*(?:(?:see|watch|play|show|replay|rewatch)(?: me)? "
    r"(?:it|this|that|(?:this|that|the) (?:one|clip|video))(?: again| once more| back)?|replay)"
    r"(?:,? please)?[\s.!?]*"
)
_BEFORE = (
    r"(?:(?:the |its )?(?:very )?(?:original|source|unedited|old|first)"
    r"(?: (?:one|clip|video|version))?|before|(?:the )?one before|"
    r"(?:how it (?:was|looked)|what it was)"
    r"(?: before| (?:at|in) the (?:very )?(?:start|beginning))?)"
)
_COMPARED = re.compile(
    r"(?:(?:please|ok|okay|now|and|so|can (?:you|i)|could (?:you|i)|let me|show me)[\s,]+)*"
    r"(?:compare(?: (?:it|this|that|them|both|the two)(?: versions)?)?|"
    r"(?:compare|see|show|put)(?: me)?(?: (?:it|this|that|them|both|the new one|the edit))?"
    rf"(?: side by side)? (?:with|to|next to|beside|against|and|alongside) {_BEFORE}|"
    r"(?:(?:compare|see|show) )?(?:me )?(?:the )?(?:before and after|difference|two versions|"
    r"both versions|old and (?:the )?new|original and (?:the )?(?:new|edit)\w*)|"
    rf"show (?:me )?{_BEFORE} (?:too|as well|beside it|next to it)|"
    rf"(?:(?:see|show|put|play)(?: me)?(?: (?:it|this|that|them|both|the two))? )?(?:side by side|"
    rf"next to|beside|split ?screen)(?: (?:with|to|and|of))? {_BEFORE}|"
    r"(?:put|show|play|place) (?:me )?(?:them|these|those|the two|both|the (?:two )?(?:clips|"
    r"videos|versions)) "
    r"(?:side by side|next to (?:each other|one another)|beside (?:each other|one another)))"
    r"(?: in (?:one|a|the same) (?:video|clip|film|picture))?"
    r"(?: side by side| please| again| for comparison| next to each other)*[\s.!?]*"
)
_BESIDE = re.compile(r"\b(?:side by side|(?:next to|beside) (?:each other|one another)|split)\b")
_COLOURS = re.compile(
    r"(?:(?:no|ok|okay|but|and|please|just|can you|could you),? )*(?:"
    r"(?P<kept>(?:keep|leave|with|in|use) (?:my|its|the|her|his|their)(?: own| original| old)? "
    r"colou?rs(?: as they (?:are|were)| of the clip)?|don't (?:change|take) the colou?rs)|"
    r"(?P<taken>(?:take|use|with) (?:its|the)(?: picture's)? colou?rs too|"
    r"(?:use|take|with) the (?:picture's colou?rs|colou?rs of (?:the|my) picture)))[\s.!]*"
)
"""Whose colours a clip in the style of a picture should have."""
_OTHER_WAY = re.compile(
    r"(?:(?:no|nope|ok|okay|but|please|turn it|rotate it|flip it|mirror it|to|into)[,.! ]*)*"
    r"(?:the )?other (?:way|side|direction)(?: (?:a)?round)?(?: please)?[\s.!]*|"
    r"(?:no[,.! ]*)?(?:the )?wrong (?:way|direction|side)(?: (?:a)?round)?[\s.!]*"
)


_OTHERS: dict[str, dict[object, object]] = {
    "turn": {90: 270, 270: 90}, "mirror": {"across": "down", "down": "across"},
}  # fmt: skip
_MUSIC_OFF = re.compile(
    r"(?:(?:no|ok|okay|but|please|now|actually)[, ]*)*(?:(?:remove|delete|drop|lose|kill|cut|"
    r"take (?:away|out|off)|turn off|get rid of|without|no(?: more)?) (?:the |that |this )?"
    r"(?:music|song|tune)|(?:take|turn) (?:the |that |this )?(?:music|song|tune) (?:off|out|away))"
    r"(?: again| please)*[\s.!]*"
)


def is_undo(words: str) -> bool:
    """Whether plain ``words`` take back what was done, and say nothing else."""
    return _UNDO.fullmatch(words) is not None


def undo(words: str, scene: Scene) -> Decision | None:
    """Answer "undo that": back to the source of an edit, or to what was shown before."""
    if not is_undo(words):
        return None
    made = scene.focus
    if "original" in words and (made is None or not made.parents):
        made = scene.edited
    if made is not None and made.origin == "edited" and made.parents and "original" in words:
        whole = Guidance(show=(_original(made, scene),))
        return Decision(kind="retrieve", guidance=whole, text="Back to how it was.", why=UNDONE)
    if made is not None and made.origin == "edited" and made.parents:
        # What was made anew from the same source, with less or otherwise, came of the one before.
        same = len(scene.previous) == 1
        before = scene.previous[0] if same and scene.previous[0].parents == made.parents else None
        guidance = Guidance(show=made.parents[:1] if before is None else (before.id,))
        return Decision(kind="retrieve", guidance=guidance, text="Back to how it was.", why=UNDONE)
    if "reverse" in words:
        return None  # played backwards, rather than taken back
    if scene.previous:
        return replace(show(scene.previous, "Back to what was here before."), why=UNDONE)
    return Decision(
        kind="chat",
        text="There is nothing to undo here. What would you like to see?",
        options=EXAMPLES,
    )


def _original(made: Item, scene: Scene) -> str:
    """The id of the clip that one was before all the edits of this conversation."""
    led = {
        shown: str(one.guidance.target)
        for kept in scene.past
        if (one := kept.decision) is not None and one.kind == "edit" and not one.then
        for shown in kept.turn.shown
    }
    seen, at = {made.id}, led.get(made.id) or made.parents[0]
    while at in led and at not in seen:
        seen.add(at)
        at = led[at]
    return at


def compared(words: str, scene: Scene) -> Decision | None:
    """Answer "compare it with the original": the clip before and after its last change."""
    made = scene.about or scene.focus or scene.edited
    if not _COMPARED.fullmatch(words):
        return None
    if made is None or made.origin != "edited":
        if len(scene.screen) > 1 and _BESIDE.search(words):
            return None  # two that are here, in one
        text = "Nothing here was changed yet, so there is no before and after."
        return Decision(kind="chat", text=text, options=EXAMPLES) if scene.screen else None
    first, *before = _original(made, scene), *made.parents[:1]
    from_first = first not in before and re.search(
        r"\b(?:original|source|unedited|first|start|beginning)\b", words
    )
    text = "The original, and how it is now." if from_first else "Before, and after."
    if re.search(r"\bin (?:one|a|the same)\b", words):
        text = f"One clip of both I cannot make. {text}"
    text += " “Before and after” in the menu of its card lays one over the other."
    guidance = Guidance(show=(*((first,) if from_first else before), made.id))
    return Decision(kind="retrieve", guidance=guidance, text=text, why="You asked to compare.")


def is_once_more(words: str) -> bool:
    """Whether plain ``words`` ask to see what is in hand, and say nothing else."""
    return _ONCE_MORE.fullmatch(words) is not None


def once_more(words: str, scene: Scene) -> Decision | None:
    """Answer "can I see it again", "play it": the clip in hand, once more."""
    item = scene.about or scene.focus
    if item is None or not _ONCE_MORE.fullmatch(words):
        return None
    return show((item,), "Once more:", ("more like this", *BROUGHT[:2]))


def _one_before(words: str, scene: Scene) -> Decision | None:
    """Show "the one before that": to its left on the screen, or what stood there before it."""
    if _ONE_BEFORE.fullmatch(words) is None or not scene.screen or scene.brought is not None:
        return None
    pointed = scene.spoken_of or scene.focus
    ids = [item.id for item in scene.screen]
    if pointed is not None and len(ids) > 1 and pointed.id in ids and ids.index(pointed.id) > 0:
        return picked(scene.screen[ids.index(pointed.id) - 1])
    earlier = [item for item in (scene.previous or scene.before) if item.id not in ids]
    if len(earlier) == 1:
        return picked(earlier[0])
    return show(earlier, "These were here before. Which one do you mean?") if earlier else None


def other(words: str, scene: Scene) -> Decision | None:
    """Answer "no, the other one": the wish stays, the item changes; "the one before that"."""
    said = _OTHER.fullmatch(words)
    if said is None:
        return _one_before(words, scene)
    kind = content_words(said["kind"].replace("one", " "))
    taken = {scene.focus.id, *scene.focus.parents} if scene.focus is not None else set()
    among = scene.before if len(scene.screen) == 1 else scene.screen
    others = [item for item in among if item.id not in taken]
    of_kind = [item for item in others if all(mentions(item, word) for word in kind)]
    if kind and not of_kind:
        known = (*scene.seen, *scene.screen)
        if not any(all(mentions(item, word) for word in kind) for item in known):
            return None  # "the other side": nothing here is that
        want = Guidance(want=" ".join(kind), others=True)
        return Decision(kind="retrieve", guidance=want, why="You asked for another one.")
    others = of_kind
    if len(others) == 1 and len(among) > 1:
        if scene.last_calls:
            return Decision(
                kind="edit", guidance=Guidance(target=others[0].id), calls=scene.last_calls
            )
        return picked(others[0])
    if others and len(scene.screen) == 1:
        question = "Which one do you mean? Here are the others."
        options = tuple(f"the {place} one: the same" for place in PLACES[: len(others)])
        return show(others, question, options[:4] if scene.last_calls else ())
    if len(among) < 2:
        return None
    asked = which(scene, "Which one do you mean?", "the {} one")
    places = [among.index(item) for item in others]
    return replace(asked, options=tuple(asked.options[n] for n in places if n < len(PLACES)))


def meant(words: str, scene: Scene) -> Decision | None:
    """Answer "no, the first one" after an edit: done to that one of the clips shown before."""
    said = _MEANT.fullmatch(words)
    made = scene.focus
    if said is None or made is None or not made.parents or not scene.last_calls:
        return None
    place = position(said["which"]) if only_points(said["which"]) else None
    if place is None or not -1 <= place < len(scene.before):
        return None
    target = scene.before[place]
    return Decision(
        kind="edit",
        guidance=Guidance(target=target.id),
        calls=scene.last_calls,
        why="You meant another one.",
    )


def again_otherwise(words: str, scene: Scene) -> Decision | None:
    """Answer "keep my colours", "the other way" and "take the music off": the last edit once more,
    from the source of the edit.
    """
    made = scene.about or scene.focus
    if made is None or not made.parents or not scene.last_calls:
        return None
    colours = _COLOURS.fullmatch(words)
    calls: tuple[ToolCall, ...] | None = None
    if colours is not None:
        whose = "kept" if colours["kept"] else "taken"
        calls = _changed(scene.last_calls, "style", "colours", whose, needs="of")
    elif _OTHER_WAY.fullmatch(words):
        calls = _turned(scene.last_calls)
    elif _MUSIC_OFF.fullmatch(words):
        return _without_music(made, scene)
    return None if calls is None else redone(made, calls, WHY)


def _turned(calls: tuple[ToolCall, ...]) -> tuple[ToolCall, ...] | None:
    """The last edit turned to the other side, or mirrored the other way."""
    for name, other in _OTHERS.items():
        said = next((call.arguments[name] for call in calls if name in call.arguments), None)
        if said in other:
            return _changed(calls, "adjust", name, other[said], needs=name)
    return None


def _without_music(made: Item, scene: Scene) -> Decision | None:
    """The last edit without the music that it brought; all of it taken back if that was all."""
    if not any(call.arguments.get("music") for call in scene.last_calls):
        return None
    kept = [
        replace(call, arguments={k: v for k, v in call.arguments.items() if "music" not in k})
        for call in scene.last_calls
    ]
    calls = tuple(call for call in kept if call.name != "adjust" or call.arguments)
    if not calls:
        return undo("undo", scene)
    return redone(made, calls, "You asked for the music to go.")


def redone(made: Item, calls: tuple[ToolCall, ...], why: str) -> Decision:
    """The edit that led to ``made`` with other calls, from the clip as it was before."""
    return Decision(kind="edit", guidance=Guidance(target=made.parents[0]), calls=calls, why=why)


def _changed(
    calls: tuple[ToolCall, ...], tool: str, argument: str, value: object, needs: str = ""
) -> tuple[ToolCall, ...] | None:
    """``calls`` with one argument of one tool set; ``None`` if that tool is not among them."""
    chosen = [call.name == tool and (not needs or needs in call.arguments) for call in calls]
    if not any(chosen):
        return None
    return tuple(
        replace(call, arguments={**call.arguments, argument: value}) if own else call
        for call, own in zip(calls, chosen, strict=True)
    )
