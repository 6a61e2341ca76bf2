"""The page: whole, self-contained, and safe from what visitors write."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.insight.__main__ import main
from app.insight.page import render
from app.insight.report import measure
from app.store.store import Store
from tests.app.insight.town import NOW, Town, town

EVIL = '<script>alert("x")</script>&"'


class Reader(HTMLParser):
    """Tags must close in order; scripts and other hosts must not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert tag != "script" and not any(name.startswith("on") for name, _ in attributes)
        assert not any((value or "").startswith(("http", "//")) for _, value in attributes)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(store: Store, made: Town, **more: bool) -> str:
    made.keep(store)
    report = measure(store.database, None, now=NOW, **more)
    return render(report, days=None, everyone=more.get("everyone", False))


def test_the_page_is_whole_and_asks_for_nothing(store: Store) -> None:
    reader = Reader()
    told = page(store, town(40, 10))
    reader.feed(told)
    assert reader.open == [] and reader.seen.count("svg") > 10
    assert "url(" not in told and "@import" not in told


def test_an_empty_page_says_unknown(store: Store) -> None:
    told = page(store, Town(town(0).random))
    assert told.count("unknown") > 10 and "NaN" not in told and "None" not in told


def test_what_visitors_write_is_escaped(store: Store) -> None:
    made = town(0)
    title = made.item(EVIL, tool=EVIL)
    for _ in range(2):
        user = made.user(NOW)
        talk = made.conversation(user, NOW)
        made.turn(talk, NOW - 9, want=EVIL, sure=False, shown=(title,))
        made.turn(talk, NOW - 8, "I love it")
    reader = Reader()
    told = page(store, made, everyone=True)
    reader.feed(told)
    assert "<script" not in told and told.count("&lt;script&gt;") >= 3


def test_the_command_writes_a_page_or_figures(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town(5, 3).keep(store)
    out = tmp_path / "page.html"
    home = ["--home", str(tmp_path / "home")]
    assert main(["--out", str(out), "--days", "0", *home]) == 0
    assert out.read_text().startswith("<!doctype html>") and "<nav>" not in out.read_text()
    capsys.readouterr()
    assert main(["--json", "--days", "0", *home]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told["origins"]) == {"uploaded", "edited", "created"}


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path / "none")]) == 1
    assert "Nothing is kept" in capsys.readouterr().err
    assert main(["--days", "-3"]) == 1
    assert "got -3" in capsys.readouterr().err
