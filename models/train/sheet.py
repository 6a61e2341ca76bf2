"""A contact sheet of fixed prompts: what a checkpoint can do, to be looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import torch

from models.generate import flow
from models.generate.autoencoder import CHANNELS, VideoAutoencoder, to_pixels
from models.generate.conditions import nothing
from models.generate.denoiser import Denoiser
from models.generate.guidance import Scales, guided
from models.generate.words import WordVectors
from models.hardware import quick_in_bf16

PROMPTS = (
    "A ginger cat walks through a meadow at sunset, flat animation",
    "a calm sea at night, pixel art",
    "A red car drives on a country road in the rain, pencil sketch",
    "a whale leaps out of the water at dawn, pastel animation",
    "A person with long blond hair, glasses and a red coat smiles in a park, flat animation",
    "neon city skyline at night",
    "pizza on a table",
    "a hot-air balloon above the clouds",
    "purple spiral, neon animation",
    "A dog runs in a snowfield while it is snowing",
    "a basketball player dribbles on an indoor court in warm colours",
    "waterfall in the fog, black and white",
)


@torch.inference_mode()
def sheet(
    model: Denoiser, coder: VideoAutoencoder, read: WordVectors, folder: Path, step: int,
    frames: int = 4, steps: int = 16,
) -> None:  # fmt: skip
    """Sample :data:`PROMPTS` and write ``sheet-STEP.png``: two frames of each."""
    count = len(PROMPTS)
    given = nothing(count, frames, CHANNELS, 16, 16)
    given = replace(given, words=torch.from_numpy(read(PROMPTS)))
    noise = torch.randn(given.frames.shape, generator=torch.Generator().manual_seed(0))
    with torch.autocast("cpu", torch.bfloat16, enabled=quick_in_bf16()):
        velocity = guided(model, given, Scales())
        x = flow.last(flow.multistep(velocity, noise, flow.levels(steps, shift=2.0)))
        clips = to_pixels(coder.decode(x)).numpy()
    pairs = [np.concatenate([clip[1], clip[-2]], axis=1) for clip in clips]
    rows = [np.concatenate(pairs[at : at + 4], axis=1) for at in range(0, count, 4)]
    cv2.imwrite(str(folder / f"sheet-{step:06d}.png"), np.concatenate(rows)[..., ::-1])
