"""What the instructor sees of one message: the screen, what "it" is, what was asked before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.domain import Attachment, Item, ToolCall, Turn
from models.errors import BadRequest

if TYPE_CHECKING:
    from agents.make.storyboard import Storyboard
    from agents.retrieve.catalogue import Catalogue
    from agents.scene import Scene
    from app.attachments import Attached
    from app.store.conversations import StoredTurn

SEEN = 40
"""Items of earlier screens that may be spoken of: "the cat clip from before"."""


def scene_of(
    text: str,
    past: Sequence[StoredTurn],
    attached: Attached,
    about: str | None,
    catalogue: Catalogue,
    user: str,
    conversation: str = "",
    liked: str | None = None,
) -> tuple[Scene, frozenset[str]]:
    """Return the scene of a message, and every item shown in the conversation ``past`` so far.

    ``about`` is the item of a pressed button, if one was; ``liked`` the one that was liked since
    the last answer.
    """
    from agents.read.pointing import placed
    from agents.scene import Earlier, Scene

    views = _views(past)
    screen = catalogue.items(views[-1] if views else (), user)
    wants = [
        kept.decision.guidance.want
        for kept in past
        if kept.decision is not None and kept.decision.kind == "retrieve"
    ]
    clips = [file.item for file in attached.files if file.item]
    focus = catalogue.item(clips[-1], user) if clips else None
    if focus is not None:
        screen = catalogue.items(dict.fromkeys(clips), user)
        focus = focus if len(screen) == 1 else None  # of several none is "it"
    elif len(screen) == 1 or _one_clip(screen):
        focus = screen[0]
    board, rendered = _planned(past)
    spoken_of = _spoken_of(past, screen, liked) if focus is None else None
    scene = Scene(
        text=placed(text, screen, spoken_of).text,
        screen=screen,
        focus=focus,
        last_want=next((want for want in reversed(wants) if want), ""),
        about=catalogue.item(about, user) if about else None,
        before=catalogue.items(_several_before(views), user),
        seen=catalogue.items(_seen(views[:-1]), user),
        previous=catalogue.items(views[-2] if len(views) > 1 else (), user),
        edited=_last_made(past, catalogue, user),
        spoken_of=spoken_of,
        options=next((kept.turn.options for kept in past[-1:]), ()),
        last_calls=_last_edit(past, about),
        like_vector=attached.like,
        pictures=_pictures(attached.files, past),
        brought=screen[0] if clips else None,
        board=board,
        rendered=rendered,
        conversation=conversation,
        past=tuple(Earlier(turn=kept.turn, decision=kept.decision) for kept in past),
    )
    return scene, frozenset(
        item for kept in past for item in kept.turn.shown or _brought(kept.turn)
    )


def _pictures(files: Sequence[Attachment], past: Sequence[StoredTurn]) -> tuple[str, ...]:
    """The names under which pictures are kept that came now, or else last."""
    for came in (files, *(kept.turn.attachments for kept in reversed(past))):
        named = tuple(file.path.name for file in came if file.kind == "image")
        if named:
            return named
    return ()


def _one_clip(screen: Sequence[Item]) -> bool:
    """Whether all on the screen is one clip that was changed, under several covers."""
    edited = all(item.origin == "edited" for item in screen)
    return edited and len({item.media for item in screen}) == 1


def _planned(past: Sequence[StoredTurn]) -> tuple[Storyboard | None, bool]:
    """The video planned last, unless something else was shown since; and whether it was made."""
    from agents.make.storyboard import from_data

    for kept in reversed(past):
        decision = kept.decision
        data = decision.calls[0].arguments.get("board") if decision and decision.calls else None
        if data is not None:
            try:
                return from_data(data), kept.report is not None
            except BadRequest:
                return None, False
        if kept.turn.shown or kept.turn.attachments:
            break
    return None, False


def _brought(turn: Turn) -> tuple[str, ...]:
    """The items that came with a turn."""
    return tuple(file.item for file in turn.attachments if file.item)


def _views(past: Sequence[StoredTurn]) -> list[tuple[str, ...]]:
    """What stood on the screen, one after the other; what was taken back is gone from it."""
    from agents.scene import UNDONE

    views: list[tuple[str, ...]] = []
    for kept in past:
        # A clip the visitor brought is on the screen as much as one on a card.
        shown = kept.turn.shown or _brought(kept.turn)
        if not shown:
            continue
        if kept.decision is not None and kept.decision.why == UNDONE and views:
            views.pop()
            if views and views[-1] == shown:
                continue
        views.append(shown)
    return views


def _last_made(past: Sequence[StoredTurn], catalogue: Catalogue, user: str) -> Item | None:
    """The item that the last edit showed."""
    ids = [kept.turn.shown for kept in past if kept.decision and kept.decision.kind == "edit"]
    found = catalogue.items(next((shown for shown in reversed(ids) if shown), ()), user)
    return found[0] if found else None


def _spoken_of(
    past: Sequence[StoredTurn], screen: Sequence[Item], liked: str | None
) -> Item | None:
    """Of several on the screen, the one that was liked since, or pointed at in the words since."""
    from agents.read.pointing import placed
    from agents.read.references import referred

    if len(screen) < 2:
        return None
    for one in screen:
        if one.id == liked:
            return one
    for kept in reversed(past):
        if kept.turn.shown or _brought(kept.turn):
            break
        if kept.turn.role == "visitor":
            said = referred(placed(kept.turn.text, screen).text, screen, None)
            if said is not None:
                return said
    return None


def _seen(views: Sequence[Sequence[str]]) -> Sequence[str]:
    """The latest items of earlier screens, each once, the latest first."""
    ids = dict.fromkeys(item for shown in reversed(views) for item in shown)
    return list(ids)[:SEEN]


def _several_before(shown: Sequence[Sequence[str]]) -> Sequence[str]:
    """The last cards of several items before the ones on screen."""
    return next((ids for ids in reversed(shown[:-1]) if len(ids) > 1), ())


def _last_edit(past: Sequence[StoredTurn], about: str | None) -> tuple[ToolCall, ...]:
    """The edits that made what is on screen, or the item ``about``, if edits did."""
    shown = (kept for kept in reversed(past) if kept.turn.shown)
    last = next((kept for kept in shown if about is None or about in kept.turn.shown), None)
    if last is None or last.decision is None or last.decision.kind != "edit":
        return ()
    return last.decision.calls
