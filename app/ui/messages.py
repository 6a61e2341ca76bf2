"""Turns and events as messages of ``gr.Chatbot``.

Two facts of Gradio 6.31 shape this file. The chatbot parses HTML in plain text even when Markdown
is off, so words are escaped. And an HTML component inside a message is not sanitised (a cleaned
one would lose ``data-`` attributes), so its words are escaped by :mod:`app.ui.render`. Handing the
chatbot the component as the dictionary it would turn it into anyway saves building one per event.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from app.ui import render
from app.ui.protocol import ShownTurn
from models.domain import Attachment, Event, Refused, Said, Shown, Step, Turn

Message = dict[str, Any]

DELETED = "(a video, deleted since)"
"""Stands where a visitor's message was nothing but what they deleted later."""
EARLIER = '<p class="earlier"><button type="button" data-do="earlier">Earlier messages</button></p>'
"""Stands over the newest part of a long conversation."""

MARKS = {"running": "", "done": "", "failed": "not done", "cancelled": "stopped"}


def html(inside: str) -> dict[str, Any]:
    """Return an HTML block for a message's content. ``inside`` must be escaped already."""
    return {
        "type": "component",
        "component": "html",
        "value": inside,
        "constructor_args": {},
        "props": {},
    }


def fold(events: Iterable[Event]) -> tuple[Event, ...]:
    """Keep the last state of every :class:`Step`, in the place where it first appeared."""
    folded: list[Event] = []
    places: dict[str, int] = {}
    for event in events:
        if isinstance(event, Step) and event.id in places:
            folded[places[event.id]] = event
            continue
        if isinstance(event, Step):
            places[event.id] = len(folded)
        folded.append(event)
    return tuple(folded)


def stopped(events: Iterable[Event]) -> tuple[Event, ...]:
    """Mark the steps that still run as cancelled: nobody will tell us how they end."""
    return tuple(
        replace(event, status="cancelled", fraction=None, note="", preview="")
        if isinstance(event, Step) and event.status == "running"
        else event
        for event in events
    )


def conversation(turns: Sequence[ShownTurn], *, earlier: bool = False) -> list[Message]:
    """Return a stored conversation, whole or, where there is something ``earlier``, its end."""
    messages: list[Message] = [_assistant(html(EARLIER))] if earlier else []
    for stored in turns:
        if stored.turn.role == "visitor":
            messages.append(visitor(stored.turn.text, stored.turn.attachments))
        else:
            # What is stored is over, whatever its last step said when the turn was cut short.
            messages.extend(answer(stopped(fold(stored.events)) or _plain(stored.turn)))
    return messages


def visitor(text: str, attachments: Sequence[Attachment] = ()) -> Message:
    """Return the visitor's bubble: what they attached, then what they said."""
    content: list[Any] = [html(render.attachment(attached)) for attached in attachments]
    if text or not content:
        content.append(escape(text or DELETED, quote=False))
    return {"role": "user", "content": content}


def answer(events: Iterable[Event], *, waiting: bool = False) -> list[Message]:
    """Return the assistant's messages for the events so far.

    ``waiting`` adds a sign of life while nothing else shows that work goes on.
    """
    folded = fold(events)
    steps = [event for event in folded if isinstance(event, Step)]
    busy = any(step.status == "running" for step in steps)
    if not waiting and not busy and sum("/" not in step.id for step in steps) > 1:
        # What is over is one line, however much it was.
        shown = [event for event in folded if event is steps[0] or not isinstance(event, Step)]
        drawn = [_worked(steps) if event is steps[0] else _message(event) for event in shown]
    else:
        drawn = [_message(event) for event in folded]
    messages = _options_last(drawn)
    if waiting and not busy:
        messages.append(_assistant(html('<p class="thinking" role="status">Thinking …</p>')))
    return messages


def _options_last(messages: list[Message]) -> list[Message]:
    """Put clickable answers on the last message: Gradio shows those of no other."""
    offered = [message.pop("options") for message in messages if "options" in message]
    if offered:
        messages[-1]["options"] = offered[-1]
    return messages


def _plain(turn: Turn) -> tuple[Event, ...]:
    return (Said(text=turn.text, options=turn.options),)


def _message(event: Event) -> Message:
    match event:
        case Said(footnote=True):
            return _assistant(html(f'<p class="footnote">{escape(event.text)}</p>'))
        case Said():
            said = _assistant(escape(event.text, quote=False))
            if event.options:
                said["options"] = [{"value": option} for option in event.options]
            return said
        case Shown():
            return _assistant(html(render.cards(event.cards)))
        case Refused():
            return _assistant(html(f'<p class="refused" role="alert">{escape(event.text)}</p>'))
        case Step():
            return _assistant(html(render.progress(event)), metadata=_metadata(event))


def _worked(steps: Sequence[Step]) -> Message:
    """Return one line for several steps that are over, with a list of them inside."""
    ended = {step.status for step in steps}
    metadata: dict[str, Any] = {
        "title": f"{sum('/' not in step.id for step in steps)} steps",
        "status": "done",
        "id": f"{steps[0].id} and more",
    }
    if mark := next((MARKS[status] for status in ("failed", "cancelled") if status in ended), ""):
        metadata["log"] = mark
    if seconds := sum(step.seconds or 0.0 for step in steps if "/" not in step.id):
        metadata["duration"] = round(seconds, 1)
    return _assistant(html(render.steps(steps, MARKS)), metadata=metadata)


def _metadata(step: Step) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "title": escape(step.title, quote=False),
        "status": "pending" if step.status == "running" else "done",
        "id": step.id,
    }
    # A step named "edit/cut" belongs inside the step "edit".
    parent, slash, _ = step.id.rpartition("/")
    if slash:
        metadata["parent_id"] = parent
    if step.status == "running" and step.fraction is not None:
        metadata["log"] = f"{step.fraction:.0%}"
    elif MARKS[step.status]:
        metadata["log"] = MARKS[step.status]
    if step.seconds is not None and step.status != "running":
        metadata["duration"] = round(step.seconds, 1)
    return metadata


def _assistant(content: Any, **more: Any) -> Message:
    return {"role": "assistant", "content": content, **more}
