"""The benchmark of the wrapper alone draws through it, and says so where it does not."""

import sys

import numpy as np
import pytest

from benchmarks import wrapper
from models.generate.painter import Painter
from models.generate.pictures import PictureDrawing


def test_both_rows_of_each_size(monkeypatch, capsys):
    monkeypatch.setattr(wrapper, "SIDES", (16, 24))
    monkeypatch.setattr(wrapper, "AT_ONCE", 1)
    monkeypatch.setattr(sys, "argv", ["wrapper", "--repeats", "1"])
    wrapper.main()
    lines = [line.split()[:2] for line in capsys.readouterr().out.splitlines() if line]
    rows = [line for line in lines if line[0].isdigit()]
    assert rows == [[side, what] for side in ("16", "24") for what in ("bare", "wrapper")]


def test_the_wrapper_hands_out_the_same_picture():
    pipe = wrapper.Still(24)
    drawn = PictureDrawing("a", 24, 4, 1.0, 0).on(pipe, None)
    bare = pipe(num_inference_steps=4, output_type="np").images
    assert np.array_equal(drawn.frames, (bare * 255).round().astype(np.uint8))


def test_a_wrapper_that_fails_is_no_quick_one(monkeypatch):
    def fails(*_):
        raise RuntimeError("no")

    monkeypatch.setattr(wrapper, "AT_ONCE", 1)
    monkeypatch.setattr(Painter, "paint", fails)
    with pytest.raises(RuntimeError):
        wrapper.rows(16, 1)
