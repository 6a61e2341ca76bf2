"""Brings a checkpoint's files to this machine: resumable, checked, safetensors only.

Files lie as ``FOLDER/ORG/NAME/…``, as ``hf download ORG/NAME --local-dir FOLDER/ORG/NAME`` lays
them, so that a folder can be carried to a machine without a network. The hub's own cache is looked
into as well. The client's downloads start over when the process ends, and it compares sizes alone;
here what came stays beside the file as ``….part``, and every file's hash is compared with the tree.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, Any

from models.errors import Cancelled, Unavailable
from models.hub.checkpoint import NEVER, Checkpoint
from models.hub.faults import ROOM, Later, unavailable

log = logging.getLogger(__name__)

RECORD = "fetched.json"
"""Written last: the commit and what was checked."""
SPARE = 200_000_000
"""Bytes of the disk that stay free."""
BLOCK = 1 << 20
"""Bytes that are written, and read, at once."""
PATIENCE = (2.0, 6.0)
"""Seconds between two questions to a hub that is busy or ill; the client waits with files alone."""
BUSY = (429, 500, 502, 503, 504)

Told = Callable[[int, int], None]
"""Hears how many bytes of how many are here."""


def quiet(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A file of the tree; ``digest`` is its SHA-256, or git's own SHA-1 where it is small."""

    path: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What :func:`fetch` wrote of a folder: the commit, and the files it compared."""

    commit: str
    files: tuple[str, ...]


def here(checkpoint: Checkpoint, folder: Path) -> Path | None:
    """Return where the files lie already, whole; ``None`` where they do not. Asks no network."""
    for place in (folder / checkpoint.repo, folder / checkpoint.repo.rpartition("/")[2]):
        if _whole(place, checkpoint):
            return place
    return _cached(checkpoint)


def fetch(
    checkpoint: Checkpoint,
    folder: Path,
    told: Told = quiet,
    stop: threading.Event | None = None,
) -> Path:
    """Return the folder of a checkpoint's files, after fetching what is not here.

    Raises:
        Unavailable: with one sentence for whatever is in the way. What came so far is kept.
        Cancelled: when ``stop`` was set.
    """
    found = here(checkpoint, folder)
    if found is not None:
        return found
    target = folder / checkpoint.repo
    try:
        commit, wanted = _tree(checkpoint)
        _room(checkpoint, wanted, target)
        log.info("fetching %s: %s into %s", checkpoint.what, size(_sum(wanted)), target)
        meter = _Meter(_sum(wanted), told, stop)
        for file in wanted:
            _bring(checkpoint, commit, file, target, meter)
        record = {"commit": commit, "files": {file.path: file.digest for file in wanted}}
        unfinished = target / f"{RECORD}.part"
        unfinished.write_text(json.dumps(record, indent=1))
        unfinished.replace(target / RECORD)
    except (Unavailable, Cancelled):
        raise
    except Exception as exc:  # every error of the client and the disk, told in one sentence
        raise unavailable(exc, checkpoint, folder) from exc
    return target


def listed(checkpoint: Checkpoint) -> tuple[str, tuple[str, ...]]:
    """The commit at the hub, and the names of the files of it that :func:`fetch` brings.

    Raises Unavailable as that does.
    """
    try:
        commit, wanted = _tree(checkpoint)
    except Unavailable:
        raise
    except Exception as exc:  # as above
        raise unavailable(exc, checkpoint, Path()) from exc
    return commit, tuple(file.path for file in wanted)


def commit(folder: Path) -> str:
    """The commit whose files lie in ``folder``; empty where nobody wrote it down."""
    told = _recorded(folder)
    if told is not None:
        return told.commit
    return folder.name if folder.parent.name == "snapshots" else ""  # the hub's own cache


def size(count: int) -> str:
    """Bytes as people say them."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6))} MB"


# --- what is here ------------------------------------------------------------------------------


def _whole(place: Path, checkpoint: Checkpoint) -> bool:
    """Whether a folder has what it takes; one that somebody else laid there needs no record."""
    told = _recorded(place)
    if told is not None:
        same = not checkpoint.pinned or told.commit == checkpoint.revision
        return same and all((place / name).is_file() for name in told.files)
    if (place / RECORD).is_file() or any(place.rglob("*.part")):
        return False  # cut short: what is here is compared with the hub's hashes anew
    return any(place.rglob("*.safetensors")) and any(place.rglob("*.json"))


