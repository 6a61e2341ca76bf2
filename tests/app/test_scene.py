"""What the instructor sees, from turns that happened."""

from dataclasses import replace
from pathlib import Path

from agents.make.storyboard import Shot, Storyboard, to_data
from agents.scene import UNDONE, Scene
from app.attachments import Attached
from app.scene import scene_of
from app.store.conversations import StoredTurn
from models.domain import Attachment, Decision, FidelityReport, Guidance, ToolCall, Turn
from tests.agents.stage import catalogue, item

ITEMS = catalogue(item("boat"), item("dog"), item("cat"), item("mine"))
BROUGHT = Attachment(path=Path("x.mp4"), name="x.mp4", kind="video", item="mine")


def showed(*items: str, decision: Decision | None = None) -> StoredTurn:
    return StoredTurn(
        id=1, turn=Turn(role="assistant", text="Here.", shown=items), decision=decision
    )


def scene(*past: StoredTurn, about: str | None = None, attached: Attached | None = None) -> Scene:
    return scene_of("it", past, attached or Attached(), about, ITEMS, "somebody")[0]


def ids(items: object) -> list[str]:
    return [one.id for one in items]  # type: ignore[attr-defined]


def test_one_card_on_screen_is_it_and_several_are_not() -> None:
    alone = scene(showed("dog"))
    assert alone.focus is not None and alone.focus.id == "dog"
    several = scene(showed("dog", "cat"))
    assert several.focus is None and ids(several.screen) == ["dog", "cat"]


def test_one_clip_under_several_covers_is_it() -> None:
    both = [item(name, media=Path("dog.mp4"), origin="edited") for name in ("chosen", "drawn")]
    past = (showed("chosen", "drawn"),)
    seen, _ = scene_of("it", past, Attached(), None, catalogue(*both), "somebody")
    assert seen.focus is not None and seen.focus.id == "chosen" and len(seen.screen) == 2


def test_the_cards_before_an_edit_are_kept_for_the_second_one() -> None:
    calls = (ToolCall(name="restyle"),)
    seen = scene(showed("dog", "cat"), showed("boat", decision=Decision(kind="edit", calls=calls)))
    assert ids(seen.before) == ["dog", "cat"] and seen.last_calls == calls
    search = Decision(kind="retrieve", guidance=Guidance(want="pets"))
    later = scene(showed("boat"), showed("dog", "cat", decision=search))
    assert later.last_calls == () and later.last_want == "pets"


def test_a_clip_that_came_along_is_it_now_and_in_the_next_turn() -> None:
    now = scene(showed("dog", "cat"), attached=Attached(files=(BROUGHT,)))
    assert ids(now.screen) == ["mine"]
    assert now.brought is not None and now.brought == now.focus
    past = StoredTurn(id=2, turn=Turn(role="visitor", text="", attachments=(BROUGHT,)))
    next_turn = scene(past)
    assert ids(next_turn.screen) == ["mine"] and next_turn.brought is None


def test_a_clip_that_was_brought_twice_at_once_is_one() -> None:
    twice = Turn(role="visitor", text="", attachments=(BROUGHT, BROUGHT))
    later = scene(StoredTurn(id=1, turn=twice))
    assert ids(later.screen) == ["mine"] and later.focus is not None


def test_a_plan_is_open_until_something_else_comes_or_is_shown() -> None:
    board = Storyboard(want="dogs", seconds=5.0, shape="landscape", shots=(Shot(item="dog"),))
    call = ToolCall(name="compose", arguments={"board": to_data(board)})
    planned = StoredTurn(
        id=1,
        turn=Turn(role="assistant", text="A plan."),
        decision=Decision(kind="create", calls=(call,)),
    )
    asked = StoredTurn(id=2, turn=Turn(role="visitor", text="hm"))
    assert scene(planned, asked).board == board and scene(planned).planning
    named = StoredTurn(id=4, turn=Turn(role="visitor", text="the second one is dull"))
    both = replace(planned, turn=replace(planned.turn, shown=("dog", "cat")))
    assert scene(both, named).spoken_of is None  # "make it" is said of the film
    assert scene(showed("dog", "cat"), named).spoken_of is not None
    made = replace(planned, turn=replace(planned.turn, shown=("mine",)), report=FidelityReport())
    assert scene(planned, made).board == board and not scene(planned, made).planning
    came = StoredTurn(id=2, turn=Turn(role="visitor", text="", attachments=(BROUGHT,)))
    assert scene(planned, attached=Attached(files=(BROUGHT,))).board == board
    assert not scene(planned, came, asked).planning
    assert scene(planned, came, planned).board == board
    unread = Decision(kind="create", calls=(ToolCall(name="compose", arguments={"board": {}}),))
    later = scene(made, StoredTurn(id=3, turn=planned.turn, decision=unread))
    assert later.board is None and not later.rendered


def test_everything_shown_so_far_is_remembered() -> None:
    past = [showed("dog"), StoredTurn(id=2, turn=Turn(role="visitor", text="x")), showed("cat")]
    _, shown = scene_of("more", past, Attached(), "boat", ITEMS, "somebody")
    assert shown == {"dog", "cat"}
    about = scene(about="boat").about
    assert about is not None and about.id == "boat"


def test_what_was_taken_back_is_gone_from_the_screen() -> None:
    undone = Decision(kind="retrieve", guidance=Guidance(show=("dog", "cat")), why=UNDONE)
    first, second = showed("boat"), showed("dog", "cat")
    seen = scene(first, second, showed("mine"), showed("dog", "cat", decision=undone))
    assert ids(seen.screen) == ["dog", "cat"] and ids(seen.previous) == ["boat"]


def test_the_last_edit_is_remembered_past_a_search() -> None:
    seen = scene(showed("boat", decision=Decision(kind="edit")), showed("dog", "cat"))
    assert seen.edited is not None and seen.edited.id == "boat"


def test_a_button_on_an_older_edit_speaks_of_the_edits_that_made_that_one() -> None:
    first, second = (Decision(kind="edit", calls=(ToolCall(name=n),)) for n in ("style", "clip"))
    past = (showed("boat", decision=first), showed("cat", decision=second), showed("dog"))
    assert scene(*past, about="boat").last_calls == first.calls
    assert scene(*past, about="dog").last_calls == ()
    assert scene(*past).last_calls == ()


def test_a_picture_is_known_by_its_name_also_after_its_turn() -> None:
    def sent(*names: str) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(path=Path(f"home/pictures/{name}"), name="my.jpg", kind="image")
            for name in names
        )

    first, later = (
        StoredTurn(id=1, turn=Turn(role="visitor", text="x", attachments=sent(*names)))
        for names in (("a.jpg",), ("b.jpg", "c.jpg"))
    )
    assert scene(first, later, showed("dog")).pictures == ("b.jpg", "c.jpg")
    assert scene(later, attached=Attached(files=(*sent("d.jpg"), BROUGHT))).pictures == ("d.jpg",)
    assert scene(showed("dog")).pictures == ()


def test_what_was_taken_back_was_seen_all_the_same() -> None:
    edit = showed("boat", decision=Decision(kind="edit"))
    back = showed("dog", decision=Decision(kind="retrieve", why=UNDONE))
    assert ids(scene(showed("dog"), edit, back).seen) == ["boat"]
