"""The hub's true client against a stand-in hub, through every fault."""

import errno
import hashlib
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.errors import Cancelled, Unavailable
from models.hub import fetch as fetching
from models.hub.checkpoint import Checkpoint
from models.hub.faults import Later
from models.hub.fetch import BLOCK, RECORD, commit, fetch, here
from tests.hub.server import Fault, Hub, hub

REPO = "acme/tiny"
CHECKPOINT = Checkpoint(role="encoder", repo=REPO, licence="CC0-1.0", parameters=1)
WEIGHTS = bytes(range(256)) * 40


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with hub() as made:
        point_at(made, tmp_path, monkeypatch)
        home = tmp_path / "published"
        home.mkdir()
        (home / "config.json").write_text('{"a": 1}')
        (home / "model.safetensors").write_bytes(WEIGHTS)
        (home / "pytorch_model.bin").write_bytes(b"a pickle")
        (home / "code.py").write_text("raise SystemExit")
        made.publish(REPO, home)
        yield made


def point_at(made: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What HF_ENDPOINT does before the client is imported, done after; and no waiting."""
    from huggingface_hub import constants
    from huggingface_hub.utils import _http

    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(constants, "ENDPOINT", made.url)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", made.url + HUB_TEMPLATE)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 1024)
    monkeypatch.setattr(_http.time, "sleep", lambda seconds: None)


HUB_TEMPLATE = "/{repo_id}/resolve/{revision}/{filename}"


def test_a_cold_download_takes_what_is_wanted_and_nothing_else(server: Hub, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    target = fetch(CHECKPOINT, tmp_path / "models", lambda done, of: heard.append((done, of)))
    assert {path.name for path in target.iterdir()} == {"config.json", "model.safetensors", RECORD}
    assert (target / "model.safetensors").read_bytes() == WEIGHTS
    assert heard[-1] == (len(WEIGHTS) + 8, len(WEIGHTS) + 8) and len(heard) > 2
    record = json.loads((target / RECORD).read_text())
    assert record["commit"] == server.repos[REPO].sha
    assert record["files"]["model.safetensors"] == hashlib.sha256(WEIGHTS).hexdigest()


def test_a_warm_start_asks_nobody(server: Hub, tmp_path: Path) -> None:
    fetch(CHECKPOINT, tmp_path / "models")
    server.asked.clear()
    assert fetch(CHECKPOINT, tmp_path / "models") == tmp_path / "models" / REPO
    assert not server.asked


def test_cut_at_half_it_goes_on_within_one_call(server: Hub, tmp_path: Path) -> None:
    server.faults["model.safetensors"] = Fault("cut", times=1)
    target = fetch(CHECKPOINT, tmp_path / "models")
    assert (target / "model.safetensors").read_bytes() == WEIGHTS
    assert server.gets("model.safetensors") == ["", f"bytes={len(WEIGHTS) // 2}-"]


def test_a_line_that_breaks_costs_no_more_than_a_piece(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 10 * BLOCK)  # the client's own
    whole = WEIGHTS * (5 * BLOCK // len(WEIGHTS))
    server.repos[REPO].files["model.safetensors"] = whole
    server.faults["model.safetensors"] = Fault("cut", times=1)
    target = fetch(CHECKPOINT, tmp_path / "models")
    assert (target / "model.safetensors").read_bytes() == whole
    assert server.gets("model.safetensors") == ["", f"bytes={2 * BLOCK}-"]


def test_cut_at_half_it_goes_on_after_a_restart(server: Hub, tmp_path: Path) -> None:
    server.faults["model.safetensors"] = Fault("cut", times=1)
    stop = threading.Event()

    def told(done: int, of: int) -> None:
        if done > 8:
            stop.set()  # the server ends while the file comes

    with pytest.raises(Cancelled):
        fetch(CHECKPOINT, tmp_path / "models", told, stop)
    assert here(CHECKPOINT, tmp_path / "models") is None
    server.faults.clear()
    server.asked.clear()
    target = fetch(CHECKPOINT, tmp_path / "models")
    (span,) = server.gets("model.safetensors")
    assert span.startswith("bytes=") and span != "bytes=0-"
    assert (target / "model.safetensors").read_bytes() == WEIGHTS
    assert not list(target.rglob("*.part"))


def test_after_an_error_of_the_hub_the_half_is_kept(server: Hub, tmp_path: Path) -> None:
    server.faults["model.safetensors"] = Fault("cut", times=1)
    original = server.faults["model.safetensors"]

    class Then(dict[str, Fault]):
        def items(self) -> Any:
            spent = original.times == 0
            return [("model.safetensors", Fault("500") if spent else original)]

    server.faults = Then()
    with pytest.raises(Unavailable, match="error 500"):
        fetch(CHECKPOINT, tmp_path / "models")
    server.faults = {}
    server.asked.clear()
    fetch(CHECKPOINT, tmp_path / "models")
    assert server.gets("model.safetensors") == [f"bytes={len(WEIGHTS) // 2}-"]


@pytest.mark.parametrize(
    ("path", "fault", "said"),
    [
        ("revision/main", Fault("500"), "error 500"),
        ("revision/main", Fault("429", headers={"Retry_After": "1"}), "too many questions"),
        ("model.safetensors", Fault("404"), "no the encoder acme/tiny|check the name"),
        ("model.safetensors", Fault("403"), "may not read"),
        ("model.safetensors", Fault("short"), "shorter or longer"),
        ("model.safetensors", Fault("bent"), "other bytes"),
    ],
)
def test_each_fault_is_one_sentence(
    server: Hub, tmp_path: Path, path: str, fault: Fault, said: str
) -> None:
    server.faults[path] = fault
    with pytest.raises(Unavailable, match=said) as caught:
        fetch(CHECKPOINT, tmp_path / "models")
    assert REPO in str(caught.value) and "\n" not in str(caught.value)
    assert here(CHECKPOINT, tmp_path / "models") is None


def test_a_file_bent_once_is_fetched_again(server: Hub, tmp_path: Path) -> None:
    server.faults["model.safetensors"] = Fault("bent", times=1)
    target = fetch(CHECKPOINT, tmp_path / "models")
    assert (target / "model.safetensors").read_bytes() == WEIGHTS


def test_a_busy_hub_is_asked_again(server: Hub, tmp_path: Path) -> None:
    server.faults["revision/main"] = Fault("429", times=2)
    assert fetch(CHECKPOINT, tmp_path / "models").is_dir()


def test_an_unknown_model_and_an_unknown_revision(server: Hub, tmp_path: Path) -> None:
    for repo, revision in (("acme/none", "main"), (REPO, "f" * 40)):
        wrong = Checkpoint(
            role="chat", repo=repo, revision=revision, licence="CC0-1.0", parameters=1
        )
        with pytest.raises(Unavailable, match="is not there|there is no"):
            fetch(wrong, tmp_path / "models")


def test_a_gated_model_needs_a_token(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.repos[REPO].gated = True
    with pytest.raises(Unavailable, match="HF_TOKEN"):
        fetch(CHECKPOINT, tmp_path / "models")
    monkeypatch.setenv("HF_TOKEN", "hf_of_a_tester")
    target = fetch(CHECKPOINT, tmp_path / "models")
    assert (target / "model.safetensors").is_file()
    assert "Bearer hf_of_a_tester" in server.tokens
    assert "hf_of_a_tester" not in (target / RECORD).read_text()


def test_pickles_alone_are_refused(server: Hub, tmp_path: Path) -> None:
    del server.repos[REPO].files["model.safetensors"]
    with pytest.raises(Unavailable, match="safetensors"):
        fetch(CHECKPOINT, tmp_path / "models")


def test_a_full_disk_is_said_before_anything_is_fetched(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(Later, match="make room"):
        fetch(CHECKPOINT, tmp_path / "models")
    assert not server.gets("model.safetensors")


def test_a_disk_that_fills_meanwhile_is_said(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, block: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(fetching._Counted, "write", full)
    with pytest.raises(Later, match="disk is full"):
        fetch(CHECKPOINT, tmp_path / "models")


def test_without_a_network_a_folder_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub() as made:
        point_at(made, tmp_path, monkeypatch)
    folder = tmp_path / "models"  # the hub is gone by now
    with pytest.raises(Unavailable, match="check the network"):
        fetch(CHECKPOINT, folder)
    own = folder / REPO
    own.mkdir(parents=True)
    (own / "config.json").write_text("{}")
    (own / "model.safetensors").write_bytes(WEIGHTS)
    assert fetch(CHECKPOINT, folder) == own


def test_the_hubs_own_cache_will_do(
    server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants, snapshot_download

    snapshot_download(REPO, cache_dir=constants.HF_HUB_CACHE)
    server.asked.clear()
    found = fetch(CHECKPOINT, tmp_path / "models")
    assert "snapshots" in found.parts and not server.asked


def test_another_pinned_commit_is_fetched_anew(server: Hub, tmp_path: Path) -> None:
    first = fetch(CHECKPOINT, tmp_path / "models")
    server.repos[REPO].files["model.safetensors"] = WEIGHTS[::-1]
    pinned = Checkpoint(
        role="encoder", repo=REPO, revision=server.repos[REPO].sha, licence="CC0-1.0", parameters=1
    )
    assert fetch(pinned, tmp_path / "models") == first
    assert (first / "model.safetensors").read_bytes() == WEIGHTS[::-1]


@pytest.mark.parametrize("left", ["", '{"commit": "ab', "[]", '{"files": {}}'])
def test_a_record_that_was_cut_short_is_written_anew(
    server: Hub, tmp_path: Path, left: str
) -> None:
    target = fetch(CHECKPOINT, tmp_path / "models")
    whole = (target / RECORD).read_text()
    (target / RECORD).write_text(left)
    assert here(CHECKPOINT, tmp_path / "models") is None and commit(target) == ""
    assert fetch(CHECKPOINT, tmp_path / "models") == target
    assert (target / RECORD).read_text() == whole
    assert here(CHECKPOINT, tmp_path / "models") == target
