"""The embedded instructor: rules where they are sure, a trained reader where they are not.

Rules know whole sentences, answers to what was asked, places on the screen, numbers and shapes. The
reader (:mod:`models.understand`) tells what kind of sentence it is, which tool is meant and what
about. Both see the sentence and what kind of thing is on the screen, never the words of an item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from agents.instruct.edits.captions import rewrites
from agents.instruct.edits.commands import Commands, commands, in_turn
from agents.instruct.edits.corrections import corrected
from agents.instruct.edits.footage import NEAR_OUT, NOT_OUT, REMOVED
from agents.instruct.edits.left_over import completed
from agents.instruct.edits.movements import moving
from agents.instruct.edits.pictures import with_clip, with_picture
from agents.instruct.edits.plainly import changes, in_hand, in_weather, of_which
from agents.instruct.edits.second_thoughts import undo
from agents.instruct.edits.something_new import anew, create, in_place, once_more, ours
from agents.instruct.edits.splitting import splitting
from agents.instruct.edits.wishes import in_time, wishes
from agents.instruct.instructor import (
    CANNOT_TELL,
    Instructor,
    Rules,
    answered,
    came,
    certain,
    otherwise,
    pick,
    pictured,
    similar,
)
from agents.instruct.plans.filming import names_scenes, unplanned
from agents.instruct.plans.stories import one_by_one
from agents.instruct.searches.audience import liked_by, without_whom
from agents.instruct.searches.likened import likened, now_so, one_but
from agents.instruct.searches.same_but import same_but
from agents.instruct.searches.seeking import found, more_so, to_be_seen
from agents.instruct.searches.sought import filled, sought
from agents.instruct.spelling import Mending, speller
from agents.instruct.unable import unable
from agents.instruct.understood import beyond_all, of_all, understood
from agents.instruct.which.asking_which import which_one
from agents.instruct.which.pointing import meant, place_of
from agents.instruct.which.targets import several
from agents.read.inventory import inventory
from agents.read.looks import nearest
from agents.read.references import POINTING, position
from agents.read.searches import SEARCHING, bounded, search
from agents.read.stories import wish_of
from agents.read.words import LONGEST, content_words, emoji_words, plain
from agents.scene import Scene
from agents.talk.moods import mood
from agents.talk.replies import BROUGHT, like, no_clip, offer, refused
from agents.talk.smalltalk import SAID, question
from models.domain import DRAW, Decision, Guidance, ToolCall
from models.fidelity.hard_blocks import blocked
from models.fidelity.words import brief, harm
from models.stylise.styles import find
from models.understand.reader import EmbeddedReader
from models.understand.reading import Reader, Reading

HARM = 0.5
"""Probability of harm from which a request is refused."""

EDITS = frozenset({"edit", "which"})
_SHOWN = frozenset(("question", "harm", "search", "bare"))
_SUITING = re.compile(
    r"(?:an?|some|any|something|anything)\b(?: [\w-]+){0,3}(?: (?:videos?|clips?))? for (?:an?|"
    r"the|this|"
    r"my|our|those) (?:[\w-]+ )?(?:day|days|morning|evening|night|afternoon|weekend|mood|party|"
    r"season|"
    r"winter|summer|spring|autumn)\b"
)
"""Names what it should suit: nobody asks for it to be made."""
_CLIPS = re.compile(r"(?:clips|videos|ones)\b")
"""Begins with what is looked for."""


class EmbeddedInstructor:
    """Decides by rules and by what ``reader`` reads."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        if emoji_words(scene.text) is not None or not plain(scene.text):
            return certain(scene) or otherwise(scene)
        wish = wish_of(scene.text)
        if wish != scene.text:  # a story around it may hold what is harmful of the wish
            made = self.refuses(scene) or self.decide(replace(scene, text=wish))
            return self._in_full(made, scene)
        answer = answered(plain(scene.text), scene)
        if answer is not None and not answer.startswith(DRAW):
            return self.decide(replace(scene, text=answer, options=()))  # as if it had been tapped
        known = certain(scene)
        sure = not scene.options or ours(plain(scene.text), scene.options) is not None
        if known is not None and sure and not names_scenes(known):
            return refused() if self._writes_harm(known) else known
        words = plain(scene.text)
        reading = self.reader.read(scene.text[:LONGEST], context_of(scene))
        if self._harms(scene.text, reading):
            return refused()
        named = without_whom(scene)
        if named is not scene and known is None:
            return self.decide(named)  # "dinosaurs for my son": whom it is for is not in it
        known = known or in_place(words) or with_picture(scene) or with_clip(scene)
        decision = (
            known
            or _by_rule(words, scene)
            or understood(unable(words, scene), scene, reading)
            or told(scene, reading, self.reader)
        )
        return refused() if self._writes_harm(decision, scene.text) else decision

    def _in_full(self, made: Decision, scene: Scene) -> Decision:
        """The search that was read in the wish of a story, with all that the rest says of it."""
        told = made.guidance
        if made.kind != "retrieve" or told.like or told.show or told.compare or told.most:
            return made
        reading = self.reader.read(scene.text[:LONGEST], context_of(scene))
        said = sought(plain(scene.text), scene, reading)
        marked = reading.whole and bool(reading.words(scene.text, "want"))
        return replace(made, guidance=filled(told, said, whole=marked))

    def _writes_harm(self, decision: Decision, text: str = "") -> bool:
        """Whether words that could hurt somebody are to be written: alone, for read in a sentence
        that asks for lettering they are harmless.
        """
        calls = [call for one in (decision, *decision.then) for call in one.calls]
        written = {call.arguments.get("text") for call in (*calls, *wishes(text).calls)}
        said = [str(one) for one in written if one]
        return any(self._harms(one, self.reader.read(one, "nothing")) for one in said)

    def warm(self) -> None:
        """See :class:`agents.instruct.instructor.Instructor`."""
        self.reader.read("look for something to warm up with", "nothing")

    def surety(self, scene: Scene) -> float:
        """Return how sure it is of what is wanted: 1 where a rule knows, 0 of nothing at all."""
        words = plain(scene.text)
        known = certain(scene) or _by_rule(words, scene) or unable(words, scene) if words else None
        if not words or known is not None:
            return 1.0
        reading = self.reader.read(scene.text[:LONGEST], context_of(scene))
        return max(reading.decisions.values(), default=0.0)

    def refuses(self, scene: Scene) -> Decision | None:
        """Return a refusal of what could hurt somebody, ``None`` of all else."""
        if not plain(scene.text) or ours(plain(scene.text), scene.options) is not None:
            return None
        reading = self.reader.read(scene.text[:LONGEST], context_of(scene))
        return refused() if self._harms(scene.text, reading) else None

    def _harms(self, text: str, reading: Reading) -> bool:
        """Whether ``text`` could hurt somebody, of the beginning of which ``reading`` is."""
        said = " ".join(text.split())
        if reading.harm >= HARM or next(blocked(said), None) is not None:
            return True
        whole = reading.whole and brief(text)
        return not whole and harm(self.reader, said) >= HARM


