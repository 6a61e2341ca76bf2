"""Changes of the plan on the screen, one clause after the other: "drop the second and add rain".

A clause of which nothing is understood is named beside what was done; "undo the music" takes back
that alone, "undo" the last change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agents.instruct.retold import change
from agents.instruct.taking_back import BACK
from agents.make.film_words import read
from agents.make.recut import looking, recut
from agents.make.storyboard import Brief, Shot, Storyboard, from_data, to_data
from agents.read.music import not_here
from agents.read.rows import Row, bounded, listed, named
from agents.read.words import content_words, plain
from agents.scene import UNDONE, Earlier, Scene
from agents.talk.replies import left
from models.errors import BadRequest

_VERB = (
    r"(?:add|append|insert|include|put|place|move|bring|drop|remove|delete|lose|skip|take|leave|"
    r"swap|replace|change|"
    r"exchange|switch|make|turn|repeat|use|keep|show|start|begin|open|end|finish|close|undo|"
    r"shuffle|reverse|mute|call|"
    r"title|trim|shorten|lengthen|extend|draw|play|give|let|set|cut|have|with|without|no|in|only|"
    r"longer|shorter|calm|lively|"
    r"happy|other|another|different|cross-?fade|fade|double|duplicate|insert|write)\b"
)
_CLAUSE = re.compile(
    rf"\s*(?:[;,.]|\band then\b|\b(?:and|then|but|plus)\b)(?:\s*\b(?:and|then|also|please|but|"
    rf"finally|maybe|can you)\b)*\s*"
    rf"(?={_VERB}|(?:an?|some|the)\s[\w ]{{2,30}}\b(?:at the|after|before|first|last|should|"
    rf"longer|shorter)\b)"
)
_LEAD = re.compile(
    r"^(?:(?:actually|hm+|well|oh|wait|sorry|maybe|ok|okay|no(?=,)|yes|so|then|now)[\s,.!]+)+|"
    r"[\s,]+(?:please|thanks|thank you|actually|though|after all|then)[\s.!]*$",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"(?:(?:now|please|and|then|can you|could you)\s+)*(?:add|append|put|include|insert|attach)\s"
    r"(?P<what>.{1,200}?)\s(?:to|in|into|at the (?:end|start|beginning|front) of) (?:the|my|that|"
    r"our) "
    r"(?:[\w-]+ ){0,2}(?:film|plan|movie|story|storyboard|video)\b"
)
_PART = {
    "music": r"music|sound|song|soundtrack|mute|muting|silence",
    "title": r"title|name",
    "captions": r"captions?|subtitles?|words|text|titles",
    "style": r"style|look|filter|comic|cartoon|sketch|watercolou?r|oil|pixel|noir|neon|pop-art|"
    "vintage|duotone",
    "shape": r"shape|format|portrait|square|landscape|vertical|widescreen|aspect",
    "shots": r"order|shots?|clips?|swap|swapping|move|scenes?|length|adding|removing|cut|change "
    "of (?:the )?(?:order|shots?)|shuffle",
}
_BACK_OF = re.compile(
    r"(?:(?:please|no|nope|oh|ok|okay|wait|actually|sorry|now|then|but|just|only|and|can "
    r"you)[\s,.!]+)*"
    r"(?:undo|revert|cancel|take(?: only| just)?(?: back| off| away)?|remove|drop|lose|forget|"
    r"reset|put back|bring back)\s+"
    r"(?:only |just )?(?:the |that |my |last |new |old |change of (?:the )?|different "
    r")*(?P<what>[\w-]+(?: [\w-]+)?)"
    r"(?P<after>(?:\s+(?:again|back|off|away|only|alone|change|please|as it was|thing))*)[\s.!]*"
)
_BETWEEN = re.compile(
    r"\b(?:titles?|captions?|cards?|text|words)\b.*\b(?:between|over each|for each|on each)\b|"
    r"\btitle cards?\b"
)
CARDS = "Cards with titles between the shots I cannot make; captions say over each what is seen."
_FADES = re.compile(r"\b(?:cross-?fades?|fades?|transitions?|dissolves?)\b")
FADES = "The shots go over into one another by themselves; other transitions I have none."
ALREADY = "“{}”: so it is already."
BACK_TO = "Back to the plan before."


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """A changed plan; ``notes`` are said beside it, ``undone`` says that it is an earlier one."""

    board: Storyboard
    notes: tuple[str, ...] = ()
    undone: bool = False


def replanned(board: Storyboard, text: str, scene: Scene) -> Replanned | None:
    """Return the plan as ``text`` changes it; ``None`` where it asks for no change of it.

    Raises:
        BadRequest: where none of what it asks for can be done.
    """
    words = plain(text)
    earlier = boards(scene.past)
    if re.fullmatch(rf"{BACK}[\s.!]*", words) and _part(words) is None:
        return Replanned(board=earlier[-2], notes=(BACK_TO,), undone=True) if earlier[1:] else None
    notes: list[str] = []
    sorry: list[BadRequest] = []
    now = board
    clauses = [clause for clause in _CLAUSE.split(text[:1000]) if clause.strip(" ,.;!?")]
    for clause in clauses:
        try:
            changed, note = _one(now, clause, scene, earlier)
        except BadRequest as exc:
            sorry.append(exc)
            continue
        notes += [note] if note else []
        if changed == now and not note:
            notes.append(ALREADY.format(plain(clause).strip(" ,.;!?")[:60]))
        elif changed is not None:
            notes += filter(None, [change(now, changed)])
            now = changed
        elif not note and content_words(clause):
            notes.append(left(plain(clause)))
    if now == board:
        if sorry:
            raise sorry[0]
        known = [note for note in notes if note in (CARDS, FADES) or note.endswith(ALREADY[3:])]
        return Replanned(board=board, notes=tuple(known)) if known else None
    return Replanned(board=now, notes=tuple([*notes, *map(str, sorry)]))


def into_the_last(words: str, scene: Scene) -> Replanned | None:
    """Return the plan before what is on the screen now with clips of it: "add the second of these
    to the film". ``None`` where plain ``words`` ask for no such thing.

    Raises:
        BadRequest: for a place at which there is no clip.
    """
    said, earlier = _INTO.match(words), boards(scene.past)
    if said is None or scene.board is not None or not earlier:
        return None
    places = listed(named(said["what"], Row.of(scene.screen)))
    bounded(places, len(scene.screen))
    if not places:
        return None
    shots = [Shot(item=scene.screen[n].id, caption=scene.screen[n].title) for n in places]
    board, first = earlier[-1], re.search(r"\b(?:start|beginning|front)\b", words)
    made = (*shots, *board.shots) if first else (*board.shots, *shots)
    now = replace(board, shots=made)
    return Replanned(board=now, notes=(change(board, now),))


def boards(past: Sequence[Earlier]) -> list[Storyboard]:
    """The plans so far, as they followed one another; what was taken back is gone from them."""
    found: list[Storyboard] = []
    for board, undone in _kept(past):
        if undone and len(found) > 1:
            found.pop()
        else:
            found.append(board)
    return found


def _kept(past: Sequence[Earlier]) -> Iterator[tuple[Storyboard, bool]]:
    for one in past:
        decision = one.decision
        data = decision.calls[0].arguments.get("board") if decision and decision.calls else None
        if decision is None or not isinstance(data, dict):
            continue
        try:
            yield from_data(data), decision.why == UNDONE
        except BadRequest:
            continue


def _one(
    board: Storyboard, clause: str, scene: Scene, earlier: Sequence[Storyboard]
) -> tuple[Storyboard | None, str]:
    """What one clause makes of the plan, and what is to be said of it."""
    clause = _LEAD.sub("", clause)
    words = plain(clause).strip(" .!?,;")
    back = _taken_back(board, words, earlier)
    if back is not None:
        return back, ""
    if _BETWEEN.search(words):
        return replace(board, captions=True), CARDS
    if _FADES.search(words):
        return None, FADES
    before = (*scene.seen, *scene.previous)
    said = read(clause)
    other = not_here(words) if said.music in ("calm", "lively") else ""
    if said.anything and said.seconds is None:
        # "add a sunset at the end with calm music": two wishes without a word between them
        changed = recut(board, " ".join(said.topic.split()), before)
        if changed is not None:
            return looking(changed, said), other
    changed = recut(board, clause, before)
    return changed, other if changed is not None else ""


def _part(words: str) -> str | None:
    """What of a plan is to be as it was before; ``None`` where nothing single is."""
    found = _BACK_OF.fullmatch(words)
    if found is None or not re.search(r"\b(?:undo|revert|again|back|take|cancel|reset)\b", words):
        return None
    what = re.sub(r" (?:again|change|off|back|away|only|alone)$", "", found["what"])
    return next((name for name, said in _PART.items() if re.fullmatch(said, what)), None)


def _taken_back(board: Storyboard, words: str, earlier: Sequence[Storyboard]) -> Storyboard | None:
    """The plan with one thing in it as it was before that was changed: "undo the music"."""
    part = _part(words)
    if part is None:
        return None
    if part == "shots":
        for before in reversed(earlier):
            if before.shots != board.shots:
                return replace(
                    board, shots=before.shots, spare=before.spare, seconds=before.seconds
                )
        raise BadRequest("The shots are as they were planned.")
    value = getattr(board, part)
    others = [getattr(one, part) for one in reversed(earlier) if getattr(one, part) != value]
    usual = board.shape if part == "shape" else getattr(Brief(), part)
    before_it = others[0] if others else usual
    if before_it == value:
        raise BadRequest(f"Nothing was changed about the {part} of this plan.")
    return from_data({**to_data(board), part: before_it})
