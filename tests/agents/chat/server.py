"""A server that speaks OpenAI's chat protocol, with streaming, and fails as it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.waiting import PATIENCE

CALL = {
    "index": 0, "id": "call_1", "type": "function",
    "function": {"name": "search", "arguments": '{"want": "boats"}'},
}  # fmt: skip


class Chat(ThreadingHTTPServer):
    """``how`` says what the next answers are like; ``asked`` keeps what came in."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.how = "call"
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.let_go = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Chat

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(json.loads(body))
        self.server.keys.append(self.headers.get("Authorization", ""))
        how = self.server.how
        if how.isdigit():
            self.send_response(int(how))
            self.send_header("Content-Type", "application/json")
            self.send_header("Retry-After", "60")
            self.end_headers()
            self.wfile.write(b'{"error": {"message": "sk-secret is over quota"}}')
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            self._stream(how)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def _stream(self, how: str) -> None:
        if how == "stall at once":
            self.server.let_go.wait(PATIENCE)
        elif how == "call":
            part = {"arguments": "", "name": "search"}
            self._chunk({"role": "assistant", "tool_calls": [{**CALL, "function": part}]})
            for text in ('{"want": ', '"boats"}'):
                self._chunk({"tool_calls": [{"index": 0, "function": {"arguments": text}}]})
            self._end("tool_calls")
        elif how == "half":
            half = {"name": "search", "arguments": '{"want": "bo'}
            self._chunk({"tool_calls": [{**CALL, "function": half}]})
            self._end("length")
        elif how == "stall":
            self._chunk({"content": "Here are "})
            self.server.let_go.wait(PATIENCE)
        elif how == "gone":
            self._chunk({"content": "Here are "})
            self.connection.close()
        elif how == "endless":
            while not self.server.let_go.is_set():
                self._chunk({"content": "boats " * 50})
        elif how == "garbage":
            self.wfile.write(b"data: {{{\n\n")
        else:
            self._chunk({"content": how})
            self._end("stop")

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        made = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m"}
        self.wfile.write(f"data: {json.dumps({**made, 'choices': [choice]})}\n\n".encode())
        self.wfile.flush()

    def _end(self, why: str) -> None:
        self._chunk({}, why)
        self.wfile.write(b"data: [DONE]\n\n")


@contextmanager
def chat_server() -> Iterator[Chat]:
    """A server for as long as it is needed."""
    server = Chat()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
