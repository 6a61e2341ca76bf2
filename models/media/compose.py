"""A new video cut from footage: shots in one shape, transitions, title, captions, sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import cv2
import numpy as np

from models.domain import EMPTY, Pulse, Shape, Tick, no_tick
from models.errors import BadRequest
from models.media.decode import Frame, frames
from models.media.music import Mood
from models.media.orientation import Image
from models.media.reader import nothing_decoded, reading
from models.media.soundtrack import Heard, soundtrack
from models.media.subtitles import Cue
from models.media.transform import Picture, unchanged
from models.media.transitions import Strip, begins, joined, overlap, steady
from models.media.write import VideoWriter
from models.stylise.caption import Words, caption_patch, titled
from models.stylise.crop import Crop, filled
from models.stylise.framing import Framing, cut
from models.stylise.styliser import Styliser

SHAPES: Mapping[Shape, tuple[int, int]] = {
    "portrait": (9, 16),
    "square": (1, 1),
    "landscape": (16, 9),
}
FPS = 30
SHORT_SIDES = (720, 540, 480, 360)
"""Pixels; the largest is taken that does not enlarge the footage more than :data:`ENLARGED`."""

ENLARGED = 2.7
"""What a source may be enlarged to fill the frame; one too small stands on a blur of itself."""

TITLE_SECONDS = 2.5
FADE_IN = 0.25
"""Seconds in which letters come and go."""

_TICK = 1 / FPS
_ROUNDED = 3
"""Pixels by which a window may miss the frame without a bar to show for it."""

_SOUND = 0.05
"""Share of the work that the sound is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a source, seconds; ``caption`` is burned in while it is shown.

    ``framing`` is the window of it that is shown; without one, what moves and stands out is
    followed. ``mend`` is called with each of its pictures first.
    """

    source: Path
    start: float
    end: float
    caption: str = ""
    framing: Framing | None = None
    mend: Picture = unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What to render. ``fade`` is in seconds, 0 for plain cuts.

    ``music`` fills what has no sound of its own, and with ``always`` plays all along; ``None``
    leaves footage as it sounds. ``mute`` is no sound at all.
    """

    pieces: tuple[Piece, ...]
    shape: Shape = "landscape"
    title: str = ""
    style: Styliser | None = None
    fade: float = 0.4
    music: Mood | None = None
    always: bool = False
    mute: bool = False
    seed: int = 0

    @property
    def counts(self) -> list[int]:
        """How many pictures each piece has."""
        return [max(1, round((piece.end - piece.start) * FPS)) for piece in self.pieces]

    @property
    def starts(self) -> list[float]:
        """When each piece begins, seconds, and last, how long the whole is."""
        return [number / FPS for number in begins(self.counts, round(self.fade * FPS))]


Finish = Callable[[int, int], Picture]
"""Given width and height, the function that every picture passes last."""


def compose(
    film: Film,
    target: Path | str,
    *,
    finish: Finish = lambda width, height: unchanged,
    metadata: Mapping[str, str] = EMPTY,
    tick: Tick = no_tick,
) -> list[Cue]:
    """Write a film as an MP4 at a constant 30 frames a second; return its captions.

    Sources are streamed: memory holds a few pictures of two of them, and the sound. Captions are
    burned in and also a text track. ``tick`` is called after every picture; what it raises stops
    the work and leaves no file.

    Raises :class:`BadRequest` without pieces, :class:`BadMedia` for a source that is gone, has
    no picture or cannot be read, :class:`Unavailable` when the disk is full.
    """
    if not film.pieces:
        raise BadRequest("There is no shot to make a video of; ask for something that is here.")
    displays = [_display(piece.source) for piece in film.pieces]
    width, height = canvas(film.shape, displays)
    words = cues(film)
    over = round(film.fade * FPS)
    sound = None
    if not film.mute:
        sound = soundtrack(
            _heard(film),
            film.starts[-1],
            fade=overlap(film.counts, over) / FPS,
            music=film.music,
            always=film.always,
            seed=film.seed,
            tick=lambda share: tick(_SOUND * share),
        )
    done = _SOUND

    def pulse() -> None:
        tick(done)

    strips = [
        Strip(count, partial(_pictures, film, piece, count, display, (width, height), pulse))
        for piece, count, display in zip(film.pieces, film.counts, displays, strict=True)
    ]
    last = finish(width, height)
    lettered = _lettered(film, words, width, height)
    total = round(film.starts[-1] * FPS)
    with (
        VideoWriter(
            target, width=width, height=height, fps=FPS,
            audio=sound, metadata=metadata, subtitles=words,
        ) as writer,
        closing(joined(strips, over)) as pictures,
    ):  # fmt: skip
        for number, image in enumerate(pictures):
            time = number / FPS
            writer.write(last(lettered(image, time), time), time)
            done = _SOUND + (1 - _SOUND) * (number + 1) / total
            tick(done)
        writer.end(film.starts[-1])
    return words


