"""``/review``: the queue for whoever moderates, behind the operator's token as ``/insight`` is.

To everybody else there is no such page. Forms carry a stamp that only the page knows, so that no
other site can decide; nothing but one script with this answer's nonce runs.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.insight.door import Door as Lock
from app.insight.door import nothing
from models.errors import BadMedia, GeneRecError

# What it works with stays out of the imports: the first page does not wait for it.
if TYPE_CHECKING:
    from app.moderation.cases import Case
    from app.moderation.desk import Desk

PATH = "/review"
BODY_BYTES = 8192
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def routes(token: SecretStr, desk: Callable[[], Desk]) -> list[BaseRoute]:
    """Return the routes, or none where no token is set. ``desk`` is opened when first asked."""
    secret = token.get_secret_value()
    if not secret:
        return []
    door = Door(secret, desk)
    return [
        Route(PATH, door.show, methods=["GET"]),
        Route(PATH, door.decide, methods=["POST"]),
        Route(f"{PATH}/frame/{{kind}}/{{number:int}}/{{place:int}}", door.frame, methods=["GET"]),
    ]


class Door:
    """Lets in who knows the token."""

    def __init__(self, secret: str, desk: Callable[[], Desk]) -> None:
        self._lock = Lock(secret, lambda: None)
        self._stamp = hmac.new(secret.encode(), b"generec review", hashlib.sha256).hexdigest()
        self._desk = cache(desk)  # one for all: it keeps a case from being decided twice

    async def show(self, request: Request) -> Response:
        """Serve the queue."""
        given = request.query_params.get("token")
        if given is not None:
            return self._lock.welcome(request, given, PATH)
        if not self._lock.knows(request):
            return nothing()
        return await self._page("")

    async def decide(self, request: Request) -> Response:
        """Carry out one decision and serve the queue anew."""
        if not self._lock.knows(request):
            return nothing()
        raw = bytearray()
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > BODY_BYTES:
                return PlainTextResponse("That is too long.", 413, headers=HEADERS)
        form = {name: values[0] for name, values in parse_qs(raw.decode(errors="replace")).items()}
        stamp = form.get("stamp", "").encode(errors="replace")
        if not hmac.compare_digest(stamp, self._stamp.encode()):
            return PlainTextResponse("Refused: sent by another page.", 403, headers=HEADERS)
        number = form.get("number", "")
        try:
            about = await run_in_threadpool(
                self._decided,
                form.get("kind", ""),
                int(number) if number.isdecimal() and len(number) < 12 else -1,
                form.get("action", ""),
                form.get("reason", ""),
            )
            said = f"“{about.item.title}”: {form['action']}."
        except GeneRecError as exc:
            said = str(exc)
        return await self._page(said)

    def _decided(self, kind: str, number: int, action: str, reason: str) -> Case:
        return self._desk().decide(kind, number, action, reason)

    async def frame(self, request: Request) -> Response:
        """Serve one frame of a case with what was seen in it."""
        if not self._lock.knows(request):
            return nothing()
        try:
            data = await run_in_threadpool(self._frame, **request.path_params)
        except (GeneRecError, IndexError):
            return nothing()
        return Response(data, media_type="image/jpeg", headers=HEADERS)

    def _frame(self, kind: str, number: int, place: int) -> bytes:
        from app.moderation.cases import case
        from app.moderation.frames import frame, times

        about = case(self._desk().store, kind, number)
        if not about.item.media.is_file():
            raise BadMedia("The file is gone.")
        return frame(about.item, times(about.item, about.evidence)[place], about.evidence)

    async def _page(self, said: str) -> Response:
        nonce = secrets.token_urlsafe(16)
        policy = (
            f"default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-{nonce}';"
            " img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        try:
            page = await run_in_threadpool(self._rendered, said, nonce)
        except GeneRecError as exc:
            return PlainTextResponse(str(exc), 503, headers=HEADERS)
        return HTMLResponse(page, headers={**HEADERS, "Content-Security-Policy": policy})

    def _rendered(self, said: str, nonce: str) -> str:
        from app.moderation.cases import waiting
        from app.moderation.page import render

        store = self._desk().store
        return render(
            waiting(store), store.reviews.rulings(), stamp=self._stamp, nonce=nonce, said=said
        )
