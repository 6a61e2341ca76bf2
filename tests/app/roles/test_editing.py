"""The editing model of the table, chosen by hand: fetched from a stand-in hub, used to revise."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from agents.instruct.edits.undrawn import drawable
from agents.make.studio import Studio
from agents.retrieve.taste import Taste
from app.roles import roles as roles_of
from app.roles.roles import Roles
from app.roles.standing import Standing
from app.roles.table import KINDS
from app.settings import load
from models.domain import Decision, Guidance, ToolCall
from models.generate.generator import FakeGenerator, Generated, Order
from models.hub.checkpoint import Role
from models.hub.table import OTHERS
from tests.agents.stage import ENCODER, catalogue, coloured, item
from tests.hub import tiny, tiny_editors, tiny_pipelines
from tests.hub.server import hub
from tests.models.generate.test_clips import VACE
from tests.models.generate.test_editing import KLEIN
from tests.models.hub.test_fetch import point_at

LOOK = {"style": "cartoon", "strength": 1.0, "look": "stained glass"}
GLASS = Decision(
    kind="edit",
    guidance=Guidance(target="town"),
    calls=(ToolCall(name="style", arguments=LOOK),),
)
(LUCY,) = (one for one in OTHERS if one.role == "edit")


def roles(home: Path, **more: str) -> Roles:
    return Roles(load(home=home, profile="cpu", threads=1, **more))


def test_it_is_fetched_and_revises_footage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(LUCY, parameters=1e5, side=64, steps=1, work=1.0)
    monkeypatch.setattr(roles_of, "CHECKPOINTS", {"cpu": {"video": tiny.checkpoint("video")}})
    monkeypatch.setattr(roles_of, "OTHERS", (small,))
    with hub() as server:
        tiny.publish(server, tmp_path / "tiny", roles=("video",))
        server.publish(LUCY.repo, tiny_editors.lucy(tmp_path / "lucy"), at=LUCY.revision)
        point_at(server, tmp_path, monkeypatch)
        made = roles(tmp_path / "home", edit=LUCY.repo)
        generator = made.video(FakeGenerator())
        assert generator is not None and not generator.restyles and "2 models" in made.notes[0]
        made.bring(threading.Event())
    assert made.notes == () and generator.restyles
    clip = item("town", "A town", media=coloured(tmp_path / "t.mp4", ["red"], each=1.0))
    clip = replace(clip, duration=1.0)
    studio = Studio(generator, ENCODER, catalogue(clip), tmp_path / "work")
    assert studio.knows_source(clip, "v")
    artifact = studio.revise(clip, "make it night", Taste(), "v", candidates=1)
    assert artifact.recipe.model == f"{LUCY.repo}@{LUCY.revision[:10]}" and artifact.media.is_file()
    assert artifact.recipe.parameters["instruction"] == "make it night"
    assert artifact.title == "A town (night)"


def test_the_gpu_profile_draws_and_changes_with_what_it_fetches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roles_of, "CHECKPOINTS", {"gpu": {"picture": KLEIN, "video": VACE}})
    makers = {KLEIN: tiny_editors.klein, VACE: tiny_pipelines.vace}
    with hub() as server:
        for one, maker in makers.items():
            server.publish(one.repo, maker(tmp_path / one.role), at=one.revision)
        point_at(server, tmp_path, monkeypatch)
        made = Roles(load(home=tmp_path / "home", profile="gpu", threads=1))
        generator = made.video(made.picture(FakeGenerator()))
        made.bring(threading.Event())
    assert made.notes == () and generator is not None and generator.restyles
    clip = item("town", "A town", media=coloured(tmp_path / "t.mp4", ["red"], each=1.0))
    clip = replace(clip, duration=1.0)
    studio = Studio(generator, ENCODER, catalogue(clip), tmp_path / "work")
    *_, drawn = generator.generate(Order(words="a red ball", still=True))
    assert isinstance(drawn, Generated) and drawn.model == f"{KLEIN.repo}@{KLEIN.revision[:10]}"
    # "Make it look like stained glass": no style is called so, and the editing models draw it.
    (call,) = drawable(GLASS, studio, studio.catalogue, "v").calls
    assert call.name == "revise"
    words = str(call.arguments["instruction"])
    changed = studio.revise(clip, words, Taste(), "v", candidates=1)
    assert "stained glass" in changed.recipe.parameters["instruction"]
    assert changed.title == "A town (in the style of stained glass)"
    assert changed.recipe.model == f"{VACE.repo}@{VACE.revision[:10]}"
    assert changed.media.is_file() and changed.kind == "video"


@pytest.mark.parametrize("more", [{}, {"edit": LUCY.repo}])
def test_on_the_cpu_profile_the_nearest_style_is_laid_on(
    more: dict[str, str], tmp_path: Path
) -> None:
    """Nothing of it takes instructions; an editing model that is chosen does once it is here."""
    made = roles(tmp_path, **more)
    generator = made.video(made.picture(FakeGenerator()))
    assert generator is not None
    clip = item("town", "A town", media=tmp_path / "t.mp4")
    studio = Studio(generator, ENCODER, catalogue(clip), tmp_path / "work")
    (call,) = drawable(GLASS, studio, studio.catalogue, "v").calls
    assert (call.name, call.arguments["style"]) == ("style", "cartoon")
    if more:
        made._standing["edit"].state, made._standing["edit"].folder = "ready", tmp_path
        assert drawable(GLASS, studio, studio.catalogue, "v").calls[0].name == "revise"


def test_it_is_no_default_and_an_unknown_one_is_said(tmp_path: Path) -> None:
    assert not LUCY.commercial and "edit" not in roles(tmp_path)._standing
    (note, *_) = roles(tmp_path, edit="acme/none").notes
    assert "GENEREC_EDIT is 'acme/none'" in note and LUCY.repo in note and "none is taken" in note
    both = roles(tmp_path, edit="acme/none", picture="acme/none").notes[0]
    assert "GENEREC_EDIT is" in both and "GENEREC_PICTURE is" in both


def test_what_is_set_and_changes_nothing_is_said(tmp_path: Path) -> None:
    left = roles(tmp_path, edit=LUCY.repo, video="embedded")
    assert "edit" not in left._standing  # nothing to fetch for it
    assert left.notes[0] == (
        f"GENEREC_EDIT is {LUCY.repo!r}, which is not used while GENEREC_VIDEO is 'embedded': all "
        "clips are the embedded generator's; unset one of the two."
    )
    embedded = Roles(load(home=tmp_path, edit=LUCY.repo, picture="Tongyi-MAI/Z-Image-Turbo"))
    (note,) = embedded.notes
    assert "GENEREC_EDIT is" in note and "GENEREC_PICTURE is" in note
    assert note.count("set GENEREC_PROFILE to cpu or gpu") == 2
    assert Roles(load(home=tmp_path, picture="embedded", video="embedded")).notes == ()


def test_on_zero_gpu_it_is_said_that_it_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    made = roles(tmp_path, edit=LUCY.repo)
    assert "edit" not in made._standing
    assert made.notes[0] == f"GENEREC_EDIT is {LUCY.repo!r}, which is not used on ZeroGPU."
    assert "GENEREC_EDIT" not in str(roles(tmp_path).notes)


@pytest.mark.parametrize(
    ("role", "does"),
    [
        ("edit", "the video model does it"),
        ("adapter", "the picture model goes by words alone"),
        ("chat", "the embedded one does it"),
        ("speech", "what is spoken cannot be heard and has to be written"),
        ("caption", "clips that came without words are found by their pictures alone"),
        ("safety", "what pictures show counts as unknown unless our own model drew them"),
    ],
)
def test_the_status_line_says_who_does_it_meanwhile(role: Role, does: str) -> None:
    standing = Standing(replace(LUCY, role=role))
    standing.state = "fetching"
    assert standing.note.endswith(f"Until then {does}.")
    standing.failed("it is damaged")
    more = "" if KINDS[role].nobody else " instead"
    assert standing.note == f"It is damaged. {does.capitalize()}{more}."


def test_every_role_of_a_model_is_one_here() -> None:
    assert set(KINDS) == set(get_args(Role))


def test_pipelines_make_room_for_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = roles(tmp_path, edit=LUCY.repo)
    made.video(made.picture(None))
    every = made._painters
    assert set(every) == {"edit", "video", "picture"}
    asked: list[str] = []
    for name, painter in every.items():
        monkeypatch.setattr(painter, "yielded", lambda name=name: asked.append(name) or True)
    for role in ("edit", "video", "picture"):
        asked.clear()
        assert made._make_room(role)
        assert sorted(asked) == sorted(set(every) - {role})
