"""Shows what is here: what a search finds, what was meant, what there is in place of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.instruct.dialogue import Asking, Question
from agents.instruct.edits.undrawn import offers
from agents.instruct.searches.likened import subject
from agents.make import tools
from agents.make.studio import Studio
from agents.message import Message
from agents.read.words import content_words, mentions
from agents.retrieve.catalogue import Catalogue
from agents.retrieve.looking import look
from agents.retrieve.openings import met, nothing, opening, partly
from agents.retrieve.pool import says
from agents.retrieve.retriever import Found, Retriever
from agents.retrieve.taste import Taste
from agents.talk.replies import OFFER
from models.domain import MAKE_ONE, Card, Decision, Event, Guidance, Refused, Said, Shown
from models.errors import NoSuchItem

CARDS, CANDIDATES = 4, 24
BADGES = {"edited": "Edited for you", "created": "Made for you"}


class Showing:
    """Finds and shows. ``rejections``: after so many in a row something made is offered; 0: never.

    With a ``studio`` what is lacking can be drawn, and that is offered.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        retriever: Retriever,
        asking: Asking,
        studio: Studio | None,
        rejections: int,
    ) -> None:
        self.catalogue, self.retriever = catalogue, retriever
        self.asking, self.studio, self.rejections = asking, studio, rejections

    def retrieve(self, decision: Decision, message: Message, few: int = CARDS) -> Iterator[Event]:
        """Show a ``few`` of what was asked for; say what is lacking, and what can be done."""
        scene, taste, viewer = message.scene, message.taste, message.viewer
        few = decision.guidance.count or few
        if decision.guidance.show:
            yield from self._again(decision, message)
            return
        # Asked for others, or for anything: what was seen is not shown again.
        again = decision.guidance.others and scene.like_vector is None
        seen = message.shown_before if again else frozenset()
        looked = look(
            self.retriever, decision.guidance, taste, few, viewer, seen, scene.like_vector
        )
        guidance, found = looked.guidance, looked.found
        message.outcome.sure = looked.sure
        if looked.text:
            decision = replace(decision, text=looked.text)
        if not found:
            yield Refused(text=nothing(guidance, made_alone=taste.tuning.origins == "made"))
            return
        told = opening(guidance, found, taste, again=bool(seen))
        text, options = decision.text or told, decision.options
        lacks = looked.sure is False or partly(guidance, found)
        if guidance.want and lacks and not options:
            like = self.catalogue.items((guidance.like,) if guidance.like else (), viewer)
            want = subject(like[0], guidance.want) if like else guidance.want
            options = offers(want, self.studio, tools.able(self.studio))
        if 0 < self.rejections <= taste.passed and not options:
            text, options = f"{text} {OFFER}", (MAKE_ONE,)
        # It spoke for itself, is of one, or is one of several.
        asks = not (options or decision.text or guidance.like) and few == CARDS
        question = self._question(guidance, found, message) if asks else None
        if question is not None and question.first:
            yield Said(text=question.text, options=question.options)
            return
        if question is not None:
            text, options = f"{text} {question.text}", question.options
        yield Said(text=text, options=options)
        yield Shown(cards=tuple(card(one, taste) for one in found))

    def instead(self, decision: Decision, near: str, message: Message) -> Iterator[Event]:
        """What is here already in place of what was made and may not be shown, or of what cannot
        be; of what comes ``near`` it where there is none.
        """
        taste, viewer, guidance = message.taste, message.viewer, decision.guidance
        if not guidance.want and guidance.target is not None:
            guidance = Guidance(like=guidance.target)
        target = frozenset(filter(None, (decision.guidance.target,)))
        found = self.retriever.find(guidance, taste, CARDS, viewer, target)
        sure = met(guidance, found)
        text = "This is here already instead:" if sure else opening(guidance, found, taste)
        if near and not sure:
            close = self.retriever.find(Guidance(want=near), taste, CARDS, viewer)
            words = content_words(near)
            close = [one for one in close if all(mentions(one.item, word) for word in words)]
            if close:
                text, found = f"Of {near} there is this here already:", close
        if found:
            yield Said(text=text)
            yield Shown(cards=tuple(card(one, taste) for one in found))

    def _question(
        self, guidance: Guidance, found: Sequence[Found], message: Message
    ) -> Question | None:
        """What to ask beside what was found, where more was found than is shown."""
        if not guidance.want or len(found) < CARDS or not all(one.sure for one in found):
            return None
        more = self.retriever.find(guidance, message.taste, CANDIDATES, message.viewer)
        sure = [one.item for one in more if one.sure]
        said = [item for item in sure if says(item, guidance.want)]
        return self.asking.ask(guidance, said or sure, message.taste)

    def _again(self, decision: Decision, message: Message) -> Iterator[Event]:
        """Show items that were meant by themselves."""
        items = self.catalogue.items(decision.guidance.show, message.viewer)
        if not items:
            raise NoSuchItem("That clip is not here any more; ask for another one.")
        yield Said(text=decision.text, options=decision.options)
        yield Shown(
            cards=tuple(
                Card(
                    item=item,
                    why="",
                    badge=BADGES.get(item.origin, ""),
                    liked=message.taste.verdict(item.id),
                )
                for item in items
            )
        )


def card(found: Found, taste: Taste) -> Card:
    """Return the card of something that was found."""
    return Card(item=found.item, why=found.why, liked=taste.verdict(found.item.id))
