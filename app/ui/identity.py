"""Who is asking: an anonymous visitor, known by a cookie that scripts cannot read."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.types import Scope

from app.ui.protocol import Service
from models.errors import BadRequest

COOKIE = "generec_visitor"
YEAR = 365 * 24 * 3600


def user_of(service: Service, cookies: Mapping[str, str]) -> str:
    """Return the id of the visitor who sent these cookies.

    Raises :class:`models.errors.BadRequest` when they sent none that we know: a visitor is only
    ever made while the page itself is served.
    """
    user = service.known(cookies.get(COOKIE))
    if user is None:
        raise BadRequest("This page does not know you any more. Reload it, and allow its cookie.")
    return user


def set_cookie(token: str, scope: Scope) -> str:
    """Return the value of a Set-Cookie header.

    Over https the page may sit in a frame of another site (as on Hugging Face Spaces), where only
    a partitioned ``SameSite=None`` cookie arrives; partitioned also means that no other site's
    frame or form ever sends it.
    """
    where = "SameSite=None; Secure; Partitioned" if is_https(scope) else "SameSite=Lax"
    return f"{COOKIE}={token}; Path=/; Max-Age={YEAR}; HttpOnly; {where}"


def is_https(scope: Scope) -> bool:
    """Return whether the browser sees https, also when a proxy in front of us speaks it."""
    forwarded = dict(scope["headers"]).get(b"x-forwarded-proto", b"")
    return bool(scope["scheme"] == "https" or forwarded.split(b",")[0].strip() == b"https")
