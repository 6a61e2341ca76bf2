"""Changes of the plan on the screen, one clause after the other: "drop the second and add rain".

A clause of which nothing is understood is named beside what was done; "undo the music" takes back
that alone, "undo" the last change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agents.instruct.edits.taking_back import BACK
from agents.instruct.plans.plan_wishes import known
from agents.instruct.plans.rephrasing import articled, bare, rephrased
from agents.instruct.plans.retold import change
from agents.make.film_words import read
from agents.make.ordering import grown, row_of
from agents.make.recut import looking, recut
from agents.make.storyboard import Brief, Shot, Storyboard, from_data, to_data
from agents.read.music import not_here
from agents.read.rows import Row, bounded, listed, named
from agents.read.scenes import begins, marks, scenes
from agents.read.words import content_words, plain
from agents.scene import UNDONE, Earlier, Scene
from agents.talk.replies import left
from models.domain import Item
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
_WORDS_LATER = re.compile(
    r'\b(?:add|write|put|show|have|with)\b.*"[^"]+".*\b(?:end|last|over|on)\b'
)
_AND_WORDS = re.compile(r'\W*(?:and\W+)?"[^"]+".*\b(?:end|last|over|on)\b')
"""The same, behind a title."""
_FOR_A_SETTING = re.compile(
    r"[\s,]*\b(?:instead|in place|in the place) of (?:the |any |a )?"
    r"(?P<what>title|music|captions?|subtitles?|text)(?=[\s.!]*$)"
)
"""Something comes, and the title goes: "add this at the beginning instead of the title"."""
WORDS_LATER = "Words other than a title I can write once the video is made: say it then."
FADES = "The shots go over into one another by themselves; other transitions I have none."
ALREADY = "“{}”: so it is already."
BACK_TO = "Back to the plan before."


_AS_BEFORE = re.compile(
    r"(?:(?:please|no|nope|oh|ok|okay|hm+|wait|actually|sorry|well|now|then|nah|make it|i liked it|"
    r"it was better|can you|could you)[\s,.!]+)*"
    r"(?:put (?:it|that|them) back(?: in)?|bring (?:it|that|them) back|"
    r"(?:back to )?(?:the way|how|what|like|as) (?:it|that) was(?: before)?|like before|as before|"
    r"(?:back to |i want |i liked |take )?the (?:last|previous|old|earlier) (?:plan|version|one)"
    r"(?: (?:again|back|was better))?)"
)
_OOPS = re.compile(
    r"^(?:(?:hm+|oops|oh|no|that(?:'s| was| is) (?:wrong|a mistake|not (?:right|it|good))|"
    r"my (?:mistake|bad)|that leaves too (?:little|few))[\s,.!;]+)+"
)
_RESTORED = re.compile(
    r"(?:put|bring|take|get|have|want|add|give me|i want)\s(?P<x>(?!it\b|that\b|them\b)[^,;]+?)\s"
    r"(?:back|again)(?: (?:in|again|there|please))*|(?:bring|put|add) back (?P<y>[^,;]+)"
)
"""What was left out should come in again."""
_PIECES = re.compile(r"\s*[,;]\s*(?:(?:and|but|then)\s+)?|\s+(?:and|but|then)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """A changed plan; ``notes`` are said beside it, ``undone`` says that it is an earlier one.

    With ``options`` nothing is changed, and the notes ask, or say why.
    """

    board: Storyboard
    notes: tuple[str, ...] = ()
    undone: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What one clause comes to: a plan, ``None`` where it was not understood, and what is said.

    ``answers``: what is said is all that the clause asks for.
    """

    board: Storyboard | None = None
    note: str = ""
    answers: bool = False
    options: tuple[str, ...] = ()


def replanned(board: Storyboard, text: str, scene: Scene) -> Replanned | None:
    """Return the plan as ``text`` changes it; ``None`` where it asks for no change of it.

    Raises:
        BadRequest: where none of what it asks for can be done.
    """
    words = plain(text)
    earlier = boards(scene.past)
    said = _OOPS.sub("", words.strip(" .!"))
    undoing = re.fullmatch(rf"{BACK}[\s.!]*", said) or _AS_BEFORE.fullmatch(said)
    if undoing and _part(words) is None:
        return Replanned(board=earlier[-2], notes=(BACK_TO,), undone=True) if earlier[1:] else None
    anew = _told_anew(board, words)
    if anew is not None:
        return Replanned(board=anew, notes=(change(board, anew),))
    notes: list[str] = []
    sorry: list[BadRequest] = []
    now, answers = board, False
    options: tuple[str, ...] = ()
    for clause in _clauses(board, text[:1000]):
        try:
            done = _one(now, clause, scene, earlier)
        except BadRequest as exc:
            sorry.append(exc)
            continue
        changed, answers = done.board, answers or done.answers
        options = done.options or options
        notes += [done.note] if done.note else []
        if changed == now and not done.note:
            notes.append(ALREADY.format(plain(clause).strip(" ,.;!?")[:60]))
            answers = True
        elif changed is not None:
            notes += filter(None, [change(now, changed)])
            now = changed
        elif not done.note and content_words(clause):
            notes.append(left(plain(clause)))
    if now == board:
        if sorry:
            raise sorry[0]
        return Replanned(board=board, notes=tuple(notes), options=options) if answers else None
    return Replanned(board=now, notes=tuple([*notes, *map(str, sorry)]))


