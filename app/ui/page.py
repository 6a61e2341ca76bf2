"""What is done around every request: who it is, where it comes from, what the browser may load."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.ui.identity import COOKIE, set_cookie
from app.ui.protocol import Service
from app.ui.words import spoken

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = "; ".join(
    (
        # Gradio needs inline scripts and compiles templates; all of it from this host alone.
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)


class Page:
    """Middleware: gives the page's reader a cookie and the page its policy.

    ``served`` is called whenever a page is out.
    """

    def __init__(self, app: ASGIApp, service: Service, served: Callable[[], None]) -> None:
        self.app = app
        self.service = service
        self.served = served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if not _is_page(scope):
            await self.app(scope, receive, send)
            return
        known = HTTPConnection(scope).cookies.get(COOKIE)
        user, token = await run_in_threadpool(self.service.visitor, known)
        language = spoken(Headers(scope=scope).get("accept-language", ""))
        await run_in_threadpool(self.service.speaks, user, language)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", set_cookie(token, scope))
                headers["Content-Security-Policy"] = POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Cache-Control"] = "private, no-store"
            await send(message)

        await self.app(scope, receive, marked)
        self.served()


def _is_page(scope: Scope) -> bool:
    # A browser asks for HTML; a health check does not, and must not become a visitor.
    return bool(
        scope["type"] == "http"
        and scope["method"] == "GET"
        and scope["path"].removeprefix(scope.get("root_path", "")).rstrip("/") == ""
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


class SameOrigin:
    """Middleware: refuses requests that change something when another site's page sends them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] not in SAFE and _is_foreign(scope):
            await PlainTextResponse("Refused: sent by another site.", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_foreign(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is not None:
        # A proxy in front of us may tell the host the browser sees only in this header.
        hosts = {headers.get("host"), headers.get("x-forwarded-host")}
        return urlsplit(origin).netloc not in hosts
    return headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
