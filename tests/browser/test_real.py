"""The page over the real service: ``python app.py`` with a corpus of four clips."""

import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.ui.fake_service import tiny_clip
from tests.browser.conftest import ROOT, Server
from tests.browser.steps import Visit, send, settled

CLIPS = ("dog-1", "boat-1", "cat-1", "city-night-1")
EDITED = "#chat .card .badge.edited"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four rows of the demo corpus, so that the server is ready in seconds."""
    folder = tmp_path_factory.mktemp("corpus")
    source = ROOT / "assets" / "corpus"
    head, *lines = (source / "items.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split(",")[0] in CLIPS]
    kept += [line for line in lines if line not in kept][: len(CLIPS) - len(kept)]
    (folder / "items.csv").write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    for line in kept:
        file = line.split(",")[1]
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / file, folder / file)
    return folder


@pytest.fixture(scope="module")
def real(serve: Callable[..., Server], corpus: Path) -> Server:
    return serve("app.py", GENEREC_CORPUS=str(corpus))


def cards(page: Any) -> Any:
    """The cards of the last answer, once the turn is over."""
    settled(page)
    return page.locator("#chat .cards").last.locator(".card")


def test_find_like_cut_restyle_and_come_back(real: Server, visit: Visit) -> None:
    page = visit(real.address)
    assert "You are talking to an AI" in page.locator("body").inner_text()

    send(page, "show me something with a dog")
    page.wait_for_selector("#chat .card")
    assert "dog" in cards(page).first.inner_text().lower()
    length = page.evaluate(
        """async () => { const v = document.querySelector('#chat .card video');
        await new Promise((done, failed) => { v.onloadedmetadata = done; v.onerror = failed;
        v.preload = 'metadata'; v.load(); }); return v.duration; }"""
    )
    assert length > 3

    cards(page).first.locator("[data-do=like]").click()
    page.click("[role=tab][data-view=taste]")
    page.wait_for_selector("#taste .liked li")
    assert page.locator("#taste .liked li").count() == 1

    send(page, "cut the first one to 2 seconds")
    page.wait_for_selector(EDITED, timeout=60_000)
    assert cards(page).first.locator(".chip").inner_text() == "0:02"

    send(page, "make it look like a comic")
    page.wait_for_function(f"document.querySelectorAll('{EDITED}').length === 2", timeout=120_000)
    settled(page)
    before = page.locator("#chat").inner_text()
    page.reload()
    page.wait_for_selector(EDITED)
    assert page.locator("#chat").inner_text() == before


def test_what_was_made_for_one_visitor_is_not_there_for_another(
    real: Server, visit: Visit, chromium: Any
) -> None:
    page = visit(real.address)
    send(page, "show me a dog")
    page.wait_for_selector("#chat .card")
    settled(page)
    send(page, "cut the first one to 1 second")
    page.wait_for_selector(EDITED, timeout=60_000)
    video = page.locator("#chat .card:has(.badge.edited) video")
    for name in ("src", "poster"):
        address = page.evaluate("path => new URL(path, location).href", video.get_attribute(name))
        assert page.request.get(address).status == 200
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(address)
        stranger = chromium.new_context()
        stranger.new_page().goto(real.address)  # with a cookie of their own
        assert stranger.request.get(address).status == 404
        stranger.close()
    for made in (real.home / "made").iterdir():
        asked = f"{real.address}/gradio_api/file={made}"
        assert page.request.get(asked).status in (403, 404)


def test_bad_files_are_told_and_the_next_message_works(
    real: Server, visit: Visit, tmp_path: Path
) -> None:
    page = visit(real.address)
    for name, content, told in (
        ("notes.mp4", b"this is text", "could not be opened as a video"),
        ("empty.mp4", b"", "is empty"),
    ):
        (tmp_path / name).write_bytes(content)
        page.set_input_files("#box input[type=file]", tmp_path / name)
        page.wait_for_selector("#box .thumbnails")
        send(page, "look at this")
        page.get_by_text(re.compile(f"{re.escape(name)}. {told}")).wait_for()
        settled(page)
    send(page, "x" * 100_000)
    page.get_by_text("100,000 characters").wait_for()
    send(page, "a boat")
    page.wait_for_selector("#chat .card")
    assert "Traceback" not in page.locator("#chat").inner_text()


def test_markup_in_a_title_stays_text(real: Server, visit: Visit, tmp_path: Path) -> None:
    page = visit(real.address)
    clip = tiny_clip(tmp_path / "<img src=x onerror=document.title='owned'>.mp4", 1.4)
    page.set_input_files("#box input[type=file]", clip)
    page.wait_for_selector("#box .thumbnails")
    send(page, "make it noir")
    page.wait_for_selector(EDITED, timeout=60_000)
    settled(page)
    assert page.title() != "owned"
    assert page.locator("#chat img[src=x]").count() == 0
