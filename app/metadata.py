"""What somebody wrote down about a folder of videos: a table with a row per file."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from models.errors import BadRequest

COLUMNS = ("title", "description", "tags", "licence", "declared")


@dataclass(frozen=True, slots=True)
class Words:
    """What a row says about its file; the fields of :class:`models.domain.Item`."""

    title: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    licence: str = ""
    declared: str = ""


class Metadata:
    """The rows by file name. A file without a row gets empty words."""

    def __init__(self, rows: Mapping[str, Words] | None = None) -> None:
        self._rows = dict(rows or {})
        names = [PurePosixPath(file).name for file in self._rows]
        # A table may be written for the folder above or below: a name that is there once will do.
        self._names = {
            PurePosixPath(file).name: file
            for file in self._rows
            if names.count(PurePosixPath(file).name) == 1
        }
        self._asked: set[str] = set()

    def of(self, file: PurePosixPath) -> Words:
        """Return what is known about a file, by its path within the folder or else its name."""
        key = str(file) if str(file) in self._rows else self._names.get(file.name, "")
        self._asked.add(key)
        return self._rows.get(key, Words())

    def unused(self) -> list[str]:
        """Return the files that rows speak of and nobody asked for."""
        return [file for file in self._rows if file not in self._asked]


def read(table: Path) -> Metadata:
    """Read a table with the column ``file`` and any of :data:`COLUMNS`; others are ignored.

    Cells are divided by tabs in a ``.tsv`` and by commas elsewhere, tags by ``;`` or ``,``.
    Raises :class:`BadRequest` when it cannot be read or has no column ``file``.
    """
    try:
        with table.open(newline="", encoding="utf-8-sig") as lines:
            tabs = table.suffix.lower() in (".tsv", ".tab")
            reader = csv.DictReader(lines, delimiter="\t" if tabs else ",")
            if "file" not in (reader.fieldnames or ()):
                raise BadRequest(
                    f"{table.name!r} has the columns {', '.join(reader.fieldnames or ()) or 'none'}"
                    f"; it needs 'file', and may have {', '.join(COLUMNS)}."
                )
            return Metadata({_file(row): _words(row) for row in reader if row["file"]})
    except (OSError, UnicodeDecodeError, csv.Error) as exc:
        raise BadRequest(
            f"The table {table.name!r} could not be read ({exc}); give a CSV in UTF-8."
        ) from exc


def _file(row: Mapping[str, str]) -> str:
    return str(PurePosixPath(row["file"].strip().replace("\\", "/")))


def _words(row: Mapping[str, str]) -> Words:
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    tags = tuple(tag.strip() for tag in re.split("[;,]", cells["tags"]) if tag.strip())
    return Words(
        title=cells["title"],
        description=cells["description"],
        tags=tags,
        licence=cells["licence"],
        declared=cells["declared"],
    )
