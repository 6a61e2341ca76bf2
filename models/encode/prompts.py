"""Sentences around a label: a bare word and a caption land near each other (CLIP, 3.1.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

TEMPLATES = (
    "{}",
    "a photo of a {}",
    "a {} in the picture",
    "a video of a {}",
    "a close-up of a {}",
    "a small picture of the {}",
    "someone filmed a {}",
    "{} scene",
)

Texts = Callable[[Sequence[str]], np.ndarray]
"""Sentences to unit vectors: n strings to float32 (n, d)."""


def label_bank(labels: Sequence[str], texts: Texts) -> np.ndarray:
    """Encode every label in every template: float32 (labels, templates, d)."""
    sentences = [template.format(label) for label in labels for template in TEMPLATES]
    return texts(sentences).reshape(len(labels), len(TEMPLATES), -1)


def label_vectors(labels: Sequence[str], texts: Texts) -> np.ndarray:
    """Average each label over the templates: unit float32 (labels, d)."""
    mean = label_bank(labels, texts).mean(axis=1)
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)
