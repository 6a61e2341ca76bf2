"""A video through a picture function: decoded ahead, changed, encoded, with its sound kept."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from models.domain import EMPTY, Pulse, Tick, no_tick
from models.errors import BadRequest
from models.media import packets
from models.media.audio import Sound
from models.media.backwards import Direction, Reversed, frames_backwards
from models.media.decode import GRACE, Frame, frames, read_ahead
from models.media.hearing import Hear, as_it_is
from models.media.orientation import Image
from models.media.pace import Pace, Within
from models.media.reader import Size, nothing_decoded
from models.media.source import opened
from models.media.write import VideoWriter

FASTEST = 60.0
"""Pictures a second written at most; a clip at four times its speed would have 120 and more."""

Picture = Callable[[Image, float], Image]
"""``picture(image, time) -> image``: uint8 (h, w, 3), RGB, display order; time in the source, s."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What part of a source is worked on: seconds, its usual frame rate, whether it has sound."""

    start: float
    end: float
    fps: float
    has_audio: bool


def unchanged(image: Image, time: float) -> Image:
    """The picture function that changes nothing."""
    return image


def transform(
    source: Path | str,
    target: Path | str,
    picture: Picture = unchanged,
    *,
    mend: Picture = unchanged,
    start: float = 0.0,
    end: float | None = None,
    speed: float = 1.0,
    within: Within | None = None,
    direction: Direction = "forwards",
    keep_audio: bool = True,
    hear: Hear = as_it_is,
    size: Size = None,
    metadata: Mapping[str, str] = EMPTY,
    crf: int = 20,
    tick: Tick = no_tick,
) -> None:
    """Write ``source`` from ``start`` to ``end`` with every picture changed.

    Args:
        source: a video file.
        target: the MP4 to write; it appears when it is whole.
        picture: called once per frame, in order, in a thread of its own; all its results have
            one shape, which becomes the video's (less an odd last row or column). A result
            waits to be encoded: it must not be changed later.
        mend: called before anything else, with the times of the file whatever the direction.
        start: seconds.
        end: seconds; to the end without.
        speed: 2 plays twice as fast; the sound keeps its pitch.
        within: the seconds that have that speed, by the times ``picture`` gets; all without.
        direction: backwards, its sound is, too; there and back, it has none of its own. Times
            that ``picture`` gets go on rising.
        keep_audio: whether the sound comes along.
        hear: what becomes of the sound that does, or of silence.
        size: what ``picture`` is given: short side or ``(width, height)``.
        metadata: for the container.
        crf: x264's quality, smaller is better.
        tick: called with the share done after every picture; what it raises stops the work and
            leaves no file.

    Raises :class:`BadMedia` for an unreadable source, :class:`BadRequest` for a part that is
    outside it.
    """
    source = Path(source)
    part = extent(source, start, end)
    length = part.end - part.start
    pace = Pace(speed, within)
    own: Sound | None = None
    if keep_audio and part.has_audio and direction != "boomerang":
        own = _heard(source, part, pace, direction)
    span = length if direction != "boomerang" else 2 * length
    lasts = pace.played(part.start + span, part.start)
    sound = hear(own, lasts)
    done = 0.0
    decoded = _directed(
        direction,
        source,
        part,
        size,
        None if within else _thinned(part.fps * speed, speed),
        mend,
        lambda: tick(done),
    )
    if within and part.fps * speed > FASTEST:
        decoded = _apart(decoded, pace)
    with ExitStack() as stack:
        # Three hands: one thread decodes, one changes, this one encodes.
        changed = stack.enter_context(closing(read_ahead(_changed(decoded, picture), depth=4)))
        writer: VideoWriter | None = None
        for frame, image in changed:
            if writer is None:
                height, width = image.shape[:2]
                fps = min(FASTEST, part.fps * (max(1.0, speed) if within else speed))
                writer = VideoWriter(
                    target, width=width, height=height, fps=fps,
                    audio=sound, metadata=metadata, crf=crf,
                )  # fmt: skip
                stack.enter_context(writer)
            writer.write(image, pace.played(frame.time, part.start))
            done = min(1.0, (frame.time - part.start) / span)
            tick(done)
        if writer is None:
            raise nothing_decoded(source)
        writer.end(lasts)


def _heard(source: Path, part: Extent, pace: Pace, direction: Direction) -> Sound:
    """The sound of a part at its pace, from its end on if it runs backwards."""
    if direction == "backwards" and pace.within is not None:
        low, high = (part.start + part.end - edge for edge in reversed(pace.within))
        pace = Pace(pace.speed, (low, high))
    own = pace.heard(source, part.start, part.end)
    backwards = direction == "backwards"
    return Reversed(own, pace.played(part.end, part.start)) if backwards else own


def extent(source: Path, start: float, end: float | None) -> Extent:
    """Check a part of a file against what the file has, and trim its end to it."""
    with opened(source) as opened_source:
        table = packets.read(opened_source)
        has_audio = opened_source.audio is not None
    if len(table.times) == 0:
        raise nothing_decoded(source)
    last = table.end if end is None else min(end, table.end)
    if not 0 <= start < last:
        raise BadRequest(
            f"The part from {start:g} to {table.end if end is None else end:g} s is not inside "
            f"{source.name!r}, which has {table.end:.1f} s; name a start before the end."
        )
    return Extent(start, last, 1 / table.frame, has_audio)


def _directed(
    direction: Direction, source: Path, part: Extent, size: Size, fps: float | None,
    mend: Picture, pulse: Pulse,
) -> Generator[Frame, None, None]:  # fmt: skip
    """The pictures of a part in the order in which they are shown, their times rising."""
    if direction != "backwards":
        seen = frames(source, start=part.start, end=part.end, size=size, fps=fps, pulse=pulse)
        with closing(seen):
            yield from (Frame(mend(one.image, one.time), one.time) for one in seen)
    if direction == "forwards":
        return
    back = frames_backwards(
        source, start=part.start, end=part.end, size=size, fps=fps, mend=mend, pulse=pulse
    )
    later = part.end - part.start if direction == "boomerang" else 0.0
    yield from (Frame(frame.image, frame.time + later) for frame in back)


def _apart(decoded: Generator[Frame, None, None], pace: Pace) -> Generator[Frame, None, None]:
    """The pictures without those that would be shown for less than :data:`FASTEST` allows."""
    due = 0.0
    with closing(decoded):
        for frame in decoded:
            at = pace.played(frame.time)
            if at < due - GRACE:
                continue
            due = max(due + 1.0 / FASTEST, at + 0.5 / FASTEST)
            yield frame


def _changed(
    decoded: Iterator[Frame], picture: Picture
) -> Generator[tuple[Frame, Image], None, None]:
    with closing(read_ahead(decoded)) as ahead:
        for frame in ahead:
            yield frame, picture(frame.image, frame.time)


def _thinned(fps: float, speed: float) -> float | None:
    """The rate in the source at which the result stays at :data:`FASTEST`, if it has to."""
    return FASTEST / speed if fps > FASTEST * 1.01 else None
