"""Every role with a model that is none, is another, or is damaged, fetched from a stand-in hub.

Each time a sentence in the status line says what is wrong, and whoever stands in does the work.
"""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.roles import roles as roles_of
from app.roles.roles import Roles
from models.hub.checkpoint import Role
from tests.app.roles.one_role import LUCY, alone, meanwhile, other_answers
from tests.hub import tiny, tiny_editors
from tests.hub.server import Hub, hub
from tests.models.hub.test_fetch import point_at

MAKERS: dict[Role, Callable[[Path], Path]] = {**tiny.MAKERS, "edit": tiny_editors.lucy}
EDIT = replace(LUCY, parameters=1e5, side=64, steps=1, work=1.0)
TABLE = {role: tiny.checkpoint(role) for role in tiny.MAKERS}
EVERY = {**TABLE, "edit": EDIT}
PIPELINES = ("picture", "video", "edit")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Role], Path]:
    """Where the tiny model of a role is; made when it is first asked for."""
    made: dict[Role, Path] = {}

    def folder(role: Role) -> Path:
        if role not in made:
            made[role] = MAKERS[role](tmp_path_factory.mktemp("tiny") / role)
        return made[role]

    return folder


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setattr(roles_of, "CHECKPOINTS", {"cpu": TABLE})
    monkeypatch.setattr(roles_of, "OTHERS", (EDIT,))
    with hub() as made:
        point_at(made, tmp_path, monkeypatch)
        yield made


def publish(server: Hub, folder: Path, role: Role) -> dict[str, bytes]:
    server.publish(EVERY[role].repo, folder, at=EVERY[role].revision)
    return server.repos[EVERY[role].repo].files


def damaged(content: bytes, change: str) -> bytes:
    import torch
    from safetensors.torch import load, save

    weights = load(content)
    name = next(n for n in sorted(weights) if n.endswith("weight") and weights[n].ndim >= 2)
    if change == "missing":
        del weights[name]
    elif change == "extra":
        weights["more.weight"] = torch.zeros(2)
    else:
        weights[name] = torch.full_like(weights[name], float("nan"))
    return save(weights, {"format": "pt"})


def told(made: Roles, role: Role) -> str:
    """What the status line says of a role: one clear sentence, and who does its work."""
    note = made._standing[role].note
    assert note in made.notes and note.endswith(meanwhile(role)) and len(note) < 500, note
    bare = note.replace(EVERY[role].repo, "").replace(EVERY["picture"].repo, "")
    assert "/" not in bare, "a folder of this machine"
    return note


def test_a_name_that_is_unknown_to_the_hub(server: Hub, tmp_path: Path) -> None:
    made = alone(*EVERY, home=tmp_path)
    made.bring(threading.Event())
    for role in EVERY:
        # The hub says no more to whoever has no token, so that nobody learns what is private.
        assert "is not there, or is only for those who accepted its terms" in told(made, role)
        other_answers(role, made, tmp_path)
    assert len(made.notes) == len(EVERY)


def test_a_model_of_another_architecture(server: Hub, tmp_path: Path) -> None:
    mamba, flux = tmp_path / "mamba", tmp_path / "flux"
    for folder in (mamba, flux / "transformer"):
        folder.mkdir(parents=True)
        (folder / "model.safetensors").write_bytes(b"")
    told_of = {"architectures": ["MambaForCausalLM"], "architecture": "MambaForCausalLM"}
    (mamba / "config.json").write_text(json.dumps(told_of))
    (mamba / "open_clip_config.json").write_text(json.dumps({"model_cfg": told_of}))
    (flux / "model_index.json").write_text(json.dumps({"_class_name": "FluxPipeline"}))
    roles = [role for role in EVERY if role != "adapter"]  # it is told by its weights alone
    for role in roles:
        publish(server, flux if role in PIPELINES else mamba, role)
    made = alone(*roles, home=tmp_path)
    made.bring(threading.Event())
    for role in roles:
        got = "FluxPipeline" if role in PIPELINES else "MambaForCausalLM"
        wanted = EVERY[role].architecture.split("|")[0]
        said = f"is a {got}, and this role takes a {wanted}" if wanted else "is no open_clip model"
        assert said in told(made, role)
        other_answers(role, made, tmp_path)


@pytest.mark.parametrize("change", ["missing", "extra", "nan"])
@pytest.mark.parametrize("role", tiny.QUICK)
def test_damaged_weights(
    server: Hub, folders: Callable[[Role], Path], tmp_path: Path, role: Role, change: str
) -> None:
    files = publish(server, folders(role), role)
    file = next(name for name in files if name.endswith(".safetensors"))
    files[file] = damaged(files[file], change)
    made = alone(role, home=tmp_path)
    made.bring(threading.Event())
    assert change != "nan" or "no numbers" in told(made, role)
    assert EVERY[role].repo.rpartition("/")[2] in told(made, role)
    assert "the network" not in told(made, role)
    other_answers(role, made, tmp_path)


@pytest.mark.parametrize(
    ("role", "part", "change", "said"),
    [
        ("picture", "text_encoder", "missing", "(text_encoder) do not fit it: 1 are missing"),
        ("picture", "unet", "extra", "(unet) do not fit it: 1 are not its own"),
        ("picture", "vae", "nan", "makes black pictures"),
        ("adapter", "models/ip", "nan", "its weights hold values that are no numbers"),
        ("video", "text_encoder", "extra", "(text_encoder) do not fit it: 1 are not its own"),
        ("video", "transformer", "nan", "makes black pictures"),
        ("edit", "text_encoder", "missing", "(text_encoder) do not fit it: 1 are missing"),
        ("edit", "transformer", "nan", "makes black pictures"),
    ],
)
def test_damaged_parts_of_what_draws(
    server: Hub,
    folders: Callable[[Role], Path],
    tmp_path: Path,
    role: Role,
    part: str,
    change: str,
    said: str,
) -> None:
    """They are told at the first order, which is when they are loaded."""
    beside: dict[Role, Role] = {"edit": "video", "adapter": "picture"}
    others = [beside[role]] if role in beside else []
    for one in (role, *others):
        publish(server, folders(one), one)
    files = server.repos[EVERY[role].repo].files
    file = next(n for n in files if n.startswith(part) and n.endswith(".safetensors"))
    files[file] = damaged(files[file], change)
    made = alone(role, *others, home=tmp_path)
    made.bring(threading.Event())
    assert made._standing[role].state == "ready"
    for _ in range(2):
        other_answers(role, made, tmp_path)
    assert said in told(made, role)
    assert all(made._standing[one].state == "ready" for one in others)
