"""Makes small videos on the fly, awkward ones too. Every picture carries its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
RATE = 48_000
_BITS = 12


def numbered(number: int, width: int = 96, height: int = 64) -> Image:
    """A picture whose upper quarter spells ``number`` in black and white stripes; below, a ramp."""
    image = np.empty((height, width, 3), np.uint8)
    image[:] = np.linspace(40, 200, width, dtype=np.uint8)[None, :, None]
    for bit in range(_BITS):
        left, right = bit * width // _BITS, (bit + 1) * width // _BITS
        image[: height // 4, left:right] = 235 if number >> bit & 1 else 20
    return image


def turned(i: int, width: int, height: int) -> Image:
    """What a phone stores that was held upright: shown right with ``rotation=90``."""
    return np.ascontiguousarray(np.rot90(numbered(i, height, width)))


def number(image: Image) -> int:
    """Read the number of a picture made by :func:`numbered`, whatever its size by now."""
    height, width = image.shape[:2]
    row = image[height // 8].mean(axis=-1)
    return sum(int(row[int((bit + 0.5) * width / _BITS)] > 128) << bit for bit in range(_BITS))


def tone(seconds: float, hertz: float = 440.0, rate: int = RATE) -> NDArray[np.float32]:
    """A sine, float32 (samples,), with a click-free level of a half."""
    t = np.arange(round(seconds * rate)) / rate
    return (0.5 * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def make(
    path: Path,
    *,
    seconds: float = 2.0,
    fps: float = 25.0,
    size: tuple[int, int] = (96, 64),
    codec: str = "libx264",
    pixels: str = "yuv420p",
    times: Sequence[float] | None = None,
    picture: Callable[[int, int, int], Image] = numbered,
    sound: NDArray[np.float32] | None = None,
    sound_codec: str = "aac",
    sound_delay: float = 0.0,
    rotation: int = 0,
    mirrored: bool = False,
    pixel_shape: Fraction | None = None,
    gop: int = 12,
    bframes: int = 2,
    faststart: bool = True,
    metadata: dict[str, str] | None = None,
) -> Path:
    """Write a clip and return its path; the ending chooses the container.

    ``times`` (seconds) makes the frame rate vary; ``rotation`` is clockwise, in metadata only.
    """
    stamps = [i / fps for i in range(round(seconds * fps))] if times is None else list(times)
    options = {"movflags": "faststart"} if faststart and path.suffix in (".mp4", ".mov") else {}
    with av.open(str(path), "w", options=options) as container:
        container.metadata.update(metadata or {})
        video = container.add_stream(codec, rate=Fraction(fps).limit_denominator(1001))
        video.width, video.height, video.pix_fmt = *size, pixels
        # GIF counts hundredths of a second, MPEG-4 at most 65535 parts of one.
        base = Fraction(1, {"gif": 100, "mpeg4": 1000}.get(codec, 90_000))
        video.codec_context.time_base = base
        if codec != "gif":
            video.codec_context.gop_size = gop
        if codec == "libx264":
            video.options = {"preset": "ultrafast", "crf": "18", "bf": str(bframes)}
            video.options |= {"sc_threshold": "0", "threads": "1"}
        if pixel_shape is not None:
            video.codec_context.sample_aspect_ratio = pixel_shape
        if rotation or mirrored:
            video.set_display_rotation(-rotation, hflip=mirrored)
        audio = None
        if sound is not None:
            audio = container.add_stream(sound_codec, rate=RATE, layout="mono")
        for i, stamp in enumerate(stamps):
            frame = av.VideoFrame.from_ndarray(picture(i, *size), format="rgb24")
            frame = frame.reformat(format=pixels)
            frame.pts, frame.time_base = round(stamp / base), base
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if audio is not None and sound is not None:
            for at in range(0, len(sound), 960):
                block = np.ascontiguousarray(sound[None, at : at + 960])
                heard = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
                heard.sample_rate, heard.time_base = RATE, Fraction(1, RATE)
                heard.pts = at + round(sound_delay * RATE)
                container.mux(audio.encode(heard))
            container.mux(audio.encode(None))
    return path


def song(path: Path, seconds: float = 1.0) -> Path:
    """Sound without picture."""
    with av.open(str(path), "w") as container:
        audio = container.add_stream("aac", rate=RATE, layout="mono")
        heard = av.AudioFrame.from_ndarray(tone(seconds)[None], format="fltp", layout="mono")
        heard.sample_rate, heard.pts = RATE, 0
        container.mux(audio.encode(heard))
        container.mux(audio.encode(None))
    return path


def truncated(source: Path, target: Path, share: float) -> Path:
    """The first ``share`` of a file's bytes."""
    data = source.read_bytes()
    target.write_bytes(data[: int(len(data) * share)])
    return target


def damaged(source: Path, target: Path, share: float = 0.02, seed: int = 0) -> Path:
    """A file with bytes overwritten in the middle third, headers left alone."""
    data = bytearray(source.read_bytes())
    places = np.random.default_rng(seed).integers(
        len(data) // 3, 2 * len(data) // 3, int(len(data) * share)
    )
    for place in places:
        data[place] ^= 0x5A
    target.write_bytes(bytes(data))
    return target


def heard(path: Path) -> NDArray[np.float32]:
    """All sound of a file, float32 (samples,) at :data:`RATE`, placed by its timestamps."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("fltp", "mono", RATE)
        out = np.zeros(0, np.float32)
        for frame in container.decode(audio=0):
            begin = max(0, round((frame.time or 0) * RATE))
            block = np.concatenate([f.to_ndarray()[0] for f in resampler.resample(frame)] or [out])
            if frame.sample_rate != RATE:
                begin = len(out)
            out = np.pad(out, (0, max(0, begin + len(block) - len(out))))
            out[begin : begin + len(block)] = block
        return out


def pitch(sound: NDArray[np.float32]) -> float:
    """The strongest frequency, hertz."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.argmax(spectrum) * RATE / len(sound))
