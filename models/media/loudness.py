"""How loud a sound is to the ear, and a sound brought to a given loudness without clipping."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.media.audio import RATE

Wave = NDArray[np.float32]
"""Sound, float32 (channels, samples) at :data:`models.media.audio.RATE`, full scale 1."""

TARGET = -16.0
"""LUFS: what phones and the web play at (AES TD1008 asks -16 to -20 of streamed sound)."""

CEILING = 10 ** (-2.0 / 20)
"""Largest sample: AAC overshoots by about a decibel, and what passes 1 is clipped."""

# ITU-R BS.1770-5, tables 1 and 2, for 48 kHz: the head's shelf, then a high pass.
_SHELF = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_ABSOLUTE, _RELATIVE = -70.0, -10.0
_BLOCK, _STEP = RATE * 4 // 10, RATE // 10
_PART = 50 * _STEP
"""Samples that are weighted at a time: in float64, a long sound whole would take gigabytes."""
_LOOK = RATE // 200
"""Samples a limiter looks ahead: five milliseconds."""


def loudness(sound: Wave) -> float | None:
    """Integrated loudness in LUFS, gated (ITU-R BS.1770-5); ``None`` for silence.

    Left and right count once each; less than 0.4 s counts as one block.
    """
    count = sound.shape[1]
    if count == 0:
        return None
    energy = _energy(sound)
    if count < _BLOCK:
        power = energy.sum(keepdims=True) / count
    else:
        sums = np.cumsum([0.0, *energy[: count // _STEP]])
        steps = _BLOCK // _STEP
        power = (sums[steps:] - sums[:-steps]) / _BLOCK
    power = power[power > _power(_ABSOLUTE)]
    if not len(power):
        return None
    power = power[power > power.mean() * 10 ** (_RELATIVE / 10)]
    return float(-0.691 + 10 * np.log10(power.mean()))


def _energy(sound: Wave) -> NDArray[np.float64]:
    """Weighted energy of each tenth of a second, (n,); the last may be shorter."""
    from scipy.signal import lfilter  # type: ignore[attr-defined]  # scipy has no types

    shelf = high = np.zeros((sound.shape[0], 2))
    found = []
    for start in range(0, sound.shape[1], _PART):
        part, shelf = lfilter(*_SHELF, sound[:, start : start + _PART], axis=1, zi=shelf)
        part, high = lfilter(*_HIGH_PASS, part, axis=1, zi=high)
        power = (part**2).sum(axis=0)
        found.append(np.add.reduceat(power, np.arange(0, len(power), _STEP)))
    return np.concatenate(found)


def levelled(sound: Wave, target: float = TARGET, most: float = 20.0) -> Wave:
    """Bring a sound to ``target`` LUFS, peaks held below :data:`CEILING`; silence stays silent.

    ``most`` decibels are added at most: what is nearly silent would be nearly noise.
    """
    heard = loudness(sound)
    if heard is None:
        return sound
    gain = 10 ** (min(target - heard, most) / 20)
    return limited(np.asarray(sound * np.float32(gain), dtype=np.float32))


def limited(sound: Wave, ceiling: float = CEILING) -> Wave:
    """Turn peaks down before they come, all channels alike: no sample passes ``ceiling``."""
    from scipy.ndimage import (  # type: ignore[attr-defined]  # scipy has no types
        minimum_filter1d,
        uniform_filter1d,
    )

    peaks = np.maximum(sound.max(axis=0), -sound.min(axis=0))
    if not peaks.size or peaks.max() <= ceiling:
        return sound
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling))
    # The mean of minima over a window is at most the minimum needed in its middle.
    held = minimum_filter1d(wanted, 2 * _LOOK + 1)
    smooth = uniform_filter1d(held, 2 * _LOOK + 1)
    return np.asarray(sound * smooth, dtype=np.float32)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))
