"""A picture with something of everything, and clips of it, for the tests of this folder."""

from __future__ import annotations

import cv2
import numpy as np


def scene(width: int = 320, height: int = 180) -> np.ndarray:
    """Sky, ground, round and straight forms, fine texture, dark and light: uint8 (h, w, 3)."""
    y = np.linspace(0.0, 1.0, height)[:, None, None]
    image = np.ascontiguousarray(
        np.broadcast_to((1 - y) * (90, 150, 230) + y * (210, 200, 160), (height, width, 3))
    ).astype(np.uint8)
    w, h = width, height
    cv2.rectangle(image, (w // 12, h // 2), (w // 3, h - h // 8), (120, 60, 40), -1)
    cv2.circle(image, (2 * w // 3, h // 2), min(w, h) // 4, (30, 120, 50), -1, cv2.LINE_AA)
    cv2.circle(image, (2 * w // 3, h // 3), min(w, h) // 9, (230, 60, 60), -1, cv2.LINE_AA)
    cv2.line(image, (0, h - 3), (w, h // 2), (15, 15, 20), max(2, h // 90), cv2.LINE_AA)
    leaves = np.random.default_rng(3).integers(-25, 26, (h // 3, w // 4, 1))
    corner = image[: h // 3, w - w // 4 :]
    corner[:] = np.clip(np.int32((40, 90, 40)) + leaves, 0, 255)
    return image


def noisy(image: np.ndarray, deviation: float, seed: int) -> np.ndarray:
    """``image`` with a sensor's noise."""
    noise = np.random.default_rng(seed).normal(0.0, deviation, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def still_clip(frames: int = 9, deviation: float = 4.0) -> list[np.ndarray]:
    """A camera on a tripod."""
    return [noisy(scene(), deviation, seed) for seed in range(frames)]


def panning_clip(frames: int = 10, deviation: float = 2.0) -> list[np.ndarray]:
    """A camera that turns by one pixel a frame."""
    wide = scene(360, 180)
    return [noisy(wide[:, k : k + 320], deviation, k) for k in range(frames)]
