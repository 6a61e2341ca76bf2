"""Answers questions about the world from what is looked up, and says where it stands.

A wrapper around any instructor: it answers where that one has no answer to a question, and where a
visitor wants a fact written on a clip, or facts in a video. What was looked up is data: it is said,
cut and cited, and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.instruct.instructor import Instructor
from agents.instruct.which.asking_which import which_one
from agents.read.references import POINTING, referred
from agents.read.words import content_words, plain
from agents.scene import Scene
from agents.talk.answer_book import WHY as OF_APP
from agents.talk.replies import BROUGHT
from agents.talk.smalltalk import ANYTHING, CLIPS_ABOUT
from models.domain import Decision, Guidance, ToolCall
from models.knowledge.knowledge import Fact, Knowledge

KNOWN = "Looked up."
"""Why of an answer that has words of a source in it."""

LONGEST, ON_A_CLIP = 360, 150
_ASKED = re.compile(
    r"(?:(?:please|so|and|hey|hi|ok|okay|but),? )*(?:(?:can|could|do|would) you )?(?:(?:please )?"
    r"(?:tell me|know|explain|say)(?: (?:about|me))? )?(?:who|what|where|when|why|how|which)(?:'s| "
    r"(?:is|are|was|were|does|do|did|old|big|tall|long|far|many|much|fast|heavy|deep|high)\b).{3,160}|"
    r"(?:please )?(?:tell me|do you know|explain)(?: me)? (?:who|what|where|when|why|how) .{3,160}|"
    r"(?:please )?(?:tell me|what do you know|do you know (?:anything|something)) about .{2,120}"
)
_WRITE = re.compile(
    r"(?:(?:please|now|and|can you|could you),? )*(?:write|put|add|overlay|show|lay|caption (?:it|"
    r"this|that|the .{2,30}) with|give (?:it|this|that)) (?:me )?(?:an? |one |some |the )?"
    r"(?:(?:interesting|fun|true|short|real|little) )?facts?"
    r"(?: (?:about|on|of) (?P<about>(?!it\b|this\b|that\b)[\w' -]{2,60}?))?"
    r"(?: (?:on|onto|over|to|at|in|as|under|for) .{2,40})?(?:,? please)?[\s.!]*"
)
_FACTS = re.compile(
    r"[,\s]*\b(?:and|with|plus|including) (?:(?:some|a few|two|three|the|interesting|fun|true|real|"
    r"short|little) )*facts?(?: (?:about|on) (?:it|them|that))?"
    r"(?: (?:as|in|for) (?:the )?captions?)?\b",
    re.IGNORECASE,
)
"""Words of somebody who wants facts said in a video that is to be made."""

_OF_APP = re.compile(r"\b(?:you|your|i|me|my|we|us|this app|generec)\b")
_ABOUT_CLIP = re.compile(r"\b(?:video|videos|clip|clips|one|ones|cover|picture|photo|music|song)\b")


class Knowing:
    """Lets ``instructor`` decide, and ``knowledge`` answer."""

    def __init__(self, instructor: Instructor, knowledge: Knowledge) -> None:
        self.instructor, self.knowledge = instructor, knowledge

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        film = self._film(scene)
        if film is not None:
            return film
        made = self.instructor.decide(scene)
        if made.kind == "refuse":
            return made
        wish = _WRITE.fullmatch(plain(scene.text))
        if wish is not None:
            return self._written(wish["about"] or "", scene) or made
        open_ = made.kind in ("chat", "ask") and made.why != OF_APP
        about = asked(scene) if open_ else ""
        facts = self.knowledge.search(about) if about else ()
        return told(facts[0]) if facts else made

    def warm(self) -> None:
        """See :class:`agents.instruct.instructor.Instructor`."""
        self.instructor.warm()

    def _film(self, scene: Scene) -> Decision | None:
        """Plan a video with facts for captions, each with its source."""
        if not _FACTS.search(scene.text):
            return None
        made = self.instructor.decide(replace(scene, text=_FACTS.sub(" ", scene.text)))
        call = made.calls[0] if made.kind == "create" and made.calls else None
        if call is None or call.name != "compose" or not made.guidance.want:
            return made if made.kind == "refuse" else None
        facts = self.knowledge.search(made.guidance.want)
        if not facts:
            none = f"I know no facts about “{made.guidance.want[:60]}”, so there are none in it."
            return replace(made, footnote=none)
        said = tuple(sourced(fact) for fact in facts)
        arguments = {**call.arguments, "captions": True, "facts": said}
        return replace(made, calls=(replace(call, arguments=arguments),), why=KNOWN)

    def _written(self, about: str, scene: Scene) -> Decision | None:
        """Put a fact on the clip that is meant, with its source beside it."""
        item = scene.about or referred(plain(scene.text), scene.screen, scene.focus)
        if item is None:
            return which_one(plain(scene.text), scene) if scene.screen else None
        if not about and item.owner is not None:
            # What somebody calls their own clip is not asked around.
            text = "A fact about what? Say it with the topic, such as “a fact about whales”."
            return Decision(kind="ask", text=text, why="It is your own clip.")
        facts = self.knowledge.search(about or item.title)
        if not facts:
            return Decision(
                kind="chat",
                text=f"I found no fact about “{about or 'it'}” that I could write on it.",
                options=BROUGHT[:3],
                why=KNOWN,
            )
        return Decision(
            kind="edit",
            guidance=Guidance(target=item.id),
            calls=(ToolCall(name="adjust", arguments={"text": sourced(facts[0])}),),
            text=f"From {cited(facts[0])}.",
            why=KNOWN,
        )


def asked(scene: Scene) -> str:
    """Return what a question about the world is about; empty where it is none."""
    words = plain(scene.text).rstrip("?!. ")
    if not _ASKED.fullmatch(words) or scene.brought is not None:
        return ""
    if _OF_APP.search(re.sub(r"\b(?:tell me|do you know|you know|can you|could you)\b", "", words)):
        return ""
    if _ABOUT_CLIP.search(words) or (scene.screen and POINTING.search(words)):
        return ""
    return words if content_words(words) else ""


def told(fact: Fact) -> Decision:
    """Say a fact, where it stands, and the way back to videos."""
    topic = fact.about[:40].lower()
    options = (CLIPS_ABOUT + topic, ANYTHING) if topic else (ANYTHING,)
    text = f"{cut(fact.text, LONGEST)} (Source: {cited(fact)})"
    return Decision(kind="chat", text=text, options=options, why=KNOWN)


def sourced(fact: Fact) -> str:
    """A fact as it is written over pictures, with where it stands: at most 200 characters."""
    source = fact.source if len(fact.source) <= 45 else f"{fact.source[:44]}…"
    return f"{cut(fact.text, ON_A_CLIP)} ({source})"


def cited(fact: Fact) -> str:
    """Where a fact stands."""
    return f"{fact.source}, {fact.url}" if fact.url else fact.source


def cut(text: str, longest: int) -> str:
    """Return whole sentences of ``text``, at most ``longest`` characters."""
    if len(text) <= longest:
        return text
    ends = [found.end() for found in re.finditer(r"[.!?](?=\s)", text[:longest])]
    return text[: ends[-1]] if ends else text[: longest - 1].rstrip() + "…"


def data_of(facts: Sequence[Fact]) -> str:
    """Facts as data for who answers from them."""
    # An end tag in the data would let its words pass for the app's.
    return "\n".join(f"{fact.about}: {fact.text}" for fact in facts).replace("</data>", " ")
