"""Memory stays flat however long a clip is: measured in a process of its own."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests import media_factory as factory

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="needs /proc to measure memory"
)

ROOT = Path(__file__).resolve().parents[3]

_WORK = """
import sys
from models.media import sample
from models.media.transform import transform
def peak():
    # getrusage would answer with the parent's peak, which a child inherits.
    lines = open("/proc/self/status").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
short, long, target = sys.argv[1:]
for path in (short, long):
    scan = sample.scan(path, fps=4, size=64, limit=120)
    picked = sample.uniform(path, 16, size=64)
    transform(path, target)
    print(peak(), len(scan.times), len(picked.times))
"""


def _peaks(tmp_path, seconds):
    """MB at most after a clip of 10 s, then after one of ``seconds``."""
    clips = [
        factory.make(
            tmp_path / f"{length}.mp4",
            seconds=length,
            fps=10,
            size=(320, 180),
            gop=100,
            sound=factory.tone(length),
        )
        for length in (10, seconds)
    ]
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(_WORK), *map(str, clips), str(tmp_path / "t.mp4")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(line.split()[0]) for line in run.stdout.splitlines()]


def test_memory_is_flat_on_a_minute(tmp_path):
    short, long = _peaks(tmp_path, 60)
    assert long - short < 25


@pytest.mark.slow
def test_memory_is_flat_on_ten_minutes(tmp_path):
    short, long = _peaks(tmp_path, 600)
    assert long - short < 40
