"""What went wrong on the way to a model's files, each in one sentence."""

from __future__ import annotations

import errno
from pathlib import Path

from models.errors import Unavailable
from models.hub.checkpoint import Checkpoint

AGAIN = 300.0
"""Seconds after which what is in the way for a while is tried again; twice as long each time."""
SELDOM = 3600.0
"""Seconds between two tries at most."""


class Later(Unavailable):
    """Something is in the way for a while: it is worth trying again.

    ``advice`` is what whoever runs the app can do about it.
    """

    def __init__(self, told: str, advice: str = "check the network") -> None:
        super().__init__(told)
        self.advice = advice


ROOM = "make room on the disk"
"""What to do where a model's files find none."""
_ADVICE = {429: "wait, or set HF_TOKEN, with which the hub may be asked more"}
_ILL = "wait, for the hub has a fault of its own"


_CODES = {
    401: "{what} is not there, or is only for those who accepted its terms; accept them on its "
    "page and set HF_TOKEN",
    403: "the token in HF_TOKEN may not read {what}; give it the right to",
    404: "there is no {what} at the hub, or not at revision {revision}; check the name",
    429: "the hub has had too many questions from here; {what} is tried again by itself; "
    "with HF_TOKEN more may be asked",
}


def unavailable(exc: Exception, checkpoint: Checkpoint, folder: Path) -> Unavailable:
    """Translate an error of the hub's client, or of the disk, about files for ``folder``."""
    what, revision = checkpoint.what, checkpoint.revision
    status = getattr(getattr(exc, "response", None), "status_code", None)
    from huggingface_hub.errors import GatedRepoError, OfflineModeIsEnabled

    if isinstance(exc, GatedRepoError):
        return Unavailable(_CODES[401].format(what=what))
    if isinstance(status, int):
        default = "the hub could not give {what} (error {status}); it is tried again by itself"
        said = _CODES.get(status, default).format(what=what, revision=revision, status=status)
        if status == 429 or status not in _CODES:
            return Later(said, _ADVICE.get(status, _ILL))
        return Unavailable(said)
    if isinstance(exc, OfflineModeIsEnabled):
        return Unavailable(
            f"{what} is not on this machine and HF_HUB_OFFLINE is set; put it into {folder} or "
            "unset that"
        )
    if isinstance(exc, OSError) and exc.errno in (errno.ENOSPC, errno.EDQUOT):
        return Later(
            f"the disk is full while {what} is fetched; make room in {folder}, and it is tried "
            "again by itself",
            ROOM,
        )
    if isinstance(exc, OSError) and exc.errno in (errno.EACCES, errno.EROFS):
        return Unavailable(
            f"{folder} cannot be written to; set GENEREC_MODELS to a folder that can"
        )
    if isinstance(exc, OSError) and "Consistency check failed" in str(exc):
        return Later(
            f"a file of {what} came shorter or longer than the hub says; it is fetched "
            "again by itself"
        )
    return Later(
        f"{what} could not be fetched ({type(exc).__name__}); check the network; what came so far "
        "is kept, and the rest is tried again by itself"
    )
