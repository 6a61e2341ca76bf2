"""A picture classifier of timm with random weights in a folder."""

import json
from pathlib import Path

from models import torchvision_shim


def save(folder: Path, names: tuple[str, ...] = ("NSFW", "SFW")) -> Path:
    """Write a vision transformer of one layer, of the architecture that the table names."""
    torchvision_shim.ensure()
    import timm
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(0)
    less = {"depth": 1, "embed_dim": 16, "num_heads": 2, "img_size": 32}
    model = timm.create_model("vit_tiny_patch16_384", num_classes=len(names), **less)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(model.state_dict(), folder / "model.safetensors")
    config = {
        "architecture": "vit_tiny_patch16_384",
        "num_classes": len(names),
        "model_args": less,
        "label_names": list(names),
        "pretrained_cfg": {
            "input_size": [3, 32, 32],
            "fixed_input_size": True,
            "mean": [0.5, 0.5, 0.5],
            "std": [0.5, 0.5, 0.5],
            "interpolation": "bicubic",
            "crop_pct": 1.0,
            "num_classes": len(names),
            "first_conv": "patch_embed.proj",
            "classifier": "head",
        },
    }
    (folder / "config.json").write_text(json.dumps(config))
    return folder
