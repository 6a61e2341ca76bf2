"""A file that appears under its name only when it is whole."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import Unavailable


@contextmanager
def part(target: Path | str) -> Iterator[Path]:
    """Yield a path beside ``target`` to write to; on success it takes the target's place.

    On any error, a visitor's stop included, the unfinished file is removed and an older
    ``target`` stays as it was. Raises :class:`Unavailable` when the disk is full.
    """
    target = Path(target)
    unfinished = target.with_name(f".{target.stem}-{secrets.token_hex(4)}{target.suffix}")
    try:
        yield unfinished
        os.replace(unfinished, target)
    except OSError as exc:
        if exc.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Unavailable(
                f"The disk is full ({exc.strerror}): nothing of this was kept. Free some space "
                "and try again."
            ) from exc
        raise
    finally:
        unfinished.unlink(missing_ok=True)
