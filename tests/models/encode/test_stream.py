import threading

import numpy as np
import pytest

from models.encode.encoder import FakeEncoder
from models.encode.frames import squares
from models.encode.stream import BATCH, see
from models.errors import BadMedia
from models.media import sample
from tests import media_factory as factory


def _times(count, seconds):
    return [(k + 0.5) * seconds / count for k in range(count)]


@pytest.mark.parametrize("count", [1, BATCH, BATCH + 3])
def test_same_as_one_picture_after_the_other(tmp_path, count):
    clip = factory.make(tmp_path / "a.mp4", seconds=2.0)
    encoder, times = FakeEncoder(), _times(count, 2.0)
    seen = see(clip, times, encoder)
    frames = np.stack([f.image for f in sample.at(clip, times, size=encoder.side)])
    assert seen.pictures.shape == (count, encoder.side, encoder.side, 3)
    assert np.array_equal(seen.pictures, squares(frames, encoder.side))
    assert np.allclose(seen.vectors, encoder.images(seen.pictures))


def test_a_broken_file_is_refused(tmp_path):
    (tmp_path / "a.mp4").write_text("no video")
    with pytest.raises(BadMedia):
        see(tmp_path / "a.mp4", [0.0], FakeEncoder())


def test_an_encoder_that_fails_leaves_no_thread(tmp_path):
    class Broken(FakeEncoder):
        def images(self, pictures):
            raise RuntimeError("broken")

    clip = factory.make(tmp_path / "a.mp4", seconds=4.0)
    before = threading.active_count()
    with pytest.raises(RuntimeError, match="broken"):
        see(clip, _times(100, 4.0), Broken())
    assert threading.active_count() == before
