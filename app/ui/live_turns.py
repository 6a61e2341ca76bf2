"""Turns at work.

A turn runs in a thread of its own and outlives the tab that started it: whoever looks at the
conversation follows the same events, a closed tab loses nothing, and *stop* answers at once even
when the work behind it needs a moment to notice.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import copy_context
from dataclasses import dataclass, field

from app.ui.messages import Message, fold, stopped
from models.domain import Event, Refused, Said
from models.errors import Cancelled, Unavailable, UserError

log = logging.getLogger(__name__)

GRACE = 0.6
"""Seconds a stopped turn gets to say its last words before the page stops waiting for it."""
PACE = 0.1
"""Seconds between two looks at a running turn: progress that moves smoothly, not a flood."""


@dataclass(eq=False)
class LiveTurn:
    """One running turn. ``base`` is what the chat showed when it began, visitor's words last;
    ``events`` are folded: of a step, what it was before is held no longer.
    """

    base: list[Message]
    cancel: threading.Event = field(default_factory=threading.Event)
    events: tuple[Event, ...] = ()
    done: threading.Event = field(default_factory=threading.Event)
    failed: bool = False

    def run(self, work: Callable[[threading.Event], Iterator[Event]]) -> None:
        """Do the work, keep its events, turn what goes wrong into a sentence."""
        try:
            for event in work(self.cancel):
                self._hear(event)
        except Cancelled:
            self.cancel.set()
        except (UserError, Unavailable) as exc:
            self._fail(str(exc))
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("turn failed, reference %s", reference)
            self._fail(
                "Something went wrong on our side, not yours. Please try again; if it happens"
                f" again, tell us this reference: {reference}."
            )

    def _fail(self, text: str) -> None:
        self.failed = True
        self._hear(Refused(text=text))

    def _hear(self, event: Event) -> None:
        self.events = fold((*self.events, event))

    def follow(self) -> Iterator[tuple[Event, ...]]:
        """Yield the events so far whenever there are new ones, until the turn ends or is stopped.

        The last tuple is final: after a stop no step in it still runs.
        """
        seen: tuple[Event, ...] | None = None
        deadline: float | None = None
        while not self.done.wait(PACE):
            if self.cancel.is_set():
                deadline = deadline or time.monotonic() + GRACE
                if time.monotonic() >= deadline:
                    break
            if (now := self.events) is not seen:
                seen = now
                yield now
        final = self.events
        if self.cancel.is_set():
            final = (*stopped(final), Said(text="Stopped."))
        yield final


class LiveTurns:
    """The running turn of each conversation."""

    def __init__(self) -> None:
        self._live: dict[str, LiveTurn] = {}
        self._lock = threading.Lock()

    def live(self, conversation: str) -> LiveTurn | None:
        """Return the turn that runs in this conversation, or ``None``; stopped ones don't count."""
        with self._lock:
            return self._running(conversation)

    def start(
        self,
        conversation: str,
        turn: LiveTurn,
        work: Callable[[threading.Event], Iterator[Event]],
        after: Callable[[], None],
    ) -> bool:
        """Run ``work`` in a thread as this conversation's turn, which ends with ``after``.

        Returns ``False``, and does nothing, while another turn of the conversation runs.
        """
        with self._lock:
            if self._running(conversation) is not None:
                return False
            self._live[conversation] = turn

        def run(does: Callable[[threading.Event], Iterator[Event]] = work) -> None:
            try:
                turn.run(does)
                after()
            finally:
                turn.done.set()
                with self._lock:
                    if self._live.get(conversation) is turn:
                        del self._live[conversation]

        try:
            # With the request that Gradio keeps for the event: ZeroGPU asks whose minutes it takes.
            told = copy_context()
            threading.Thread(target=told.run, args=(run,), name="turn", daemon=True).start()
        except RuntimeError:  # the system has no thread left to give
            run(_too_busy)
        return True

    def stop(self, conversation: str) -> bool:
        """Stop this conversation's turn; return whether there was one."""
        turn = self.live(conversation)
        if turn is None:
            return False
        turn.cancel.set()
        return True

    def over(self, conversation: str, within: float) -> bool:
        """Wait for this conversation's turn to end, a stopped one too; return whether it has."""
        with self._lock:
            turn = self._live.get(conversation)
        return turn is None or turn.done.wait(within)

    def _running(self, conversation: str) -> LiveTurn | None:
        turn = self._live.get(conversation)
        if turn is None or turn.done.is_set() or turn.cancel.is_set():
            return None
        return turn


def _too_busy(cancel: threading.Event) -> Iterator[Event]:
    raise Unavailable("The server is too busy just now; ask again in a minute.")
