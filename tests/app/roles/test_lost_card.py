"""A card that is gone in the middle of a call: for every role the status line says it, whoever
stands in does the work, and the card is not tried again."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from agents.instruct.instructor import Rules
from app.roles import roles as roles_of
from app.roles.roles import Roles
from app.settings import load
from models.errors import Unavailable
from models.generate.generator import FakeGenerator, Generated, Generator, Order
from models.hub import card
from models.hub.checkpoint import Role
from tests.app.roles.one_role import alone, meanwhile
from tests.hub import tiny
from tests.models.speech.test_listener import recording

GREY = np.full((16, 16, 3), 128, np.uint8)


class Gone:
    """What stands where a model was: it counts who asks it, and its card is gone."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, *_: object, **__: object) -> Any:
        self.asked += 1
        raise torch.AcceleratorError("CUDA error: unspecified launch failure")


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> Gone:
    made = Gone()
    monkeypatch.setattr(card, "_gone", threading.Event())
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "mem_get_info", Gone())
    monkeypatch.setattr(torch.cuda, "empty_cache", Gone())
    monkeypatch.setattr(card, "_asked", Gone())
    return made


def ready(role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Roles:
    """The roles of a profile that has this one alone, loaded."""
    monkeypatch.setattr(roles_of, "CHECKPOINTS", {"cpu": {role: tiny.checkpoint(role)}})
    with monkeypatch.context() as whole:  # the card is gone only after that
        whole.setattr(torch.cuda, "is_available", lambda: False)
        made = Roles(load(home=tmp_path / "home", profile="cpu", threads=1))
        made.standby(Rules(), None)
        standing = made._standing[role]
        standing.folder = tiny.MAKERS[role](tmp_path / "tiny")
        made._load(standing)
    assert made.notes == () and standing.state == "ready"
    return made


def said(made: Roles) -> str:
    """What the status line says: one note."""
    (note,) = made.notes
    return note


@pytest.mark.parametrize("role", ["chat", "guard", "speech", "safety", "caption"])
def test_what_reads_hears_and_judges(
    role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: Gone
) -> None:
    made = ready(role, tmp_path, monkeypatch)
    sound, chat, captioner = recording(tmp_path / "a.wav", 0.5), made._ready("chat"), made.captioner
    guard, look, ear = made.harm(None), made.picture_harm(), made.listener()
    ask: dict[Role, Callable[[], object]] = {
        "chat": lambda: chat.model.invoke("hello"),
        "guard": lambda: guard.scores(["a gun"]),  # type: ignore[union-attr]
        "speech": lambda: ear.hear(sound),  # type: ignore[union-attr]
        "safety": lambda: look.scores([GREY]),  # type: ignore[union-attr]
        "caption": lambda: captioner.caption(GREY),  # type: ignore[union-attr]
    }
    monkeypatch.setattr(torch.nn.Module, "__call__", gone)
    with pytest.raises(Unavailable):
        ask[role]()
    assert gone.asked == 1 and card.GONE in said(made)
    assert said(made).endswith(meanwhile(role))
    assert made._ready("chat") is None and made.captioner is None
    if role in ("guard", "speech", "safety"):  # the same seam, asked again
        with pytest.raises(Unavailable):
            ask[role]()
    assert gone.asked == 1


@pytest.mark.parametrize("role", ["picture", "video"])
def test_what_draws(
    role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: Gone
) -> None:
    from models.generate.clips import ClipDrawing
    from models.generate.pictures import PictureDrawing

    made = ready(role, tmp_path, monkeypatch)
    for drawing in (PictureDrawing, ClipDrawing):
        monkeypatch.setattr(drawing, "on", gone)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda: (10**10, 10**10))
    monkeypatch.setattr("models.generate.holder.load", lambda *_: object())  # on the card
    generator: Generator | None = made.video(made.picture(FakeGenerator()))
    assert generator is not None
    for _ in range(2):
        order = Order(words="a red ball", still=role == "picture")
        (drawn,) = [e for e in generator.generate(order) if isinstance(e, Generated)]
        assert drawn.model == FakeGenerator.name
    assert gone.asked == 1 and card.GONE in said(made)


def test_what_changes_clips_leaves_them_to_the_video_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: Gone
) -> None:
    from models.generate.clips import ClipDrawing
    from models.generate.pipeline import Drawn

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    made = alone("edit", "video", home=tmp_path)
    for role in ("edit", "video"):
        made._standing[role].state, made._standing[role].folder = "ready", tmp_path
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda: (10**12, 10**12))
    monkeypatch.setattr("models.generate.holder.load", lambda one, *_: one.role)

    def on(drawing: ClipDrawing, pipe: str, step: object) -> Drawn:
        if pipe == "edit":
            return gone()
        frames = np.full((drawing.frames, 8, 8, 3), 128, np.uint8)
        return Drawn(frames, False, np.full(drawing.frames, 0.5, np.float32))

    monkeypatch.setattr(ClipDrawing, "on", on)
    generator = made.video(FakeGenerator())
    assert generator is not None
    for _ in range(2):
        source = np.stack([GREY] * 9)
        *_, last = generator.generate(Order(words="a red ball", source=source, strength=0.5))
        assert isinstance(last, Generated) and last.model == generator.name
    assert gone.asked == 1 and card.GONE in said(made)
    assert said(made).endswith("The video model does it instead.")


def test_what_cannot_be_put_on_the_card_is_not_loaded_at_every_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: Gone
) -> None:
    made = ready("picture", tmp_path, monkeypatch)
    loads: list[object] = []

    def full(*given: object) -> object:
        loads.append(given)
        raise Unavailable("the picture model could not be put where it computes")

    monkeypatch.setattr("models.generate.holder.load", full)
    generator = made.picture(FakeGenerator())
    assert generator is not None
    for _ in range(2):
        list(generator.generate(Order(words="a red ball", still=True)))
    assert len(loads) == 1 and "could not be put" in said(made)


def test_what_looks_goes_on_on_the_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: Gone
) -> None:
    from dataclasses import replace

    made = ready("encoder", tmp_path, monkeypatch)
    encoder: Any = made.encoder
    before = encoder.images(GREY[None])
    on_card = replace(encoder._loaded, model=type("Lost", (), {"encode_image": gone})())
    encoder.__dict__["_loaded"] = replace(on_card, device="cpu:0")
    assert np.allclose(encoder.images(GREY[None]), before, atol=2e-2)
    assert "computes on the processor" in said(made) and "embedded" not in said(made)
    assert np.allclose(encoder.images(GREY[None]), before, atol=2e-2) and gone.asked == 1


def test_the_embedded_generator_goes_on_on_the_processor_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: Gone
) -> None:
    from app.wiring import _generator

    made = Roles(load(home=tmp_path, threads=1))
    drawer: Any = _generator(made.settings, made)
    assert drawer.device.type == "cuda" and made.notes == ()
    lost, whole = drawer.device, torch.nn.Module.to

    def to(module: torch.nn.Module, *given: Any, **more: Any) -> torch.nn.Module:
        return gone() if lost in given else whole(module, *given, **more)

    monkeypatch.setattr(torch.nn.Module, "to", to)
    drawer.steps = 1
    for _ in range(2):
        *_, last = drawer.generate(Order(words="a calm sea", still=True))
        assert isinstance(last, Generated) and last.frames.any()
    assert said(made) == (
        "The embedded generator left the graphics card and draws on the processor from now on "
        f"({card.GONE})."
    )
