"""Recordings as samples, and a Whisper of random weights that listens to them."""

import wave
from pathlib import Path

import numpy as np
import pytest

from models.errors import BadMedia, Unavailable
from models.speech.listener import RATE, FakeListener, samples, silent
from models.speech.whisper import WhisperListener
from tests.models.speech.tiny import save
from tests.waiting import until


def recording(path: Path, seconds: float, rate: int = 44_100, loud: float = 0.4) -> Path:
    """A tone of 440 Hz, in stereo."""
    times = np.arange(int(seconds * rate)) / rate
    tone = (loud * 32_767 * np.sin(2 * np.pi * 440 * times)).astype(np.int16)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(tone, 2).tobytes())
    return path


def test_any_recording_is_one_channel_at_one_rate(tmp_path: Path) -> None:
    sound = samples(recording(tmp_path / "a.wav", 1.5))
    assert sound.dtype == np.float32 and abs(len(sound) - 1.5 * RATE) < 50
    assert 0.35 < np.abs(sound).max() < 0.6
    crossings = np.sum(np.diff(np.sign(sound[2000:-2000])) != 0) / (len(sound) - 4000) * RATE
    assert abs(crossings - 880) < 20
    assert not silent(sound)


def test_silence_says_nothing(tmp_path: Path) -> None:
    path = recording(tmp_path / "a.wav", 1.0, loud=0.0)
    assert silent(samples(path)) and silent(np.zeros(0, np.float32))
    assert WhisperListener("not loaded for silence").hear(path) == ""


def test_bad_recordings_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadMedia, match="longer than 2 seconds"):
        samples(recording(tmp_path / "long.wav", 3.0), longest=2)
    (tmp_path / "x.wav").write_bytes(b"RIFF nonsense")
    for name in ("x.wav", "none.wav"):
        with pytest.raises(BadMedia, match="cannot hear"):
            samples(tmp_path / name)


def test_a_playlist_opens_no_other_file(tmp_path: Path) -> None:
    recording(tmp_path / "private.wav", 1.0)
    playlist = tmp_path / "mine.wav"
    playlist.write_text("ffconcat version 1.0\nfile private.wav\n")
    with pytest.raises(BadMedia, match="cannot hear 'mine.wav'"):
        samples(playlist)


def test_the_fake_hears_what_it_is_told(tmp_path: Path) -> None:
    path = recording(tmp_path / "a.wav", 0.5)
    assert FakeListener({"a.wav": "show me boats"}).hear(path) == "show me boats"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("whisper"))


def test_a_whisper_hears_half_a_minute_at_a_time(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = WhisperListener(str(tiny), threads=1)
    short = recording(tmp_path / "a.wav", 1.0)
    said = listener.hear(short)
    assert isinstance(said, str) and said == listener.hear(short)
    heard: list[int] = []
    monkeypatch.setattr(listener, "_words", lambda sound: heard.append(len(sound)) or "words")
    assert listener.hear(recording(tmp_path / "b.wav", 40.0, rate=16_000)) == "words words"
    assert heard[0] == 30 * RATE and abs(heard[1] - 10 * RATE) < 100


def test_a_whisper_that_nobody_asks_gives_its_memory_back(tiny: Path, tmp_path: Path) -> None:
    listener = WhisperListener(str(tiny), threads=1)
    listener._thread._idle = 0.05
    path = recording(tmp_path / "a.wav", 0.5)
    heard = listener.hear(path)
    until(lambda: listener._loaded is None)
    assert listener.hear(path) == heard


def test_a_model_that_is_not_here_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="hf download"):
        WhisperListener(str(tmp_path / "none")).hear(recording(tmp_path / "a.wav", 0.5))


def test_a_card_that_vanishes_is_said_and_told(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    listener = WhisperListener(str(tiny), threads=1, fault=heard.append)
    listener.load()

    def gone(*_: object, **__: object) -> None:
        raise RuntimeError("CUDA error: device lost")

    assert listener._loaded is not None
    monkeypatch.setattr(listener._loaded[0], "generate", gone)
    with pytest.raises(Unavailable, match="failed while it was used"):
        listener.hear(recording(tmp_path / "a.wav", 0.5))
    assert len(heard) == 1
