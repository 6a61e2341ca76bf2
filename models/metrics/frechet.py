"""The Fréchet distance between two sets of features (Heusel et al. 2017).

On I3D features of videos this is called FVD (Unterthiner et al. 2019); on any other features it is
not, and whoever prints it says whose features they are. It falls with the number of samples: only
distances over equally many compare.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

Floats = NDArray[np.floating]


def frechet_distance(one: Floats, other: Floats) -> float:
    """``|m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))`` of features (n, d) and (m, d).

    Raises:
        ValueError: for fewer than two rows or differing widths.
    """
    if min(len(one), len(other)) < 2 or one.shape[1] != other.shape[1]:
        raise ValueError(f"features of shape {one.shape} and {other.shape} do not compare")
    a, b = one.astype(np.float64), other.astype(np.float64)
    mean = a.mean(0) - b.mean(0)
    first, second = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    # tr((C1 C2)^(1/2)) is the sum of the roots of the eigenvalues of C1 C2, which are real and not
    # negative; with a root of C1 on both sides the matrix is symmetric, and that is stable.
    values, vectors = linalg.eigh(first)
    root = vectors * np.sqrt(np.clip(values, 0, None)) @ vectors.T
    mixed = linalg.eigvalsh(root @ second @ root)
    cross = np.sqrt(np.clip(mixed, 0, None)).sum()
    return float(mean @ mean + np.trace(first) + np.trace(second) - 2 * cross)
