"""Drawing through the real service: stops at every stage, a full disk, odd sources and odd words.

What draws is a stand-in that is quick; words, jobs, files, checks and the store are the real ones.
"""

import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agents.guard.guard import Guard
from agents.make import studio as studios
from app.service import GeneRec
from app.settings import ROOT, load
from app.ui.fake_service import tiny_clip
from models.domain import Event, Refused, Said, Shown, Step
from models.encode.text import StaticText
from models.generate.generator import Generated, Known, Order, Progress
from models.generate.known import PaintedWorld
from tests.agents.make.test_studio import Stripes
from tests.media_factory import make
from tests.waiting import PATIENCE

CREATE, REVISE, EXTEND = "draw a red car in the rain", "make it night", "let it go on"


class Hooked(Stripes):
    """Calls ``hook`` between its progress and its results."""

    def __init__(self) -> None:
        super().__init__()
        self.hook: Callable[[], object] = lambda: None
        self.world = PaintedWorld(StaticText(ROOT / "assets" / "weights" / "text").model)

    def knows(self, words: str, *, change: bool = False, still: bool = False) -> Known:
        return self.world.read(words, change=change)

    def generate(self, order: Order) -> Iterator[Progress | Generated]:
        for event in super().generate(order):
            if isinstance(event, Progress):
                self.hook()
            yield event


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneRec]:
    home = tmp_path_factory.mktemp("drawing")
    made = GeneRec(load(home=home / "home", corpus=home / "none", read_pictures=False))
    with pytest.MonkeyPatch.context() as chosen:
        chosen.setattr("app.wiring._generator", lambda *_: Hooked())
        made.warm()
    made.engine.library.take(tiny_clip(home / "a red ball.mp4", 1.0))
    yield made
    made.close()


@pytest.fixture
def generator(service: GeneRec) -> Hooked:
    studio = service.engine.director.studio
    assert studio is not None and isinstance(studio.generator, Hooked)
    studio.generator.hook, studio.generator.orders = lambda: None, []
    return studio.generator


def say(
    service: GeneRec,
    user: str,
    text: str,
    *files: Path,
    cancel: threading.Event | None = None,
) -> list[Event]:
    conversation = service.conversation(user)
    return list(service.respond(user, conversation, text, files, cancel or threading.Event()))


def words(events: list[Event]) -> str:
    return " ".join(e.text for e in events if isinstance(e, Said | Refused))


def shown(events: list[Event]) -> list[Any]:
    return [card for e in events if isinstance(e, Shown) for card in e.cards]


def files(service: GeneRec) -> list[str]:
    home = service.settings.home
    return sorted(str(p) for name in ("work", "made") for p in (home / name).glob("*"))


@pytest.fixture
def user(service: GeneRec) -> str:
    return str(service.visitor(None)[0])


@pytest.mark.parametrize("wish", [CREATE, REVISE, EXTEND])
@pytest.mark.parametrize("stage", ["draws", "writes", "is checked"])
def test_a_stop_is_heard_at_every_stage_and_leaves_nothing(
    service: GeneRec, generator: Hooked, user: str, wish: str, stage: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    say(service, user, "show me a ball")
    before, cancel = files(service), threading.Event()

    def stopping(original: Callable[..., Any]) -> Callable[..., Any]:
        def stopped(*args: Any, **more: Any) -> Any:
            cancel.set()
            return original(*args, **more)

        return stopped

    if stage == "draws":
        generator.hook = stopping(lambda: threading.Event().wait(0.2))
    elif stage == "writes":
        monkeypatch.setattr(studios, "written", stopping(studios.written))
    else:
        monkeypatch.setattr(Guard, "admit", stopping(Guard.admit))
    events = say(service, user, wish, cancel=cancel)
    steps = [event for event in events if isinstance(event, Step)]
    assert steps[-1].status == "cancelled" and not shown(events)
    for thread in threading.enumerate():
        if thread.name == "job":
            thread.join(PATIENCE)
    assert files(service) == before


@pytest.mark.parametrize("wish", [CREATE, "draw a picture of a red car", REVISE, EXTEND])
def test_a_full_disk_is_said_and_leaves_nothing(
    service: GeneRec, generator: Hooked, user: str, wish: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(service, user, "show me a ball")
    before = files(service)

    from PIL import Image

    save = Image.Image.save

    def full(image: Any, target: Any, *args: Any, **more: Any) -> None:
        if isinstance(image, Image.Image) and not isinstance(target, Path | str):
            return save(image, target, *args, **more)  # a preview, in memory
        raise OSError(errno.ENOSPC, "No space left on device")

    from models.media.write import VideoWriter

    monkeypatch.setattr(VideoWriter, "write", full)
    monkeypatch.setattr(Image.Image, "save", full)
    events = say(service, user, wish)
    assert "disk is full" in words(events) and not shown(events)
    assert files(service) == before


@pytest.mark.parametrize("wish", [REVISE, EXTEND, "give it a better cover"])
def test_a_source_of_one_frame_is_enough(
    service: GeneRec, generator: Hooked, user: str, wish: str, tmp_path: Path
) -> None:
    def picture(i: int, width: int, height: int) -> np.ndarray:
        shade = np.linspace(0, 250, width).astype(np.uint8)
        return np.broadcast_to(shade[None, :, None], (height, width, 3)).copy()

    one = make(tmp_path / "one.mp4", seconds=0.1, fps=10.0, picture=picture)
    events = say(service, user, wish, one)
    assert len(shown(events)) == 1, words(events)


def test_sound_alone_is_no_source(service: GeneRec, user: str, tmp_path: Path) -> None:
    import av

    path = tmp_path / "sound.mp4"
    with av.open(str(path), "w") as file:
        track = file.add_stream("aac", rate=16000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), "fltp", "mono")
        frame.sample_rate = 16000
        file.mux(track.encode(frame))
        file.mux(track.encode(None))
    events = say(service, user, REVISE, path)
    assert len(words(events)) > 20 and not shown(events)
    assert not any(isinstance(event, Step) for event in events)


def test_five_thousand_words_are_one_sentence_or_read_as_far_as_they_mean_something(
    service: GeneRec, generator: Hooked, user: str
) -> None:
    events = say(service, user, "draw " + "a red car in the rain " * 1000)
    assert not any(isinstance(event, Step) for event in events)
    assert "characters" in words(events) and "shorter" in words(events)
    limit = service.settings.message_characters
    long = ("draw a red car in the rain, " + "very red, " * limit)[: limit - 1]
    events = say(service, user, long)
    assert len(shown(events)) == 1 and len(generator.orders[0].words) <= 400


def test_without_words_and_without_a_history_it_is_asked_for(
    service: GeneRec, generator: Hooked, user: str
) -> None:
    events = say(service, user, "draw something for me")
    assert "neither words nor a taste" in words(events) and not shown(events)


@pytest.mark.parametrize(
    "wish",
    [
        "dibuja un dragón en una bicicleta",
        "zeichne mir bitte einen drachen",
        "画一条龙",
        "ارسم تنينا",
    ],
)
def test_a_language_that_is_not_read_is_said_and_nothing_is_drawn(
    service: GeneRec, generator: Hooked, user: str, wish: str
) -> None:
    before = files(service)
    for sentence in (wish, f"draw {wish}"):
        events = say(service, user, sentence)
        assert words(events) and not generator.orders and files(service) == before
