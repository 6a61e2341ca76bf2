import struct
import tracemalloc
import zlib

import numpy as np
import pytest
from PIL import Image, ImageOps

from models.errors import BadMedia
from models.media import picture


def test_a_picture_is_measured_the_way_it_is_shown(tmp_path):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30)).save(path, exif=exif)
    info = picture.probe_image(path)
    assert (info.format, info.width, info.height) == ("JPEG", 30, 40)
    assert picture.read_image(path).shape == (40, 30, 3)


def test_ten_thousand_pixels_are_read_small(tmp_path):
    path = tmp_path / "a.png"
    Image.new("1", (10_000, 10_000)).save(path)
    assert picture.probe_image(path).width == 10_000
    assert picture.read_image(path, long_side=512).shape == (512, 512, 3)


def _claiming(path, width, height):
    """A small PNG whose header promises more."""
    Image.new("1", (8, 8)).save(path)
    data = bytearray(path.read_bytes())
    data[16:24] = struct.pack(">II", width, height)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    path.write_bytes(bytes(data))
    return path


@pytest.mark.parametrize(
    ("size", "sentence"),
    [((12_000, 12_000), "12,000 x 12,000"), ((100_000, 100_000), "far more than the 120 million")],
)
def test_more_is_refused_from_the_header(tmp_path, size, sentence):
    with pytest.raises(BadMedia, match=sentence):
        picture.read_image(_claiming(tmp_path / "a.png", *size))


def test_transparent_parts_become_white(tmp_path):
    path = tmp_path / "a.png"
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(path)
    assert np.all(picture.read_image(path) == 255)


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0 broken"])
def test_what_is_no_picture_is_refused(tmp_path, content):
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    with pytest.raises(BadMedia, match="a.jpg"):
        picture.probe_image(path)


def test_a_truncated_picture_is_refused_when_read(tmp_path):
    path = tmp_path / "a.jpg"
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(BadMedia, match="could not be read"):
        picture.read_image(path)


def _with_tags(path, tags, inside=()):
    """A picture whose EXIF block holds (tag, type, count, value) as they are; ``inside`` lie in the
    block of EXIF's own fields."""

    def directory(rows):
        packed = b"".join(struct.pack("<HHI", *row[:3]) + row[3] for row in rows)
        return struct.pack("<H", len(rows)) + packed + bytes(4)

    if inside:
        after = 8 + 2 + 12 * (len(tags) + 1) + 4
        tags = [*tags, (0x8769, 4, 1, struct.pack("<I", after))]
    block = b"Exif\0\0II*\0" + struct.pack("<I", 8) + directory(tags) + directory(inside)
    Image.new("RGB", (40, 30)).save(path, exif=block)
    return path


def test_an_orientation_that_is_no_number_is_none(tmp_path):
    path = _with_tags(tmp_path / "a.jpg", [(0x0112, 2, 2, b"6\0\0\0")])
    assert picture.probe_image(path).width == 40
    assert picture.read_image(path).shape == (30, 40, 3)


@pytest.mark.parametrize("broken", [(0x011A, 2, 1, b"a\0\0\0"), (0x0213, 4, 2, b"\1\0\0\0")])
def test_a_tag_of_the_wrong_type_hides_no_picture(tmp_path, broken):
    turned = (0x0112, 3, 1, struct.pack("<HH", 6, 0))
    path = _with_tags(tmp_path / "a.jpg", [turned, broken])
    assert picture.read_image(path).shape == (40, 30, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_stands_upright(tmp_path, orientation):
    stored = np.zeros((24, 40, 3), np.uint8)
    stored[:8, :12] = 255
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(stored).save(tmp_path / "a.png", exif=exif)
    with Image.open(tmp_path / "a.png") as image:
        expected = np.asarray(ImageOps.exif_transpose(image))
    assert np.array_equal(picture.read_image(tmp_path / "a.png"), expected)


def test_one_frame_does_not_move(tmp_path):
    red, blue = (Image.new("RGB", (16, 16), colour) for colour in ("red", "blue"))
    red.save(tmp_path / "one.gif")
    red.save(tmp_path / "two.webp", save_all=True, append_images=[blue])
    assert not picture.moves(tmp_path / "one.gif") and picture.moves(tmp_path / "two.webp")


def test_a_comment_that_is_a_number_takes_no_memory(tmp_path):
    huge = (0x9286, 4, 1, struct.pack("<I", 400_000_000))
    path = _with_tags(tmp_path / "a.jpg", [], [huge])
    tracemalloc.start()
    assert picture.picture_metadata(path) == {}
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_sixteen_bits_are_not_cut_off(tmp_path):
    levels = np.linspace(0, 65_535, 64, dtype=np.uint16)
    Image.fromarray(np.tile(levels, (8, 1))).save(tmp_path / "a.png")
    seen = picture.read_image(tmp_path / "a.png")
    assert np.array_equal(seen[0, :, 0], levels >> 8) and seen.shape == (8, 64, 3)
