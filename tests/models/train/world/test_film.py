import av
import numpy as np
import pytest

from models.train.world import render
from models.train.world.film import write
from models.train.world.sound import RATE, ambience
from models.world import Scene


@pytest.mark.parametrize("with_sound", [True, False])
def test_a_clip_opens_with_what_was_put_in(tmp_path, with_sound):
    scene = Scene(subject="sea view", seconds=2.0)
    path = tmp_path / "clip.mp4"
    frames = render(scene, 160, 96, 48, 24)
    sound = ambience(scene) if with_sound else None
    write(path, frames, width=160, height=96, fps=24, crf=28, title="Sea", sound=sound)
    assert list(tmp_path.iterdir()) == [path], "nothing unfinished is left"
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        assert (video.width, video.height, video.average_rate) == (160, 96, 24)
        assert video.codec_context.pix_fmt == "yuv420p"
        assert bool(container.streams.audio) == with_sound
        assert container.metadata["title"] == "Sea"
        assert container.duration / av.time_base == pytest.approx(2.0, abs=0.06)
        assert sum(1 for _ in container.decode(video)) == 48
    head = path.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat"), "faststart"


def test_sound_is_quiet_and_loops():
    for scene in (
        Scene(subject="beach view", weather="rain", tempo="lively"),
        Scene(subject="spiral"),
    ):
        wave = ambience(scene)
        assert wave.shape == (int(scene.seconds * RATE),)
        assert 0.05 < np.abs(wave).max() < 0.9
        jump = abs(float(wave[0] - wave[-1]))
        assert jump <= np.abs(np.diff(wave)).max() * 1.5, "a click at the seam"
        assert np.array_equal(wave, ambience(scene))
