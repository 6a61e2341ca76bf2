"""A run over clips goes on where it was stopped, and its figures say what was found."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from benchmarks import harness, trust
from benchmarks.trust import Alarms, Figures, alarm, kept, notes, rows, said, strangers, write

RNG = np.random.default_rng(3)
NOISE = RNG.normal(size=(90, 120)).astype(np.float32)


def figures(*, flip: bool, ours: int = 0) -> Figures:
    """Of a clip read after CRF 20, and after a flip or not."""
    return Figures(
        found={"CRF 20": True, "flip": flip},
        seconds=[0.2],
        psnr=42.0,
        ssim=0.98,
        bytes=1.1,
        marking=1.0,
        alarms=Alarms(keys=100, thorough=2, ours=ours, trace=5.5, score=4.2),
    )


def test_what_was_measured_is_there_when_a_run_goes_on(tmp_path: Path) -> None:
    every = {"a.mp4": figures(flip=True), "b.mp4": figures(flip=False, ours=1)}
    write(every, file := tmp_path / "figures.json")
    assert kept(file) == every
    assert kept(tmp_path / "none.json") == {} == kept(None)
    harness.save("of another kind", [], other := tmp_path / "other.json")
    assert kept(other) == {}


def test_a_row_counts_the_clips_that_an_attack_was_tried_on() -> None:
    some = [figures(flip=True), figures(flip=False), Figures(found={"CRF 20": True})]
    told = {row["attack"]: (row["files"], row["found %"]) for row in rows(some)}
    assert told == {"CRF 20": (3, 100.0), "flip": (2, 50.0)}
    assert said(some[1]) == "1 of 2, not flip; 0 false alarms under 100 keys"


def test_false_alarms_are_counted_by_trial_and_by_clip() -> None:
    told = notes([figures(flip=True), figures(flip=True, ours=3)])[-1]
    assert "200 trials on 2 unmarked clips, 4 of them thorough: 3 ours" in told
    assert "on 1 clips" in told and "clearest trace 5.5" in told and "best score 4.2" in told


def test_only_keys_that_were_not_tried_are(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    monkeypatch.setattr(trust, "unmarked", lambda plain: looked.append(1) or NOISE)
    others = strangers(3, range(1, 20))
    alarm(whole := Alarms(), [], others, 0)
    alarm(parts := Alarms(), [], others[:1], 0)
    alarm(parts, [], others, 0)
    alarm(parts, [], others, 0)
    assert asdict(whole) == asdict(parts) and whole.keys == 3
    assert whole.trace > 0 and 0 < whole.score < trust.line(trust.KNOWN)
    assert len(looked) == 3  # not once more when all are done
