"""Who may see the page: nobody without the token, and the token stays nowhere."""

import logging
from collections.abc import Iterator

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.insight.door import COOKIE, routes
from app.settings import load
from app.store.store import Store
from models.errors import BadRequest

TOKEN = "a-long-and-secret-token"


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    door = Starlette(routes=routes(SecretStr(TOKEN), lambda: store))
    with TestClient(door, follow_redirects=False) as made:
        yield made


def test_without_a_token_there_is_no_page(store: Store) -> None:
    assert routes(SecretStr(""), lambda: store) == []


def test_the_token_is_given_once_and_then_a_cookie_opens(client: TestClient) -> None:
    answer = client.get("/insight", params={"token": TOKEN})
    assert answer.status_code == 303 and answer.headers["location"] == "insight"
    told = answer.headers["set-cookie"]
    assert "HttpOnly" in told and "SameSite=strict" in told and TOKEN not in told
    page = client.get("/insight?days=7")
    assert page.status_code == 200 and 'href="?days=7" aria-current' in page.text
    assert "no-store" in page.headers["cache-control"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_behind_https_the_cookie_never_travels_in_the_clear(client: TestClient) -> None:
    headers = {"x-forwarded-proto": "https"}
    answer = client.get("/insight", params={"token": TOKEN}, headers=headers)
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong", f"?token={TOKEN}x", "?token=é"])
def test_everybody_else_finds_nothing(client: TestClient, query: str) -> None:
    answer = client.get(f"/insight{query}")
    assert answer.status_code == 404 and "set-cookie" not in answer.headers
    unknown = client.get("/no-such-page")
    assert unknown.status_code == 404


@pytest.mark.parametrize("cookie", [TOKEN, "0" * 64, "x"])
def test_a_made_up_cookie_opens_nothing(client: TestClient, cookie: str) -> None:
    client.cookies.set(COOKIE, cookie)
    assert client.get("/insight").status_code == 404


@pytest.mark.parametrize("days", ["", "x", "-3", "999999999999", "٣"])
def test_an_odd_period_is_the_usual_one(client: TestClient, days: str) -> None:
    client.get("/insight", params={"token": TOKEN})
    answer = client.get("/insight", params={"days": days})
    assert answer.status_code == 200


def test_the_token_is_in_no_message(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GENEREC_OPERATOR_TOKEN", "tooshort")
    with pytest.raises(BadRequest) as caught:
        load()
    assert "OPERATOR_TOKEN" in str(caught.value) and "tooshort" not in str(caught.value)
    assert TOKEN not in repr(load(operator_token=TOKEN))
    with caplog.at_level(logging.DEBUG, logger="app"):
        client.get("/insight", params={"token": TOKEN})
    assert TOKEN not in caplog.text


def test_a_failing_store_is_a_sentence(store: Store) -> None:
    from models.errors import Unavailable

    def broken() -> Store:
        raise Unavailable("The disk is full.")

    with TestClient(Starlette(routes=routes(SecretStr(TOKEN), broken))) as client:
        answer: httpx.Response = client.get("/insight", params={"token": TOKEN})
    assert answer.status_code == 503 and answer.text == "The disk is full."
