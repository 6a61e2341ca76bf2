import pytest

from app.ui.fake_service import FakeService
from app.ui.identity import COOKIE, set_cookie, user_of
from models.errors import BadRequest


def test_a_known_token_is_its_visitor(service: FakeService) -> None:
    user, token = service.visitor(None)
    assert user_of(service, {COOKIE: token}) == user


@pytest.mark.parametrize("cookies", [{}, {COOKIE: ""}, {COOKIE: "made-up"}])
def test_nobody_becomes_a_visitor_by_a_call(service: FakeService, cookies: dict[str, str]) -> None:
    before = dict(service.users)
    with pytest.raises(BadRequest, match="Reload"):
        user_of(service, cookies)
    assert service.users == before


def scope(scheme: str, **headers: str) -> dict[str, object]:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "scheme": scheme, "headers": raw}


def test_over_http_the_cookie_stays_on_this_site() -> None:
    cookie = set_cookie("t", scope("http"))
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie


@pytest.mark.parametrize(
    "seen", [scope("https"), scope("http", x_forwarded_proto="https,http")], ids=["tls", "proxy"]
)
def test_over_https_the_cookie_works_inside_a_frame(seen: dict[str, object]) -> None:
    cookie = set_cookie("t", seen)
    assert "HttpOnly" in cookie
    assert cookie.endswith("SameSite=None; Secure; Partitioned")
