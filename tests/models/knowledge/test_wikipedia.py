"""Wikipedia's API, by a stand-in on this machine that answers, fails and stalls."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from models.knowledge import wikipedia
from models.knowledge.wikipedia import Wikipedia
from tests.waiting import PATIENCE

ADA = {
    "pageid": 1, "title": "Ada Lovelace", "index": 2, "fullurl": "https://en.wikipedia.org/wiki/A",
    "extract": "Ada Lovelace ( ; 1815) () was an English mathematician.",
}  # fmt: skip
OTHER = {"title": "Ada", "index": 1, "extract": "Ada may be:", "pageprops": {"disambiguation": ""}}


class Stand(ThreadingHTTPServer):
    """Answers ``body`` with ``status`` and counts what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.body: bytes = json.dumps({"query": {"pages": [ADA, OTHER]}}).encode()
        self.status, self.stalls = 200, False
        self.asked: list[dict[str, list[str]]] = []
        self.let_go = threading.Event()

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/w/api.php"


class _Handler(BaseHTTPRequestHandler):
    server: Stand

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked.append(parse_qs(urlsplit(self.path).query))
        self.send_response(self.server.status)
        self.end_headers()
        try:
            if self.server.stalls:
                for _ in range(int(PATIENCE / 0.05)):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    if self.server.let_go.wait(0.05):
                        return
            self.wfile.write(self.server.body)
        except (BrokenPipeError, ConnectionResetError):
            pass


@pytest.fixture
def stand() -> Iterator[Stand]:
    server = Stand()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.let_go.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_page_that_fits_is_told_with_its_address(stand: Stand) -> None:
    (fact,) = Wikipedia(stand.api).search("Who was Ada Lovelace?")
    assert fact.text == "Ada Lovelace (1815) was an English mathematician."
    assert (fact.source, fact.url) == ("Wikipedia: Ada Lovelace", ADA["fullurl"])
    (asked,) = stand.asked
    assert asked["gsrsearch"] == ["ada lovelace"] and asked["action"] == ["query"]


def test_the_same_is_asked_once(stand: Stand) -> None:
    known = Wikipedia(stand.api)
    for text in ("ada lovelace", "Ada  Lovelace", "who was Ada Lovelace"):
        assert known.search(text)
    assert len(stand.asked) == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"oops"), (429, b"slow down"), (200, b"<html>"), (200, b"[1, 2]"),
        (200, b" " * 300_000), (200, b'{"query": {"pages": [1]}}'), (200, b"[" * 100_000),
        (200, b'{"query": {"pages": [{"index": null, "title": "A", "extract": "B"}]}}'),
        (200, b'{"query": {"pages": [{"title": "A", "extract": "B", "pageprops": 1}]}}'),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_nothing_and_it_is_left_alone(
    stand: Stand, status: int, body: bytes
) -> None:
    stand.status, stand.body = status, body
    known = Wikipedia(stand.api)
    assert not known.search("ada lovelace")
    stand.status = 200
    assert not known.search("another thing") and len(stand.asked) == 1


def test_an_answer_that_is_not_http_is_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            peer, _ = server.accept()
            with peer:
                peer.recv(4096)
                peer.sendall(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        port = server.getsockname()[1]
        assert not Wikipedia(f"http://127.0.0.1:{port}/w/api.php").search("ada lovelace")
        thread.join()


def test_after_a_while_it_is_asked_again(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wikipedia, "REST", 0.0)
    known = Wikipedia(stand.api)
    stand.status = 500
    assert not known.search("ada lovelace")
    stand.status = 200
    assert known.search("ada lovelace")


def test_nothing_found_is_nothing(stand: Stand) -> None:
    stand.body = b'{"batchcomplete": true}'
    assert not Wikipedia(stand.api).search("xqvz")


def test_an_answer_that_trickles_ends_in_time(stand: Stand) -> None:
    stand.stalls = True
    began = time.monotonic()
    assert not Wikipedia(stand.api, seconds=0.4).search("ada lovelace")
    assert time.monotonic() - began < PATIENCE / 2  # it trickles for longer


def test_without_a_network_it_knows_nothing_at_once() -> None:
    began = time.monotonic()
    assert not Wikipedia("http://127.0.0.1:9/w/api.php", seconds=PATIENCE).search("ada lovelace")
    assert time.monotonic() - began < PATIENCE / 2  # it is not waited for


def test_no_address_but_a_safe_one_is_passed_on(stand: Stand) -> None:
    page: dict[str, Any] = {**ADA, "fullurl": "javascript:alert(1)"}
    stand.body = json.dumps({"query": {"pages": [page]}}).encode()
    assert Wikipedia(stand.api).search("ada")[0].url == ""
