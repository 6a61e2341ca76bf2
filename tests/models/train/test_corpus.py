"""The corpus in the repository against its own tables."""

import csv
import json
from pathlib import Path

import av
import pytest

from models.domain import FeedbackKind
from models.train.corpus import item_row, main, write_tables
from models.train.world.playlist import playlist

CORPUS = Path(__file__).resolve().parents[3] / "assets" / "corpus"
MB = 1_000_000


def table(name, folder=CORPUS):
    with (folder / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_items_are_those_of_the_playlist():
    expected = [{name: str(value) for name, value in item_row(one).items()} for one in playlist()]
    assert table("items.csv") == expected


def test_every_clip_is_there_and_nothing_else():
    listed = {row["file"] for row in table("items.csv")}
    assert listed == {f"clips/{path.name}" for path in (CORPUS / "clips").iterdir()}


@pytest.mark.parametrize("row", table("items.csv"), ids=lambda row: row["id"])
def test_a_clip_is_what_its_line_says(row):
    with av.open(str(CORPUS / row["file"])) as container:
        video = container.streams.video[0]
        assert (str(video.width), str(video.height)) == (row["width"], row["height"])
        assert video.codec_context.name == "h264"
        assert container.duration / av.time_base == pytest.approx(float(row["duration"]), abs=0.1)
        image = next(container.decode(video)).to_ndarray(format="rgb24")
        assert image.std() > 5
    assert row["licence"] == "CC0-1.0"
    assert json.loads(row["attributes"])["subject"]


def test_the_corpus_is_small():
    sizes = {path: path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()}
    assert sum(sizes.values()) < 25 * MB
    assert max(sizes.values()) < 10 * MB


def test_simulated_tables_refer_to_what_exists():
    items = {row["id"]: float(row["duration"]) for row in table("items.csv")}
    users = table("users.csv")
    assert {row["simulated"] for row in users} == {"yes"}
    known = {row["user"] for row in users}
    happened = table("interactions.csv")
    assert 3_000 < len(happened) < 40_000
    assert {row["user"] for row in happened} == known
    assert {row["item"] for row in happened} == set(items)
    for row in happened:
        assert row["kind"] in FeedbackKind.__args__
        if row["kind"] == "watch":
            assert 0 < float(row["value"]) <= items[row["item"]]


def test_the_command_is_resumable(tmp_path):
    main(["--out", str(tmp_path), "--only", "no such clip"])
    assert list((tmp_path / "clips").iterdir()) == []
    write_tables(tmp_path, playlist(), 7)
    assert (tmp_path / "items.csv").read_text() == (CORPUS / "items.csv").read_text()
    kept = tmp_path / "clips" / f"{playlist()[0].id}.mp4"
    kept.write_bytes(b"already here")
    main(["--out", str(tmp_path), "--only", playlist()[0].id])
    assert kept.read_bytes() == b"already here"
