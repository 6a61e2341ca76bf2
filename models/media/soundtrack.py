"""The sound of a composed video: that of its footage, faded from shot to shot, and music."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from models.domain import Tick, no_tick
from models.media.audio import RATE, AudioSource, Sound
from models.media.loudness import Wave, levelled, loudness
from models.media.music import Mood, bed

UNDER = 10 ** (-10.0 / 20)
"""What footage keeps of its level under music that was asked for."""

_BEGIN, _END = 0.05, 0.8
"""Seconds in which the whole fades in and out."""

_LIFTED = 12.0
"""Decibels that footage is made louder at most; more would be hiss."""

_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard of a source: from its second ``start`` on, at ``at``, ``seconds`` long."""

    source: Path
    start: float
    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Mixed:
    """A :class:`models.media.audio.Sound` that is whole in memory: float32 (2, samples)."""

    wave: Wave

    def frames(self) -> Generator[AudioFrame, None, None]:
        """See :class:`models.media.audio.Sound`."""
        for at in range(0, self.wave.shape[1], _BLOCK):
            block = np.ascontiguousarray(self.wave[:, at : at + _BLOCK])
            frame = AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), at
            yield frame


def soundtrack(
    footage: Sequence[Heard],
    seconds: float,
    *,
    fade: float,
    music: Mood | None = None,
    always: bool = False,
    seed: int = 0,
    tick: Tick = no_tick,
) -> Mixed | None:
    """Mix footage and music to :data:`models.media.loudness.TARGET`; ``None`` for silence.

    Args:
        footage: in order; each overlaps the next by ``fade``.
        seconds: of the whole; at most minutes, as it is held in memory (0.4 MB a second).
        fade: seconds of each cross-fade, equal in power.
        music: fills what has no sound of its own; ``None`` leaves it silent.
        always: plays the music all along, footage quieter under it.
        seed: of the music.
        tick: called after each source.

    Raises :class:`models.errors.BadMedia` for a source that is gone or unreadable.
    """
    wave = np.zeros((2, round(seconds * RATE)), np.float32)
    presence = np.zeros(wave.shape[1], np.float32)
    for number, heard in enumerate(footage):
        tick(number / (len(footage) + 1))
        own = lifted(_sound(heard))
        begin = round(heard.at * RATE)
        own = own[:, : wave.shape[1] - begin]
        if loudness(own) is None:
            continue
        shape = _faded(own.shape[1], round(fade * RATE))
        wave[:, begin : begin + own.shape[1]] += own * shape
        presence[begin : begin + own.shape[1]] += shape**2
    if music is not None and (always or presence.min(initial=1.0) < 0.5):
        under = UNDER if always else 1.0
        room = 1.0 if always else np.sqrt(np.clip(1.0 - presence, 0.0, 1.0))
        wave = wave * np.float32(under) + lifted(bed(seconds, music, seed, tick)) * room
    wave = levelled(np.asarray(wave * rounded(wave.shape[1], _BEGIN, _END), dtype=np.float32))
    return Mixed(wave) if wave.any() else None


def _sound(heard: Heard) -> Wave:
    """The sound of a source, float32 (2, samples); of no samples where there is none."""
    source = AudioSource(path=heard.source, start=heard.start, end=heard.start + heard.seconds)
    return whole(source, heard.seconds)


def whole(sound: Sound, seconds: float) -> Wave:
    """The first ``seconds`` of a sound, float32 (2, samples), fewer samples where it ends before.

    It is held in memory: 0.4 MB a second.
    """
    wave = np.zeros((2, round(seconds * RATE)), np.float32)
    got = 0
    with closing(sound.frames()) as frames:
        for frame in frames:
            block = frame.to_ndarray()[:2, : wave.shape[1] - got]  # of one channel both get it
            wave[:, got : got + block.shape[1]] = block
            got += block.shape[1]
            if got == wave.shape[1]:
                break
    return wave[:, :got]


def lifted(sound: Wave) -> Wave:
    """Bring a sound to the usual loudness; what is nearly silent is not made hiss."""
    return levelled(sound, most=_LIFTED)


def _faded(count: int, fade: int) -> NDArray[np.float32]:
    """An envelope whose squares add up to 1 with its neighbours'; float32 (count,)."""
    fade = min(fade, count // 2)
    shape = np.ones(count, np.float32)
    if fade:
        rise = np.sin(np.pi / 2 * (np.arange(fade) + 0.5) / fade)
        shape[:fade], shape[-fade:] = rise, rise[::-1]
    return shape


def rounded(count: int, begin: float, end: float) -> NDArray[np.float32]:
    """An envelope that rises from silence for ``begin`` seconds and falls to it for ``end``."""
    return np.asarray(np.minimum(_rising(count, begin), _rising(count, end)[::-1]))


def _rising(count: int, seconds: float) -> NDArray[np.float32]:
    if not seconds:
        return np.ones(count, np.float32)
    rising = np.arange(count, dtype=np.float32) / np.float32(seconds * RATE)
    return np.asarray(np.minimum(1.0, rising), dtype=np.float32)
