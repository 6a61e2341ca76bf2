"""A correction keeps the kind of the request before: "no, a giraffe!" after a drawing is drawn."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.edits.second_thoughts import redone
from agents.instruct.edits.weathered import instead
from agents.instruct.edits.wishes import wishes
from agents.instruct.plans.filming import said_of
from agents.instruct.plans.retold import about
from agents.read.references import POINTING, only_points
from agents.read.searches import SEARCHING
from agents.read.words import content_words
from agents.scene import Scene
from models.domain import DRAW, Decision, Guidance, ToolCall

_NO = (
    r"(?:no|nope|nah|noo+|not (?:that|this|it|an? [\w ]{2,30}?)|wrong|sorry|wait|oops|hm+|actually|"
    r"i (?:meant?|said|asked for|wanted)|i mean)"
)
_CORRECTED = re.compile(
    rf"(?:{_NO}[\s,.!:;-]+){{1,5}}(?:(?:but|rather|more like|it should be|draw|do|with|"
    r"i (?:meant?|said|want(?:ed)?|asked for)|please)\s+){0,5}"
    r"(?P<what>[\w][\w' -]{1,80}?)(?:,? (?:please|instead|this time|then|not .{2,40})){0,3}[\s.!?]*"
)
_SETTLED = re.compile(
    r"(?:(?:ok|okay|fine|alright|well|hm+|so)[\s,.!]+)*"
    r"(?:(?:then|how about|what about|just|or)\s+)+(?:(?:draw|do|make)(?: me)? )?"
    r"(?P<what>(?!.*\b(?:kidding|joking|asking|saying|wondering|looking|curious|cancel|skip|"
    r"(?:a|one) (?:moment|sec\w*|minute)|clips?|videos?|movies?)\b)[\w][\w' -]{1,80}?)"
    r"(?:,? (?:please|instead|then))*[\s.!?]*"
)
_MADE_SO = re.compile(r"^((?:make|turn) (?:it|this|that)(?: into)? )([\w ]{2,40})$")
_WHERE = re.compile(r"\b(?:in|on|at|under|by|near|during|with|over|through|inside)\b.*$")
_MAKING = re.compile(r"\b(?:undo|back|stop|thanks?|other|again|more|less|nothing|never ?mind)\b")
_ARTICLE = re.compile(r"\b(?:an?|the|some) |^(?!.*\b(?:an?|the|some) )")
_COLOUR = re.compile(
    r"\b(?:red|blue|green|yellow|orange|purple|pink|black|white|brown|gr[ae]y|golden|silver)\b"
)


def corrected(words: str, scene: Scene) -> Decision | None:
    """Return the request before with what plain ``words`` say in its place.

    ``None`` where they correct nothing, or what came before was a search: that they are by
    themselves.
    """
    said = _CORRECTED.fullmatch(words)
    last = scene.past[-1].decision if scene.past else None
    if said is None and last is not None and next(iter(scene.options), "").startswith(DRAW):
        said = _SETTLED.fullmatch(words)  # what was wished cannot be drawn: something else then
    if said is None or last is None or not last.calls or scene.brought is not None:
        return None
    what = said["what"].strip()
    if (
        not content_words(what) or only_points(what) or POINTING.search(what)
        or SEARCHING.match(what) or _MAKING.search(what)
    ):  # fmt: skip
        return None
    if last.kind == "create":
        return _made(last, what, scene)
    return _edited(what, scene) if last.kind == "edit" and not last.then else None


def put(before: str, what: str) -> str:
    """Return ``before`` with ``what`` in the place of what it was about, or of where that is."""
    where, new = _WHERE.search(before), _WHERE.search(what)
    if new is not None and not new.start():  # "in the rain"
        subject = before[: where.start()].strip() if where else before
        return f"{subject} {what}".strip()
    colour = _COLOUR.fullmatch(what.removesuffix(" one").removeprefix("a ").strip())
    if colour is not None:
        if _COLOUR.search(before):
            return _COLOUR.sub(colour[0], before, count=1)
        return _ARTICLE.sub(f"a {colour[0]} ", before, count=1)
    return what if new is not None or where is None else f"{what} {where[0]}"


def _made(last: Decision, what: str, scene: Scene) -> Decision:
    call, arguments = last.calls[0], {}
    if call.name == "compose" and scene.board is not None:
        brief = about(scene.board, what)
        arguments, want = said_of(brief), brief.want
    else:
        want = put(str(call.arguments.get("want") or ""), what)
        arguments = {key: one for key, one in call.arguments.items() if key != "seed"}
        arguments["want"] = want
    return Decision(
        kind="create",
        guidance=Guidance(want=want),
        calls=(ToolCall(name=call.name, arguments=arguments),),
        why="You meant something else.",
    )


def _edited(what: str, scene: Scene) -> Decision | None:
    """The last edit with another look, colour or place, from the clip as it was before."""
    made, calls = scene.focus, scene.last_calls
    if made is None or not made.parents or not calls:
        return None
    new = wishes(f"make it {what}").calls
    names = {call.name for call in calls}
    if new and {call.name for call in new} <= names:
        by_name = {call.name: call for call in new}
        calls = tuple(by_name.get(call.name, call) for call in calls)
    elif names == {"revise"}:
        before = str(calls[0].arguments.get("instruction") or "")
        so = _MADE_SO.match(before)
        if so is None and not (_COLOUR.search(what) or _WHERE.match(what)):
            return None
        new_words = put(before, what) if so is None else f"{so[1]}{put(so[2], what)}"
        said = {**calls[0].arguments, "instruction": new_words}
        calls = (replace(calls[0], arguments=said),)
    elif len(calls) == 1 and (weather := instead(calls[0], what)):
        calls = (weather,)
    else:
        return None
    return redone(made, calls, "You meant something else.")
