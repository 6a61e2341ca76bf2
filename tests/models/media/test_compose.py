"""Films cut from made clips: length, size, rate, pictures, sound, words; and what goes wrong."""

from pathlib import Path

import av
import numpy as np
import pytest

from models.errors import BadMedia, BadRequest, Cancelled
from models.media import sample
from models.media.audio import AudioSource
from models.media.compose import FPS, Film, Piece, canvas, compose, cues
from models.media.loudness import TARGET, loudness
from models.media.probe import probe
from models.stylise.styles import styliser
from tests.media_factory import Image, heard, make, song, tone


def plain(level: int):  # type: ignore[no-untyped-def]
    def picture(i: int, width: int, height: int) -> Image:
        return np.full((height, width, 3), level, np.uint8)

    return picture


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("clips")
    return {
        "dark": make(folder / "dark.mp4", size=(320, 180), picture=plain(40), fps=25),
        "light": make(
            folder / "light.mp4", size=(320, 180), picture=plain(200), fps=12, sound=tone(2.0) / 8
        ),
        "still": make(folder / "still.mp4", seconds=0.04, size=(320, 180)),
        "song": song(folder / "song.m4a"),
    }


def film(clips: dict[str, Path], *names: str, **more) -> Film:  # type: ignore[no-untyped-def]
    pieces = tuple(
        Piece(source=clips[name], start=0.25, end=1.75, caption=f"The {name} one") for name in names
    )
    return Film(pieces=pieces, **more)


@pytest.mark.parametrize(
    ("shape", "size"),
    [("landscape", (854, 480)), ("square", (480, 480)), ("portrait", (360, 640))],
)
def test_length_size_and_rate_are_what_was_asked(clips, tmp_path, shape, size) -> None:
    asked = film(clips, "dark", "light", shape=shape)
    ticks: list[float] = []
    compose(asked, tmp_path / "film.mp4", tick=ticks.append)
    info = probe(tmp_path / "film.mp4")
    assert (info.width, info.height) == size and not info.variable_frame_rate
    assert info.fps == pytest.approx(FPS) and info.duration == pytest.approx(2.6, abs=0.05)
    assert ticks[-1] == 1.0 and ticks == sorted(ticks)


def test_one_shot_fades_into_the_next_and_a_cut_does_not(clips, tmp_path) -> None:
    for fade, middle in ((0.4, True), (0.0, False)):
        compose(film(clips, "dark", "light", fade=fade, mute=True), tmp_path / "film.mp4")
        frames = sample.uniform(tmp_path / "film.mp4", 78, size=16).frames
        levels = frames[:, :4].mean((1, 2, 3))
        assert levels[0] == pytest.approx(40, abs=4) and levels[-1] == pytest.approx(200, abs=4)
        assert bool(((levels > 80) & (levels < 160)).any()) is middle


def test_sound_is_levelled_and_sits_where_its_picture_is(clips, tmp_path) -> None:
    compose(film(clips, "dark", "light"), tmp_path / "film.mp4")
    sound = heard(tmp_path / "film.mp4")
    assert np.abs(sound[:48_000]).max() < 0.02 < np.abs(sound[72_000:96_000]).max()
    assert np.abs(sound).max() < 1.0


def test_music_fills_what_is_silent_and_is_the_same_for_a_seed(clips, tmp_path) -> None:
    loud = []
    for seed in (1, 1, 2):
        compose(film(clips, "dark", "dark", music="calm", seed=seed), tmp_path / "film.mp4")
        frames = AudioSource(path=tmp_path / "film.mp4").frames()
        sound = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)
        loud.append(sound)
        assert loudness(sound) == pytest.approx(TARGET, abs=0.5)
    assert np.allclose(loud[0], loud[1]) and not np.allclose(loud[0], loud[2])


def test_mute_and_silence_leave_no_track(clips, tmp_path) -> None:
    for asked in (film(clips, "light", mute=True), film(clips, "dark")):
        compose(asked, tmp_path / "film.mp4")
        assert not probe(tmp_path / "film.mp4").has_audio


def test_captions_are_burned_in_and_a_track(clips, tmp_path) -> None:
    asked = film(clips, "dark", "light", title="Two clips", mute=True)
    found = compose(asked, tmp_path / "film.mp4")
    assert [cue.text for cue in found] == ["The dark one", "The light one"]
    assert found[0].end == found[1].start
    with av.open(str(tmp_path / "film.mp4")) as container:
        packets = [bytes(p)[2:] for p in container.demux(subtitles=0) if p.size > 2]
    assert packets == [b"The dark one", b"The light one"]
    (title, caption) = (
        next(iter(sample.at(tmp_path / "film.mp4", [time]))).image for time in (0.2, 1.0)
    )
    middle, low = slice(200, 280), slice(390, 470)
    assert title[middle].max() > 220 and title[low].max() < 80
    assert caption[low].max() > 220 and caption[middle].max() < 80


def test_a_style_redraws_every_shot(clips, tmp_path) -> None:
    compose(film(clips, "light", style=styliser("noir", 1.0), mute=True), tmp_path / "film.mp4")
    assert probe(tmp_path / "film.mp4").frames == 45


def test_a_still_stays_on_screen(clips, tmp_path) -> None:
    piece = Piece(source=clips["still"], start=0.0, end=1.0)
    compose(Film(pieces=(piece,)), tmp_path / "film.mp4")
    assert probe(tmp_path / "film.mp4").duration == pytest.approx(1.0, abs=0.05)


def test_stop_leaves_nothing(clips, tmp_path) -> None:
    def stop(fraction: float) -> None:
        if fraction > 0.3:
            raise Cancelled("stop")

    with pytest.raises(Cancelled):
        compose(film(clips, "dark", "light"), tmp_path / "film.mp4", tick=stop)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_used_is_said_and_nothing_is_left(clips, tmp_path) -> None:
    gone = {**clips, "gone": tmp_path / "gone.mp4"}
    for name, sentence in (("gone", "There is no file"), ("song", "has no picture")):
        with pytest.raises(BadMedia, match=sentence):
            compose(film(gone, "dark", name), tmp_path / "film.mp4")
    with pytest.raises(BadRequest, match="no shot"):
        compose(Film(pieces=()), tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


def test_the_frame_is_no_larger_than_the_footage_is_good_for() -> None:
    assert canvas("portrait", [(1080, 1920), (720, 1280), (96, 64)]) == (720, 1280)
    assert canvas("landscape", [(1280, 720)]) == (1280, 720)
    assert canvas("square", [(640, 360)]) == (720, 720)
    assert canvas("portrait", [(320, 180)]) == (360, 640)


def test_captions_follow_the_shots() -> None:
    piece = Piece(source=Path("x.mp4"), start=0.0, end=2.0, caption="a")
    times = [(cue.start, cue.end) for cue in cues(Film(pieces=(piece,) * 3, fade=0.0))]
    assert times == [(0.0, 2.0), (2.0, 4.0), (4.0, 6.0)]
