"""The whole chat with the profile ``cpu``, on tiny models from a stand-in hub."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from agents.retrieve.taste import Taste
from app.roles import roles as roles_of
from app.roles.roles import Roles
from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import tiny_clip
from models.domain import Event, Shown
from models.encode.encoder import FakeEncoder
from models.errors import Unavailable
from models.fidelity.words import WordList
from models.hub.checkpoint import Role
from tests.app.roles.one_role import alone, meanwhile
from tests.hub import tiny
from tests.hub.server import Fault, Hub, Repo, hub
from tests.models.hub.test_fetch import point_at
from tests.models.speech.test_listener import recording
from tests.waiting import PATIENCE, until

ROLES = tuple(tiny.MAKERS)


@pytest.fixture(scope="module")
def repos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Repo]:
    with hub() as made:
        tiny.publish(made, tmp_path_factory.mktemp("tiny"))
        return made.repos


@pytest.fixture
def server(
    repos: dict[str, Repo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hub]:
    small = {"cpu": {role: tiny.checkpoint(role) for role in ROLES}}  # type: ignore[arg-type]
    monkeypatch.setattr(roles_of, "CHECKPOINTS", small)
    with hub() as made:
        made.repos = {name: Repo(dict(repo.files), at=repo.at) for name, repo in repos.items()}
        point_at(made, tmp_path, monkeypatch)
        yield made


def served(tmp_path: Path, **more: object) -> GeneRec:
    return GeneRec(
        load(
            home=tmp_path / "home",
            corpus=tmp_path / "none",
            profile="cpu",
            chat_seconds=4,
            threads=1,
            **more,
        )
    )


def say(service: GeneRec, text: str) -> tuple[list[Event], str, str]:
    user, _ = service.visitor(None)
    conversation = service.conversation(user)
    events = list(service.respond(user, conversation, text, (), threading.Event()))
    return events, user, conversation


def test_every_role_loads_answers_and_is_here_at_the_next_start(
    server: Hub, tmp_path: Path
) -> None:
    service = served(tmp_path)
    try:
        take = service.engine.library.take
        for name in ("a red ball", "a blue boat"):
            take(tiny_clip(tmp_path / f"{name}.mp4", 1.0 + len(name) / 50))
        assert service.engine.encoder.name.startswith("embedded")
        service.warm()
        assert service.status().notes == () and service.status().items == 2
        assert not service.status().growing
        assert service.engine.encoder.name.startswith("openclip-")
        # Both clips were looked at anew.
        assert service.engine.catalogue.lacking("frames") == []
        events, user, conversation = say(service, "anything with a boat in it")
        kept = service.store.conversations.turns(conversation, user)
        decided = [one.decision for one in kept if one.decision is not None]
        assert decided[0].decider.name == "local:Qwen3-0.6B" and events
        studio = service.engine.director.studio
        assert studio is not None
        drawn = studio.create("a red ball", Taste(), user, still=True, candidates=1)
        assert drawn.kind == "image" and drawn.media.is_file()
        assert drawn.recipe.model == "SimianLuo/LCM_Dreamshaper_v7@a85df6a8bd"
        repos = {path.parent for path in (tmp_path / "home" / "models").rglob("fetched.json")}
        assert len(repos) == len(ROLES)
        heard = service.engine.listener
        assert heard is not None
        assert isinstance(heard.hear(recording(tmp_path / "a.wav", 0.5)), str)
    finally:
        service.close()
    server.asked.clear()
    again = Roles(service.settings)
    assert again.encoder is not None and not server.asked
    assert again.notes == ("To be fetched: 8 models, the chat model first (3 MB).",)


def test_an_encoder_that_is_being_loaded_is_not_loaded_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only: dict[str, object] = {"cpu": {"encoder": tiny.checkpoint("encoder")}}
    monkeypatch.setattr(roles_of, "CHECKPOINTS", only)
    monkeypatch.setattr(roles_of, "here", lambda *_: tmp_path)
    fetched: list[object] = []
    monkeypatch.setattr(Roles, "_fetch", lambda self, standing, stop: fetched.append(standing))
    loading, loaded, asked = (threading.Event() for _ in range(3))
    count: list[object] = []

    def load_it(self: Roles, standing: object, folder: Path) -> FakeEncoder:
        count.append(standing)
        loading.set()
        assert loaded.wait(PATIENCE)
        return FakeEncoder()

    monkeypatch.setattr(Roles, "_loaded", load_it)
    made = Roles(load(home=tmp_path, profile="cpu"))

    def bring() -> None:
        asked.set()
        assert made.bring(threading.Event()) is None

    one, other = threading.Thread(target=lambda: made.encoder), threading.Thread(target=bring)
    one.start()
    assert loading.wait(PATIENCE)
    other.start()
    assert asked.wait(PATIENCE)
    other.join(0.1)  # long enough to fetch it, if it did
    loaded.set()
    for thread in (one, other):
        thread.join(PATIENCE)
    assert made.encoder is not None and len(count) == 1 and not fetched


def test_a_picture_is_drawn_by_the_profiles_pipeline(server: Hub, tmp_path: Path) -> None:
    from models.generate.generator import Generated, Order

    made = Roles(load(home=tmp_path, profile="cpu", chat="embedded", encoder="embedded"))
    generator = made.picture(None)
    assert generator is not None and not generator.clips
    order = Order(words="a red ball", still=True)
    with pytest.raises(Unavailable, match="not here yet"):
        list(generator.generate(order))
    made.bring(threading.Event())
    assert made.notes == ()
    (picture,) = [e for e in generator.generate(order) if isinstance(e, Generated)]
    assert picture.frames.shape == (1, 64, 64, 3)
    assert generator.name == "SimianLuo/LCM_Dreamshaper_v7@a85df6a8bd"


def test_pictures_of_several_visitors_share_a_place_where_one_call_draws_them(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agents.make.producer import PICTURE

    service = served(tmp_path, encoder="embedded", chat="embedded", guard="embedded", speech="-")
    try:
        together = service.engine.jobs._together
        assert together(PICTURE) == together("create") == 1  # nothing is loaded yet
        service.warm()
        picture = service._runtime.roles._painters["picture"]
        monkeypatch.setattr("models.generate.holder.at_once", lambda *_: 4)
        picture.load()
        assert together(PICTURE) == 4 and together("create") == 1
    finally:
        service.close()


def test_one_role_that_fails_leaves_the_others(server: Hub, tmp_path: Path) -> None:
    server.faults["Qwen3-0.6B/revision/c1899de289a04d12100db370d81485cdf75e47ca"] = Fault("404")
    del server.repos["timm/PE-Core-T-16-384"].files["open_clip_config.json"]
    service = served(tmp_path)
    try:
        service.warm()
        notes = service.status().notes
        assert len(notes) == 2 and all("The embedded one does it instead" in n for n in notes)
        assert "open_clip_config.json" in notes[0] and "check the name" in notes[1]
        assert service.engine.encoder.name.startswith("embedded")
        take = service.engine.library.take
        take(tiny_clip(tmp_path / "a blue boat.mp4", 1.2))
        events, user, conversation = say(service, "show me a boat")
        assert any(isinstance(e, Shown) for e in events)
        kept = service.store.conversations.turns(conversation, user)
        decided = [one.decision for one in kept if one.decision is not None]
        assert not decided[0].decider.name.startswith("local:")
    finally:
        service.close()


def away(server: Hub, *roles: Role) -> None:
    """Have the hub fail for whoever asks for these roles' models."""
    for role in roles:
        one = tiny.checkpoint(role)
        server.faults[f"{one.repo}/revision/{one.revision}"] = Fault("500")


