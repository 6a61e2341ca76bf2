"""One loop for every chat model: tell it, listen, validate, let it try again, or do without it.

Whatever a model does, a turn ends in time: a wrong call is told to it once as a tool's message,
then, and at once when the model fails, another instructor decides, and the visitor reads a
footnote. What hurts is refused, and buttons are obeyed, before a model is asked.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, ToolMessage
from langchain_core.tools import BaseTool

from agents.chat.answering import READ, answered, data_of, frames, sentence
from agents.chat.choices import Asked, Choice, LookUp, choices, chosen
from agents.chat.listening import Answer, Limits, Model, listen
from agents.chat.prompts import Prompt
from agents.chat.telling import messages
from agents.instruct.instructor import CANNOT_TELL, Instructor
from agents.instruct.knowing import cited, told
from agents.instruct.knowing import data_of as facts_of
from agents.instruct.plans.filming import planned
from agents.read.words import emoji_words, plain
from agents.scene import Scene
from agents.talk.replies import offer
from models.domain import MAKE_ONE, Decider, Decision
from models.errors import Retry, Unavailable
from models.knowledge.knowledge import Knowledge

log = logging.getLogger(__name__)

FAULTS, REST = 3, 30.0
"""After so many failures in a row a model is left alone for so many seconds."""

LONGEST_MESSAGE = 4_000
LATE = "The language model could not answer just now, so I did without it."
WRONG = "I could not use what the language model said, so I did without it."

Gate = Callable[[Scene], Decision | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompts:
    """What the model reads first when it decides, and when it answers from data."""

    instructor: Prompt
    answer: Prompt


class ChatInstructor:
    """Asks ``model``; ``otherwise`` decides where that fails."""

    def __init__(
        self,
        model: BaseChatModel,
        name: str,
        prompts: Prompts,
        otherwise: Instructor,
        *,
        gate: Gate | None = None,
        knowledge: Knowledge | None = None,
        limits: Limits | None = None,
        sessions: bool = False,
        sees: bool = False,
    ) -> None:
        """``gate`` refuses before anybody is asked; ``sessions``: the model keeps what it read;
        ``sees``: it is shown the pictures of a clip that it answers a question about.

        ``name`` is kept with each turn.
        """
        self.model, self.name, self.prompts = model, name, prompts
        self.otherwise, self.gate, self.knowledge = otherwise, gate, knowledge
        self.limits, self.sessions, self.sees = limits or Limits(), sessions, sees
        self._lock = threading.Lock()
        self._faults, self._rests = 0, 0.0

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        refused = self.gate(scene) if self.gate is not None else None
        if refused is not None:
            return refused
        if _pressed(scene):
            return self.otherwise.decide(scene)
        if time.monotonic() < self._rests:
            return self._without(scene, "the chat model is left alone after several failures", LATE)
        until = time.monotonic() + self.limits.seconds
        try:
            made = self._decided(scene, until)
        except Retry as exc:
            return self._without(scene, str(exc), WRONG)
        except Unavailable as exc:
            self._failed()
            return self._without(scene, str(exc), LATE)
        self._faults = 0
        return replace(made, decider=self._decider())

    def warm(self) -> None:
        """A server is asked when a visitor is, not before."""
        self.otherwise.warm()

    def _decider(self, fault: str = "") -> Decider:
        return Decider(name=self.name, prompt=self.prompts.instructor.stamp, fault=fault)

    def _without(self, scene: Scene, fault: str, footnote: str) -> Decision:
        log.warning("decided without the chat model: %s", fault)
        made = self.otherwise.decide(scene)
        return replace(made, decider=self._decider(fault), footnote=footnote)

    def _failed(self) -> None:
        with self._lock:
            self._faults += 1
            if self._faults >= FAULTS:
                self._faults, self._rests = 0, time.monotonic() + REST

    @cached_property
    def _known(self) -> Mapping[str, BaseTool]:
        return choices(knowing=self.knowledge is not None)

    @cached_property
    def _bound(self) -> Model:
        return self.model.bind_tools(list(self._known.values()))

    # --- one turn ------------------------------------------------------------------------------

    def _decided(self, scene: Scene, until: float) -> Decision:
        talk = messages(self.prompts.instructor, scene, LONGEST_MESSAGE)
        more = {"session": scene.conversation} if self.sessions and scene.conversation else {}
        for tries in range(1, self.limits.tries + 1):
            answer = None
            try:
                answer = listen(self._bound, talk, self.limits, until, scene.pulse, **more)
                return self._made(answer, scene, until)
            except Retry as exc:
                if tries == self.limits.tries:
                    raise
                talk = [*talk, *_corrected(answer, str(exc))]
        raise Retry("The model was not asked; allow one try at least.")

    def _made(self, answer: Answer, scene: Scene, until: float) -> Decision:
        prompts = (self.prompts.instructor, self.prompts.answer)
        if not answer.calls:
            said = sentence(answer.text, prompts)
            asks = said.endswith(("?", "？"))
            return Decision(kind="ask" if asks else "chat", text=said, why="Said in passing.")
        if len(answer.calls) > self.limits.calls:
            raise Retry(f"Got {len(answer.calls)} calls; make at most {self.limits.calls}.")
        found: list[Choice] = []
        for call in answer.calls:
            if call.arguments is None:
                raise Retry(
                    f"The arguments of {call.name[:60]!r} are no JSON object; call it again."
                )
            if any(prompt.leaks(str(call.arguments)) for prompt in prompts):
                raise Retry("That repeats the instructions. Call it with the visitor's words.")
            found.append(chosen(call.name, call.arguments, scene, self._known))
        first = found[0]
        if isinstance(first, Asked):
            return self._described(first, scene, until)
        if isinstance(first, LookUp):
            return self._looked_up(first.question, scene, until)
        for text in (first.text, *first.options):
            if text and first.kind in ("ask", "refuse"):
                sentence(text, prompts)
        made = _together([one for one in found if isinstance(one, Decision)])
        return replace(made, preface=_preface(answer, prompts))

    def _described(self, asked: Asked, scene: Scene, until: float) -> Decision:
        """Let the model read an item's words, without tools, and say what it read."""
        data = data_of(asked.item)
        try:
            said = answered(
                self.model, self.prompts.answer, asked.question, data, self.limits, until,
                scene.pulse, frames(asked.item) if self.sees else (),
            )  # fmt: skip
        except Retry:
            return offer(CANNOT_TELL)
        return Decision(kind="chat", text=said, why=READ)

    def _looked_up(self, question: str, scene: Scene, until: float) -> Decision:
        """Let the model read what was looked up, without tools, and say it with its source."""
        facts = self.knowledge.search(question) if self.knowledge is not None else ()
        if not facts:
            raise Retry(f"Nothing is known here about {question[:80]!r}. Say so, or search clips.")
        plain_fact = told(facts[0])
        try:
            said = answered(
                self.model, self.prompts.answer, question, facts_of(facts), self.limits, until,
                scene.pulse,
            )  # fmt: skip
        except Retry:
            return plain_fact
        return replace(plain_fact, text=f"{said} (Source: {cited(facts[0])})", why=READ)


