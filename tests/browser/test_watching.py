"""What is told of clips that are played, over the fake service."""

import json
import time
from typing import Any

from tests.browser.conftest import PATIENCE, Server
from tests.browser.serve_fake import RECORDED
from tests.browser.steps import Visit


def watched(server: Server, item: str, count: int) -> list[dict[str, Any]]:
    """Return what the server was told about an item, once it was told ``count`` things."""
    deadline = time.monotonic() + PATIENCE
    while True:
        lines = (server.home / RECORDED).read_text().splitlines() if _told(server) else []
        told = [
            line
            for line in map(json.loads, lines)
            if (line["item"], line["kind"]) == (item, "watch")
        ]
        if len(told) >= count or time.monotonic() > deadline:
            return told
        time.sleep(0.05)


def _told(server: Server) -> bool:
    return (server.home / RECORDED).exists()


def test_watching_is_recorded(fake_server: Server, visit: Visit) -> None:
    page = visit(fake_server.address)
    card = page.locator("#feed .card[data-item=clip1]")
    began = time.monotonic()
    card.locator(".play").click()
    video = card.locator("video").element_handle()
    page.wait_for_function("video => video.currentTime > 0.3", arg=video)
    video.evaluate("video => video.pause()")
    watched(fake_server, "clip1", 2)  # each is sent by itself: two at once may overtake each other
    video.evaluate("video => video.play()")
    page.wait_for_function("video => video.ended", arg=video)
    told = watched(fake_server, "clip1", 4)
    assert [line["text"] for line in told] == ["play", "pause", "play", "ended"]
    assert 1.0 < sum(line["value"] for line in told) < time.monotonic() - began


def test_leaving_the_page_tells_what_was_watched(fake_server: Server, visit: Visit) -> None:
    page = visit(fake_server.address)
    card = page.locator("#feed .card[data-item=clip2]")
    card.locator(".play").click()
    page.wait_for_function(
        "video => video.currentTime > 0.2", arg=card.locator("video").element_handle()
    )
    page.goto("about:blank")
    played, left = watched(fake_server, "clip2", 2)
    assert (played["text"], left["text"]) == ("play", "left")
    assert left["value"] > 0.1


def test_only_one_video_plays(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#feed .play").nth(0).click()
    page.locator("#feed .play").nth(1).click()
    page.wait_for_function(
        "() => { const [one, two] = document.querySelectorAll('#feed video');"
        " return one?.paused && two && !two.paused; }"
    )


def test_a_tab_that_stays_open_says_so_when_another_is_closed(fake: str, visit: Visit) -> None:
    stays, goes = visit(fake), visit(fake)
    with stays.expect_request("**/api/here") as told:
        goes.goto("about:blank")
    assert told.value.method == "POST"