def _told_anew(board: Storyboard, words: str) -> Storyboard | None:
    """The plan of scenes in a row that it has not all: "first the coffee, then the sea". Where it
    has one of them its other shots come after; ``None`` where it has all.
    """
    said, row = bare(words), row_of(board)
    told = scenes(said) if begins(said) and marks(said) > 1 else ()
    inside = [known(one, row) for one in told]
    if not told or all(inside):
        return None
    places = [listed(named(x, row)) if x else [] for x in inside]
    shots = [
        board.shots[place[0]] if place else Shot(item="", scene=one, caption=one[:60])
        for one, place in zip(told, places, strict=True)
    ]
    if any(inside):
        shots += [shot for shot in board.shots if shot not in shots]
    return grown(replace(board, want="", told=True), shots)


def _clauses(board: Storyboard, text: str) -> list[str]:
    """The wishes in ``text``, each for itself."""
    gone = _FOR_A_SETTING.search(text.lower())
    if gone is not None and gone["what"] not in text[: gone.start()].lower():
        return [*_clauses(board, text[: gone.start()]), f"no {gone['what']}"]
    if rephrased(board, plain(text)) is not None:
        return [text]
    found: list[str] = []
    for clause in _CLAUSE.split(text):
        pieces = [piece for piece in _PIECES.split(clause) if piece.strip(" ,.;!?")]
        each = len(pieces) > 1 and all(rephrased(board, plain(piece)) for piece in pieces)
        found += pieces if each else [clause]
    return [clause for clause in found if clause.strip(" ,.;!?")]


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


def _one(board: Storyboard, clause: str, scene: Scene, earlier: Sequence[Storyboard]) -> _Done:
    """What one clause makes of the plan, and what is to be said of it."""
    clause = _LEAD.sub("", clause)
    words = plain(clause).strip(" .!?,;")
    back = _taken_back(board, words, earlier) or _restored(board, words, earlier)
    if back is not None:
        return _Done(board=back)
    said = read(clause)
    if _BETWEEN.search(words) and not said.title:
        return _Done(board=replace(board, captions=True), note=CARDS, answers=True)
    others = words if said.title is None else said.topic
    if _WORDS_LATER.search(others) or (said.title and _AND_WORDS.match(others)):
        titled = None if said.title is None else replace(board, title=said.title)
        return _Done(board=titled, note=WORDS_LATER, answers=True)
    if _FADES.search(words):
        return _Done(note=FADES, answers=True)
    before = (*(() if scene.board is not None else scene.screen), *scene.seen, *scene.previous)
    other = not_here(words) if said.music in ("calm", "lively") else ""
    if said.anything and said.seconds is None:
        # "add a sunset at the end with calm music": two wishes without a word between them
        changed = _recut(board, " ".join(said.topic.split()), before)
        if changed is not None:
            return _Done(board=looking(changed, said), note=other)
    wish = rephrased(board, words)
    if wish is not None and wish.note:
        return _Done(note=wish.note, answers=True, options=wish.options)
    changed = None if wish is None else recut(board, wish.clause, before)
    changed = _recut(board, clause, before) if changed is None else changed
    return _Done(board=changed, note=other if changed is not None else "")


def _recut(board: Storyboard, clause: str, before: Sequence[Item]) -> Storyboard | None:
    """The plan as a clause changes it, also one that leaves articles out: "dog before owl"."""
    words = plain(clause).strip(" .!?,;")
    told = bare(words)
    others = [clause] if told == words else [told, clause]
    if '"' in words or read(clause).title is not None:
        others = [clause]  # what is quoted stays as it was written
    else:
        others.append(articled(board, told))
    tried = (recut(board, other, before) for other in dict.fromkeys(others))
    return next((made for made in tried if made is not None), None)


def _restored(board: Storyboard, words: str, earlier: Sequence[Storyboard]) -> Storyboard | None:
    """The plan with a shot in it again that was left out, at its old place."""
    found = _RESTORED.fullmatch(bare(words))
    if found is None:
        return None
    here = {(shot.item, shot.scene) for shot in board.shots}
    for before in reversed(earlier):
        for place in row_of(before).hits(found["x"] or found["y"]):
            shot = before.shots[place]
            if (shot.item, shot.scene) not in here:
                shots = list(board.shots)
                shots.insert(min(place, len(shots)), shot)
                return grown(board, shots)
    x = found["x"] or found["y"]
    return None if known(x, row_of(board)) else recut(board, f"add {x} at the end")


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
