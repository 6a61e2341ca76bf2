"""The graph of users and items as sparse torch matrices."""

from __future__ import annotations

import numpy as np
import torch
from scipy import sparse
from torch import Tensor


def both_ways(matrix: sparse.csr_array) -> tuple[Tensor, Tensor]:
    """The normalised interactions and their transpose: sparse (users, items), (items, users).

    Each edge weighs ``1 / sqrt(degree of the user * degree of the item)`` (LightGCN, eq. 3).
    """
    users = np.maximum(np.asarray(matrix.sum(axis=1)), 1) ** -0.5
    items = np.maximum(np.asarray(matrix.sum(axis=0)), 1) ** -0.5
    scaled = sparse.csr_array(sparse.diags_array(users) @ matrix @ sparse.diags_array(items))
    return as_torch(scaled), as_torch(sparse.csr_array(scaled.T))


def as_torch(matrix: sparse.csr_array) -> Tensor:
    """A float32 sparse torch matrix."""
    import warnings

    matrix.sort_indices()
    with warnings.catch_warnings():
        # torch calls its CSR support beta, once a process.
        warnings.filterwarnings("ignore", message="Sparse CSR tensor support", category=UserWarning)
        return torch.sparse_csr_tensor(
            torch.from_numpy(matrix.indptr.astype(np.int64)),
            torch.from_numpy(matrix.indices.astype(np.int64)),
            torch.from_numpy(matrix.data.astype(np.float32)),
            size=matrix.shape,
            check_invariants=True,
        )


class Spread(torch.autograd.Function):
    """``matrix @ x`` with the transpose given: the gradient is one more sparse product."""

    @staticmethod
    def forward(ctx, matrix: Tensor, transposed: Tensor, x: Tensor) -> Tensor:  # type: ignore[no-untyped-def]
        """Multiply."""
        ctx.transposed = transposed
        return matrix @ x

    @staticmethod
    def backward(ctx, gradient: Tensor):  # type: ignore[no-untyped-def]
        """Multiply by the transpose."""
        return None, None, ctx.transposed @ gradient.contiguous()


def spread(matrix: Tensor, transposed: Tensor, x: Tensor) -> Tensor:
    """Sum the neighbours' rows of ``x``: (columns of ``matrix``, d) to (rows, d)."""
    result: Tensor = Spread.apply(matrix, transposed, x)  # type: ignore[no-untyped-call]
    return result
