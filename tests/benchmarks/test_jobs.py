"""The benchmark of jobs runs to its end on something tiny."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import jobs
from tests import media_factory as factory


def test_stops_are_quick_and_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clips, target = tmp_path / "clips", tmp_path / "figures.json"
    clips.mkdir()
    factory.make(clips / "a.mp4", seconds=2.2, size=(128, 96), gop=25)
    words = ["jobs", "--data", clips, "--jobs", 1, "--seconds", 0.6, "--json", target]
    monkeypatch.setattr(sys, "argv", [*map(str, words)])
    jobs.main()
    told = json.loads(target.read_text())
    rows = {row["stopped"]: row for row in told["rows"]}
    assert rows["waiting in line"]["jobs"] == 1 and rows["waiting in line"]["seen p99 ms"] > 0
    assert {row["files left"] for row in rows.values()} == {0}
    assert "MB a job" in told["notes"][0]