def test_what_the_network_keeps_away_is_told_in_one_sentence_and_comes_later(
    server: Hub, tmp_path: Path
) -> None:
    away(server, "guard", "safety", "caption")
    made = Roles(
        load(
            home=tmp_path, profile="cpu", threads=1, encoder="embedded", chat="embedded",
            picture="embedded", video="embedded",
        )
    )  # fmt: skip
    made.bring(threading.Event())
    assert made.again and made._standing["speech"].state == "ready"
    assert made.notes == (
        "3 models, 1 MB, could not be fetched; wait, for the hub has a fault of its own. What came "
        "so far is kept, and the rest is tried again by itself. Until then the embedded ones do "
        "it; what pictures show counts as unknown unless our own model drew them; clips that came "
        "without words are found by their pictures alone.",
    )
    server.faults.clear()
    made.bring(threading.Event())
    assert made.notes == () and not made.again


def test_a_full_disk_is_told_without_its_path_and_what_it_keeps_away_comes_later(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, others = alone("caption", home=tmp_path), alone("guard", "safety", home=tmp_path)
    usage = type("Usage", (), {"free": 0})
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda path: usage)
        made.bring(threading.Event())
        others.bring(threading.Event())
    (note,) = made.notes
    assert "the disk of models has" in note and str(tmp_path) not in note
    (both,) = others.notes
    assert both.startswith("2 models, ") and "not be fetched; make room on the disk. What" in both
    made.bring(threading.Event())
    assert made.notes == () and not made.again


