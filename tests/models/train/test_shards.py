"""Shards are read in order, up to the first that is missing, and written whole."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.train.clips import Clips
from models.train.shards import Shards
from models.train.stills import Stills


@dataclass(frozen=True)
class Pairs(Shards):
    size = 2

    @property
    def stem(self) -> str:
        return "pairs"


def test_rows_come_from_the_files_that_are_there(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert Pairs(folder).lacking(5) == [0, 1, 2]
    for number in (0, 1, 3):
        Pairs(folder).write(number, [np.full(3, 10 * number + row, np.uint8) for row in (0, 1)])
    found = Pairs(folder)
    assert len(found) == 4 and found[3].tolist() == [11, 11, 11]
    assert found.lacking(8) == [2]
    assert sorted(file.suffix for file in folder.iterdir()) == [".npy"] * 3


def test_kinds_of_pictures_share_a_folder(tmp_path: Path) -> None:
    kinds = [Clips(tmp_path), Clips(tmp_path, split="test"), Stills(tmp_path)]
    assert len({one.shard_file(0) for one in kinds}) == 3
