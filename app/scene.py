"""What the instructor sees of one message: the screen, what "it" is, what was asked before.

:class:`State` is what the turns so far have left behind, one step a turn; :func:`scene_of` puts the
new message beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TYPE_CHECKING

from models.domain import Attachment, Decision, Item, ToolCall
from models.errors import BadRequest

if TYPE_CHECKING:
    from agents.make.storyboard import Storyboard
    from agents.retrieve.catalogue import Catalogue
    from agents.scene import Scene
    from app.attachments import Attached
    from app.store.conversations import StoredTurn

SEEN = 40
"""Items of earlier screens that may be spoken of: "the cat clip from before"."""

Ids = tuple[str, ...]
Calls = tuple[ToolCall, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a conversation has come to. Items are ids here: which are still there is asked later.

    Attributes:
        views: what stood on the screen, one after the other; what was taken back is gone from it.
        shown: every item that was shown or brought.
        said: what the visitor said since the screen changed last.
        want: the last search.
        pictures: names of the pictures that came last.
        options: the answers offered with the last turn.
        board: the video planned last, unless something else came since; ``rendered``, once made.
        edited: what the last edit showed.
        calls: the edits that led to what was shown last, if edits did.
        made: the same of each item, as it was shown last.
    """

    views: tuple[Ids, ...] = ()
    shown: frozenset[str] = frozenset()
    said: Ids = ()
    want: str = ""
    pictures: Ids = ()
    options: Sequence[str] = ()
    board: Storyboard | None = None
    rendered: bool = False
    edited: Ids = ()
    calls: Calls = ()
    made: Mapping[str, Calls] = field(default_factory=dict)

    @classmethod
    def of(cls, past: Iterable[StoredTurn]) -> State:
        """Return what ``past``, oldest first, has left behind."""
        return reduce(cls.after, past, cls())

    def after(self, kept: StoredTurn) -> State:
        """Return what one more turn makes of it."""
        turn, decision = kept.turn, kept.decision
        state = replace(self, options=turn.options)
        if turn.role == "visitor":
            state = replace(state, said=(*state.said, turn.text))
        if turn.attachments:
            state = state._came(turn.attachments)
        if turn.shown:
            state = state._showed(turn.shown, decision)
        if decision is not None:
            state = state._decided(decision, made=kept.report is not None)
        return state

    def _came(self, files: Sequence[Attachment]) -> State:
        """The visitor brought something: clips are on the screen as much as any on a card."""
        clips = tuple(file.item for file in files if file.item)
        state = self._seeing((*self.views, clips)) if clips else self
        pictures = _pictures(files) or self.pictures
        return replace(state, pictures=pictures, board=None, rendered=False)

    def _showed(self, items: Ids, decision: Decision | None) -> State:
        """Items were shown: what a decision found, made or went back to."""
        from agents.scene import UNDONE

        views = self.views
        if decision is not None and decision.why == UNDONE:
            views = views[:-1]
            views = views[:-1] if views[-1:] == (items,) else views  # it stands there again
        edit = decision is not None and decision.kind == "edit"
        calls = decision.calls if decision is not None and edit else ()
        return replace(
            self._seeing((*views, items)),
            board=None,
            rendered=False,
            edited=items if edit else self.edited,
            calls=calls,
            made={**self.made, **dict.fromkeys(items, calls)},
        )

    def _seeing(self, views: tuple[Ids, ...]) -> State:
        """The screen is another one: what was said of the one before is past."""
        return replace(self, views=views, shown=self.shown | {*views[-1]}, said=())

    def _decided(self, decision: Decision, made: bool) -> State:
        """A search is remembered, and a plan, also once it ``made`` the video that is shown."""
        from agents.make.storyboard import from_data

        told = decision.guidance
        if decision.kind == "retrieve" and not told.show:  # of anything at all, nothing is kept
            kept = self.want if told.like and not told.want else told.want
            state = replace(self, want=kept)
        else:
            state = self
        data = decision.calls[0].arguments.get("board") if decision.calls else None
        if data is None:
            return state
        try:
            return replace(state, board=from_data(data), rendered=made)
        except BadRequest:
            return replace(state, board=None, rendered=False)


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
    from agents.instruct.searches.leaving_out import kind_left_out
    from agents.read.pointing import placed
    from agents.scene import Earlier, Scene

    state = State.of(past)
    views = state.views

    def there(ids: Iterable[str]) -> Sequence[Item]:
        return catalogue.items(tuple(dict.fromkeys(ids)), user)

    came = dict.fromkeys(file.item for file in attached.files if file.item)
    brought = [catalogue.item(one, user) for one in came]
    screen = brought or there(views[-1] if views else ())
    alone = len(screen) == 1 or (not brought and _one_clip(screen))
    focus = screen[0] if alone else None
    planning = state.board is not None and not state.rendered  # "it" is the film, no shot of it
    spoken_of = None if alone or brought or planning else _spoken_of(state.said, screen, liked)
    edited = there(state.edited)
    scene = Scene(
        # Which are to be left out is a kind, even where one clip alone is of it.
        text=text if kind_left_out(text) else placed(text, screen, spoken_of).text,
        screen=screen,
        focus=focus,
        last_want=state.want,
        about=catalogue.item(about, user) if about else None,
        before=there(next((ids for ids in reversed(views[:-1]) if len(ids) > 1), ())),
        seen=there(_latest((*_taken_back(past, views), *views[:-1]))),
        previous=there(views[-2] if len(views) > 1 else ()),
        edited=edited[0] if edited else None,
        spoken_of=spoken_of,
        options=state.options,
        last_calls=state.calls if about is None else state.made.get(about, ()),
        like_vector=attached.like,
        pictures=_pictures(attached.files) or state.pictures,
        brought=brought[0] if brought else None,
        board=state.board,
        rendered=state.rendered,
        conversation=conversation,
        past=tuple(Earlier(turn=kept.turn, decision=kept.decision) for kept in past),
    )
    return scene, state.shown


def _pictures(files: Sequence[Attachment]) -> Ids:
    """The names under which the pictures among ``files`` are kept."""
    return tuple(file.path.name for file in files if file.kind == "image")


def _one_clip(screen: Sequence[Item]) -> bool:
    """Whether all on the screen is one clip that was changed, under several covers."""
    edited = all(item.origin == "edited" for item in screen)
    return edited and len({item.media for item in screen}) == 1


def _spoken_of(said: Sequence[str], screen: Sequence[Item], liked: str | None) -> Item | None:
    """Of several on the screen, the one that was liked since, or pointed at in the words since."""
    from agents.read.pointing import placed
    from agents.read.references import referred

    if len(screen) < 2:
        return None
    one = next((item for item in screen if item.id == liked), None)
    pointed = (referred(placed(text, screen).text, screen, None) for text in reversed(said))
    return one or next(filter(None, pointed), None)


def _taken_back(past: Sequence[StoredTurn], views: Sequence[Ids]) -> Sequence[Ids]:
    """What was shown, turn by turn, and is no view any more: "I want the dark one back"."""
    there = {item for ids in views for item in ids}
    return [tuple(one for one in kept.turn.shown if one not in there) for kept in past]


def _latest(views: Sequence[Ids]) -> Sequence[str]:
    """The latest items of earlier screens, each once, the latest first."""
    return list(dict.fromkeys(item for shown in reversed(views) for item in shown))[:SEEN]
