"""``/insight``: the page for whoever runs the app, behind a token given once.

``/insight?token=…`` answers the right token with a cookie that scripts cannot read and leads to
``/insight``, so that the token stays in no address. To everybody else, and where no token is set,
there is no such page. Neither the token nor the cookie is ever logged.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.ui.identity import is_https
from models.errors import GeneRecError

PATH = "/insight"
COOKIE = "generec_operator"
HOURS = 12
DAYS = 30
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def routes(token: SecretStr, store: Callable[[], Any]) -> list[BaseRoute]:
    """Return the route, or none where no token is set. ``store`` is opened when first asked."""
    secret = token.get_secret_value()
    return [Route(PATH, Door(secret, store).serve, methods=["GET"])] if secret else []


class Door:
    """Lets in who knows the token."""

    def __init__(self, secret: str, store: Callable[[], Any]) -> None:
        self._secret = secret.encode()
        # What the browser keeps is not the token itself, and changes with it.
        self._pass = hmac.new(self._secret, b"generec operator", hashlib.sha256).hexdigest()
        self._store = store

    async def serve(self, request: Request) -> Response:
        """Serve one request."""
        given = request.query_params.get("token")
        if given is not None:
            return self.welcome(request, given, PATH)
        if not self.knows(request):
            return nothing()
        everyone = request.query_params.get("all") == "1"
        try:
            page = await run_in_threadpool(self._page, _days(request), everyone)
        except GeneRecError as exc:
            return PlainTextResponse(str(exc), 503, headers=HEADERS)
        return HTMLResponse(page, headers=HEADERS)

    def knows(self, request: Request) -> bool:
        """Whether somebody was let in before."""
        cookie = request.cookies.get(COOKIE, "")
        return hmac.compare_digest(cookie.encode(errors="replace"), self._pass.encode())

    def welcome(self, request: Request, given: str, path: str) -> Response:
        """Let in who gives the right token, and lead them to ``path``."""
        if not hmac.compare_digest(given.encode(errors="replace"), self._secret):
            return nothing()
        # Relative, so that it also leads there behind a proxy that puts us below a folder.
        answer = Response(status_code=303, headers={**HEADERS, "Location": path.lstrip("/")})
        answer.set_cookie(
            COOKIE,
            self._pass,
            max_age=HOURS * 3600,
            secure=is_https(request.scope),
            httponly=True,
            samesite="strict",
        )
        return answer

    def _page(self, days: int | None, everyone: bool) -> str:
        from app.insight.page import render
        from app.insight.report import measure

        report = measure(self._store().database, days, everyone=everyone)
        return render(report, days=days, everyone=everyone)


def nothing() -> Response:
    """What FastAPI answers for an address that does not exist."""
    return JSONResponse({"detail": "Not Found"}, 404)


def _days(request: Request) -> int | None:
    """The period asked for; 0 is all."""
    asked = request.query_params.get("days", "")
    return (min(int(asked), 36_500) or None) if asked.isdecimal() and len(asked) < 6 else DAYS