def canvas(shape: Shape, displays: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Width and height of a film: 720 on the short side where half of the footage is enough."""
    sizes = [_sized(shape, short) for short in SHORT_SIDES]
    for size in sizes:
        if median([_cover(display, size) for display in displays] or [1.0]) <= ENLARGED:
            return size
    return sizes[-1]


def cues(film: Film) -> list[Cue]:
    """When which caption is shown: from the middle of one transition to that of the next."""
    starts, half = film.starts, overlap(film.counts, round(film.fade * FPS)) / FPS / 2
    found = []
    for number, piece in enumerate(film.pieces):
        begin = starts[number] + (half if number else 0.0)
        if number == 0 and film.title:
            begin = min(TITLE_SECONDS, starts[1] / 2)  # first the title, then the caption
        end = starts[number + 1] + (half if number + 1 < len(film.pieces) else 0.0)
        if piece.caption:
            found.append(Cue(begin, end, piece.caption))
    return found


def _sized(shape: Shape, short: int) -> tuple[int, int]:
    across, down = SHAPES[shape]
    unit = short / min(across, down)
    return 2 * round(across * unit / 2), 2 * round(down * unit / 2)


def _cover(display: tuple[int, int], size: tuple[int, int]) -> float:
    """By how much a picture is scaled to cover a frame."""
    return max(size[0] / display[0], size[1] / display[1])


def _display(path: Path) -> tuple[int, int]:
    with reading(path) as reader:
        first = next(iter(reader), None)
        if first is None:
            raise nothing_decoded(path)
        return reader.display_size(first[1])


def _heard(film: Film) -> list[Heard]:
    return [
        Heard(piece.source, piece.start, begin, count / FPS)
        for piece, begin, count in zip(film.pieces, film.starts, film.counts, strict=False)
    ]


def _pictures(
    film: Film,
    piece: Piece,
    count: int,
    display: tuple[int, int],
    size: tuple[int, int],
    pulse: Pulse,
) -> Iterator[Image]:
    """The pictures of a piece in the film's size and style."""
    seen, fit = _fitted(piece.framing, display, size)
    style = film.style.start(*size, FPS) if film.style is not None else unchanged
    decoded = frames(
        piece.source, start=piece.start, end=piece.end, size=seen, fps=FPS,
        pulse=pulse,
    )  # fmt: skip
    drawn = (
        Frame(style(fit(piece.mend(f.image, f.time), f.time), f.time), f.time) for f in decoded
    )
    with closing(decoded), closing(drawn):
        yield from steady(drawn, piece.start, count, FPS)


def _fitted(
    framing: Framing | None, display: tuple[int, int], size: tuple[int, int]
) -> tuple[tuple[int, int], Picture]:
    """The size to decode at, and the function that brings pictures of it into the frame."""
    if framing is not None:
        shown = [display[0], display[1]]
        shown[1 - framing.axis] = max(2, round(framing.length * shown[1 - framing.axis]))
        scale = min(size[0] / shown[0], size[1] / shown[1])
        if scale <= ENLARGED:
            seen = _scaled(display, scale)
            return seen, _windowed(framing, (shown[0] * scale, shown[1] * scale), size)
    scale = _cover(display, size)
    # What covers the frame is cropped; the other is shown whole, and never made larger first.
    seen = _scaled(display, scale if scale <= ENLARGED else 1.0)
    return seen, _cropped(seen, size) if scale <= ENLARGED else filled(*seen, size)


def _windowed(framing: Framing, shown: tuple[float, float], size: tuple[int, int]) -> Picture:
    inner = (min(round(shown[0]), size[0]), min(round(shown[1]), size[1]))
    whole = size[0] - inner[0] <= _ROUNDED and size[1] - inner[1] <= _ROUNDED
    placed = unchanged if whole else filled(*inner, size)
    inner = size if whole else inner

    def picture(image: Image, time: float) -> Image:
        window = cut(image, framing, time)
        if window.shape[1::-1] != inner:
            window = np.asarray(cv2.resize(window, inner, interpolation=cv2.INTER_LINEAR))
        return placed(np.ascontiguousarray(window), time)

    return picture


def _scaled(display: tuple[int, int], scale: float) -> tuple[int, int]:
    return max(2, round(display[0] * scale)), max(2, round(display[1] * scale))


def _cropped(seen: tuple[int, int], size: tuple[int, int]) -> Picture:
    if seen == size:
        return unchanged
    return Crop(max(seen[0], size[0]), max(seen[1], size[1]), size)


def _lettered(film: Film, words: Sequence[Cue], width: int, height: int) -> Picture:
    """The function that lays title and captions over the film's pictures at their times."""
    spans = [(cue.start, cue.end, caption_patch(Words(cue.text), width, height)) for cue in words]
    if film.title:
        shown = min(TITLE_SECONDS, film.starts[1] / 2 if words else film.starts[1])
        spans.insert(0, (0.0, shown, titled(film.title, width, height)))

    def picture(image: Image, time: float) -> Image:
        for start, end, letters in spans:
            if start <= time < end:
                # In and out within a moment: letters that jump draw the eye from the picture.
                there = min(time - start + _TICK, end - time) / FADE_IN
                return letters.over(image, min(1.0, there))
        return image

    return picture
