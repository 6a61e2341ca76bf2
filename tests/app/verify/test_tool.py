"""The tool over MCP: one, that takes a file and answers; everything else is a sentence."""

import base64
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.settings import load
from app.verify import tool
from app.verify.door import routes
from tests.app.verify.test_door import Looks

HEADERS = {"Accept": "application/json, text/event-stream"}


@pytest.fixture
def looks() -> Looks:
    return Looks()


@pytest.fixture
def client(tmp_path: Path, looks: Looks) -> TestClient:
    settings = load(home=tmp_path / "home")
    return TestClient(Starlette(routes=routes(settings, lambda: looks)))


def ask(client: TestClient, method: str, **params: Any) -> dict[str, Any]:
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    reply = client.post("/mcp", json=body, headers=HEADERS)
    assert reply.status_code == 200, reply.text
    return dict(reply.json()["result"])


def call(client: TestClient, called: str = tool.NAME, **arguments: Any) -> dict[str, Any]:
    return ask(client, "tools/call", name=called, arguments=arguments)


def test_there_is_one_tool(client: TestClient) -> None:
    begun = ask(
        client,
        "initialize",
        protocolVersion="2025-06-18",
        capabilities={},
        clientInfo={"name": "test", "version": "0"},
    )
    assert set(begun["capabilities"]) - {"experimental"} == {"tools"}  # no resources, no prompts
    (only,) = ask(client, "tools/list")["tools"]
    assert only["name"] == "was_this_made_here" and only["annotations"]["readOnlyHint"]
    assert set(only["inputSchema"]["properties"]) == {"file", "name"}


def test_a_file_is_answered_and_gone(client: TestClient, looks: Looks, tmp_path: Path) -> None:
    given = base64.b64encode(b"video").decode()
    found = call(client, file=given, name="../../clip.mp4")
    assert not found.get("isError") and found["structuredContent"]["answer"] == "ours"
    assert looks.seen == [("clip.mp4", b"video")]
    assert not list((tmp_path / "home" / "uploads").iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"file": "%%%"}, "no base64"),
        ({"file": ""}, "no file"),
        ({"file": base64.b64encode(b"x").decode(), "name": "a.txt"}, "is no video"),
        ({"path": "/etc/passwd"}, "validation"),
        ({"file": "eA==", "url": "http://localhost/"}, "validation"),
    ],
)
def test_what_is_wrong_is_said(client: TestClient, arguments: dict[str, str], said: str) -> None:
    found = call(client, **arguments)
    assert found["isError"] and said in found["content"][0]["text"]


def test_there_is_no_other_tool(client: TestClient) -> None:
    found = call(client, "read_file", file="eA==")
    assert found["isError"] and "no tool" in found["content"][0]["text"]


def test_too_much_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "LARGEST", 0)
    assert "larger" in call(client, file="eA==")["content"][0]["text"]
    huge = client.post("/mcp", content=b"x" * 2_000_000, headers=HEADERS)
    assert huge.status_code == 413


def test_only_calls_are_taken(client: TestClient) -> None:
    assert client.get("/mcp", headers=HEADERS).status_code == 405
    assert client.delete("/mcp").status_code == 405