class ReaderAlone(Rules):
    """Goes by the reader for everything but arguments: what it is worth without rules."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        reading = self.reader.read(scene.text[:LONGEST], context_of(scene))
        made = refused() if reading.decision == "refuse" else told(scene, reading, self.reader)
        return replace(made, kind=reading.decision)  # type: ignore[arg-type]


def instructors(weights: Path) -> Mapping[str, Instructor]:
    """Return the embedded instructors by name, with the weights below ``weights``."""
    reader = EmbeddedReader(weights / "instructor")
    both = EmbeddedInstructor(reader)
    spelt = Mending(both, speller(weights, reader.vocabulary))
    return {"rules": Rules(), "reader": ReaderAlone(reader), "both": both, "spelt": spelt}


def _by_rule(words: str, scene: Scene) -> Decision | None:
    """What rules know of sentences that may hold harm, and are therefore read first."""
    return (
        mood(words, scene)
        or one_by_one(words, scene)
        or in_hand(words, scene)
        or in_weather(words, scene)
        or of_which(words, scene)
        or more_so(words, scene)
        or pick(words, scene)
        or once_more(words, scene)
        or corrected(words, scene)
        or same_but(words, scene)
        or likened(words, scene)
        or one_but(words, scene)
        or now_so(words, scene)
        or splitting(words, scene)
        or (None if wishes(scene.text).calls else moving(words, scene))
    )


def context_of(scene: Scene) -> str:
    """What kind of thing a request is said beside."""
    if scene.like_vector is not None and scene.about is None:
        return "picture"
    if scene.brought is not None:
        return "own" if len(scene.screen) < 2 else "owns"
    if scene.planning:
        return "plan"
    one = scene.about or scene.focus or (scene.screen[0] if len(scene.screen) == 1 else None)
    if one is None:
        return "many" if scene.screen else "nothing"
    return "edited" if one.origin == "edited" and scene.last_calls else "one"


def told(scene: Scene, reading: Reading, reader: Reader) -> Decision:
    """Decide by what was read; rules fill in who, where and how much.

    ``reader`` reads the clauses of a sentence that speaks of several clips, each for itself.
    """
    words = plain(scene.text)
    reading = anew(words, scene, reading, reader)
    kind, act = reading.decision, reading.act
    rewritten = _rewritten(scene, reading)
    if rewritten is not None:
        return rewritten
    if _instead(kind, words, scene):
        kind, act = "retrieve", "search"
    in_it = kind == "chat" and (scene.about or scene.focus) and REMOVED.search(words)
    if in_it or changes(kind, act, words, scene):
        kind = "edit"
    if kind == "edit" or (kind == "ask" and act in EDITS):
        return unplanned(scene) or _edit(words, scene, reading, reader)
    if kind == "create":
        return create(scene, reading)
    seen = _seen(words, reading)
    if seen:
        return found(search(seen), words, scene)
    if kind == "ask":
        return _ask(words, scene, act)
    if kind == "chat":
        return _chat(words, scene, act)
    if kind == "refuse":
        # Below the threshold of harm: a question that no video answers.
        return _chat(words, scene, "question")
    return _retrieve(words, scene, reading)


def _seen(words: str, reading: Reading) -> str:
    """The words that name what is to be seen, whatever the reader thinks of it: "show me a dog" is
    no question, and "which other dogs do you have?" is one that clips answer. Empty of all else.
    """
    kind = reading.decision
    asked = ""
    if kind in ("chat", "ask", "retrieve"):
        asked = inventory(words) or (liked_by(words) if kind != "ask" else "")
    if asked:
        return asked
    return (
        words if kind in ("chat", "refuse") and reading.act in _SHOWN and to_be_seen(words) else ""
    )


def _instead(kind: str, words: str, scene: Scene) -> bool:
    """Whether something else is asked for, as in "show me cats instead" with a clip in hand, or
    something within bounds with none.
    """
    if kind == "create" and scene.board is None:
        return _SUITING.match(words) is not None
    if kind not in ("create", "edit", "ask"):
        return False
    if _CLIPS.match(words) or (not scene.screen and bounded(words)):
        return True
    if not SEARCHING.match(words) or POINTING.search(words) or position(words) is not None:
        return False
    return not wishes(scene.text).calls


def _rewritten(scene: Scene, reading: Reading) -> Decision | None:
    """A caption nearly like that of the clip in hand says what it should show instead."""
    item = scene.about or scene.focus
    new = rewrites(scene.text, item)
    if item is None or new is None or reading.act != "bare":
        return None
    look = find(new)
    if look is not None or re.search(r"\bstyle$", new):
        name = look.name if look is not None else nearest(new).style
        call = ToolCall(name="style", arguments={"style": name, "strength": 1.0})
    else:
        call = ToolCall(
            name="revise", arguments={"instruction": plain(scene.text)[:400], "strength": 1.0}
        )
    return Decision(
        kind="edit",
        guidance=Guidance(target=item.id),
        calls=(call,),
        why="You said what it should show instead.",
    )


def _edit(words: str, scene: Scene, reading: Reading, reader: Reader) -> Decision:
    # What was read of the whole sentence says neither which clause a tool nor where a slot is in.
    chain = several(scene, lambda clause: commands(clause, reader.read(clause, "one")).calls)
    if chain is not None:
        return chain
    asked = asked_of(scene.text, reading, reader)
    item = scene.about or meant(words, scene, reading)
    if item is None and not scene.screen:
        return no_clip()
    asked = of_all(asked, scene.text, reading)
    if not asked.calls:
        return _vague(scene)
    if item is None:
        return which_one(words, scene)
    return Decision(
        kind="edit",
        guidance=Guidance(target=item.id),
        calls=asked.calls,
        text=asked.note,
        options=BROUGHT if beyond_all(asked.calls) else (),
        why="You asked to change it.",
    )


def asked_of(text: str, reading: Reading, reader: Reader) -> Commands:
    """What a sentence asks to be done to one clip, and to parts of it."""
    rest, parts = in_time(text)
    if not (parts.calls or parts.note):
        return in_turn(text, reader) or completed(text, commands(text, reading), reader)
    whole = Commands()
    if content_words(rest):
        whole = in_turn(rest, reader) or Commands()
        whole = whole if whole.calls else commands(rest, reader.read(rest, "one"))
        whole = completed(rest, whole, reader)
    note = " ".join(filter(None, (whole.note, parts.note)))
    return Commands(calls=(*whole.calls, *parts.calls), note=note)


def _ask(words: str, scene: Scene, act: str) -> Decision:
    if scene.brought is not None:
        return came(scene) or _vague(scene)
    if act == "vague" or len(scene.screen) == 1 or scene.focus is not None:
        return _vague(scene) if scene.screen else no_clip()
    return which_one(words, scene) if scene.screen else no_clip()


def _vague(scene: Scene) -> Decision:
    """A clip is to be changed, and nobody said how."""
    if not scene.screen:
        return no_clip()
    if REMOVED.search(plain(scene.text)):
        return Decision(
            kind="chat", text=NOT_OUT, options=NEAR_OUT, why="That is not among the tools."
        )
    text = "What shall I change? Its style, length, speed, shape, light, sound, or words on it?"
    return Decision(kind="ask", text=text, options=BROUGHT, why="It was not said what to change.")


def _chat(words: str, scene: Scene, act: str) -> Decision:
    if act in ("about_clip", "about_picture"):
        return offer(CANNOT_TELL)
    if scene.brought is not None and act != "ability" and question(words) is None:
        return came(scene) or _vague(scene)
    if act in SAID:
        return SAID[act]
    return question(words, always=True) or SAID["ability"]


def _retrieve(words: str, scene: Scene, reading: Reading) -> Decision:
    act = reading.act
    if scene.like_vector is not None and scene.about is None:
        return pictured(words)
    if act == "undo":
        back = undo("undo", scene)
        if back is not None and back.kind == "retrieve":
            return back
    item = meant(words, scene, reading) if act in ("similar", "pick") else None
    if act == "similar" and item is not None:
        return like(item)
    made = similar(words, scene, always=act == "similar") or pick(words, scene)
    if made is None and act == "pick" and scene.screen:
        made = None if item is None else pick(f"the {place_of(item, scene)} one", scene)
    if made is not None and (made.kind == "retrieve" or act in ("pick", "similar")):
        return made
    return found(sought(words, scene, reading), words, scene)
