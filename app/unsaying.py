"""Takes back what a visitor said they like or not, where they say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.runtime import Runtime
from app.tastes import Tastes

if TYPE_CHECKING:
    from app.store.conversations import StoredTurn

FAR = 3
"""Messages back in which that is looked for which "forget I said that" means."""
NOTHING = (
    "Nothing that you said lately counts as your taste, so there is nothing to forget. “Chats” at "
    "the top deletes a chat for good."
)
_SHOWS = re.compile(r"\b(?:show|play|give|see|again)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaid:
    """What is said of it; ``whole``: nothing else was asked for."""

    text: str
    whole: bool = True


def unsaid(
    runtime: Runtime, tastes: Tastes, user: str, text: str, past: Sequence[StoredTurn]
) -> Unsaid | None:
    """Take back what ``text`` says should not count any more, out of what was said in ``past`` or
    stands in the taste; ``None`` where it says nothing of it.
    """
    from agents.make.naming import listed
    from agents.read.unsaying import allowed, dropped, may_unsay_last, unsays_last

    if may_unsay_last(text):
        told = _last(runtime, user, past, FAR if unsays_last(text) else 1)
        if told:
            return Unsaid(text=f"Forgotten: {listed(told)}.")
        return Unsaid(text=NOTHING) if unsays_last(text) and not _changed(past) else None
    taste = tastes.of(user)
    gone, back = dropped(text, taste.wants), allowed(text, taste.avoids)
    for kind, words in (("wants", gone), ("avoids", back)):
        for word in words:
            runtime.store.taste.forget(user, f"{kind}:{word}")
    if gone:
        return Unsaid(text=f"Then I no longer count that you like {listed(gone)}.")
    if back:
        said = f"Then you see {listed(back)} again."
        return Unsaid(text=said, whole=_SHOWS.search(text.lower()) is None)
    return None


def _changed(past: Sequence[StoredTurn]) -> bool:
    """Whether a clip was changed last: it is that which is to be taken back."""
    decided = [kept.decision for kept in past if kept.decision is not None]
    return bool(decided) and decided[-1].kind in ("edit", "create")


def _last(runtime: Runtime, user: str, past: Sequence[StoredTurn], far: int) -> list[str]:
    """Forget what the latest message taught that did teach something, of the ``far`` last; return
    what that was.
    """
    from agents.read.spoken import spoken

    store = runtime.store
    said = [kept.turn for kept in past if kept.turn.role == "visitor"][-far:]
    heard = [one for one in store.feedback.of(user) if one.kind == "comment"]
    edits = store.taste.edits(user)
    until = float("inf")
    for turn in reversed(said):
        wants, avoids = spoken(turn.text)
        words = [("wants", word) for word in wants if word in edits.wants]
        words += [("avoids", word) for word in avoids if word in edits.avoids]
        of = {
            one.item: None
            for one in heard
            if turn.at <= one.at < until and edits.forgotten.get(one.item, 0.0) < one.at
        }
        if words or of:
            for kind, word in words:
                store.taste.forget(user, f"{kind}:{word}")
            for item in of:
                store.taste.forget(user, item)
            items = runtime.engine.catalogue.items(tuple(of), user)
            told = [f"that you {'like' if k == 'wants' else 'do not like'} {w}" for k, w in words]
            return told + [f"what you said of “{one.title}”" for one in items]
        until = turn.at
    return []
