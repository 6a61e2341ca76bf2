"""Each benchmark runs to its end on something tiny and gives figures that make sense."""

import json
import sys

import numpy as np
import pytest

from benchmarks import apart, jobs, media, recommend, retrieval, selection, startup
from tests import media_factory as factory
from tests.waiting import PATIENCE


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a benchmark's ``main`` with arguments; return what it wrote."""

    def call(benchmark, *words):
        target = tmp_path / "figures.json"
        line = [benchmark.__name__, *map(str, words), "--json", str(target)]
        monkeypatch.setattr(sys, "argv", line)
        benchmark.main()
        return json.loads(target.read_text())

    return call


@pytest.fixture
def clips(tmp_path):
    folder = tmp_path / "clips"
    folder.mkdir()
    for k, ending in enumerate(("mp4", "mkv")):
        factory.make(folder / f"{k}.{ending}", seconds=2.5, size=(128, 96), gop=25)
    (folder / "broken.mp4").write_text("no video")
    return folder


def test_retrieval(tmp_path, run):
    texts = tmp_path / "texts"
    texts.mkdir()
    lines = [json.dumps({"text": f"a {what} by the sea"}) for what in ("dog", "cat", "cow", "hen")]
    (texts / "retrieve.jsonl").write_text("\n".join([*lines, '{"text": "a red boat"}']))
    told = run(retrieval, "--items", 60, "--turns", 3, "--data", texts)
    rows = {row["what"]: row for row in told["rows"]}
    assert list(rows) == ["exact numpy", "find", "turn", "feed", "like"]
    assert rows["turn"]["answered"] == 1
    assert 0 < rows["find"]["p50 ms"] <= rows["find"]["p95 ms"]


def test_a_folder_without_texts_is_named(tmp_path):
    with pytest.raises(SystemExit, match="no text"):
        retrieval.sentences(tmp_path)


def test_exact_search_finds_the_nearest():
    class Axes:
        def texts(self, sentences):
            return np.array([[1.0, 0.0]], np.float32)

    matrix = np.array([[0.0, 1.0], [1.0, 0.0], [0.6, 0.8]], np.float32)
    assert retrieval.exact(Axes(), {"text": matrix}, "", 2) == [[1, 2]]


def test_selection(clips, run, capsys):
    told = run(selection, "--data", clips, "--clips", 3, "--repeats", 1, "--most", 8)
    middles = [row for row in told["rows"] if row["clip"] == "median"]
    assert [row["frames"] for row in middles] == ["2/s", "every"]
    assert all(row["of bound"] > 0 and row["x PIL"] > 0 for row in middles)
    assert "broken.mp4" in capsys.readouterr().out


def test_media(clips, run, capsys):
    told = run(media, "--data", clips, "--clips", 3, "--minutes", 0, "--repeats", 1)
    figures = {row["what"]: row["figure"] for row in told["rows"]}
    assert figures["a copied cut beside an encoded one, times as fast"] > 0
    assert figures["transform, times playback"] > 0
    assert "broken.mp4" in capsys.readouterr().out


def test_joins_are_where_they_are_said_to_be():
    parts = media.made_up(3)
    for join, grace in ((media.hard, 0), (media.dissolved, media.FADE)):
        pictures, moments = join(parts)
        pictures = np.stack(list(pictures)).astype(int)
        changes = np.abs(pictures[1:] - pictures[:-1]).mean((1, 2, 3))
        assert len(moments) == 2
        if grace == 0:
            loudest = sorted((np.argsort(changes)[-2:] + 1) / media.FPS)
            assert loudest == pytest.approx(moments)
        else:
            assert len(pictures) == 3 * media.PIECE - 2 * grace


def test_each_found_moment_counts_once():
    assert media.scored([1.0, 1.1, 5.0], [1.05, 1.1], 0.2) == (1.0, pytest.approx(2 / 3))
    assert media.scored([], [1.0], 0.2) == (0.0, None)


def test_startup_waits_for_the_page(tmp_path):
    script = tmp_path / "page.py"
    script.write_text(
        "import http.server, os\n"
        "class Page(http.server.BaseHTTPRequestHandler):\n"
        "    def do_GET(self):\n"
        "        self.send_response(200); self.end_headers()\n"
        "        self.wfile.write(b'gradio_config')\n"
        "port = int(os.environ['GENEREC_PORT'])\n"
        "http.server.HTTPServer(('127.0.0.1', port), Page).serve_forever()\n"
    )
    assert 0 < startup.first_page([str(script)], patience=PATIENCE)
    with pytest.raises(SystemExit, match="ended with 3"):
        startup.first_page(["-c", "raise SystemExit(3)"], patience=PATIENCE)


def test_recommend(tmp_path, run):
    rng = np.random.default_rng(0)
    group = np.arange(120) % 2
    for name, count in (("train", 5), ("val", 1), ("test", 1)):
        users = np.repeat(np.arange(120), count)
        items = rng.integers(0, 40, len(users)) + 40 * group[users]
        np.savez(tmp_path / f"{name}.npz", user=users, item=items, shape=[120, 80])
    looks = rng.normal(0, 0.1, (80, 4)) + np.repeat(np.eye(4)[:2], 40, axis=0)
    np.save(tmp_path / "image_feat.npy", looks.astype(np.float16))
    told = run(
        recommend, "--data", tmp_path, "--models", "popularity", "graph", "--seeds", 1,
        "--folds", 2, "--lines", 1000,
    )  # fmt: skip
    rows = {row["model"]: row for row in told["rows"]}
    assert float(rows["graph filter"]["recall@20"]) > float(rows["popularity"]["recall@20"])
    assert all(float(row["peak MB"]) > 10 for row in rows.values())
    met = {(row["likes"], row["looked for"], row["way"]): row for row in told["newcomers"]}
    assert {key[:2] for key in met} == {
        (likes, what) for likes in (1, 3) for what in ("test", "their other likes")
    }
    for what in ("test", "their other likes"):
        # Of their other likes, some have none left that anybody else likes.
        assert 110 < met[3, what, "fold-in"]["users"] <= 120
        found, plain = (float(met[3, what, way]["recall@20"]) for way in ("fold-in", "popularity"))
        assert found > plain
    assert "0 of 120 users" in told["newcomers notes"][0]
    assert told["reading"][0]["lines"] == "1,000"


def test_what_fails_apart_fails_here():
    with pytest.raises(RuntimeError, match="ended with 1"):
        apart.apart(int, "none")
    assert apart.apart(int, "7")[0] == 7


@pytest.mark.slow  # tests/benchmarks/test_jobs.py sees the same parts work
def test_jobs(clips, run):
    (clips / "broken.mp4").unlink()
    told = run(jobs, "--data", clips, "--jobs", 1, "--seconds", 1.5)
    rows = {row["stopped"]: row for row in told["rows"]}
    assert rows["waiting in line"]["jobs"] == 1 and rows["waiting in line"]["seen p99 ms"] > 0
    assert {row["files left"] for row in rows.values()} == {0}
    assert "MB a job" in told["notes"][0]