def _pressed(scene: Scene) -> bool:
    """Whether what was said is not words for a model: a button, an answer, a change of a plan."""
    words = plain(scene.text)
    if not words or emoji_words(scene.text) is not None:
        return True
    if words == MAKE_ONE or scene.text in scene.options:
        return True
    if scene.about is not None and "more like" in words:
        return True
    return planned(scene.text, words, scene) is not None


def _together(found: Sequence[Decision]) -> Decision:
    """Several choices as one decision: changes together, of anything else the first."""
    first = found[0]
    if first.kind != "edit":
        return first
    by_item: dict[str | None, Decision] = {}
    for one in found:
        if one.kind == "edit":
            before = by_item.get(one.guidance.target)
            calls = one.calls if before is None else (*before.calls, *one.calls)
            by_item[one.guidance.target] = replace(one, calls=calls)
    made = list(by_item.values())
    return replace(made[0], then=tuple(made[1:]))


def _preface(answer: Answer, prompts: tuple[Prompt, ...]) -> str:
    """What the model said beside its call, if that can be shown."""
    try:
        return sentence(answer.text, prompts, 200) if answer.text.strip() else ""
    except Retry:
        return ""


def _corrected(answer: Answer | None, error: str) -> list[BaseMessage]:
    """What was said, and what is wrong with it: as a tool's message where a tool was called."""
    if answer is None:
        return [HumanMessage(f"<error>{error}</error>")]
    if not answer.calls:
        return [answer.message, HumanMessage(f"<error>{error}</error>")]
    kept = answer.message.tool_calls[:1]
    said = answer.message.model_copy(update={"tool_calls": kept})
    return [said, ToolMessage(content=error, tool_call_id=str(kept[0]["id"]), status="error")]
