"""Files of one visitor can never be fetched by another: asked over a real socket."""

import os
import time
from pathlib import Path
from urllib.parse import quote

import httpx

from app.ui.uploads import Uploads, sweep
from tests.app.ui.conftest import Running


def upload(client: httpx.Client, name: str = "mine.mp4", content: bytes = b"private") -> str:
    answer = client.post("/gradio_api/upload", files={"files": (name, content)})
    answer.raise_for_status()
    return answer.json()[0]


def test_another_visitor_asks_for_the_exact_address_and_is_refused(running: Running) -> None:
    mine, other = running.visitor(), running.visitor()
    path = upload(mine)
    for address in (f"/gradio_api/file={path}", f"/gradio_api/file/{path}"):
        assert other.get(address).status_code == 404
        assert httpx.get(running.address + address).status_code == 404
    assert mine.get(f"/gradio_api/file={path}").content == b"private"


def test_no_way_of_writing_the_address_gets_around_it(running: Running) -> None:
    mine, other = running.visitor(), running.visitor()
    path = upload(mine, "b.png", b"a picture")
    folder, name = os.path.split(path)
    ways = [
        f"/gradio_api/file={folder}/../{os.path.basename(folder)}/{name}",
        f"/gradio_api/file=/{path}",
        f"/gradio_api/file={quote(path, safe='')}",
        f"/gradio_api/file%3D{path}",
        f"/gradio_api//file={path}",
        f"//gradio_api/file={path}",
        f"/gradio_api/./file={path}",
        f"/file={path}",
        f"/gradio_api/proxy={running.address}/gradio_api/file={path}",
        f"/gradio_api/file={running.address}/gradio_api/file={path}",
    ]
    for way in ways:
        answer = other.get(httpx.URL(running.address + way), follow_redirects=True)
        assert b"a picture" not in answer.content, way


def test_only_uploads_are_served_from_gradios_folders(running: Running) -> None:
    client = running.visitor()
    served = running.service.items["clip0"].media
    for path in (served, Path(__file__), Path("/etc/passwd")):
        assert client.get(f"/gradio_api/file={path}").status_code == 404


def test_a_stranger_without_a_cookie_cannot_upload(running: Running) -> None:
    answer = httpx.post(f"{running.address}/gradio_api/upload", files={"files": ("a.mp4", b"x")})
    assert answer.status_code == 403


def test_the_same_file_of_two_visitors_is_deleted_with_the_second(tmp_path: Path) -> None:
    folder = tmp_path / "hash"
    folder.mkdir()
    shared = folder / "a.mp4"
    shared.write_bytes(b"x")
    uploads = Uploads()
    uploads.add("one", [str(shared)])
    uploads.add("two", [str(shared)])
    uploads.delete("one", [shared])
    assert shared.exists() and not uploads.owns("one", shared) and uploads.owns("two", shared)
    uploads.delete("two", [shared])
    assert not folder.exists()


def test_nobody_deletes_what_was_never_uploaded(tmp_path: Path) -> None:
    other = tmp_path / "kept.mp4"
    other.write_bytes(b"x")
    Uploads().delete("one", [other])
    assert other.exists()


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    for name, age in (("old", 2 * 24 * 3600.0), ("new", 0.0)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    sweep(tmp_path)
    assert [left.name for left in tmp_path.iterdir()] == ["new"]
    sweep(tmp_path / "absent")
