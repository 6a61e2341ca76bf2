"""Rendered pictures in a folder, some hundred a file, read without loading them whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Shards:
    """Files ``stem-0000.npy`` and on, each an array of ``size`` rows."""

    folder: Path
    size: ClassVar[int]

    @property
    def stem(self) -> str:
        """What the files' names begin with."""
        raise NotImplementedError

    def shard_file(self, number: int) -> Path:
        """Where a shard lies."""
        return self.folder / f"{self.stem}-{number:04d}.npy"

    @cached_property
    def shards(self) -> list[NDArray[np.uint8]]:
        """The shards that are there, in order, up to the first that is missing."""
        found: list[NDArray[np.uint8]] = []
        while (file := self.shard_file(len(found))).is_file():
            found.append(np.load(file, mmap_mode="r"))
        return found

    def __len__(self) -> int:
        return len(self.shards) * self.size

    def __getitem__(self, index: int) -> NDArray[np.uint8]:
        return np.asarray(self.shards[index // self.size][index % self.size])

    def lacking(self, count: int) -> list[int]:
        """Make the folder; the shards that are not there of those that ``count`` rows take."""
        self.folder.mkdir(parents=True, exist_ok=True)
        numbers = range(-(-count // self.size))
        return [number for number in numbers if not self.shard_file(number).is_file()]

    def write(self, number: int, rows: Sequence[NDArray[np.uint8]]) -> None:
        """Write one shard; the file appears when it is whole."""
        file = self.shard_file(number)
        unfinished = file.with_suffix(".part")
        with unfinished.open("wb") as out:
            np.save(out, np.stack(rows))
        unfinished.replace(file)
