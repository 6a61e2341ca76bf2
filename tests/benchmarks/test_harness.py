import json

from benchmarks import harness


def test_every_benchmark_takes_data_and_json(tmp_path):
    options = harness.arguments("a test").parse_args(
        ["--data", str(tmp_path), "--json", str(tmp_path / "out.json")]
    )
    assert options.data == tmp_path
    assert options.json == tmp_path / "out.json"


def test_works_are_timed_in_turns():
    order = []
    works = {name: lambda name=name: order.append(name) for name in "ab"}
    timings = harness.together(works, repeats=2, warmups=1)
    assert order == ["a", "b"] * 3
    assert len(timings["a"].wall) == len(timings["a"].cpu) == 2
    assert timings["a"].median >= 0.0


def test_a_table_is_aligned_and_shows_what_is_unknown():
    lines = harness.table([{"name": "long name", "fps": 12.345}, {"name": "b", "fps": None}])
    assert lines.splitlines() == [
        "name        fps",
        "---------  ----",
        "long name  12.3",
        "b             -",
    ]


def test_a_report_is_printed_and_written(tmp_path, capsys):
    path = tmp_path / "out.json"
    harness.report("Title", [{"a": 1.5}], path, ["a note"])
    printed = capsys.readouterr().out
    assert "Title" in printed
    assert "* a note" in printed
    written = json.loads(path.read_text())
    assert written["rows"] == [{"a": 1.5}]
    assert str(written["machine"]) in printed


def test_videos_are_found_below_the_folder_or_its_videos(tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "not-a-clip.gif").touch()
    assert [path.name for path in harness.videos(tmp_path)] == ["not-a-clip.gif"]
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "b.MP4").touch()
    (tmp_path / "videos" / "a.webm").touch()
    (tmp_path / "videos" / "MANIFEST.tsv").touch()
    assert [path.name for path in harness.videos(tmp_path)] == ["a.webm", "b.MP4"]
