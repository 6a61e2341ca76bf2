"""The page "Was this made here?", as a browser draws it, for each of its answers."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from app.settings import load
from app.verify.door import routes
from app.verify.verdict import SENTENCES, Answer, Evidence, Verdict
from models.errors import BadMedia
from tests.waiting import PATIENCE, until


def answered(path: Path) -> Verdict:
    """The answer is in the name of the file."""
    if path.stem not in SENTENCES:
        raise BadMedia(f"{path.name!r} could not be opened as a video; give an MP4.")
    answer: Answer = path.stem  # type: ignore[assignment]
    says = f"What was found. {'word ' * 20}"
    evidence = [
        Evidence(source=source, answer=answer, says=says)  # type: ignore[arg-type]
        for source in ("credentials", "watermark", "bytes")
    ]
    looks: Answer = "unknown" if answer == "unknown" else "maybe"  # never more than that
    evidence.append(Evidence(source="looks", answer=looks, says=says))
    return Verdict(answer=answer, says=SENTENCES[answer], evidence=tuple(evidence))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = load(home=tmp_path_factory.mktemp("home"))
    app = Starlette(routes=routes(settings, lambda: answered))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/verify"
    server.should_exit = True
    thread.join(PATIENCE)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_answer_fits_and_is_said(
    chromium: Any, address: str, tmp_path: Path, width: int, scheme: str
) -> None:
    window = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    said: list[str] = []
    window.on("pageerror", lambda error: said.append(str(error)))
    window.goto(address)
    for name in ("ours.mp4", "maybe.jpg", "unknown.webm"):
        (tmp_path / name).write_bytes(b"bytes")
        window.set_input_files("#file", str(tmp_path / name))
        answer = name.partition(".")[0]
        window.wait_for_selector(f".card.{answer}")
        assert window.inner_text(".card h2") == SENTENCES[answer]  # type: ignore[index]
        assert window.locator(".card li").count() == 4
        # Beside proof, looks are no cause for doubt.
        assert window.locator(f".card li.{answer}").count() == 4
        assert window.evaluate("document.documentElement.scrollWidth") <= width
    (tmp_path / "notes.txt").write_text("words")
    window.set_input_files("#file", str(tmp_path / "notes.txt"))
    window.wait_for_selector(".card.refused")
    assert "could not be opened" in window.inner_text(".card h2")
    assert window.get_attribute("#answer", "aria-live") == "polite" and not said
    window.close()


def test_a_name_is_words_and_no_markup(chromium: Any, address: str, tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=document.title='bad'>.mp4"
    path.write_bytes(b"bytes")
    window = chromium.new_page()
    window.goto(address)
    window.set_input_files("#file", str(path))
    window.wait_for_selector(".card.refused")
    assert window.inner_text(".card .name") == path.name
    assert window.title() == "Was this made here?" and window.locator(".card img").count() == 0
    window.close()
