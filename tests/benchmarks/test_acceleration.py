"""The benchmark of larger models runs to its end on tiny ones, and its figures mean something."""

import json
import sys

import numpy as np
import pytest

from benchmarks import acceleration


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
    ]


@pytest.mark.slow  # tracing takes minutes
def test_what_is_compiled_draws_the_same(tmp_path, monkeypatch):
    like = rows(tmp_path, monkeypatch, "--compile")
    assert like["pictures", "compiled regions"] > 40 and like["clips", "compiled regions"] > 40
    assert ("clips", "first block cache + compiled regions") in like


def test_ratios_are_taken_turn_by_turn_so_that_a_busy_turn_disturbs_both():
    took = {
        "bare": acceleration.harness.Timing((1.0, 9.0, 2.0), (1.0, 1.0, 1.0)),
        "wrapper": acceleration.harness.Timing((2.0, 18.0, 1.0), (2.0, 2.0, 2.0)),
    }
    bare, wrapper = acceleration._rows("pictures", took, visitors=2)
    assert (bare["x bare"], wrapper["x bare"], wrapper["x core"]) == (1.0, 0.5, 0.5)
    assert (bare["ms"], wrapper["ms"]) == (1000.0, 1000.0)


def test_psnr():
    grey = np.full((2, 2), 0.5)
    assert acceleration.psnr(grey, grey) == float("inf")
    assert acceleration.psnr(grey, grey + 0.1) == pytest.approx(20)
