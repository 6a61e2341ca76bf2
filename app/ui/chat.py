"""What happens in the chat: send, stop, retry, undo, start anew, restore.

The server keeps the conversation; the browser's copy is only ever written, never read back. Each
handler asks the service for what is stored, starts or follows a :class:`app.ui.turns.LiveTurn`
and yields ``(messages, box)`` for the chatbot and the text box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from app.ui import messages
from app.ui.identity import COOKIE, user_of
from app.ui.messages import Message
from app.ui.protocol import Service
from app.ui.turns import LiveTurn, Turns
from app.ui.uploads import Uploads
from models.domain import Attachment
from models.errors import UserError

View = tuple[Any, Any]

WAIT_FOR_OTHER = 3600.0
WAIT_FOR_STOP = 20.0
"""Seconds that a stopped turn gets before it is taken back: only then is it known what to take."""
WAIT_TO_FOLLOW = 3.0
"""Seconds that it gets before the next message is sent: answers stand in the order of messages."""
EMPTY = "Say what you feel like watching, or add a picture, a clip or your voice."


class Chat:
    """The chat's handlers, over one service."""

    def __init__(self, service: Service, uploads: Uploads, turns: Turns) -> None:
        self.service = service
        self.uploads = uploads
        self.turns = turns

    def restore(self, request: gr.Request) -> Iterator[View]:
        """Show the current conversation, and follow the turn that still runs in it, if one does."""
        user, conversation = self._who(request)
        yield from self._current(user, conversation)

    def _current(self, user: str, conversation: str) -> Iterator[View]:
        turn = self.turns.live(conversation)
        if turn is None:
            yield self._stored(user, conversation), _idle()
        else:
            yield turn.base, gr.update(**_buttons(busy=True))
            yield from self._follow(user, conversation, turn)

    def submit(self, value: dict[str, Any] | None, request: gr.Request) -> Iterator[View]:
        """Send what is in the box."""
        text = str((value or {}).get("text") or "").strip()
        files = [Path(path) for path in (value or {}).get("files") or ()]
        if not text and not files:
            gr.Info(EMPTY, title="Nothing to send yet")
            yield gr.skip(), gr.skip()
            return
        yield from self._turn(request, text, files, clear=True)

    def option(self, chosen: gr.SelectData, request: gr.Request) -> Iterator[View]:
        """Send a clicked answer."""
        yield from self._turn(request, str(chosen.value))

    def example(self, chosen: gr.SelectData, request: gr.Request) -> Iterator[View]:
        """Send a clicked example."""
        yield from self._turn(request, str(chosen.value["text"]))

    def card(self, pressed: gr.EventData, request: gr.Request) -> Iterator[View]:
        """Send what a button says, about its card's item where it stands on a card."""
        yield from self._turn(request, str(pressed.text), about=str(pressed.item) or None)

    def retry(self, request: gr.Request) -> Iterator[View]:
        """Take the last turn back and send it again, with what was attached to it."""
        user, conversation = self._who(request)
        self._settle(conversation)
        files = [attached.path for attached in self._last_attachments(user, conversation)]
        text = self._retract(user, conversation)
        if text or files:
            yield from self._turn(request, text, [path for path in files if path.is_file()])
        else:
            yield self._stored(user, conversation), _idle()

    def undo(self, request: gr.Request) -> View:
        """Take the last turn back and put its words into the box."""
        user, conversation = self._who(request)
        self._settle(conversation)
        text = self._retract(user, conversation)
        return self._stored(user, conversation), gr.update(value=text, **_buttons(busy=False))

    def stop(self, request: gr.Request) -> None:
        """Stop the running turn; whoever follows it sees its end within a second."""
        _, conversation = self._who(request)
        self.turns.stop(conversation)

    def new(self, request: gr.Request) -> View:
        """Start a new conversation."""
        user, conversation = self._who(request)
        self.turns.stop(conversation)
        self.service.new_conversation(user)
        return [], _idle()

    def _turn(
        self,
        request: gr.Request,
        text: str,
        files: Sequence[Path] = (),
        *,
        about: str | None = None,
        clear: bool = False,
    ) -> Iterator[View]:
        user, conversation = self._who(request)
        token = request.cookies[COOKIE]
        uploaded = [path for path in files if self.uploads.owns(token, path)]
        if clear and len(uploaded) != len(files):
            raise _error("An attached file is no longer there. Attach it again and send.")
        echo = messages.visitor(text, [_chip(path) for path in files])
        if self.turns.live(conversation) is None:
            self.turns.over(conversation, WAIT_TO_FOLLOW)
        while True:
            turn = LiveTurn(base=[*self._stored(user, conversation), echo])
            if self.turns.start(
                conversation,
                turn,
                lambda cancel: self.service.respond(
                    user, conversation, text, files, cancel, about=about
                ),
                lambda: self.uploads.delete(token, uploaded),
            ):
                break
            # Another tab of this visitor is at work here: its turn comes first.
            self._wait(conversation)
        box = gr.update(**_buttons(busy=True), **({"value": None} if clear else {}))
        yield [*turn.base, *messages.answer((), waiting=True)], box
        yield from self._follow(user, conversation, turn)

    def _follow(self, user: str, conversation: str, turn: LiveTurn) -> Iterator[View]:
        for events in turn.follow():
            if (now := self.service.conversation(user)) != conversation:
                # The visitor opened another one meanwhile: the work goes on, unseen.
                yield from self._current(user, now)
                return
            over = turn.done.is_set() or turn.cancel.is_set()
            yield [*turn.base, *messages.answer(events, waiting=not over)], gr.skip()
        if turn.failed or turn.cancel.is_set():
            # What went wrong may not be stored, but the visitor is to read it.
            yield gr.skip(), _idle()
        else:
            yield self._stored(user, conversation), _idle()

    def _wait(self, conversation: str) -> None:
        other = self.turns.live(conversation)
        if other is not None:
            other.done.wait(WAIT_FOR_OTHER)

    def _stored(self, user: str, conversation: str) -> list[Message]:
        return messages.conversation(self.service.history(user, conversation))

    def _last_attachments(self, user: str, conversation: str) -> tuple[Attachment, ...]:
        for stored in reversed(self.service.history(user, conversation)):
            if stored.turn.role == "visitor":
                return stored.turn.attachments
        return ()

    def _retract(self, user: str, conversation: str) -> str:
        try:
            return self.service.undo(user, conversation)
        except UserError as exc:
            raise _error(str(exc)) from exc

    def _settle(self, conversation: str) -> None:
        """Stop what runs and wait until it has ended: its message may not even be stored yet."""
        self.turns.stop(conversation)
        if not self.turns.over(conversation, WAIT_FOR_STOP):
            raise _error("That is still being stopped. Try again in a moment.")

    def _who(self, request: gr.Request) -> tuple[str, str]:
        try:
            user = user_of(self.service, request.cookies)
            return user, self.service.conversation(user)
        except UserError as exc:
            raise _error(str(exc)) from exc


def _chip(path: Path) -> Attachment:
    # Only its name is shown until the service has looked inside.
    return Attachment(path=path, name=path.name, kind="video")


def _buttons(*, busy: bool) -> dict[str, Any]:
    return {"submit_btn": not busy, "stop_btn": busy}


def _idle() -> Any:
    return gr.update(**_buttons(busy=False))


def _error(sentence: str) -> gr.Error:
    # The toast shows HTML; the sentence may quote words of a file.
    return gr.Error(escape(sentence), title="That did not work", print_exception=False)
