"""The page with ``--profile cpu``, on tiny models from a stand-in hub."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.hub.table import CHECKPOINTS
from tests.browser.conftest import Server
from tests.browser.steps import Visit, send, settled
from tests.browser.test_real import corpus as corpus
from tests.hub import tiny
from tests.hub.server import Hub, hub


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with hub() as made:
        tiny.publish(made, tmp_path_factory.mktemp("tiny"), roles=tiny.QUICK)
        yield made


def test_the_chat_works_while_models_come_and_after(
    server: Hub, serve: Callable[..., Server], corpus: Path, visit: Visit, tmp_path: Path
) -> None:
    real = serve(
        "app.py",
        "--profile",
        "cpu",
        "--models",
        str(tmp_path / "models"),
        HF_ENDPOINT=server.url,
        HF_HOME=str(tmp_path / "hub"),
        GENEREC_CORPUS=str(corpus),
        GENEREC_PICTURE="embedded",  # its import alone takes longer than all else here
        GENEREC_VIDEO="embedded",
        GENEREC_THREADS="1",  # two that wait for each other on a busy machine take minutes
        GENEREC_CHAT_SECONDS="2",  # random weights say random things: the embedded one answers then
    )
    page = visit(real.address)
    send(page, "show me something with a dog")
    page.wait_for_selector("#chat .card")
    # The new encoder has looked at every clip, and nothing is left to be told.
    page.wait_for_selector("#status .dot.ready")
    assert page.locator("#status").inner_text() == "4 videos"
    asked = {path.split("/resolve/")[0] for how, path, _ in server.asked if "/resolve/" in path}
    assert asked == {CHECKPOINTS["cpu"][role].repo for role in tiny.QUICK}
    assert (tmp_path / "models" / "timm" / "PE-Core-T-16-384" / "fetched.json").is_file()
    send(page, "show me something with a cat")
    page.wait_for_function("document.querySelectorAll('#chat .cards').length === 2")
    settled(page)
    assert "cat" in page.locator("#chat .cards").last.inner_text().lower()
