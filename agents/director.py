"""One turn: what was said in, events out. Knows no page and no database."""

from __future__ import annotations

import queue
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from agents import tools
from agents.catalogue import Catalogue
from agents.editor import Editor
from agents.guard import Guard
from agents.instructor import Scene, decide
from agents.retriever import Found, Retriever
from agents.taste import Taste
from models.domain import (
    Artifact,
    Card,
    Decision,
    Event,
    FidelityReport,
    Item,
    Refused,
    Said,
    Shown,
    Step,
    Tick,
    ToolCall,
)
from models.errors import Cancelled, GeneRecError, Unavailable, UserError

CARDS = 4
TITLES = {
    "clip": "Cutting the clip",
    "style": "Redrawing in the style",
    "adjust": "Changing the clip",
    "thumbnail": "Choosing a cover",
}

Keep = Callable[[Artifact, Path, FidelityReport, Item, str], Item]
"""Takes an admitted file in as an item of its visitor: artifact, where it lies, report, parent,
visitor."""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """Filled while a turn runs, for the store: what was decided and how long it took."""

    decision: Decision | None = None
    report: FidelityReport | None = None
    want: str = ""
    seconds: float = 0.0


class Director:
    """Runs a turn: decide, then retrieve or edit, guard, show."""

    def __init__(
        self, catalogue: Catalogue, retriever: Retriever, editor: Editor, guard: Guard, keep: Keep
    ) -> None:
        self.catalogue, self.retriever = catalogue, retriever
        self.editor, self.guard, self.keep = editor, guard, keep

    def run(
        self,
        scene: Scene,
        taste: Taste,
        viewer: str,
        cancel: threading.Event,
        outcome: Outcome,
        shown_before: frozenset[str] = frozenset(),
    ) -> Iterator[Event]:
        """Yield the events of one turn. Problems become :class:`Refused`; stop ends it quietly."""
        began = time.monotonic()
        try:
            decision = outcome.decision = decide(scene)
            outcome.want = decision.guidance.want
            if decision.text:
                yield Said(text=decision.text, options=decision.options)
            if decision.kind == "retrieve":
                # Asked again for the same, or for anything: what was seen is not shown again.
                again = decision.guidance.want in ("", scene.last_want)
                seen = shown_before if again else frozenset()
                yield from self._retrieve(decision, taste, viewer, seen)
            elif decision.kind == "edit":
                yield from self._edit(decision, taste, viewer, cancel, outcome)
        except (UserError, Unavailable) as exc:
            yield Refused(text=str(exc))
        finally:
            outcome.seconds = time.monotonic() - began

    def _retrieve(
        self, decision: Decision, taste: Taste, viewer: str, shown_before: frozenset[str]
    ) -> Iterator[Event]:
        guidance = decision.guidance
        found = self.retriever.find(guidance, taste, CARDS, viewer, shown_before)
        if not found and shown_before:
            found = self.retriever.find(guidance, taste, CARDS, viewer)
        if not found:
            yield Refused(
                text="There is nothing here to show for that yet. Try other words, or add clips "
                "with “python -m app.ingest FOLDER”."
            )
            return
        if not decision.text:
            yield Said(text=self._opening(decision))
        yield Shown(cards=tuple(card(one, taste) for one in found))

    def _opening(self, decision: Decision) -> str:
        guidance = decision.guidance
        if guidance.like:
            return "Here is more like it."
        if guidance.want:
            without = f", without {' or '.join(guidance.avoid)}" if guidance.avoid else ""
            return f"Here is what comes closest to “{guidance.want}”{without}."
        return "Here are some you may like."

    def _edit(
        self,
        decision: Decision,
        taste: Taste,
        viewer: str,
        cancel: threading.Event,
        outcome: Outcome,
    ) -> Iterator[Event]:
        item = self.catalogue.item(str(decision.guidance.target), viewer)
        notes: list[str] = []
        for call in decision.calls:
            step = Step(id=uuid.uuid4().hex, title=TITLES[call.name], status="running")
            yield step
            began = time.monotonic()
            try:
                work = _Work(partial(self._make, call, item, taste, viewer))
                for fraction in work.progress(cancel):
                    yield replace(step, fraction=fraction)
                artifact, path, outcome.report = work.result()
            except Cancelled:
                yield replace(step, status="cancelled", seconds=time.monotonic() - began)
                return
            except GeneRecError as exc:
                yield replace(step, status="failed", note=str(exc))
                raise
            yield replace(step, status="done", fraction=1.0, seconds=time.monotonic() - began)
            item = self.keep(artifact, path, outcome.report, item, viewer)
            notes.append(artifact.note)
        yield Said(text="Here it is. " + " ".join(notes))
        yield Shown(cards=(Card(item=item, why=notes[-1], badge="Edited for you"),))

    def _make(
        self, call: ToolCall, item: Item, taste: Taste, viewer: str, tick: Tick
    ) -> tuple[Artifact, Path, FidelityReport]:
        bench = tools.Bench(editor=self.editor, item=item, taste=taste, viewer=viewer, tick=tick)
        artifact = tools.run(call, bench)
        path, report = self.guard.admit(artifact)
        return artifact, path, report


def card(found: Found, taste: Taste) -> Card:
    """Return the card of something that was found."""
    liked = True if found.item.id in taste.liked else None
    return Card(item=found.item, why=found.why, liked=liked)


class _Work:
    """Slow work in a thread of its own, watched from a generator."""

    POLL = 0.1

    def __init__(self, function: Callable[[Tick], tuple[Artifact, Path, FidelityReport]]) -> None:
        self._function = function
        self._stop = threading.Event()
        self._ticks: queue.SimpleQueue[float] = queue.SimpleQueue()
        self._error: BaseException | None = None
        self._value: tuple[Artifact, Path, FidelityReport] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _tick(self, fraction: float) -> None:
        if self._stop.is_set():
            raise Cancelled("the visitor pressed stop")
        self._ticks.put(fraction)

    def _run(self) -> None:
        try:
            self._value = self._function(self._tick)
        except BaseException as exc:  # handed to the turn's own thread, which raises it
            self._error = exc

    def progress(self, cancel: threading.Event) -> Iterator[float]:
        """Yield the share done, a few times a second; raises Cancelled soon after ``cancel``."""
        self._thread.start()
        try:
            last = -1.0
            while self._thread.is_alive():
                self._thread.join(self.POLL)
                if cancel.is_set():
                    raise Cancelled("the visitor pressed stop")
                fraction = last
                while not self._ticks.empty():
                    fraction = self._ticks.get()
                if fraction - last >= 0.02:
                    last = fraction
                    yield fraction
        finally:
            # Reached too when the page goes away: the generator is closed, the work ends.
            self._stop.set()

    def result(self) -> tuple[Artifact, Path, FidelityReport]:
        """Return what the work returned, or raise what it raised."""
        if self._error is not None:
            raise self._error
        if self._value is None:
            raise Cancelled("the work did not finish")
        return self._value
