"""``/verify``: the page "Was this made here?"; ``/api/verify`` and ``/mcp`` for programs.

``curl --data-binary @clip.mp4 'http://127.0.0.1:7860/api/verify?name=clip.mp4'`` answers with JSON.
A file is written to a folder of its own while it is looked at, and deleted before the answer goes
out; nothing about it is kept.
"""

from __future__ import annotations

import logging
import secrets
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.settings import Settings
from app.verify.page import render
from app.verify.tool import Tool
from app.verify.verdict import Verdict
from models.errors import BadRequest, Unavailable, UserError

log = logging.getLogger(__name__)

VERSION = "1"
"""Of the tool that MCP offers."""

WAIT = 60.0
"""Seconds that a file waits for its turn: looking at one takes a whole processor."""

THREADS = 4
"""Threads that look at files or wait to: the page's own calls need the others."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; script-src"
    " 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def routes(settings: Settings, check: Callable[[], Callable[[Path], Verdict]]) -> list[BaseRoute]:
    """Return the routes. ``check`` gives what answers, when it is first needed."""
    door = Door(settings, check)
    return [
        Route("/verify", door.page, methods=["GET"]),
        Route("/api/verify", door.answer, methods=["POST"]),
        Route("/mcp", Tool(door.asked, VERSION)),
    ]


class Door:
    """Takes files in, one at a time, and answers."""

    def __init__(self, settings: Settings, check: Callable[[], Callable[[Path], Verdict]]) -> None:
        self._settings, self._check = settings, check
        self._turn = threading.Semaphore(1)
        self._threads = CapacityLimiter(THREADS)

    def page(self, request: Request) -> Response:
        """Return the page."""
        return HTMLResponse(render(self._settings.file_bytes), headers=HEADERS)

    async def asked(self, data: bytes, name: str) -> Verdict:
        """Look at a file's bytes. Raises what visitors may read."""
        return await to_thread.run_sync(self._about, data, name, limiter=self._threads)

    def _about(self, data: bytes, name: str) -> Verdict:
        if not data:
            raise _nothing()
        with tempfile.TemporaryDirectory(prefix="verify-", dir=self._folder()) as own:
            path = Path(own) / _name(name)
            path.write_bytes(data)
            return self._looked(path)

    def _folder(self) -> Path:
        folder = self._settings.home / "uploads"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    async def answer(self, request: Request) -> Response:
        """Look at the body of a request, a file; its name comes as ``?name=``."""
        try:
            folder = await run_in_threadpool(self._folder)
            with tempfile.TemporaryDirectory(prefix="verify-", dir=folder) as own:
                path = Path(own) / _name(request.query_params.get("name", ""))
                await self._received(request, path)
                verdict = await to_thread.run_sync(self._looked, path, limiter=self._threads)
        except UserError as exc:
            return _sentence(str(exc), 400)
        except Unavailable as exc:
            return _sentence(str(exc), 503)
        except ClientDisconnect:
            return _sentence("The file did not arrive whole.", 400)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("a file could not be looked at, reference %s", reference)
            return _sentence(f"That did not work. Please try again ({reference}).", 500)
        return JSONResponse(asdict(verdict), headers=HEADERS)

    async def _received(self, request: Request, path: Path) -> None:
        most, size = self._settings.file_bytes, 0
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > most:
            raise _too_large(most)
        with path.open("wb") as file:
            async for chunk in request.stream():
                size += len(chunk)
                if size > most:
                    raise _too_large(most)
                await run_in_threadpool(file.write, chunk)
        if not size:
            raise _nothing()

    def _looked(self, path: Path) -> Verdict:
        if not self._turn.acquire(timeout=WAIT):
            raise Unavailable("Other files are being looked at; try again in a minute.")
        try:
            return self._check()(path)
        finally:
            self._turn.release()


def _name(given: str) -> str:
    """A file name that keeps what was given as far as it is harmless: it comes in sentences."""
    given = Path(given.replace("\\", "/")).name
    plain = "".join(sign for sign in given if sign.isalnum() or sign in " ._-")[-80:].strip(" .")
    return plain or "file"


def _nothing() -> BadRequest:
    return BadRequest("There was no file in that; choose a video or a picture.")


def _too_large(most: int) -> BadRequest:
    return BadRequest(f"The file is larger than the {most // 2**20} MiB that are taken.")


def _sentence(text: str, status: int) -> Response:
    return JSONResponse({"error": text}, status, headers=HEADERS)


def build(settings: Settings, store: Callable[[], Any]) -> list[BaseRoute]:
    """Return the routes over a store that is opened when first needed."""
    made: list[Callable[[Path], Verdict]] = []

    def check() -> Callable[[Path], Verdict]:
        from app.marking import build_check

        if not made:
            made.append(build_check(settings, store()))
        return made[0]

    return routes(settings, check)