def test_a_server_tries_again_by_itself_and_not_what_never_comes(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.hub.faults.AGAIN", 0.05)
    away(server, "guard")
    del server.repos[tiny.checkpoint("safety").repo]
    service = served(
        tmp_path, encoder="embedded", chat="embedded", picture="embedded", video="embedded",
        speech="-", captions="none",
    )  # fmt: skip
    try:
        service.warm()
        there = service._runtime.roles
        until(lambda: there._standing["guard"].state == "failed")
        server.faults.clear()
        until(lambda: there._standing["guard"].state == "ready")
        asked = [path for _, path, _ in server.asked if tiny.checkpoint("safety").repo in path]
        assert len(asked) == 1 and not there.again
        assert "is not there, or is only for those" in service.status().notes[0]
    finally:
        service.close()


def test_what_judges_and_describes_is_the_profiles_once_it_is_ready(
    server: Hub, tmp_path: Path
) -> None:
    made = alone("guard", home=tmp_path)
    word = made.harm(WordList())
    look = made.picture_harm()
    assert word is not None and look is not None
    assert word.scores(["a gun"])[0] == 1.0
    with pytest.raises(Unavailable, match="just now"):
        look.scores([np.zeros((8, 8, 3), np.uint8)])
    made.bring(threading.Event())
    assert made.notes == ()
    assert 0 < word.scores(["a gun"])[0] < 1 and 0 < look.scores([np.ones((8, 8, 3), np.uint8)])[0]
    # A card that vanishes: the word list again, and the status line says so.
    made._standing["guard"].fault("the guard model failed while it was used")
    made._standing["safety"].fault("the picture classifier failed while it was used")
    assert word.scores(["a gun"])[0] == 1.0
    with pytest.raises(Unavailable):
        look.scores([np.zeros((8, 8, 3), np.uint8)])
    assert [note.partition(". ")[2] for note in made.notes] == [
        meanwhile("guard"),
        meanwhile("safety"),
    ]


def test_a_chat_model_that_fails_leaves_the_chat_to_the_embedded_one(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agents.chat.local import LocalChat

    made = alone("chat", home=tmp_path)
    made.bring(threading.Event())
    assert made.notes == () and made._ready("chat") is not None

    def gone(*_: object) -> None:
        raise RuntimeError("CUDA error: device lost")

    monkeypatch.setattr(LocalChat, "_read", gone)
    model = made._ready("chat").model
    with pytest.raises(Unavailable, match="failed while it was used"):
        model.invoke("hello")
    assert made._ready("chat") is None and "embedded one does it instead" in made.notes[0]


@pytest.mark.parametrize("role", ["picture", "video"])
def test_a_pipeline_that_fails_is_told_and_the_embedded_one_draws(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    from models.generate.clips import ClipDrawing
    from models.generate.generator import FakeGenerator, Generated, Order
    from models.generate.pictures import PictureDrawing

    def gone(*_: object) -> None:
        raise RuntimeError("CUDA error: device lost")

    for drawing in (PictureDrawing, ClipDrawing):
        monkeypatch.setattr(drawing, "on", gone)
    made = alone(role, home=tmp_path)
    made.bring(threading.Event())
    assert made.notes == ()
    generator = made.video(made.picture(FakeGenerator()))
    assert generator is not None
    order = Order(words="a red ball", still=role == "picture")
    for _ in range(2):  # the second time the pipeline is not asked any more
        (drawn,) = [e for e in generator.generate(order) if isinstance(e, Generated)]
        assert drawn.model == FakeGenerator.name
    (note,) = made.notes
    assert "failed while it drew" in note and "The embedded one does it instead" in note


def test_on_zero_gpu_what_draws_is_placed_at_the_start(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(roles_of.ZERO) == {"encoder", "picture", "video"}
    small = {role: tiny.checkpoint(role) for role in roles_of.ZERO}
    monkeypatch.setattr(roles_of, "ZERO", small)
    settings = load(home=tmp_path, profile="cpu", encoder="embedded")
    elsewhere = Roles(settings)
    elsewhere.place(threading.Event())
    assert not elsewhere._painters and not server.asked
    monkeypatch.setattr(roles_of.zero, "here", lambda: True)
    monkeypatch.setattr("models.hub.zero.CARD", 0)
    there = Roles(settings)
    there.place(threading.Event())
    assert there.notes == () and set(there._painters) == {"picture", "video"}
    assert all(painter._pipe is not None for painter in there._painters.values())


def test_pages_go_on_asking_while_models_come(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = served(tmp_path, encoder="embedded", chat="embedded", picture="embedded")
    seen: list[bool] = []

    def bring(self: Roles, stop: threading.Event) -> None:
        seen.append(service.status().growing)

    monkeypatch.setattr(Roles, "bring", bring)
    try:
        service.warm()
    finally:
        service.close()
    assert seen == [True] and not service.status().growing


def test_without_a_profile_nothing_is_asked_for(server: Hub, tmp_path: Path) -> None:
    made = Roles(load(home=tmp_path))
    assert made.notes == () and made.bring(threading.Event()) is None
    assert made.picture(None) is None and not server.asked


def test_a_picture_model_that_is_not_in_the_table(tmp_path: Path) -> None:
    made = Roles(load(home=tmp_path, profile="gpu", picture="acme/none"))
    assert "GENEREC_PICTURE is 'acme/none'" in made.notes[0]
    other = Roles(load(home=tmp_path, profile="gpu", picture="Tongyi-MAI/Z-Image-Turbo"))
    generator = other.picture(None)
    assert generator is not None and generator.name.startswith("Tongyi-MAI/")


def test_a_path_of_this_machine_is_for_the_log_and_not_for_visitors(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = Roles(load(home=tmp_path, profile="cpu", chat="embedded", encoder="embedded"))
    made.note(
        "the chat model '/home/alice/private/qwen' is not here; see https://huggingface.co/a/b"
    )
    told = made.notes[0]
    assert told == "The chat model 'qwen' is not here; see https://huggingface.co/a/b."
    assert "/home/alice/private/qwen" in caplog.text
