"""The page with ``--profile cpu``, on tiny models from a stand-in hub."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.hub.table import CHECKPOINTS
from tests.browser.conftest import PATIENCE, Server
from tests.browser.steps import Visit, send, settled
from tests.browser.test_real import cards
from tests.browser.test_real import corpus as corpus
from tests.hub import tiny
from tests.hub.server import Fault, Hub, hub
from tests.models.speech.test_listener import recording

CPU = CHECKPOINTS["cpu"]
WEIGHTS = "open_clip_model.safetensors"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub that breaks off the encoder's weights at half, and keeps the rest until it is let."""
    with hub() as made:
        tiny.publish(made, tmp_path_factory.mktemp("tiny"), makers=tiny.SHOWN)
        made.faults[WEIGHTS] = Fault("cut", times=1)
        made.goes_on.clear()
        yield made
        made.goes_on.set()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def real(server: Hub, serve: Callable[..., Server], corpus: Path, models: Path) -> Server:
    return serve(
        "-m",
        "tests.browser.serve_roomy",
        "--profile",
        "cpu",
        "--models",
        str(models),
        HF_ENDPOINT=server.url,
        HF_HOME=str(models / "hub"),
        HF_HUB_DOWNLOAD_TIMEOUT=str(PATIENCE),  # it waits until it is seen how far it is
        GENEREC_CORPUS=str(corpus),
        GENEREC_THREADS="1",  # two that wait for each other on a busy machine take minutes
        GENEREC_CHAT_SECONDS="2",  # random weights say random things: the embedded one answers then
        GENEREC_DRAW_SECONDS="1e6",  # the true models, whose names these have, would take long
    )


def test_the_chat_works_while_models_come_and_after(
    real: Server, server: Hub, models: Path, visit: Visit
) -> None:
    page = visit(real.address)
    # The hub broke off: the page says how far it is and who does it meanwhile, and the chat works.
    line = re.compile(rf"Fetching the encoder {CPU['encoder'].repo}: (48|49)% of \d MB. Until")
    page.locator("#notes", has_text=line).wait_for()
    page.set_viewport_size({"width": 390, "height": 844})
    more = page.get_by_role("button", name="Details")
    assert page.locator("#notes").is_hidden() and more.bounding_box()["height"] >= 44
    more.click()
    page.locator("#notes", has_text=line).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 800})
    send(page, "show me something with a dog")
    page.wait_for_selector("#chat .card")
    file = models / CPU["encoder"].repo / WEIGHTS
    (part,) = file.parent.glob("*.part")
    came = part.stat().st_size
    assert not file.is_file() and 0 < came
    server.goes_on.set()
    # The new encoder has looked at every clip, and nothing is left to be told.
    page.wait_for_selector("#status .dot.ready")
    assert page.locator("#status").inner_text() == "4 videos"
    assert not page.locator("#notes").inner_text()
    assert server.gets(WEIGHTS) == ["", f"bytes={came}-"]  # the rest alone was asked for
    assert file.stat().st_size > came and not part.exists()
    asked = {path.split("/resolve/")[0] for how, path, _ in server.asked if "/resolve/" in path}
    assert asked == {one.repo for one in CPU.values()}
    assert (file.parent / "fetched.json").is_file()
    send(page, "show me something with a cat")
    page.wait_for_function("document.querySelectorAll('#chat .cards').length === 2")
    settled(page)
    assert "cat" in page.locator("#chat .cards").last.inner_text().lower()


def test_it_draws_a_picture_changes_a_clip_looks_and_hears(
    real: Server, server: Hub, visit: Visit, tmp_path: Path
) -> None:
    server.goes_on.set()
    page = visit(real.address)
    page.wait_for_selector("#status .dot.ready")
    send(page, "draw a picture of a red ball")
    page.wait_for_selector("#chat .card .badge.created")
    made = cards(page).first
    assert "small model" not in made.inner_text()
    assert CPU["picture"].repo in came_from(page, made)
    picture = tmp_path / "ball.png"
    address = made.locator("img").first.evaluate("img => img.src")
    picture.write_bytes(page.request.get(address).body())

    send(page, "show me something with a dog")
    page.wait_for_function("document.querySelectorAll('#chat .cards').length === 2")
    settled(page)
    send(page, "make the first one a red boat")
    page.wait_for_selector("#chat .card .badge.edited")
    changed = cards(page).first
    assert "Drawn anew for “make it a red boat”" in changed.inner_text()
    assert CPU["video"].repo in came_from(page, changed)

    attach(page, picture)
    send(page, "find something that looks like this picture")
    page.wait_for_function("document.querySelectorAll('#chat .cards').length === 4")
    found = cards(page)
    assert "Its pictures look closest to yours" in found.first.inner_text()
    assert "A red ball" in "".join(found.all_inner_texts())

    attach(page, recording(tmp_path / "said.wav", 0.5))
    page.press("#box textarea", "Enter")
    page.wait_for_function("document.querySelectorAll('#chat .user').length === 5")
    settled(page)
    answer = page.locator("#chat .bot").last.inner_text()
    assert answer and "cannot hear" not in answer and "went wrong" not in answer


def attach(page: Any, file: Path) -> None:
    page.set_input_files("#box input[type=file]", file)
    page.wait_for_selector("#box .thumbnails")


def came_from(page: Any, card: Any) -> str:
    """What “Where it came from” says of a card."""
    card.locator("[data-do=menu]").click()
    card.locator("[data-do=lineage]").click()
    page.wait_for_selector("dialog.lineage .steps")
    told = page.locator("dialog.lineage").inner_text()
    page.locator("dialog.lineage [data-do=close]").click()
    return str(told)
