"""What visitors asked for that is not here: searches that found nothing sure, grouped by words.

What somebody asked for may tell who they are. It is redacted, and a wish of one visitor alone is
left out unless whoever runs the app asks for all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from agents.read.words import content_words, plain
from app.insight.queries import Window
from app.research.redact import redact
from app.store.schema import ConversationRow, TurnRow

ENOUGH = 2
"""Visitors who must have asked before a wish is shown."""

LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Something asked for and not found, as most put it. ``last`` is in seconds since 1970."""

    words: str
    visitors: int
    times: int
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """The wishes, most visitors first; how many were of too few; and of how many searches."""

    wishes: tuple[Wish, ...]
    withheld: int
    searches: int
    found: int


def unmet(session: Session, window: Window, *, everything: bool = False) -> Unmet:
    """Return what was asked for in vain; with ``everything`` also what one visitor asked for.

    Searches from before it was kept whether they found anything are not counted.
    """
    sure = TurnRow.decision["sure"].as_boolean()
    query = (
        select(
            TurnRow.decision["guidance"]["want"].as_string(),
            sure,
            ConversationRow.user_id,
            TurnRow.at,
        )
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .where(TurnRow.role == "assistant", window.holds(TurnRow.at), sure.is_not(None))
    )
    searches = found = 0
    asked: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    for want, met, user, at in session.execute(query):
        if not want:
            continue
        searches, found = searches + 1, found + bool(met)
        if not met:
            asked[normalised(want)].append((want, user, at))
    wishes = [_wish(group) for group in asked.values()]
    shown = [wish for wish in wishes if everything or wish.visitors >= ENOUGH]
    shown.sort(key=lambda wish: (-wish.visitors, -wish.times, -wish.last))
    return Unmet(
        wishes=tuple(shown), withheld=len(wishes) - len(shown), searches=searches, found=found
    )


def normalised(want: str) -> str:
    """Return what a wish has in common with others that mean the same: "a dog" and "dogs"."""
    words = {_singular(word) for word in content_words(want)}
    return " ".join(sorted(words)) or plain(want)


def _singular(word: str) -> str:
    if re.search(r"(?:ss|us|is)$", word) or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return re.sub(r"(?<=ss|sh|ch|zz|.x|no|to|ro)es$|s$", "", word)


def _wish(group: list[tuple[str, str, float]]) -> Wish:
    said = Counter(redact(want)[:LONGEST] for want, _, _ in group)
    return Wish(
        words=said.most_common(1)[0][0],
        visitors=len({user for _, user, _ in group}),
        times=len(group),
        last=max(at for _, _, at in group),
    )
