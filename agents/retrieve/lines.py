"""The line of why on a card, by what a search or a taste has to say for it."""

from __future__ import annotations

from collections.abc import Mapping

from agents.retrieve.pool import CLOSE_TEXT, CLOSE_VISUAL, Pool, says
from agents.retrieve.reasons import OTHERS, why_mood, why_taste, why_words
from agents.retrieve.taste import Taste
from models.domain import EMPTY, Guidance, Item

NEW = "Something different, to learn what else you like."
BEFORE = "Viewers before you liked it."
UNRATED = "To learn whether you like such clips."
MOOD = "A guess at what suits that."


class Lines:
    """``others`` says that people of one's own taste liked it, ``before`` that people did at all;
    ``popularity`` (item id → weight) tells of which.
    """

    def __init__(
        self,
        popularity: Mapping[str, float] = EMPTY,
        others: str = OTHERS,
        before: str = BEFORE,
    ) -> None:
        self.popularity, self.others, self.before = popularity, others, before

    def of(
        self, item: Item, guidance: Guidance, taste: Taste, pool: Pool, *, pictured: bool
    ) -> str:
        """Return the line; ``pictured``: a picture was sent to look for what looks like it."""
        if pool.compared.get(item.id) and pool.compared[item.id].why:
            return pool.compared[item.id].why
        if pictured:
            return "Its pictures look closest to yours."
        if guidance.like and not (guidance.want and says(item, guidance.want)):
            return "Looks and reads like the one you pointed at."
        if guidance.query and not guidance.want:
            return why_mood(item, guidance.query) or MOOD
        if guidance.want:
            reads = pool.text.get(item.id, 0.0) > CLOSE_TEXT
            looks = pool.visual.get(item.id, 0.0) > CLOSE_VISUAL
            return why_words(item, guidance.want, reads, looks)
        if item.id in pool.new:
            return NEW
        if taste.history is not None or taste.companions or taste.wants:
            return why_taste(item, taste, pool.near.get(item.id, ""), self.others)
        return self._of_others(item, pool)

    def _of_others(self, item: Item, pool: Pool) -> str:
        """What others think of it, where nothing is known of this visitor."""
        if item.id in pool.liked_by_others:
            return "Liked by others here."
        if item.id not in self.popularity:
            return "New here."
        return self.before if self.popularity[item.id] > 0 else UNRATED
