"""The page and the call for programs: files come in, are answered, and are gone."""

import threading
from functools import partial
from pathlib import Path

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.settings import Settings, load
from app.verify.door import THREADS, Door, routes
from app.verify.verdict import SENTENCES, Evidence, Verdict
from models.errors import BadMedia

YES = Verdict(
    answer="ours",
    says=SENTENCES["ours"],
    evidence=(Evidence(source="bytes", answer="ours", says="It is."),),
    at=1.0,
)


class Looks:
    """Remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, bytes]] = []

    def __call__(self, path: Path) -> Verdict:
        self.seen.append((path.name, path.read_bytes()))
        if path.suffix == ".txt":
            raise BadMedia(f"{path.name!r} is no video.")
        if path.suffix == ".bug":
            raise RuntimeError("secret")
        return YES


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(home=tmp_path / "home", file_bytes=2**20)


@pytest.fixture
def looks() -> Looks:
    return Looks()


@pytest.fixture
def client(settings: Settings, looks: Looks) -> TestClient:
    return TestClient(Starlette(routes=routes(settings, lambda: looks)))


def test_files_that_wait_leave_threads_for_the_page(
    settings: Settings, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[Path] = []
    over = threading.Event()

    def looked(self: Door, path: Path) -> Verdict:
        inside.append(path)
        over.wait(20)
        return YES

    monkeypatch.setattr(Door, "_looked", looked)
    there = httpx.ASGITransport(Starlette(routes=routes(settings, lambda: looks)))

    async def many() -> None:
        async with (
            httpx.AsyncClient(transport=there, base_url="http://here") as client,
            anyio.create_task_group() as group,
        ):
            for _ in range(2 * THREADS):
                group.start_soon(partial(client.post, "/api/verify", content=b"video"))
            while len(inside) < THREADS:
                await anyio.sleep(0.01)
            await anyio.sleep(0.2)
            assert len(inside) == THREADS
            over.set()

    anyio.run(many)
    assert len(inside) == 2 * THREADS


def test_a_file_is_answered_and_deleted(
    client: TestClient, looks: Looks, settings: Settings
) -> None:
    reply = client.post("/api/verify?name=clip.mp4", content=b"video")
    assert reply.status_code == 200 and reply.json()["answer"] == "ours"
    assert reply.json()["evidence"][0] == {
        "source": "bytes", "answer": "ours", "says": "It is.", "score": None,
    }  # fmt: skip
    assert looks.seen == [("clip.mp4", b"video")]
    assert list((settings.home / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("../../etc/passwd", "passwd"),
        ("a%00b%2f..%5cx.mp4", "x.mp4"),
        ("", "file"),
        ("..", "file"),
        ("<b>.mp4", "b.mp4"),
        ("x" * 300 + ".mp4", "x" * 76 + ".mp4"),
    ],
)
def test_a_name_leads_nowhere(client: TestClient, looks: Looks, name: str, seen: str) -> None:
    assert client.post(f"/api/verify?name={name}", content=b"v").status_code == 200
    assert looks.seen[0][0] == seen


def test_bad_uploads_get_one_clear_sentence(client: TestClient, settings: Settings) -> None:
    for name, body, status, said in (
        ("a.txt", b"words", 400, "'a.txt' is no video."),
        ("a.mp4", b"", 400, "There was no file in that; choose a video or a picture."),
        ("a.mp4", bytes(2**20 + 1), 400, "The file is larger than the 1 MiB that are taken."),
    ):
        reply = client.post(f"/api/verify?name={name}", content=body)
        assert (reply.status_code, reply.json()) == (status, {"error": said})
    bug = client.post("/api/verify?name=a.bug", content=b"v")
    assert bug.status_code == 500 and "secret" not in bug.text
    assert list((settings.home / "uploads").iterdir()) == []


def test_a_body_without_a_length_is_cut_off(client: TestClient) -> None:
    reply = client.post("/api/verify", content=(bytes(2**16) for _ in range(20)))
    assert reply.status_code == 400 and "larger" in reply.json()["error"]


def test_the_page_asks_no_other_host(client: TestClient) -> None:
    reply = client.get("/verify")
    assert reply.status_code == 200 and "Was this made here?" in reply.text
    assert "http://" not in reply.text.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in reply.text
    assert "connect-src 'self'" in reply.headers["content-security-policy"]
