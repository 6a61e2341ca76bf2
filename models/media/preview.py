"""A short, small, silent loop of a video, for a card that is hovered."""

from __future__ import annotations

from pathlib import Path

from models.domain import Tick, no_tick
from models.errors import BadRequest
from models.media.decode import frames
from models.media.part import part


def preview(
    source: Path | str,
    target: Path | str,
    *,
    start: float = 0.0,
    seconds: float = 2.0,
    short_side: int = 160,
    fps: float = 8.0,
    tick: Tick = no_tick,
) -> None:
    """Write ``seconds`` from ``start`` on as an animated picture that loops.

    The ending of ``target`` chooses: ``.webp`` (small) or ``.gif`` (plays everywhere). Raises
    :class:`BadMedia` if nothing decodes, :class:`BadRequest` if there is no picture in that
    part, and what ``tick`` raises.
    """
    import imageio.v3 as imageio

    shown = []
    for frame in frames(source, start=start, end=start + seconds, fps=fps, size=short_side):
        shown.append(frame.image)
        tick(min(1.0, (frame.time - start) / seconds))
    if not shown:
        raise BadRequest(
            f"No picture is shown from {start:g} to {start + seconds:g} s; name another start."
        )

    with part(target) as unfinished:
        imageio.imwrite(unfinished, shown, duration=1000 / fps, loop=0, plugin="pillow", quality=60)
