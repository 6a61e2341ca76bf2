"""Nearest neighbours by inner product, in process (faiss), of vectors in half precision.

Up to :data:`LARGE` vectors everything is looked at, which is exact. Above, vectors lie in lists by
the nearest of some centres and a share of the lists is looked at (Jégou, Douze and Schmid 2011,
"Product quantization for nearest neighbor search", section IV, without their codes). Vectors of
unequal lengths are better all looked at: the longest ones are near to everything, in any list.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

HALF = np.dtype("<f2")
LARGE = 1 << 16
"""Vectors that are all looked at: a millisecond and a half for 256 numbers each."""

GROWN = 2
"""Grown by so much, vectors are put into lists anew."""

SHARE = 1 / 12
"""Of the lists, those looked at, and at least so many that half of :data:`LARGE` vectors are."""

TRAINED_ON = 40
"""Vectors for each centre that are looked at to find it."""

BUFFER = 1 << 20
"""Bytes read at once."""

Keys = NDArray[np.int64]
Matrix = NDArray[np.float32]


class Neighbours:
    """Vectors (d,) by key. Keys are numbers ≥ 0, each at most once; not for several threads.

    ``whole``: all are always looked at, however many.
    """

    def __init__(self, dimension: int, whole: bool = False) -> None:
        faiss = _faiss()
        everything = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._index: Any = faiss.IndexIDMap(everything)
        self._most = math.inf if whole else LARGE

    @classmethod
    def load(cls, file: BinaryIO) -> Neighbours:
        """Read what :meth:`save` wrote; what follows it in the file does no harm.

        Native code reads it: only whole files of ours may come here. Raises RuntimeError.
        """
        faiss = _faiss()
        found = cls.__new__(cls)
        found._index = faiss.read_index(faiss.PyCallbackIOReader(file.read, BUFFER))
        lists = getattr(found._index, "nlist", 0)
        found._most = GROWN * _suited_to(lists) if lists else LARGE
        return found

    def save(self, file: Path) -> None:
        """Write to a file. Raises RuntimeError."""
        faiss = _faiss()
        faiss.write_index(self._index, str(file))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The length of the vectors."""
        return int(self._index.d)

    @property
    def keys(self) -> Keys:
        """All keys, in no order."""
        if not hasattr(self._index, "nlist"):
            return np.asarray(_faiss().vector_to_array(self._index.id_map))
        lists = self._index.invlists
        return np.concatenate([_keys(lists, at) for at in range(lists.nlist)])

    def add(self, keys: Keys, rows: Matrix, threads: int = 1) -> None:
        """Add rows (n, d) under keys (n,) that are not there yet."""
        given = np.ascontiguousarray(rows, np.float32), np.asarray(keys, np.int64)
        with _threads(threads):
            self._index.add_with_ids(*given)
            if len(self) > self._most:
                self._divide()

    def remove(self, keys: Keys) -> None:
        """Take keys out, if they are there."""
        if len(keys):
            self._index.remove_ids(np.asarray(keys, np.int64))

    def search(self, vector: Matrix, count: int, narrowed: float = 1.0) -> tuple[Keys, Matrix]:
        """Return keys and products of about the ``count`` nearest to a vector (d,), best first.

        ``narrowed`` to a tenth, a tenth of the lists is looked at that otherwise would be.
        """
        share = narrowed * max(SHARE, LARGE / (2 * max(1, len(self))))
        return self._search(vector, count, min(share, 1.0), None)

    def among(self, keys: Keys, vector: Matrix, count: int) -> tuple[Keys, Matrix]:
        """Return exactly the ``count`` nearest that have one of ``keys``, as :meth:`search`."""
        faiss = _faiss()
        selector = faiss.IDSelectorBatch(np.asarray(keys, np.int64))
        return self._search(vector, min(count, len(keys)), 1.0, selector)

    def _search(
        self, vector: Matrix, count: int, share: float, selector: Any
    ) -> tuple[Keys, Matrix]:
        faiss = _faiss()
        count = min(count, len(self))
        if count <= 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        if lists := getattr(self._index, "nlist", 0):
            given = faiss.SearchParametersIVF(nprobe=math.ceil(lists * share), sel=selector)
        else:
            given = faiss.SearchParameters(sel=selector)
        query = np.ascontiguousarray(vector, np.float32)[None]
        with _threads(1):  # one query is over before others would be awake
            scores, keys = self._index.search(query, count, params=given)
        there = keys[0] >= 0  # fewer than were asked for
        return keys[0][there], scores[0][there]

    def _divide(self) -> None:
        """Put all vectors into as many lists as suit their number."""
        faiss = _faiss()
        dimension, count = self.dimension, _lists(len(self))
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(dimension), dimension, count, faiss.ScalarQuantizer.QT_fp16,
            faiss.METRIC_INNER_PRODUCT, False,
        )  # fmt: skip
        index.cp.spherical, index.cp.min_points_per_centroid = True, 1
        every = max(1, len(self) // (TRAINED_ON * count))
        index.train(np.concatenate([rows[::every] for _, rows in self._parts()]))
        for keys, rows in self._parts():
            index.add_with_ids(rows, keys)
        self._index, self._most = index, GROWN * len(self)

    def _parts(self) -> Iterator[tuple[Keys, Matrix]]:
        """Copies of keys (n,) and vectors (n, d), list by list."""
        faiss, dimension = _faiss(), self.dimension
        if hasattr(self._index, "nlist"):
            lists = self._index.invlists
            for at in range(lists.nlist):
                keys = _keys(lists, at)
                if len(keys):
                    codes = faiss.rev_swig_ptr(lists.get_codes(at), len(keys) * lists.code_size)
                    yield keys, _vectors(codes, dimension)
        else:
            codes = faiss.vector_to_array(faiss.downcast_index(self._index.index).codes)
            yield self.keys, _vectors(codes, dimension)


def _keys(lists: Any, at: int) -> Keys:
    """A copy of the keys of one list."""
    size = lists.list_size(at)
    return _faiss().rev_swig_ptr(lists.get_ids(at), size).copy() if size else np.zeros(0, np.int64)


def _vectors(codes: NDArray[np.uint8], dimension: int) -> Matrix:
    return codes.view(HALF).reshape(-1, dimension).astype(np.float32)


def _faiss() -> Any:
    """The library, when it is first needed; its types say less than it can do."""
    import faiss

    return faiss


@contextmanager
def _threads(count: int) -> Iterator[None]:
    """Threads of faiss, which are also those of torch in this thread: set for a while only."""
    faiss = _faiss()
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(count)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _lists(count: int) -> int:
    """Lists for so many vectors: the more, the fewer are looked at in vain; centres cost, too."""
    return int(4 * math.sqrt(count))


def _suited_to(lists: int) -> int:
    """The number of vectors for which so many lists are made."""
    return (lists // 4) ** 2
