"""The folder of a Space, and pushing it to the stand-in hub."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from app import space as spaces
from app.deploy import main
from app.settings import load
from app.space import (
    CARDS,
    LARGEST,
    SLEEP,
    TOO_SMALL,
    VISION,
    Space,
    build,
    check,
    front_matter,
    notice,
    requirements,
)
from models.errors import BadRequest, Unavailable
from models.hub.checkpoint import Role
from models.hub.memory import PIPELINES, Room, in_turn, plan
from models.hub.table import CHECKPOINTS, ZERO
from tests.hub.server import Fault, Hub, hub
from tests.models.hub.test_fetch import point_at

TOKEN = "hf_that_may_write"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    from huggingface_hub import constants

    with hub() as made:
        point_at(made, tmp_path, monkeypatch)
        monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
        yield made


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout of few files: copying all takes seconds."""
    files = ["app.py", "app/space.py", "assets/weights/text/model.safetensors"]
    monkeypatch.setattr(spaces, "tracked", lambda: files)


def matter(text: str) -> dict[str, str]:
    head = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    assert head is not None
    return dict(re.findall(r"^(\w+): (.+)$", head[1], re.MULTILINE))


def test_what_a_space_needs_is_tracked_and_tests_are_not() -> None:
    names = spaces.tracked()
    assert {"app.py", "app/settings.py", "assets/corpus/items.csv"} <= set(names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", ".git"))]
    check(spaces.ROOT, [Path(name) for name in names])


def test_a_free_space_runs_the_embedded_profile(few: None, tmp_path: Path) -> None:
    files = build(Space(name="ann/generec"), tmp_path / "out")
    assert {str(file) for file in files} >= {"README.md", "requirements.txt", "space.py", "app.py"}
    told = matter((tmp_path / "out" / "README.md").read_text("utf-8"))
    assert told["sdk"] == "gradio" and told["app_file"] == "space.py"
    assert f"gradio=={told['sdk_version']}\n" in (tmp_path / "out/requirements.txt").read_text()
    assert "hf_oauth" not in told and told["suggested_hardware"] == "cpu-basic"
    start = (tmp_path / "out" / "space.py").read_text()
    compile(start, "space.py", "exec")
    assert '"GENEREC_PROFILE", "embedded"' in start and '"0.0.0.0"' in start


def test_zero_gpu_has_its_models_and_versions() -> None:
    text = front_matter(Space(name="ann/generec", hardware="zero"))
    assert "hf_oauth" not in text and "startup_duration_timeout: 1h" in text
    assert text.count("  - black-forest-labs/FLUX.2-klein-4B\n") == 1
    assert "preload_from_hub" not in text  # it names files, which the hub alone knows
    pins = dict(line.split("==") for line in requirements("zero").split())
    assert (2, 8) <= tuple(map(int, pins["torch"].split(".")[:2])) <= (2, 11)
    # torchvision is built for one torch: 0.(n + 15) for 2.n.
    assert int(pins["torchvision"].split(".")[1]) == int(pins["torch"].split(".")[1]) + 15


@pytest.mark.parametrize("torch", VISION)
def test_zero_gpus_other_torches(torch: str) -> None:
    pins = dict(line.split("==") for line in requirements("zero", torch=torch).split())
    assert (pins["torch"], pins["torchvision"]) == (torch, VISION[torch])
    assert int(pins["torchvision"].split(".")[1]) == int(torch.split(".")[1]) + 15


def test_extras_of_a_package_go_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pins = (
        'gradio[mcp,oauth]==6.31.0  # the page\ntorch[opt]==2.13.0; python_version >= "3.11"\n'
        'mcp[cli]==1.30.0; python_version < "3.11"\n# --- training and tests\npytest[x]==9.2.0\n'
    )
    (tmp_path / "requirements.txt").write_text(pins)
    monkeypatch.setattr(spaces, "ROOT", tmp_path)
    assert requirements("zero").split() == ["gradio[mcp,oauth]==6.31.0", "torch[opt]==2.11.0"]
    assert requirements("cpu").splitlines()[1:] == [
        "gradio[mcp,oauth]==6.31.0",
        "torch[opt]==2.13.0",
    ]
    assert spaces.pinned("gradio") == "6.31.0"


@pytest.mark.parametrize("hardware", ["cpu", "zero"])
def test_each_package_is_pinned_once_and_tests_need_none_there(hardware: str) -> None:
    lines = [one for one in requirements(hardware).splitlines() if not one.startswith("--")]  # type: ignore[arg-type]
    names = [Requirement(line).name for line in lines]
    assert len(names) == len(set(names)) > 20
    assert all("==" in line and ";" not in line for line in lines)
    assert not {"pytest", "ruff", "mypy"} & set(names)
    assert ("--extra-index-url" in requirements(hardware)) == (hardware == "cpu")  # type: ignore[arg-type]


def test_a_file_that_git_does_not_take_is_said(tmp_path: Path) -> None:
    for name in ("film.mov", "weights.safetensors"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(LARGEST + 1)
    check(tmp_path, [Path("weights.safetensors")])
    with pytest.raises(BadRequest, match="film.mov has 10 MB"):
        check(tmp_path, [Path("film.mov")])


def test_without_a_token_nothing_is_pushed(
    few: None, server: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--space", "ann/generec", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "Nothing was pushed" in said and not server.asked
    assert said.rstrip().endswith("--private")  # a new Space of "hf upload" is public otherwise
    public = ["--space", "ann/generec", "--out", str(tmp_path / "public"), "--public"]
    assert main(public) == 0 and "--private" not in capsys.readouterr().out
    assert main(["--space", "ann/generec", "--out", str(tmp_path / "out")]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert main(["--space", "generec"]) == 1
    assert "OWNER/NAME" in capsys.readouterr().err


def test_with_a_token_every_file_arrives_as_it_is(
    few: None,
    server: Hub,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    out = tmp_path / "out"
    assert main(["--space", "ann/generec", "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "ann/generec" in said.out and TOKEN not in said.out + said.err
    pushed = server.spaces["ann/generec"]
    for file in out.rglob("*"):
        if file.is_file():
            assert pushed[str(file.relative_to(out))] == file.read_bytes()
            assert TOKEN.encode() not in file.read_bytes()
    (made,) = [body for path, body in server.bodies if path == "api/repos/create"]
    told = json.loads(made)
    assert told["sdk"] == "gradio" and told["type"] == "space"
    assert told.get("private") is True or told.get("visibility") == "private"


def test_a_space_on_zero_gpu_is_given_one_and_preloads_the_files_that_are_loaded(
    few: None,
    server: Hub,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ["--space", "ann/generec", "--hardware", "zero"]
    assert main([*said, "--out", str(tmp_path / "before")]) == 0
    assert "fetched at the Space's starts" in capsys.readouterr().out
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    model = tmp_path / "model"
    for name in ("model_index.json", "vae/weights.safetensors", "whole.safetensors", "vae/a.bin"):
        (model / name).parent.mkdir(parents=True, exist_ok=True)
        (model / name).write_text(name)
    (model / "open_clip_config.json").write_text("{}")
    for one in ZERO.values():
        server.publish(one.repo, model, at=one.revision)
    assert main([*said, "--out", str(tmp_path / "out")]) == 0
    assert "fetched at" not in capsys.readouterr().out
    flux = ZERO["picture"]
    told = server.spaces["ann/generec"]["README.md"].decode()
    files = "model_index.json,vae/weights.safetensors"  # neither the copy in one file, nor pickles
    assert f"  - {flux.repo} {files} {flux.revision}\n" in told
    assert told.count(f"  - {flux.repo}") == 2 and told.count("preload_from_hub:") == 1
    ((_, body),) = [one for one in server.bodies if one[0] == "api/spaces/ann/generec/hardware"]
    assert json.loads(body) == {"flavor": "zero-a10g"}
    # A free account may create one with it, and none without.
    ((_, body),) = [one for one in server.bodies if one[0] == "api/repos/create"]
    assert json.loads(body)["hardware"] == "zero-a10g"
    server.faults["api/spaces/ann/generec/hardware"] = Fault("403")
    assert main([*said, "--out", str(tmp_path / "refused")]) == 1
    assert "may not give zero (it takes a paid plan, or one of the two" in capsys.readouterr().err
    server.faults["api/spaces/ann/generec/hardware"] = Fault("402")
    assert main([*said, "--out", str(tmp_path / "unpaid")]) == 1
    assert "The hub wants to be paid for ann/generec: it takes a" in capsys.readouterr().err


def test_a_card_of_its_own_runs_the_whole_profile_and_sleeps_when_nobody_comes(
    few: None,
    server: Hub,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    out = tmp_path / "out"
    assert main(["--space", "ann/generec", "--hardware", "l4x1", "--out", str(out)]) == 0
    assert "l4x1 is billed by the minute" in capsys.readouterr().out
    bodies = {path: json.loads(body) for path, body in server.bodies if path.endswith("ware")}
    (asked,) = bodies.values()
    assert asked == {"flavor": "l4x1", "sleepTimeSeconds": SLEEP}
    text = (out / "README.md").read_text("utf-8")
    for one in CHECKPOINTS["gpu"].values():
        assert f"  - {one.repo}\n" in text
    assert matter(text)["suggested_hardware"] == "l4x1"
    assert '"GENEREC_PROFILE", "gpu"' in (out / "space.py").read_text()
    assert (out / "requirements.txt").read_text() == requirements("zero")


@pytest.mark.parametrize("name", [*CARDS, *TOO_SMALL])
def test_a_card_is_offered_where_pictures_and_clips_fit_on_it(name: str) -> None:
    """Loaded in the table's order beside 2 GB of the app; pipelines at their first order."""
    from huggingface_hub import SpaceHardware

    gpu = CHECKPOINTS["gpu"]
    has = (CARDS | TOO_SMALL)[name]
    left, machine = has.card * 10**9 - 10**9 // 2, (has.machine - 2) * 10**9
    kept = max(in_turn(gpu[role]) for role in ("picture", "video"))
    for role, checkpoint in gpu.items():
        if role not in PIPELINES:
            made = plan(checkpoint, Room(card=left, machine=machine), 0, kept)
            taken = round(checkpoint.parameters * 2)
            left -= taken if made.device == "cuda" else 0
            machine -= taken if made.device == "cpu" else 0

    def on_the_card(role: Role) -> bool:
        try:
            return plan(gpu[role], Room(card=left, machine=machine)).device == "cuda"
        except Unavailable:
            return False

    fits = on_the_card("picture") and on_the_card("video")
    assert fits == (name in CARDS) and SpaceHardware(name)
    if not fits:
        with pytest.raises(BadRequest, match=f"is '{name}', whose {has.machine} GB of memory"):
            Space(name="ann/generec", hardware=name)  # type: ignore[arg-type]


def test_hardware_that_is_none_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--space", "ann/generec", "--hardware", "h200"]) == 1
    said = capsys.readouterr().err
    assert "--hardware is 'h200', which is none that this is for; take one of cpu, zero" in said


def test_a_token_that_may_not_write_is_said(
    few: None,
    server: Hub,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    server.faults["api/repos/create"] = Fault("403")
    assert main(["--space", "ann/generec", "--out", str(tmp_path / "out")]) == 1
    assert "may not write to ann/generec" in capsys.readouterr().err


def test_a_space_without_storage_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPACE_ID", raising=False)
    assert notice(load(home=tmp_path)) == ""
    monkeypatch.setenv("SPACE_ID", "ann/generec")
    assert "gone when it restarts" in notice(load(home=tmp_path))
    assert notice(load(home="/data/generec")) == ""


@pytest.mark.parametrize("hardware", ["cpu", "zero"])
def test_the_requirements_of_a_space_agree_with_each_other(hardware: spaces.Hardware) -> None:
    """Without an index: by what the packages installed here say that they need."""
    from importlib.metadata import PackageNotFoundError, distribution

    from packaging.utils import canonicalize_name

    lines = [line for line in requirements(hardware).splitlines() if not line.startswith("--")]
    wanted = {canonicalize_name(one.name): one for one in map(Requirement, lines)}
    pins = {name: next(iter(one.specifier)).version for name, one in wanted.items()}
    looked = 0
    for name, version in pins.items():
        try:
            here = distribution(name)
        except PackageNotFoundError:
            continue
        if here.version.partition("+")[0] != version:
            continue  # another version may need other things
        looked += 1
        for needed in map(Requirement, here.requires or ()):
            at = pins.get(canonicalize_name(needed.name))
            if at is None or (needed.marker and not needed.marker.evaluate({"extra": ""})):
                continue
            assert needed.specifier.contains(at, prereleases=True), f"{name} needs {needed}: {at}"
    assert looked > 20
    if hardware == "zero":
        assert Requirement("torch>=2.8,<2.12").specifier.contains(pins["torch"])
