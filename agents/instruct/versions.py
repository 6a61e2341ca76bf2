"""Back to what was made first: "the first fox was better, go back to that one".

What was made in this conversation is known by the turns that showed it alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.instruct.wishes import wishes
from agents.read.words import content_words, mentions, plain
from agents.scene import Scene
from agents.talk.replies import show
from models.domain import Decision, Item

_FIRST = re.compile(r"\bthe (?:very )?(?:first|1st|original) (?P<kind>[a-z-]+(?: [a-z-]+)?)\b")
_BACK = re.compile(
    r"\b(?:(?:was|were|is|looked|looks) (?:(?:much|way|a lot|so much) )?(?:better|nicer|best)|"
    r"better before|(?:liked|preferred|prefer)|go(?:ing)? back|back to|bring back|return to)\b"
)
_ANY = frozenset("version one try attempt take drawing film video clip picture edit movie".split())
LONGEST = 200
"""Characters of such a sentence."""


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
