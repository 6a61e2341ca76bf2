"""Notes in a folder: found by words, cited by file and line."""

import os
import threading
from pathlib import Path

import pytest

from models.knowledge import notes
from models.knowledge.knowledge import LONGEST, Fact, FakeKnowledge, Together, terms
from models.knowledge.notes import Notes
from models.knowledge.passages import passages

MARKDOWN = """# Ada Lovelace

She wrote **the first program**,
for a [machine](http://x) that was never built.

```
code about lovelace
```
## Later life
- She liked *horses*.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "ada.md").write_text(MARKDOWN)
    (tmp_path / "grace-hopper.txt").write_text("A rear admiral who found a moth.\n")
    (tmp_path / "secret.json").write_text('{"ada": "lovelace"}')
    return tmp_path


def test_a_fact_is_cited_by_file_and_line(folder: Path) -> None:
    (fact,) = Notes(folder).search("who was Ada Lovelace?", 1)
    assert fact.source == "people/ada.md:3" and fact.about == "Ada Lovelace"
    assert fact.text == "She wrote the first program, for a machine that was never built."
    lines = MARKDOWN.splitlines()
    assert lines[int(fact.source.split(":")[1]) - 1].startswith("She wrote")


def test_a_file_without_headings_is_about_its_name(folder: Path) -> None:
    (fact,) = Notes(folder).search("tell me about Grace Hopper")
    assert (fact.about, fact.source) == ("grace hopper", "grace-hopper.txt:1")


@pytest.mark.parametrize(
    "query",
    ["who was Alan Turing", "the capital of France", "", "who is it", "code", "first horse race"],
)
def test_what_is_not_there_is_not_found(folder: Path, query: str) -> None:
    assert not Notes(folder).search(query)


@pytest.mark.parametrize("query", ['"', "a OR b)", "NEAR(x", "lovelace*'; --", "^ada -lovelace"])
def test_signs_are_words_or_nothing(folder: Path, query: str) -> None:
    Notes(folder).search(query)


def test_a_changed_file_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "LOOKED", 0.0)
    known = Notes(folder)
    assert known.search("moth")
    (folder / "grace-hopper.txt").write_text("A beetle.")
    os.utime(folder / "grace-hopper.txt", (1, 1))
    assert not known.search("moth") and known.search("beetle")


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    other = tmp_path_factory.mktemp("other") / "private.md"
    other.write_text("A password: otter.")
    (folder / "link.md").symlink_to(other)
    assert not Notes(folder).search("password otter")


def test_a_note_that_cannot_be_read_hides_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plain = Path.read_text

    def read(path: Path, **told: str) -> str:
        if path.name == "ada.md":
            raise PermissionError(13, "Permission denied")
        return plain(path, **told)

    monkeypatch.setattr(Path, "read_text", read)
    assert Notes(folder).search("moth") and not Notes(folder).search("Ada Lovelace")
    assert "people/ada.md cannot be read" in caplog.text


def test_a_folder_that_is_not_there_knows_nothing(tmp_path: Path) -> None:
    assert not Notes(tmp_path / "none").search("anything at all")


def test_many_threads_may_ask(folder: Path) -> None:
    known, failed = Notes(folder), []

    def ask() -> None:
        if not known.search("Ada Lovelace"):
            failed.append(1)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_long_paragraphs_come_in_parts() -> None:
    parts = list(passages("One sentence here. " * 200))
    assert len(parts) > 4 and all(len(part.text) <= LONGEST for part in parts)
    assert " ".join(part.text for part in parts) == ("One sentence here. " * 200).strip()
    assert max(len(part.text) for part in passages("x" * 5000)) <= LONGEST


def test_one_source_after_the_other_is_asked() -> None:
    mine = FakeKnowledge(Fact(text="mine", source="n:1", about="whale"))
    theirs = FakeKnowledge(Fact(text="theirs", source="w", about="whale otter"))
    both = Together(mine, theirs)
    assert both.search("a whale")[0].text == "mine"
    assert both.search("an otter")[0].text == "theirs" and not both.search("a fox")
    assert terms("Who was the Blue Whale?") == ["blue", "whale"]


def test_the_notes_that_are_shipped_answer() -> None:
    known = Notes(Path(__file__).resolve().parents[3] / "assets" / "knowledge")
    assert "30 metres" in known.search("how big is a blue whale")[0].text
    assert "Gagarin" in known.search("who was the first man in space")[0].text
