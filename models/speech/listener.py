"""The seam to speech recognition: a recording in, words out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from models.errors import BadMedia

RATE = 16_000
"""Samples a second that are listened to."""

LONGEST = 60.0
"""Seconds of a recording; who says more may say it in two messages."""

_DEMUXERS = "wav,mp3,ogg,flac,aac,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"
"""Self-contained files only, for the reason that :mod:`models.media.source` gives."""

QUIET = 1e-3
"""Loudness (root mean square of -1 to 1) below which nothing was said."""


class Listener(Protocol):
    """Understands what was said."""

    def hear(self, path: Path) -> str:
        """Return the words of a recording, empty where nothing was said.

        Raises BadMedia for a file that cannot be heard or is too long, Unavailable without weights.
        """
        ...


class FakeListener:
    """Hears what it is told a file says, by the file's name."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self.said = said

    def hear(self, path: Path) -> str:
        """See :class:`Listener`."""
        samples(path)
        return self.said.get(path.name, "")


def samples(path: Path, longest: float = LONGEST) -> NDArray[np.float32]:
    """Return the sound of ``path`` (n,), one channel at :data:`RATE`, from -1 to 1.

    Raises BadMedia, with a sentence, for a file without sound or of more than ``longest`` seconds.
    """
    pieces: list[NDArray[np.float32]] = []
    count = 0
    try:
        with av.open(
            str(path),
            metadata_errors="replace",
            options={"format_whitelist": _DEMUXERS, "protocol_whitelist": "file"},
        ) as container:
            if not container.streams.audio:
                raise BadMedia(f"There is no sound in {path.name!r}; record it once more.")
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            for frame in container.decode(container.streams.audio[0]):
                for made in resampler.resample(frame):
                    pieces.append(made.to_ndarray().reshape(-1).astype(np.float32))
                    count += len(pieces[-1])
                if count > longest * RATE:
                    raise BadMedia(
                        f"That recording is longer than {longest:g} seconds; say it in parts."
                    )
            for made in resampler.resample(None):
                pieces.append(made.to_ndarray().reshape(-1).astype(np.float32))
    except (FFmpegError, OSError, ValueError) as exc:
        raise BadMedia(
            f"I cannot hear {path.name!r}: it is damaged, or no recording. Record it once more."
        ) from exc
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def silent(sound: NDArray[np.float32]) -> bool:
    """Whether nothing was said in ``sound`` (n,): recognisers hear words in silence, too."""
    return not len(sound) or float(np.sqrt(np.mean(np.square(sound)))) < QUIET
