"""What a generator does not know: found before anything is drawn, and said in plain words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from agents.instruct.edits.footage import BESIDE, FOREIGN, foreign
from agents.instruct.edits.looped import looped
from agents.instruct.edits.movements import movement_of
from agents.instruct.edits.weathered import weathered
from agents.make.invoking import left_out
from agents.make.limits import MOVED, cannot_move, insisted
from agents.make.studio import LONGEST_WORDS, Studio
from agents.make.telling import STYLED
from agents.read.looks import unlike
from agents.read.words import content_words, titled
from agents.retrieve.catalogue import Catalogue
from agents.retrieve.openings import offered
from agents.scene import Earlier
from models.domain import DRAW, Decision, Guidance, Item, ToolCall
from models.errors import CannotDraw
from models.generate.everyday import CONNECTING, NEUTRAL
from models.generate.generator import Known

CHANGING = ("revise", "extend")
"""Tools that draw on what is there."""
DENIED = "You said what it should not be, so I leave it as it is. What should it be instead?"
_CLAUSES = re.compile(
    r"\s*[,.;!?]+(?:\s+|$)|\s+but\s+|\s+and\s+(?=(?:make|give|put|turn|add|let|draw|i want)\b)"
)
_PASSING = re.compile(
    r"(?:(?:no|nope|nah|please|pls|ok|okay|sorry|wait|hey|oh|well|ugh|really|either|at all|instead|"
    r"(?:take|leave) (?:that|it|this)(?: \w+)?|the (?:first|second|third|fourth|last) one)\b\s*)+"
)
_NOT = re.compile(
    r"(?:(?:no|nope|nah|please|and|also|now|sorry|wait|i said|said)\b\s*)*"
    r"(?:not|don'?t|do not|never|(?:i|we|she|he|they) (?:(?:really|just) )?(?:don'?t|do not|"
    r"doesn'?t|does not|didn'?t|did not|never) (?:want|like|need|mean|ask|say|said))\b"
)
THERE = (
    "I find nothing in “{}” that is new to draw in this clip, so it stays as it is. What shall "
    "be otherwise?"
)
INSTEAD = ("what can you do?",)
SAID = 80
"""Characters of a wish that are said back."""
ANEW = "I have no style called “{}”, so its first seconds are drawn anew like that, in a square."


def drawable(
    decision: Decision,
    studio: Studio | None,
    catalogue: Catalogue,
    viewer: str,
    past: Sequence[Earlier] = (),
) -> Decision:
    """Return ``decision`` without what the generator knows nothing of, and words for that.

    What was declined in the ``past`` of the conversation and is wished again is not declined again:
    the nearest that can be drawn takes its place.

    Raises:
        CannotDraw: when nothing is left of it.
    """
    decision = _wanted(decision)
    if decision.kind == "edit" and (studio is None or not studio.generator.footage):
        decision = looped(weathered(decision))
    if studio is None or decision.kind not in ("create", "edit"):
        return decision
    found = catalogue.items(tuple(filter(None, (decision.guidance.target,))), viewer)
    item = found[0] if found else None
    again = _moving(decision, studio, item, viewer)
    if again is not None:
        return again
    decision = _restyled(decision, studio)
    calls, notes, sorry = [], [], []
    for call in decision.calls:
        nearest = _nearest(call, studio, past)
        if nearest is not None:
            calls.append(nearest[0])
            notes.append(nearest[1])
            continue
        try:
            _look(call, studio, item, viewer)
            calls.append(call)
        except CannotDraw as exc:
            sorry.append(exc)
    if not sorry and not notes:
        return decision
    if not calls:
        raise sorry[0]
    why = dict.fromkeys(BESIDE if str(one) == FOREIGN else left_out(one) for one in sorry)
    text = " ".join(filter(None, (*why, *notes, decision.text)))
    return replace(decision, calls=tuple(calls), text=text)


def _wanted(decision: Decision) -> Decision:
    """The decision without what is denied: whoever draws "not pink" draws pink."""
    calls = []
    for call in decision.calls:
        said = str(call.arguments.get("instruction") or "")
        wanted = _affirmed(said) if call.name in CHANGING else said
        if wanted or not said:
            told = {**call.arguments, "instruction": wanted} if wanted != said else call.arguments
            calls.append(replace(call, arguments=told))
    if decision.calls and not calls:
        return Decision(kind="ask", text=DENIED, guidance=decision.guidance, why=decision.why)
    return replace(decision, calls=tuple(calls))


def _affirmed(said: str) -> str:
    """The clauses of an instruction that say what should be; all of it where none denies."""
    clauses = [one for one in _CLAUSES.split(said) if one and not _PASSING.fullmatch(one)]
    kept = [one for one in clauses if not _NOT.match(one)]
    return said if len(kept) == len(clauses) and clauses else ", ".join(kept)


def _restyled(decision: Decision, studio: Studio) -> Decision:
    """The decision with looks that no style has drawn by models that can; else as it is."""
    if not studio.generator.restyles:
        return decision
    calls, text = [], decision.text
    for call in decision.calls:
        look = str(call.arguments.get("look") or "") if call.name == "style" else ""
        if look:
            text = text.replace(unlike(look, str(call.arguments["style"])), ANEW.format(look))
            told = {"instruction": STYLED.format(look), "strength": call.arguments["strength"]}
            call = ToolCall(name="revise", arguments=told)
        calls.append(call)
    return replace(decision, calls=tuple(calls), text=text)


def offers(want: str, studio: Studio | None, able: Collection[str]) -> tuple[str, ...]:
    """What to say to have made what a search did not find: it, or what comes near it; nothing
    where no thing is named ("funny").
    """
    if studio is not None and "create" in able:
        known = studio.generator.knows(want[:LONGEST_WORDS])
        if known.empty or not known.shows:
            return known.instead
    return (offered(want, able),)


def _moving(decision: Decision, studio: Studio, item: Item | None, viewer: str) -> Decision | None:
    """A change of how something moves as a new drawing of it; ``None`` of any other decision.

    A generator that works on footage takes such a change as it is said. The painted world's was
    never taught how, but draws the same thing doing something else.

    Raises:
        CannotDraw: where that thing is not known to do that.
    """
    call = decision.calls[0] if len(decision.calls) == 1 and not decision.then else None
    if call is None or call.name != "revise" or item is None or studio.generator.footage:
        return None
    asked = movement_of(str(call.arguments.get("instruction") or ""))
    if asked is None or not studio.knows_source(item, viewer):
        return None
    from models.generate import moves

    title = item.title.partition(" (")[0].lower()
    who = moves.mover(title)
    if who is None:
        return None
    want = moves.drawn_moving(title, *asked)
    if not want:
        offered = tuple(DRAW + one for one in moves.offers(who, asked[0]))
        raise CannotDraw(cannot_move(who.noun, asked[0]), offered)
    return Decision(
        kind="create",
        guidance=Guidance(want=want),
        calls=(ToolCall(name="create", arguments={"want": want}),),
        text=MOVED,
        why=decision.why,
    )


def _nearest(
    call: ToolCall, studio: Studio, past: Sequence[Earlier]
) -> tuple[ToolCall, str] | None:
    """What is drawn, and said, in place of something that was declined before; ``None``: nothing.

    Said once more it is the next nearest thing.
    """
    if call.name != "create":
        return None
    known = _known(call, studio)
    lacking = set(content_words(" ".join(known.missing)))
    times = sum(bool(lacking & words) for words in _declined(past, studio))
    if not known.empty or not known.instead or not times:
        return None
    what = known.instead[(times - 1) % len(known.instead)].removeprefix(DRAW)
    return replace(call, arguments={**call.arguments, "want": what}), insisted(known, what)


def _declined(past: Sequence[Earlier], studio: Studio) -> Iterator[set[str]]:
    """The words of each wish so far that was declined whole."""
    for earlier in past:
        for call in earlier.decision.calls if earlier.decision is not None else ():
            known = _known(call, studio) if call.name == "create" else None
            if known is not None and known.empty:
                yield set(content_words(" ".join(known.missing)))


def _known(call: ToolCall, studio: Studio) -> Known:
    told = call.arguments
    want = str(told.get("want") or "")[:LONGEST_WORDS]
    return studio.generator.knows(want, still=bool(told.get("still")))


def _look(call: ToolCall, studio: Studio, item: Item | None, viewer: str) -> None:
    told = call.arguments
    if call.name == "create":
        studio.known(str(told.get("want") or ""), still=bool(told.get("still")))
    elif call.name in CHANGING:
        if item is not None and not studio.knows_source(item, viewer):
            raise foreign(call, item, studio.generator)
        said = str(told.get("instruction") or "")
        known = studio.known(said, change=True)
        if call.name == "revise" and item is not None and not studio.generator.footage:
            _new(said, known, item)


def _new(said: str, known: Known, item: Item) -> None:
    """See to it that something is to be drawn that is not in the clip already, by its title: "have
    the cat without the mirroring", of a cat, is about what was done to it, and half a minute of
    drawing would bring another cat.
    """
    words = [
        one for one in content_words(known.words) if one not in NEUTRAL and one not in CONNECTING
    ]
    if words and all(titled(item, word) for word in words):
        back = ("undo that",) if item.origin == "edited" else ()
        raise CannotDraw(THERE.format(" ".join(said.split())[:SAID]), (*back, *INSTEAD))
