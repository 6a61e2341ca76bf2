"""Back to what was made first ("the first fox was better, go back to that one"), and to how a clip
was before one of its changes: "before the text".

What was made in this conversation is known by the turns that showed it alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.instruct.edits.taking_off import edits_of, is_part
from agents.instruct.edits.wishes import wishes
from agents.make.naming import parts_of
from agents.read.words import content_words, mentions, plain
from agents.retrieve.catalogue import Catalogue
from agents.scene import UNDONE, Scene
from agents.talk.replies import show
from models.domain import Decision, Guidance, Item

_FIRST = re.compile(r"\bthe (?:very )?(?:first|1st|original) (?P<kind>[a-z-]+(?: [a-z-]+)?)\b")
_BACK = re.compile(
    r"\b(?:(?:was|were|is|looked|looks) (?:(?:much|way|a lot|so much) )?(?:better|nicer|best)|"
    r"better before|(?:liked|preferred|prefer)|go(?:ing)? back|back to|bring back|return to)\b"
)
_ANY = frozenset("version one try attempt take drawing film video clip picture edit movie".split())
LONGEST, MOST = 200, 4
"""Characters of such a sentence; clips that are shown for it."""


def first_of(scene: Scene) -> Decision | None:
    """Return what was made first of what is spoken of; ``None`` where the sentence is none such."""
    words = plain(scene.text[:LONGEST])
    said = _FIRST.search(words)
    if said is None or len(scene.text) > LONGEST or not _BACK.search(words):
        return None
    if wishes(scene.text).calls or scene.planning:
        return None
    kind = [word for word in content_words(said["kind"]) if word not in (*_ANY, "was", "were")]
    kind = [word for word in kind if word not in ("better", "looked", "nicer")]
    made = _made(scene)
    if kind:
        fit = [one for one in made if all(mentions(one, word) for word in kind)]
    else:
        hand = scene.about or scene.focus
        fit = [] if hand is None or hand.origin == "uploaded" else _like(hand, made, scene)
    shown = {one.id for one in scene.screen} if len(scene.screen) == 1 else set()
    if len(fit) < 2 and not (fit and fit[0].id not in shown):
        return None
    return show(fit[:1], "Back to the first one.", ("more like this",))


def _made(scene: Scene) -> list[Item]:
    """What was made here and shown alone, the first one first."""
    known = {one.id: one for one in (*scene.seen, *scene.previous, *scene.screen)}
    alone = [kept.turn.shown[0] for kept in scene.past if len(kept.turn.shown) == 1]
    items = (known.get(one) for one in dict.fromkeys(alone))
    return [one for one in items if one is not None and one.origin != "uploaded"]


def _like(hand: Item, made: Sequence[Item], scene: Scene) -> list[Item]:
    """Of what was made the versions of the one in hand: films of films, edits of its source."""
    if hand.origin == "edited":
        known = {one.id: one for one in made}
        line = [hand]
        while line[-1].parents and (before := known.get(line[-1].parents[0])) is not None:
            line.append(before)
        roots = {one.parents[:1] for one in line}
        return [one for one in made if one in line or one.parents[:1] in roots]
    how = {
        kept.turn.shown[0]: kept.decision.calls[0].name
        for kept in scene.past
        if len(kept.turn.shown) == 1 and kept.decision is not None and kept.decision.calls
    }
    return [one for one in made if one.origin == "created" and how.get(one.id) == how.get(hand.id)]


_BEFORE = re.compile(
    r"(?:.*\b(?:back|was|were|looked|version|one|original|better|liked|preferred|show|see|want)\b"
    r".*?|^)\bbefore (?:(?:the|that|this|my|i|you|we|it got|it was|it became|made it|adding|added|"
    r"put|changed|did|doing|wrote|writing|laid|its?|all)\s+)*(?P<what>[a-z][\w' -]{1,40}?)"
    r"(?:,? (?:please|pls|again|thanks|on it|in it|to it|over it|was added|came))*[\s.!?]*"
)


def before_change(scene: Scene, catalogue: Catalogue, viewer: str) -> Decision | None:
    """Return the clip in hand as it was before one of its changes: "go back to how it was before
    the text"; ``None`` where no change is named, or more is wished.
    """
    made = scene.about or scene.focus
    words = plain(scene.text[:LONGEST])
    said = _BEFORE.fullmatch(words) if "before" in words else None
    if said is None or made is None or not made.parents or scene.planning:
        return None
    edits = edits_of(made, scene.past, catalogue, viewer)
    parts = [part for n, edit in enumerate(edits) for part in parts_of(edit.calls, n)]
    fit = [part for part in parts if is_part(said["what"], part) > 0]
    if not fit:
        return None
    target = str(edits[fit[-1].edit].guidance.target)
    guidance = Guidance(show=(target,))
    text = f"This is how it was before {fit[-1].title}."
    return Decision(kind="retrieve", guidance=guidance, text=text, why=UNDONE)


_WHICH_CHANGED = re.compile(
    r"(?:(?:so|and|but|ok|okay|wait|hey|tell me|remind me)[\s,]+)*(?:which|what)"
    r"(?: (?:one|ones|clip|clips|video|videos|of (?:them|these|those)))*(?: (?:again|here))?"
    r"(?: did| have| had)? (?:(?:i|you|we) (?:already )?(?:changed?|edit(?:ed)?|made?|make|do|"
    r"did)|(?:was|were|is|are|has been|have been)(?: already)? (?:changed|edited|made))"
    r"(?: (?:here|so far|already|before|for me))?(?P<end> (?:first|last))?[\s.!?]*"
)


def which_changed(scene: Scene) -> Decision | None:
    """Answer which clips were changed here, or which was first: they are shown."""
    said = _WHICH_CHANGED.fullmatch(plain(scene.text[:LONGEST]))
    if said is None or not re.search(r"\b(?:which|ones?|clips?|videos?)\b", said[0]):
        return None
    made = _made(scene)
    if not made:
        text = "None: I have changed no clip in this conversation."
        return Decision(kind="chat", text=text, why="You asked what was changed.")
    end = (said["end"] or "").strip()
    if end:
        one = made[0] if end == "first" else made[-1]
        return show((one,), f"This is the one that was made here {end}.", ("what did you change?",))
    few = made[-MOST:]
    return show(few, "This was made here." if len(few) == 1 else "These were made here.")
