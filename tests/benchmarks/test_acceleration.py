"""The benchmark of larger models runs to its end on tiny ones, and its figures mean something."""

import json
import sys

import numpy as np
import pytest

from benchmarks import acceleration, beside, harness


def rows(tmp_path, monkeypatch, *more):
    target = tmp_path / "figures.json"
    words = ["acceleration", "--size", "tiny", "--repeats", "1", "--json", str(target), *more]
    monkeypatch.setattr(sys, "argv", words)
    acceleration.main()
    made = json.loads(target.read_text())["rows"]
    assert all(row["ms"] > 0 and row["x bare"] > 0 for row in made)
    return {(row["model"], row["what"]): row["PSNR"] for row in made}


def test_every_row_is_there(tmp_path, monkeypatch):
    assert list(rows(tmp_path, monkeypatch)) == [
        ("encoder", "bare"),
        ("encoder", "wrapper"),
        ("encoder", "8 visitors one by one"),
        ("encoder", "8 visitors at once, not gathered"),
        ("encoder", "8 visitors at once"),
        ("embedded encoder, true weights", "8 visitors one by one"),
        ("embedded encoder, true weights", "8 visitors at once, not gathered"),
        ("embedded encoder, true weights", "8 visitors at once"),
        ("pictures", "bare"),
        ("pictures", "wrapper"),
        ("pictures", "4 visitors one by one"),
        ("pictures", "4 visitors at once"),
        ("clips", "bare"),
        ("clips", "wrapper"),
        ("clips", "first block cache"),
        ("vace", "bare"),
        ("vace", "wrapper"),
    ]


def test_what_does_not_fit_into_the_time_is_left_out(tmp_path, monkeypatch):
    made = rows(tmp_path, monkeypatch, "--only", "encoder", "--minutes", "0")
    assert list(made) == [("encoder", "bare"), ("encoder", "wrapper")]


def test_a_way_that_fails_is_told_and_the_other_rows_are_written(tmp_path, monkeypatch, capsys):
    def fails(*_, **__):
        raise RuntimeError("no compiler here")

    monkeypatch.setattr(acceleration, "quicker", fails)
    with pytest.raises(SystemExit):
        rows(tmp_path, monkeypatch, "--only", "clips")
    assert "* clips, cache: RuntimeError: no compiler here" in capsys.readouterr().out
    made = json.loads((tmp_path / "figures.json").read_text())["rows"]
    assert [row["what"] for row in made] == ["bare", "wrapper", "cache"]


@pytest.mark.slow  # tracing takes minutes
def test_what_is_compiled_draws_the_same(tmp_path, monkeypatch):
    like = rows(tmp_path, monkeypatch, "--ways", "compile", "cache", "both")
    assert like["pictures", "compiled regions"] > 40 and like["clips", "compiled regions"] > 40
    assert ("clips", "first block cache + compiled regions") in like


def test_ratios_are_taken_turn_by_turn_so_that_a_busy_turn_disturbs_both():
    took = {
        "bare": harness.Timing((1.0, 9.0, 2.0), (1.0, 1.0, 1.0)),
        "wrapper": harness.Timing((2.0, 18.0, 1.0), (2.0, 2.0, 2.0)),
    }
    bare, wrapper = beside.rows("pictures", took, visitors=2)
    assert (bare["x bare"], wrapper["x bare"], wrapper["x core"]) == (1.0, 0.5, 0.5)
    assert (bare["ms"], wrapper["ms"]) == (1000.0, 1000.0)


def test_psnr_by_the_range_of_the_bare_pictures():
    faint = np.array([0.4, 0.6])
    assert beside.psnr(faint, faint) == float("inf")
    assert beside.psnr(faint, faint + 0.02) == pytest.approx(20)
    assert beside.psnr(np.zeros(2), faint) == float("-inf")
