"""The real service on two small clips, from a message to a card."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from agents.guard.marks import told
from app.library import file_hash
from app.service import GeneRec
from app.settings import load
from app.store.paths import BENEATH, NAMED, OWN
from app.tastes import Tastes
from app.ui.fake_service import tiny_clip
from models.domain import MAKE_ONE, Artifact, Event, Refused, Said, Shown, Step, Tick, Tuning
from models.errors import NoSuchItem
from tests.waiting import PATIENCE


@pytest.fixture
def service(tmp_path: Path) -> GeneRec:
    made = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus"))
    made.warm()
    for name in ("a red ball", "a blue boat"):
        made.engine.library.take(tiny_clip(tmp_path / f"{name}.mp4", 1.0 + len(name) / 50))
    return made


def say(service: GeneRec, user: str, text: str, *files: Path) -> list[Event]:
    conversation = service.conversation(user)
    return list(service.respond(user, conversation, text, files, threading.Event()))


def cards(events: list[Event]) -> list[str]:
    return [card.item.title for e in events if isinstance(e, Shown) for card in e.cards]


def test_a_search_shows_the_match_first(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    assert cards(say(service, user, "show me a boat"))[0] == "A blue boat"


def test_a_style_makes_a_private_item_that_says_where_it_is_from(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    stranger, _ = service.visitor(None)
    say(service, user, "show me a boat")
    events = say(service, user, "make the first one a comic")
    shown = [card.item for e in events if isinstance(e, Shown) for card in e.cards]
    assert len(shown) == 1 and shown[0].origin == "edited" and shown[0].owner == user
    served = service.media(user, shown[0].id, "media")
    record = service.store.registry.by_bytes(file_hash(served))
    assert record is not None and record.mark == told(served).mark is not None
    cover = service.store.registry.by_bytes(
        file_hash(service.media(user, shown[0].id, "thumbnail"))
    )
    assert cover is not None and (cover.kind, cover.mark) == ("image", record.mark)
    with pytest.raises(NoSuchItem):
        service.media(stranger, shown[0].id, "media")


def test_a_conversation_survives_a_restart(service: GeneRec, tmp_path: Path) -> None:
    user, token = service.visitor(None)
    say(service, user, "show me a boat")
    service.store.close()
    again = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus"))
    assert again.visitor(token) == (user, token)
    turns = again.history(user, again.conversation(user))
    assert [stored.turn.role for stored in turns] == ["visitor", "assistant"]
    assert cards(list(turns[1].events))[0] == "A blue boat"


def test_a_dislike_is_not_shown_again(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    first = next(e for e in say(service, user, "a boat") if isinstance(e, Shown)).cards[0].item
    service.feedback(user, first.id, "dislike", None)
    assert first.title not in cards(say(service, user, "a boat"))


def test_the_other_one_gets_the_same_edit_and_undo_goes_back(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    both = cards(say(service, user, "show me a boat"))
    assert len(both) == 2
    assert cards(say(service, user, "make the first one square")) == [f"{both[0]} (square)"]
    assert cards(say(service, user, "no, the other one")) == [f"{both[1]} (square)"]
    assert cards(say(service, user, "undo that")) == [both[1]]


def test_stop_ends_an_edit_and_leaves_no_file(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    say(service, user, "show me a boat")
    cancel = threading.Event()
    conversation = service.conversation(user)
    events = service.respond(user, conversation, "make the first one a comic", (), cancel)
    ended = []
    for event in events:
        ended.append(event)
        cancel.set()
    steps = [event for event in ended if isinstance(event, Step)]
    assert steps[-1].status == "cancelled" and not cards(ended)


def test_bad_input_is_a_sentence_and_the_next_message_works(
    service: GeneRec, tmp_path: Path
) -> None:
    user, _ = service.visitor(None)
    fake = tmp_path / "notes.mp4"
    fake.write_text("this is not a video")
    assert any(isinstance(e, Refused) for e in say(service, user, "look", fake))
    (long,) = say(service, user, "x" * 100_000)
    assert isinstance(long, Refused) and "100,000 characters" in long.text
    assert any(isinstance(e, Said) for e in say(service, user, ""))
    assert cards(say(service, user, "a boat"))


def test_a_clip_that_was_brought_is_what_it_means_in_the_next_turn(
    service: GeneRec, tmp_path: Path
) -> None:
    user, _ = service.visitor(None)
    say(service, user, "show me a boat")
    asked = say(service, user, "look", tiny_clip(tmp_path / "my cat.mp4", 1.7))
    (said,) = [event for event in asked if isinstance(event, Said)]
    assert "my cat" in said.text and said.options
    assert cards(say(service, user, said.options[0])) == ["my cat (comic book)"]


def test_what_a_visitor_brought_is_not_news_in_their_feed(service: GeneRec, tmp_path: Path) -> None:
    user, _ = service.visitor(None)
    say(service, user, "look", tiny_clip(tmp_path / "my cat.mp4", 1.7))
    assert {card.item.title for card in service.feed(user, 10)} == {"A red ball", "A blue boat"}


def test_undo_after_a_refused_message_takes_that_one_back(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    say(service, user, "show me a boat")
    say(service, user, "x" * 100_000)
    conversation = service.conversation(user)
    assert service.undo(user, conversation).startswith("xxx")
    assert [kept.turn.text for kept in service.history(user, conversation)][0] == "show me a boat"
    assert len(service.history(user, conversation)) == 2


def test_what_a_restart_stops_says_so_once(service: GeneRec, tmp_path: Path) -> None:
    user, token = service.visitor(None)
    say(service, user, "show me a boat")
    conversation = service.conversation(user)
    ended: list[Event] = []

    def turn() -> None:
        wish = "make the first one an oil painting"
        ended.extend(service.respond(user, conversation, wish, (), threading.Event()))

    began = threading.Event()
    jobs = service.engine.jobs
    held = threading.Thread(target=turn)
    with mock.patch.object(service.engine.director.editor, "write", _endless(began)):
        held.start()
        assert began.wait(PATIENCE)
        service.close()
    held.join(PATIENCE)
    assert not held.is_alive() and not jobs._running
    again = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus"))
    last = again.history(*again.visitor(token)[:1], conversation)[-1]
    assert "stopped by a restart" in last.turn.text
    assert len(again.history(user, conversation)) == 4  # said once
    again.close()


def _endless(began: threading.Event) -> Callable[..., Artifact]:
    def write(item: object, changes: object, tick: Tick, viewer: str) -> Artifact:
        began.set()
        while True:
            tick(0.1)
            time.sleep(0.01)

    return write


def test_what_was_stopped_says_so_after_a_reload(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    say(service, user, "show me a boat")
    conversation, cancel = service.conversation(user), threading.Event()
    for _event in service.respond(user, conversation, "make the first one noir", (), cancel):
        cancel.set()
    last = service.history(user, conversation)[-1].events[-1]
    assert isinstance(last, Said) and last.text == "Stopped."


def test_words_about_oneself_are_learnt_and_can_be_removed(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    say(service, user, "I love boats but I hate red balls")
    assert {(line.kind, line.text) for line in service.taste(user)} == {
        ("wants", "boats"), ("avoids", "red balls"),
    }  # fmt: skip
    service.forget_taste(user, "wants:boats")
    assert [line.text for line in service.taste(user)] == ["red balls"]


def test_feed_taste_and_offer_are_worked_out_from_one_taste(
    service: GeneRec, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, _ = service.visitor(None)
    say(service, user, "I love boats but I hate red balls")
    service.feedback(user, service.feed(user, 1)[0].item.id, "like", None)
    feed, taste = service.feed(user, 3), service.taste(user)
    asked: list[str] = []
    whole = Tastes.of
    monkeypatch.setattr(Tastes, "of", lambda self, who: asked.append(who) or whole(self, who))
    panel = service.panel(user, 3)
    assert asked == [user] and service.taste_map(user) is not None and asked == [user] * 2
    assert [card.item for card in panel.feed] == [card.item for card in feed]
    assert list(panel.taste) == taste and len(taste) == 3 and panel.offer == ""


def test_a_like_that_was_taken_back_is_gone_everywhere(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    first = next(e for e in say(service, user, "show me a boat") if isinstance(e, Shown))
    liked = first.cards[0].item.id
    service.feedback(user, liked, "like", None)
    service.forget_taste(user, liked)
    assert not service.taste(user)
    shown = service.history(user, service.conversation(user))[-1].events[-1]
    assert isinstance(shown, Shown) and shown.cards[0].liked is None
    service.feedback(user, liked, "like", None)
    shown = service.history(user, service.conversation(user))[-1].events[-1]
    assert isinstance(shown, Shown) and shown.cards[0].liked is True


def test_ones_own_likes_are_not_those_of_others(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    other, _ = service.visitor(None)
    boat = next(e for e in say(service, user, "show me a boat") if isinstance(e, Shown))
    service.feedback(user, boat.cards[0].item.id, "like", None)
    catalogue = service.engine.catalogue
    assert all(score == 0 for _, score in catalogue.popular(9, user))
    assert catalogue.popular(9, other)[0] == (boat.cards[0].item.id, 1.0)
    service.forget_taste(user, boat.cards[0].item.id)
    assert all(score == 0 for _, score in catalogue.popular(9, other))


def test_an_opinion_in_the_chat_is_a_like_or_a_dislike(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    both = cards(say(service, user, "show me a boat"))
    say(service, user, "I love the first one but the second is boring")
    lines = {line.text: line.kind for line in service.taste(user)}
    assert (lines[both[0]], lines[both[1]]) == ("liked", "disliked")


def test_only_what_people_made_is_said_once_and_holds(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    say(service, user, "show me a boat")
    say(service, user, "make the first one a comic")
    service.tune(user, Tuning(breadth=0.25))
    first = say(service, user, "only things people made")[0]
    assert isinstance(first, Said) and "Show everything" in first.text
    assert service.tuning(user) == Tuning(breadth=0.25, origins="people")
    assert "(comic" not in " ".join(cards(say(service, user, "show me a boat")))
    only = say(service, user, "only what you made for me")
    assert cards(only) and all("(comic" in title for title in cards(only))
    say(service, user, "show everything")
    assert service.tuning(user).origins == "all"


def test_everything_is_a_plain_wish_where_nothing_is_left_out(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    events = say(service, user, "show me everything")
    assert cards(events) and not any("From now on" in e.text for e in events if isinstance(e, Said))


def test_only_what_was_made_says_so_where_nothing_was(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    events = say(service, user, "only clips made for me")
    assert isinstance(events[-1], Refused) and "show everything" in events[-1].text


def test_after_three_turned_down_one_is_offered_and_made(service: GeneRec, tmp_path: Path) -> None:
    for seconds, name in enumerate(("a green kite", "a slow train", "an old dog"), 2):
        service.engine.library.take(tiny_clip(tmp_path / f"{name}.mp4", float(seconds)))
    user, _ = service.visitor(None)
    ids = [card.item.id for card in service.feed(user, 3)]
    for place, item in enumerate(ids):
        assert service.panel(user, 1).offer == "", f"offered after {place}"
        service.feedback(user, item, "skip" if place else "dislike", None)
    assert "cut one to your taste" in service.panel(user, 1).offer
    told = [e for e in say(service, user, "show me something") if isinstance(e, Said)][-1]
    assert told.options == (MAKE_ONE,)
    events = say(service, user, MAKE_ONE)
    (made,) = [card.item for e in events if isinstance(e, Shown) for card in e.cards]
    assert made.owner == user and made.origin == "created"
    assert made.parents and not {*made.parents} & {*ids}
    service.feedback(user, made.id, "like", None)
    assert service.panel(user, 1).offer == ""


def test_a_plan_survives_a_restart_and_becomes_a_video_of_ones_own(
    service: GeneRec, tmp_path: Path
) -> None:
    user, token = service.visitor(None)
    stranger, _ = service.visitor(None)
    events = say(service, user, "make me a 3-second portrait video of a boat with captions")
    assert cards(events)[0] == "A blue boat"
    service.store.close()
    again = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus"))
    again.warm()
    say(again, user, "call it Ahoy")
    events = say(again, user, "make it")
    ((made,),) = [e.cards for e in events if isinstance(e, Shown)]
    item = again.engine.catalogue.item(made.item.id, user)
    assert (item.title, item.origin, item.owner) == ("Ahoy", "created", user)
    assert item.height > item.width and item.thumbnail is not None and item.has_audio
    kept = again.store.artifacts.of(item.id, user)
    assert kept is not None and kept.recipe.parameters["captions"] is True
    assert set(kept.recipe.parameters["shots"][0]) >= {"item", "start", "end"}
    # It is found by what it was made for, by its visitor alone.
    assert "Ahoy" in cards(say(again, user, "show me boats"))
    assert "Ahoy" not in cards(say(again, stranger, "show me boats"))
    with pytest.raises(NoSuchItem):
        again.media(stranger, item.id, "media")


def test_an_own_clip_goes_into_the_plan_and_the_plan_goes_on(
    service: GeneRec, tmp_path: Path
) -> None:
    user, _ = service.visitor(None)
    say(service, user, "make a film: first a red ball, then a blue boat")
    birthday = tiny_clip(tmp_path / "our birthday.mp4", 2.5)
    planned = cards(say(service, user, "add my clip to the beginning", birthday))
    assert planned == ["our birthday", "A red ball", "A blue boat"]
    assert cards(say(service, user, "without the boat after all")) == planned[:2]
    events = say(service, user, "perfect, go")
    ((made,),) = [e.cards for e in events if isinstance(e, Shown)]
    kept = service.store.artifacts.of(made.item.id, user)
    assert kept is not None
    shots = service.engine.catalogue.items(
        [shot["item"] for shot in kept.recipe.parameters["shots"]], user
    )
    assert [one.title for one in shots] == planned[:2]
    home = service.settings.home
    assert {path.name for path in home.iterdir() if path.is_dir()} <= {*NAMED, *OWN, BENEATH}


def test_how_an_offer_stands_is_on_every_card_of_it(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    stranger, _ = service.visitor(None)
    say(service, user, "show me a boat")
    events = say(service, user, "make the first one square")
    (made,) = [card.item for e in events if isinstance(e, Shown) for card in e.cards]

    def stands(who: str, item: str = made.id) -> set[str | None]:
        kept = service.history(who, service.conversation(who))
        shown = [c for one in kept for e in one.events if isinstance(e, Shown) for c in e.cards]
        return {c.offered for c in [*shown, *service.feed(who, 10)] if c.item.id == item}

    service.feedback(user, made.id, "like", None)
    assert stands(user) == {None}
    assert service.share(user, made.id, True).startswith("Thank you")
    assert stands(user) == {"asked"}
    ((waiting, _),) = service.store.publications.waiting()
    service.store.publications.decide(waiting.id, True)
    assert stands(user) == {"published"} and stands(stranger) == {None}
    assert service.share(user, made.id, False) == "It is yours alone again."
    assert stands(user) == {"withdrawn"}


def test_any_folder_of_videos_is_a_corpus(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for seconds, name in ((1.0, "a red ball"), (1.2, "IMG_0002")):
        tiny_clip(folder / f"{name}.mp4", seconds)
    (folder / "metadata.csv").write_text("file,title\nIMG_0002.mp4,A blue boat\n")
    service = GeneRec(load(home=tmp_path / "home", corpus=folder))
    service.warm()
    user, _ = service.visitor(None)
    assert {card.item.title for card in service.feed(user, 9)} == {"A red ball", "A blue boat"}
    assert all(card.item.owner is None for card in service.feed(user, 9))


def test_what_was_changed_is_told_step_by_step(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    title = cards(say(service, user, "show me a boat"))[0]
    say(service, user, "make the first one square")
    say(service, user, "mute it")
    (said,) = say(service, user, "what did you change?")
    assert isinstance(said, Said) and title in said.text
    assert said.text.index("1. I made it square") < said.text.index("2. I made it without sound")
    assert cards(say(service, user, "undo that")) == [f"{title} (square)"]
