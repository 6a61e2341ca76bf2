"""Takes a folder of videos in: ``python -m app.ingest FOLDER [--metadata FILE.csv]``.

Files that are here already, by their bytes, are passed over; so an interrupted run goes on where
it stopped when it is started again.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tqdm import tqdm

from app import metadata
from app.metadata import Metadata
from models.errors import GeneRecError, UserError

if TYPE_CHECKING:
    from app.library import Library

ENDINGS = frozenset(
    ".3g2 .3gp .apng .asf .avi .flv .gif .m2ts .m4v .mkv .mov .mp4 .mpeg .mpg .mts .ogv .ts .webm"
    " .wmv".split()
)
"""Other files are counted and left alone: a folder of clips holds notes and pictures too."""

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""


@dataclass(slots=True)
class Report:
    """What became of a folder's files; paths are those within the folder."""

    taken: list[PurePosixPath] = field(default_factory=list)
    known: list[PurePosixPath] = field(default_factory=list)
    duplicates: list[tuple[PurePosixPath, PurePosixPath]] = field(default_factory=list)
    refused: list[tuple[PurePosixPath, str]] = field(default_factory=list)
    damaged: list[tuple[PurePosixPath, str]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    reworded: int = 0
    others: int = 0
    stopped: bool = False

    @property
    def status(self) -> int:
        """The exit status: 0 if any file is in the catalogue now."""
        if self.stopped:
            return INTERRUPTED
        return 0 if self.taken or self.known else 1

    def __str__(self) -> str:
        lines = [f"{len(self.taken)} taken in, {len(self.known)} here already."]
        if self.reworded:
            lines.append(f"{self.reworded} of them have new words from the table.")
        lines += _listed("In part", (f"{_safe(file)}: {why}" for file, why in self.damaged))
        lines += _listed("Refused", (f"{_safe(file)}: {why}" for file, why in self.refused))
        lines += _listed(
            "Duplicates, left out",
            (f"{_safe(file)} is the same as {_safe(first)}" for file, first in self.duplicates),
        )
        lines += _listed("In the table but not in the folder", map(_safe, self.unused))
        if self.others:
            lines.append(f"{self.others} files without a video's ending were left alone.")
        if self.stopped:
            lines.append("Interrupted; the same command goes on from here.")
        return "\n".join(lines)


def ingest(
    library: Library,
    folder: Path,
    words: Metadata | None = None,
    *,
    quiet: bool = False,
    stop: threading.Event | None = None,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Take in every video under ``folder``, in the order of their names.

    A file that is refused stops nothing. Ctrl-C, or ``stop`` between two files, ends the run with
    the report so far; ``told`` hears how many of how many are done. Raises
    :class:`models.errors.Unavailable` where going on makes no sense, as with a full disk.
    """
    words, report = words or Metadata(), Report()
    clips = _videos(folder, library.settings.home, report)
    first: dict[str, PurePosixPath] = {}
    with tqdm(clips, unit="clip", disable=True if quiet else None) as bar:
        try:
            for place, path in enumerate(bar):
                if stop is not None and stop.is_set():
                    report.stopped = True
                    break
                told(place, len(clips))
                file = PurePosixPath(path.relative_to(folder).as_posix())
                bar.set_postfix_str(_safe(file.name)[:30])
                _one(library, path, file, words, report, first)
        except KeyboardInterrupt:
            report.stopped = True
    if not report.stopped:
        report.unused = words.unused()
    return report


def _one(
    library: Library,
    path: Path,
    file: PurePosixPath,
    words: Metadata,
    report: Report,
    first: dict[str, PurePosixPath],
) -> None:
    said = words.of(file)
    try:
        item = library.known(path)
        if item is not None and item.id in first:
            report.duplicates.append((file, first[item.id]))
            return
        if item is not None:
            report.known.append(file)
            if library.reword(item, asdict(said)):
                report.reworded += 1
        else:
            item = library.take(
                path, **asdict(said), remark=lambda why: report.damaged.append((file, why))
            )
            report.taken.append(file)
        first[item.id] = file
    except UserError as exc:
        report.refused.append((file, str(exc)))
    except OSError as exc:
        report.refused.append((file, f"It could not be read ({exc.strerror}); check who may."))


def _videos(folder: Path, home: Path, report: Report) -> list[Path]:
    """Everything with a video's ending, but what is hidden and what GeneRec itself keeps."""
    found = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not path.is_file() or path.resolve().is_relative_to(home.resolve()):
            continue
        if path.suffix.lower() in ENDINGS:
            found.append(path)
        else:
            report.others += 1
    return found


def _listed(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [f"{title} ({len(found)}):", *found] if found else []


def _safe(text: object) -> str:
    """A name for a terminal: a file may be called anything, escape sequences included."""
    return "".join(c if c.isprintable() else "?" for c in str(text))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m app.ingest", description="Take a folder of videos into the catalogue."
    )
    parser.add_argument("folder", type=Path, help="folder of videos; folders in it count too")
    parser.add_argument(
        "--metadata",
        type=Path,
        metavar="FILE",
        help=f"CSV or TSV with the column file and any of {', '.join(metadata.COLUMNS)}",
    )
    parser.add_argument("--home", type=Path, help="where GeneRec keeps things, if not ~/.generec")
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"{str(given.folder)!r} is no folder; give one that holds videos.")
    try:
        words = metadata.read(given.metadata) if given.metadata else Metadata()
        report = _run(given.folder, given.home, words)
    except GeneRecError as exc:
        print(exc, file=sys.stderr)
        return 1
    print(report)
    return report.status


def _run(folder: Path, home: Path | None, words: Metadata) -> Report:
    # The parts are loaded here, so that --help and a wrong argument answer at once.
    from app import settings
    from app.library import Library
    from app.wiring import build_encoder, open_store

    chosen = settings.load() if home is None else settings.load(home=home)
    encoder = build_encoder(chosen)
    with open_store(chosen) as store:
        return ingest(Library(store, store.catalogue(encoder.name), encoder, chosen), folder, words)


if __name__ == "__main__":
    sys.exit(main())
