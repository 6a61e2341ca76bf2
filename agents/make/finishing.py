"""From what a generator made to a file: cleaned, enlarged, marked, and with its lineage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from agents.guard.marks import Mark
from models.generate.generator import Generated


def written(
    made: Generated,
    target: Path,
    mark: Mark,
    told: Mapping[str, str],
    *,
    still: bool = False,
    style: str | None = None,
) -> None:
    """Write ``made`` to ``target``: a picture of its first frame (``still``) or a clip.

    ``told`` are the words in the file; a ``style`` is laid over the pictures.
    """
    from models.generate.display import BETWEEN, cleaned, enlarged, shown
    from models.media import poster
    from models.media.transform import unchanged
    from models.media.write import VideoWriter
    from models.stylise.styles import styliser

    target.parent.mkdir(parents=True, exist_ok=True)
    first = enlarged(cleaned(made.frames[0]))
    height, width = first.shape[:2]
    fps = made.fps * BETWEEN
    paint = styliser(style).start(width, height, fps) if style else unchanged
    if still:
        poster.save(mark.still(paint(first, 0.0)), target, width=width, metadata=told)
        mark.keep(target)
        return
    draw = mark.on(paint, width, height)
    with VideoWriter(target, width=width, height=height, fps=fps, metadata=told) as file:
        for number, frame in enumerate(shown(made.frames)):
            file.write(draw(frame, number / fps), number / fps)
    mark.keep(target)