def _recorded(folder: Path) -> _Recorded | None:
    try:
        told = json.loads((folder / RECORD).read_text())
        return _Recorded(str(told["commit"]), tuple(told["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _cached(checkpoint: Checkpoint) -> Path | None:
    from huggingface_hub import snapshot_download

    try:
        found = snapshot_download(
            checkpoint.repo,
            revision=checkpoint.revision,
            allow_patterns=list(checkpoint.files),
            ignore_patterns=list(NEVER),
            local_files_only=True,
        )
    except (OSError, ValueError):
        return None
    return Path(found) if any(Path(found).rglob("*.safetensors")) else None


# --- what the hub has --------------------------------------------------------------------------


def _tree(checkpoint: Checkpoint) -> tuple[str, list[_Wanted]]:
    """The commit, and the files of it that are wanted, large ones last."""
    from huggingface_hub import HfApi
    from huggingface_hub.hf_api import RepoFile

    api = HfApi()
    commit = _patiently(lambda: api.model_info(checkpoint.repo, revision=checkpoint.revision)).sha
    if commit is None:
        raise Unavailable(f"the hub names no commit of {checkpoint.what}; try again later")
    tree = api.list_repo_tree(checkpoint.repo, revision=commit, recursive=True)
    wanted = [
        _Wanted(file.path, file.size, file.lfs.sha256 if file.lfs else file.blob_id)
        for file in tree
        if isinstance(file, RepoFile) and _matches(file.path, checkpoint)
    ]
    if not any(file.path.endswith(".safetensors") for file in wanted):
        raise Unavailable(
            f"{checkpoint.what} has no weights as safetensors, and others are not read; choose "
            "another revision or model"
        )
    return commit, sorted(wanted, key=lambda file: file.size)


def _patiently(ask: Callable[[], Any]) -> Any:
    """Ask, and again where the hub is busy."""
    from huggingface_hub.errors import HfHubHTTPError

    for seconds in PATIENCE:
        try:
            return ask()
        except HfHubHTTPError as exc:
            if exc.response.status_code not in BUSY:
                raise
            time.sleep(seconds)
    return ask()


def _matches(path: str, checkpoint: Checkpoint) -> bool:
    inside = not Path(path).is_absolute() and ".." not in Path(path).parts
    return (
        inside
        and any(fnmatch(path, pattern) for pattern in checkpoint.files)
        and not any(fnmatch(path, pattern) for pattern in NEVER)
    )


def _sum(wanted: list[_Wanted]) -> int:
    return sum(file.size for file in wanted)


def _room(checkpoint: Checkpoint, wanted: list[_Wanted], target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    begun = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    missing, free = _sum(wanted) - begun, shutil.disk_usage(target).free
    if missing + SPARE > free:
        raise Later(
            f"{checkpoint.what} takes {size(missing + SPARE)} and the disk of {target.parents[1]} "
            f"has {size(free)} left; make room, and it is tried again by itself, or set "
            "GENEREC_MODELS to another disk",
            ROOM,
        )


# --- one file ----------------------------------------------------------------------------------


class _Meter:
    """Counts what is here of all files, and hears a stop."""

    def __init__(self, total: int, told: Told, stop: threading.Event | None) -> None:
        self.total, self.done = total, 0
        self._told, self._stop = told, stop

    def add(self, count: int) -> None:
        if self._stop is not None and self._stop.is_set():
            raise Cancelled("the server ends")
        self.done += count
        self._told(min(self.done, self.total), self.total)


class _Counted:
    """A file that tells a meter of what is written to it."""

    def __init__(self, file: IO[bytes], meter: _Meter) -> None:
        self._file, self._meter = file, meter
        self.tell, self.seek, self.truncate = file.tell, file.seek, file.truncate

    def write(self, block: bytes) -> int:
        written = self._file.write(block)
        self._meter.add(written)
        return written


def _bring(checkpoint: Checkpoint, commit: str, file: _Wanted, target: Path, meter: _Meter) -> None:
    """Fetch one file unless it is here; one whose bytes are wrong is fetched once more."""
    whole = target / file.path
    whole.parent.mkdir(parents=True, exist_ok=True)
    if whole.is_file() and whole.stat().st_size == file.size and _digest(whole, file):
        return meter.add(file.size)
    part = whole.with_name(f"{whole.name}.{file.digest[:12]}.part")
    for _ in range(2):
        _transfer(checkpoint, commit, file, part, meter)
        if _digest(part, file):
            part.replace(whole)
            return None
        log.warning("%s of %s came with other bytes than the hub names", file.path, checkpoint.repo)
        part.unlink()
        meter.add(-file.size)
    raise Unavailable(
        f"{file.path} of {checkpoint.what} came with other bytes than the hub names, twice, and "
        "was thrown away; something between here and the hub changes files"
    )


def _transfer(
    checkpoint: Checkpoint, commit: str, file: _Wanted, part: Path, meter: _Meter
) -> None:
    """Append to ``part`` what it lacks."""
    from huggingface_hub import constants, hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    # What came of a piece is lost where the line breaks: the client's are of 10 MB, so that a line
    # that breaks more often than these come would never bring a file.
    constants.DOWNLOAD_CHUNK_SIZE = min(constants.DOWNLOAD_CHUNK_SIZE, BLOCK)
    begun = part.stat().st_size if part.is_file() else 0
    if begun > file.size:
        part.unlink()
        begun = 0
    meter.add(begun)
    with part.open("ab") as out:
        counted: Any = _Counted(out, meter)
        if begun < file.size:
            http_get(
                hf_hub_url(checkpoint.repo, file.path, revision=commit),
                counted,
                resume_size=begun,
                headers=build_hf_headers(),
                expected_size=file.size,
                tqdm_class=_no_bar(),
            )


def _no_bar() -> Any:
    """A progress bar that draws nothing: the status line tells instead."""
    from tqdm import tqdm

    class Silent(tqdm):
        def __init__(self, *args: Any, **told: Any) -> None:
            told.pop("name", None)
            super().__init__(*args, **{**told, "disable": True})

    return Silent


def _digest(path: Path, file: _Wanted) -> bool:
    """Whether the bytes of ``path`` are those of ``file``."""
    git = len(file.digest) == 40
    digest = hashlib.sha1(b"blob %d\0" % path.stat().st_size) if git else hashlib.sha256()
    with path.open("rb") as content:
        while block := content.read(BLOCK):
            digest.update(block)
    return digest.hexdigest() == file.digest
