"""What the starting network's own classifier sees in a photo: soft labels over 1,000 names.

The photo set names about 500 things often; the published network was taught 1,000. Its opinion of
every photo, added as a soft target (Hinton et al. 2015), keeps the other names and gives a photo
of one thing a second and third word. Names are WordNet's, as timm carries them.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from models.encode.tower import normalised
from models.train import start

SIDE = 112
KEPT = 8
"""Names kept of each photo; the rest of the probability is dropped."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """The likeliest names of each photo: ``name`` int64 and ``share`` float32, both (n, KEPT)."""

    name: Tensor
    share: Tensor


def names() -> list[str]:
    """The 1,000 names in the order of the classifier, each with up to two synonyms."""
    found = importlib.util.find_spec("timm")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the names of ImageNet come with timm; run `pip install timm`")
    folder = Path(next(iter(found.submodule_search_locations))) / "data" / "_info"
    lines = (folder / "imagenet_synset_to_lemma.txt").read_text("utf-8").splitlines()
    lemmas = dict(line.split("\t", 1) for line in lines if "\t" in line)
    synsets = (folder / "imagenet_synsets.txt").read_text("utf-8").split()
    return [" ".join(lemmas[synset].split(", ")[:2]).lower() for synset in synsets]


def opinions(pixels: np.ndarray, file: Path, cache: Path, batch: int = 128) -> Opinions:
    """Ask the classifier about uint8 (n, h, w, 3) photos, or read what ``cache`` holds of them."""
    if cache.is_file():
        kept = torch.load(cache, weights_only=True)
        if len(kept["name"]) == len(pixels):
            return Opinions(kept["name"], kept["share"])
    tower = start.pretrained(file).eval()
    state = torch.load(file, weights_only=True, map_location="cpu")
    weight, bias = state["_fc.weight"], state["_fc.bias"]
    tops: list[tuple[Tensor, Tensor]] = []
    with torch.inference_mode():
        for first in range(0, len(pixels), batch):
            planes = torch.from_numpy(pixels[first : first + batch]).permute(0, 3, 1, 2).float()
            larger = F.interpolate(planes, (SIDE, SIDE), mode="bilinear", align_corners=False)
            features = tower.features(normalised(larger))
            share, name = (features @ weight.T + bias).softmax(-1).topk(KEPT)
            tops.append((name, share))
            if first % (batch * 50) == 0:
                print(f"opinions {first}/{len(pixels)}", flush=True)
    result = Opinions(torch.cat([n for n, _ in tops]), torch.cat([s for _, s in tops]))
    torch.save({"name": result.name, "share": result.share}, cache)
    return result
