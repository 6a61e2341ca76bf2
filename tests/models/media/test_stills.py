import pytest
from PIL import Image

from models.errors import BadMedia, BadRequest, Cancelled
from models.media.decode import frames
from models.media.poster import poster
from models.media.preview import preview
from tests import media_factory as factory


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("media") / "a.mp4"
    return factory.make(path, seconds=4, fps=25, size=(320, 240))


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.png"])
def test_a_poster_is_the_picture_at_its_time(tmp_path, clip, name):
    returned = poster(clip, tmp_path / name, time=1.23, width=200)
    assert factory.number(returned) == 30 and returned.shape == (240, 320, 3)
    with Image.open(tmp_path / name) as image:
        assert image.size == (200, 150)
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_poster_is_never_enlarged(tmp_path, clip):
    poster(clip, tmp_path / "a.jpg", width=5000)
    with Image.open(tmp_path / "a.jpg") as image:
        assert image.size == (320, 240)


@pytest.mark.parametrize("name", ["a.webp", "a.gif"])
def test_a_preview_moves_and_loops(tmp_path, clip, name):
    preview(clip, tmp_path / name, start=1, short_side=120, fps=5)
    with Image.open(tmp_path / name) as image:
        assert image.size == (160, 120)
        assert (image.n_frames, image.info["loop"]) == (10, 0)
        image.load()
        assert image.info["duration"] == 200
    assert (tmp_path / name).stat().st_size < 60_000


def test_a_preview_of_a_preview(tmp_path, clip):
    preview(clip, tmp_path / "a.gif", fps=5)
    assert [factory.number(f.image) for f in frames(tmp_path / "a.gif")] == list(range(0, 50, 5))


def test_what_cannot_be_shown(tmp_path):
    broken = tmp_path / "broken.mp4"
    broken.write_text("no")
    for still in (poster, preview):
        with pytest.raises(BadMedia):
            still(broken, tmp_path / "a.webp")
    late = factory.make(tmp_path / "late.mkv", times=[5, 6], sound=factory.tone(6))
    with pytest.raises(BadRequest, match="from 0 to 2 s"):
        preview(late, tmp_path / "a.webp")
    assert sorted(tmp_path.iterdir()) == [broken, late]


def test_a_preview_can_be_stopped(tmp_path, clip):
    def stop(share):
        raise Cancelled

    with pytest.raises(Cancelled):
        preview(clip, tmp_path / "a.gif", tick=stop)
    assert not list(tmp_path.iterdir())
