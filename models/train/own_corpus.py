"""One's own clips as lessons: a folder of videos, words about them, and who liked which.

Wang et al. 2023 (section 4.3) fine-tune the generator to rebuild the clips that users liked, under
those users' conditions; so do we. Words are the ``title`` and ``description`` of a table
``metadata.csv`` in the folder (column ``file``), else the file's name.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.encode.encoder import Encoder
from models.errors import BadMedia, BadRequest
from models.generate.autoencoder import VideoAutoencoder
from models.generate.diffusion import square
from models.media import sample
from models.media.probe import probe
from models.recommend.interactions import Interactions
from models.recommend.tables import read_csv
from models.train.clips import FPS, FRAMES, SIDE
from models.train.latents import Latents, embed, encode
from models.train.lessons import Changed

ENDINGS = {".mp4", ".mov", ".mkv", ".webm", ".gif"}
EACH = 4
"""Stretches of two seconds that are taken of a clip at most."""


@dataclass(frozen=True)
class OwnCorpus:
    """A teacher and a crowd for :class:`models.train.lessons.Lessons`.

    Attributes:
        data: latents and embeddings, a row for each stretch of a clip.
        sentences: what is said about each row's clip.
        rows: for each row, the number of its clip among the liked ones' columns.
        liked: (users, clips) sparse.
    """

    data: Latents
    sentences: Sequence[str]
    rows: NDArray[np.int64]
    liked: sparse.csr_array

    def words(self, clip: int, rng: np.random.Generator) -> str:
        """See :meth:`models.train.lessons.Teacher.words`."""
        del rng
        return self.sentences[clip]

    def change(self, clip: int, rng: np.random.Generator) -> Changed | None:
        """Nobody knows what was made of what."""
        del clip, rng
        return None

    def fan(self, clip: int, rng: np.random.Generator) -> int | None:
        """See :meth:`models.train.lessons.Crowd.fan`."""
        column = int(self.rows[clip])
        fans = self._by_clip.indices[
            self._by_clip.indptr[column] : self._by_clip.indptr[column + 1]
        ]
        return int(rng.choice(fans)) if len(fans) else None

    def likes(self, user: int) -> NDArray[np.int64]:
        """See :meth:`models.train.lessons.Crowd.likes`: the first row of each liked clip."""
        start, end = self.liked.indptr[user], self.liked.indptr[user + 1]
        first = np.searchsorted(self.rows, self.liked.indices[start:end])
        return np.asarray(first, np.int64)

    def interactions(self) -> Interactions:
        """The likes as a matrix for recommenders."""
        users, items = self.liked.shape
        return Interactions(users=np.arange(users), items=np.arange(items), matrix=self.liked)

    @cached_property
    def _by_clip(self) -> sparse.csc_array:
        return sparse.csc_array(self.liked)


def read(
    folder: Path, interactions: Path | None, coder: VideoAutoencoder, encoder: Encoder
) -> OwnCorpus:
    """Read a folder of clips, its ``metadata.csv`` and a table of who liked what.

    The table's items are file names, with or without their ending. Files that cannot be read are
    left out and said.

    Raises:
        BadRequest: when no clip can be read, or the table speaks of none of them.
    """
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS)
    told = _sentences(folder)
    clips: list[NDArray[np.uint8]] = []
    sentences: list[str] = []
    rows: list[int] = []
    known: list[Path] = []
    for file in files:
        try:
            stretches = _stretches(file)
        except BadMedia as exc:
            print(f"left out {file.name}: {exc}", flush=True)
            continue
        clips += stretches
        sentences += [told.get(file.name) or _spoken(file)] * len(stretches)
        rows += [len(known)] * len(stretches)
        known.append(file)
    if not clips:
        raise BadRequest(
            f"{folder} has no clip that can be read; expected {', '.join(sorted(ENDINGS))}"
        )
    pixels = np.stack(clips)
    data = Latents(encode(coder, pixels), embed(encoder, clips))
    return OwnCorpus(data, sentences, np.array(rows), _liked(known, interactions))


def _stretches(file: Path) -> list[NDArray[np.uint8]]:
    """Stretches of two seconds from all over a clip, each (frames, side, side, 3)."""
    duration, length = probe(file).duration, FRAMES / FPS
    count = int(np.clip(duration // length, 1, EACH))
    found = []
    for start in np.linspace(0, max(0.0, duration - length), count):
        times = np.minimum(start + np.arange(FRAMES) / FPS, max(0.0, duration - 1e-3))
        frames = [square(one.image, SIDE) for one in sample.at(file, times.tolist(), size=256)]
        if len(frames) == FRAMES:
            found.append(np.stack(frames))
    return found


def _sentences(folder: Path) -> dict[str, str]:
    table = folder / "metadata.csv"
    if not table.is_file():
        return {}
    with table.open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    if rows and "file" not in rows[0]:
        raise BadRequest(f"{table} has the columns {', '.join(rows[0])}; expected file and title")
    return {
        Path(row["file"]).name: ". ".join(
            part for part in (row.get("title"), row.get("description")) if part
        )
        for row in rows
    }


def _spoken(file: Path) -> str:
    return " ".join(file.stem.replace("-", " ").replace("_", " ").split())


def _liked(files: Sequence[Path], interactions: Path | None) -> sparse.csr_array:
    if interactions is None:
        return sparse.csr_array((1, len(files)), dtype=np.float32)
    table = read_csv(interactions)
    place = {name: at for at, file in enumerate(files) for name in (file.name, file.stem)}
    columns = np.array([place.get(str(item), -1) for item in table.items])
    coo = table.matrix.tocoo()
    there = columns[coo.col] >= 0
    if not there.any():
        raise BadRequest(
            f"{interactions} speaks of none of the {len(files)} clips; its column item should hold "
            "their file names"
        )
    return sparse.csr_array(
        (coo.data[there], (coo.row[there], columns[coo.col[there]])),
        shape=(len(table.users), len(files)),
    )
