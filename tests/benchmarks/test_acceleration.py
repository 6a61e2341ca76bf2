"""The benchmark of larger models runs to its end on tiny ones, and its figures mean something."""

import json
import math
import sys
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import acceleration, beside, harness, sizes, turns
from tests.hub import tiny


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
        ("encoder", "bare, in a new thread"),
        ("encoder", "wrapper"),
        ("encoder", "8 visitors one by one"),
        ("encoder", "8 visitors at once, not gathered"),
        ("encoder", "8 visitors at once"),
        ("embedded encoder, true weights", "8 visitors one by one"),
        ("embedded encoder, true weights", "8 visitors at once, not gathered"),
        ("embedded encoder, true weights", "8 visitors at once"),
        ("pictures", "bare"),
        ("pictures", "bare, in a new thread"),
        ("pictures", "wrapper"),
        ("pictures", "channels last"),
        ("pictures", "bare, in fp32"),
        ("pictures", "quick decoder"),
        ("pictures", "4 visitors one by one"),
        ("pictures", "4 visitors at once"),
        ("clips", "bare"),
        ("clips", "bare, in a new thread"),
        ("clips", "wrapper"),
        ("clips", "first block cache"),
        ("clips", "channels last"),
        ("clips", "bare, in fp32"),
        ("klein", "bare"),
        ("klein", "bare, in a new thread"),
        ("klein", "wrapper"),
        ("klein", "channels last"),
        ("klein", "bare, in fp32"),
        ("klein", "4 visitors one by one"),
        ("klein", "4 visitors at once"),
        ("vace", "bare"),
        ("vace", "bare, in a new thread"),
        ("vace", "wrapper"),
        ("vace", "channels last"),
        ("vace", "bare, in fp32"),
    ]


def test_what_does_not_fit_into_the_time_is_left_out(tmp_path, monkeypatch):
    made = rows(tmp_path, monkeypatch, "--only", "encoder", "--minutes", "0")
    whats = ["bare", "bare, in a new thread", "wrapper"]
    assert list(made) == [("encoder", what) for what in whats]


def test_a_way_that_fails_is_told_and_the_other_rows_are_written(tmp_path, monkeypatch, capsys):
    def fails(*_, **__):
        raise RuntimeError("no compiler here")

    monkeypatch.setattr(acceleration, "quicker", fails)
    with pytest.raises(SystemExit):
        rows(tmp_path, monkeypatch, "--only", "clips", "--ways", "cache")
    said = capsys.readouterr().out
    assert "* clips, cache: RuntimeError: no compiler here (at tests/benchmarks/" in said
    made = json.loads((tmp_path / "figures.json").read_text())["rows"]
    whats = ["bare", "bare, in a new thread", "wrapper", "cache"]
    assert [row["what"] for row in made] == whats


def test_where_a_part_failed_is_told_of_our_code_and_of_a_librarys():
    try:
        json.loads("{")
    except ValueError as exc:
        told = beside.failed("clips", "", exc)["failed"]
    assert " (at tests/benchmarks/test_acceleration.py:" in told and ", in decoder.py:" in told


def test_layout_and_fp32_draw_the_same_and_leave_the_pipeline_as_it_was(tmp_path):
    import torch

    made = acceleration.bench("pictures", "tiny", tmp_path, "cpu", steps=1)
    made.painter.load()
    pipe = made.painter._pipe
    pipe.to(torch.bfloat16)
    before = made.bare()
    slow = replace(made, slow=True)
    ways = ["layout", "fp32", "decoder"]
    found = list(acceleration.pipeline_rows(slow, ways, turns.Limit(math.inf, 1)))
    said = ["bare", "wrapper", "channels last", "bare, in fp32", "quick decoder"]
    assert [row["what"] for row in found] == said
    assert [row["turns"] for row in found] == [1, 1, 1, 1, 1]
    assert found[2]["PSNR"] > 20 and found[3]["PSNR"] > 20 and found[4]["PSNR"] is None
    assert pipe.dtype == torch.bfloat16 and pipe.unet.conv_in.weight.is_contiguous()
    assert np.array_equal(before, made.bare())


def test_clips_of_the_true_shape_are_drawn(tmp_path, monkeypatch):
    """A true one in all but its widths, in bf16 as on a card."""
    text = {"d_model": 32, "d_kv": 8, "num_heads": 2}
    heads = {"num_attention_heads": 2, "attention_head_dim": 8, "num_layers": 2}
    transformer = {**heads, "cross_attention_dim": 16, "caption_channels": 32}
    true = sizes.SIZES["true"]["clips"]
    vae = dict(true["vae"])
    for key in ("block_out_channels", "decoder_block_out_channels"):
        vae[key] = tuple(width // 32 for width in vae[key])
    narrow = {"clips": {"transformer": transformer, "vae": vae, "text": text}}
    monkeypatch.setattr(sizes, "SIZES", {"true": narrow})
    monkeypatch.setattr(sizes, "OF_PROFILE", {"clips": tiny.checkpoint("video", side=64)})
    made = acceleration.bench("clips", "true", tmp_path, "cpu")
    made.told.update(num_frames=9, num_inference_steps=1)
    made.painter.load()
    frames = made.bare()
    assert np.isfinite(frames).all() and np.shape(frames) == (1, 9, 64, 64, 3)


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
