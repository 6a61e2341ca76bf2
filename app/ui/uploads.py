"""Whose upload is whose.

Gradio keeps what visitors upload in a folder it serves to everybody who knows the address
(``/gradio_api/file=PATH``; the path holds a salted hash of the content, so it cannot be guessed,
but it can leak, and two visitors who upload the same file get the same address). This class
remembers who uploaded what, :class:`UploadGuard` lets nobody else fetch it, and a turn deletes
its uploads when it ends.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.ui.identity import COOKIE

DAY = 24 * 3600.0
MOST = 10_000
"""Uploads remembered at once; the oldest is forgotten first, and then nobody may fetch it."""


class Uploads:
    """Which visitor's token may read which uploaded file."""

    def __init__(self) -> None:
        self._owners: OrderedDict[str, set[str]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, token: str, paths: Iterable[str]) -> None:
        """Remember that the holder of ``token`` uploaded these."""
        with self._lock:
            for path in paths:
                self._owners.setdefault(os.path.realpath(path), set()).add(token)
            while len(self._owners) > MOST:
                self._owners.popitem(last=False)

    def owns(self, token: str | None, path: str | Path) -> bool:
        """Return whether the holder of ``token`` uploaded this file."""
        with self._lock:
            return token in self._owners.get(os.path.realpath(path), ())

    def delete(self, token: str, paths: Iterable[Path]) -> None:
        """Forget this visitor's uploads, and delete those that nobody else uploaded too."""
        for path in paths:
            real = os.path.realpath(path)
            with self._lock:
                owners = self._owners.get(real, set())
                owners.discard(token)
                orphaned = not owners and self._owners.pop(real, None) is not None
            if orphaned:
                with suppress(OSError):
                    os.unlink(real)
                    os.rmdir(os.path.dirname(real))


def sweep(folder: Path, older_than: float = DAY) -> None:
    """Delete uploads that a killed process left behind; nobody owns them any more."""
    if folder.is_dir():
        for left in folder.iterdir():
            if left.stat().st_mtime < time.time() - older_than:
                shutil.rmtree(left, ignore_errors=True)


class UploadGuard:
    """Middleware: notes who uploads what, and refuses every Gradio file to everybody else.

    The page itself needs no file from Gradio's folders but a visitor's own upload before it is
    sent, so everything else is refused, Gradio's proxy for foreign addresses included.
    """

    def __init__(self, app: ASGIApp, uploads: Uploads) -> None:
        self.app = app
        self.uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        token = HTTPConnection(scope).cookies.get(COOKIE)
        if path.startswith(("/gradio_api/file=", "/gradio_api/file/")):
            if not self.uploads.owns(token, path[len("/gradio_api/file=") :]):
                await PlainTextResponse("Not found", 404)(scope, receive, send)
                return
        elif path.startswith(("/gradio_api/proxy=", "/gradio_api/stream/")):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return
        elif path.rstrip("/") == "/gradio_api/upload" and scope["method"] == "POST":
            if token is None:
                await PlainTextResponse("Reload the page first.", 403)(scope, receive, send)
                return
            send = self._noting(token, send)
        await self.app(scope, receive, send)

    def _noting(self, token: str, send: Send) -> Send:
        body = bytearray()

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    with suppress(ValueError):
                        paths = json.loads(bytes(body))
                        if isinstance(paths, list):
                            self.uploads.add(token, map(str, paths))
            await send(message)

        return noting
