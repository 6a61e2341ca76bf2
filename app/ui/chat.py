"""What happens in the chat: send, stop, retry, undo, start anew, restore.

The server keeps the conversation; the browser's copy is only ever written, never read back. Each
handler asks the service for what is stored, starts or follows a :class:`app.ui.live_turns.LiveTurn`
and yields ``(messages, box)`` for the chatbot and the text box. A page that is loaded shows the
visitor's current conversation; one that is acted in makes what it shows the current one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr

from app.ui import messages
from app.ui.identity import COOKIE, user_of
from app.ui.live_turns import LiveTurn, LiveTurns
from app.ui.messages import Message
from app.ui.protocol import Service, ShownTurn
from app.ui.tabs import Tabs
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


class Place(NamedTuple):
    """Where something is done: by whom, on which page, in which conversation."""

    user: str
    tab: str
    conversation: str


class Chat:
    """The chat's handlers, over one service."""

    def __init__(self, service: Service, uploads: Uploads, turns: LiveTurns) -> None:
        self.service = service
        self.uploads = uploads
        self.turns = turns
        self.tabs = Tabs()

    def restore(self, request: gr.Request) -> Iterator[View]:
        """Show the current conversation, and follow the turn that still runs in it, if one does."""
        user = self._user(request)
        place = Place(user, _tab(request), self.service.conversation(user))
        self.tabs.show(*place)
        yield from self._shown(place)

    def again(self, request: gr.Request) -> Iterator[View]:
        """Show what this page shows as it is by now: it went on in another tab, say."""
        place = self._seen(request)
        if self.turns.live(place.conversation) is None and not self._note(place):
            yield gr.skip(), gr.skip()  # it has seen all, and perhaps more than what is kept
        else:
            yield from self._shown(place)

    def earlier(self, request: gr.Request) -> Iterator[View]:
        """Show more of this page's conversation, from further back."""
        place = self._seen(request)
        self.tabs.more(place.user, place.tab)
        yield from self._shown(place)

    def _shown(self, place: Place) -> Iterator[View]:
        turn = self.turns.live(place.conversation)
        if turn is None:
            yield self._stored(place), _idle()
        else:
            yield turn.base, gr.update(**_buttons(busy=True))
            yield from self._follow(place, turn)

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
        place = self._place(request)
        self._settle(place)
        attached = self._last_attachments(place)
        for one in attached:
            if not one.path.is_file():
                raise _error(f"“{one.name}” is not there any more. Attach it again, and send it.")
        text = self._retract(place)
        if text or attached:
            yield from self._turn(request, text, [one.path for one in attached])
        else:
            yield self._stored(place), _idle()

    def undo(self, request: gr.Request) -> View:
        """Take the last turn back and put its words into the box."""
        place = self._place(request)
        self._settle(place)
        text = self._retract(place)
        return self._stored(place), gr.update(value=text, **_buttons(busy=False))

    def stop(self, request: gr.Request) -> None:
        """Stop the running turn; whoever follows it sees its end within a second."""
        self.turns.stop(self._place(request).conversation)

    def new(self, request: gr.Request) -> View:
        """Start a new conversation; what runs in the one that is left goes on there."""
        user, tab = self._user(request), _tab(request)
        self.tabs.show(user, tab, self.service.new_conversation(user))
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
        place = self._place(request)
        user, _, conversation = place
        token = request.cookies[COOKIE]
        uploaded = [path for path in files if self.uploads.owns(token, path)]
        if clear and len(uploaded) != len(files):
            raise _error("An attached file is no longer there. Attach it again and send.")
        echo = messages.visitor(text, [_chip(path) for path in files])
        if self.turns.live(conversation) is None:
            self.turns.over(conversation, WAIT_TO_FOLLOW)
        while True:
            turn = LiveTurn(base=[*self._stored(place), echo])
            if self.turns.start(
                conversation,
                turn,
                lambda cancel: self.service.respond(
                    user, conversation, text, files, cancel, about=about
                ),
                lambda: self._taken(place, token, uploaded),
            ):
                break
            # Another tab of this visitor is at work here: its turn comes first.
            self._wait(conversation)
        box = gr.update(**_buttons(busy=True), **({"value": None} if clear else {}))
        yield [*turn.base, *messages.answer((), waiting=True)], box
        yield from self._follow(place, turn)

    def _follow(self, place: Place, turn: LiveTurn) -> Iterator[View]:
        user, tab, conversation = place
        for events in turn.follow():
            if (now := self.tabs.shows(user, tab) or conversation) != conversation:
                # Another one was opened here meanwhile: the work goes on, unseen.
                yield from self._shown(Place(user, tab, now))
                return
            over = turn.done.is_set() or turn.cancel.is_set()
            yield [*turn.base, *messages.answer(events, waiting=not over)], gr.skip()
        if turn.failed or turn.cancel.is_set():
            # What went wrong may not be stored, but the visitor is to read it.
            self._note(place)
            yield gr.skip(), _idle()
        else:
            yield self._stored(place), _idle()

    def _taken(self, place: Place, token: str, uploaded: Sequence[Path]) -> None:
        """Delete uploads after their turn, but for those it still has: of one that was stopped
        while they were taken in, and may be sent again.
        """
        try:
            named = {one.path for one in self._last_attachments(place)}
        except UserError:  # the conversation was deleted meanwhile
            named = set()
        self.uploads.delete(token, [path for path in uploaded if path not in named])

    def _wait(self, conversation: str) -> None:
        other = self.turns.live(conversation)
        if other is not None:
            other.done.wait(WAIT_FOR_OTHER)

    def _stored(self, place: Place) -> list[Message]:
        kept = self.service.history(place.user, place.conversation)
        self._note(place, kept)
        newest = kept[-self.tabs.turns(place.user, place.tab) :]
        return messages.conversation(newest, earlier=len(newest) < len(kept))

    def _note(self, place: Place, kept: Sequence[ShownTurn] | None = None) -> bool:
        """Note that this page has seen all that is kept; return whether some of it was new."""
        if kept is None:
            kept = self.service.history(place.user, place.conversation)
        last = kept[-1].turn if kept else None
        return self.tabs.saw(place.user, place.tab, f"{len(kept)} {last and (last.at, last.text)}")

    def _last_attachments(self, place: Place) -> tuple[Attachment, ...]:
        for stored in reversed(self.service.history(place.user, place.conversation)):
            if stored.turn.role == "visitor":
                return stored.turn.attachments
        return ()

    def _retract(self, place: Place) -> str:
        try:
            return self.service.undo(place.user, place.conversation)
        except UserError as exc:
            raise _error(str(exc)) from exc

    def _settle(self, place: Place) -> None:
        """Stop what runs and wait until it has ended: its message may not even be stored yet."""
        self.turns.stop(place.conversation)
        if not self.turns.over(place.conversation, WAIT_FOR_STOP):
            raise _error("That is still being stopped. Try again in a moment.")

    def _user(self, request: gr.Request) -> str:
        try:
            return user_of(self.service, request.cookies)
        except UserError as exc:
            raise _error(str(exc)) from exc

    def _seen(self, request: gr.Request) -> Place:
        """The conversation on this page, which becomes the current one no more than it was."""
        user, tab = self._user(request), _tab(request)
        shown = self.tabs.shows(user, tab)
        if shown is None:
            shown = self.service.conversation(user)
            self.tabs.show(user, tab, shown)
        return Place(user, tab, shown)

    def _place(self, request: gr.Request) -> Place:
        """The conversation on this page, which becomes the current one; where it was deleted, or
        the page is not known, that one.
        """
        user, tab = self._user(request), _tab(request)
        current = self.service.conversation(user)
        shown = self.tabs.shows(user, tab) or current
        if shown != current:
            try:
                self.service.open_chat(user, shown)
            except UserError:
                shown = current
        self.tabs.show(user, tab, shown)
        return Place(user, tab, shown)


def _tab(request: gr.Request) -> str:
    return request.session_hash or ""


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
