"""A real open_clip model of 40,000 parameters with random weights, in a folder."""

import json
from copy import deepcopy
from pathlib import Path

from models import torchvision_shim

CONFIG = {
    "model_cfg": {
        "embed_dim": 32,
        "vision_cfg": {
            "image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 8,
        },
        "text_cfg": {
            "context_length": 16, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 1,
        },
    },
    "preprocess_cfg": {
        "mean": [0.48, 0.46, 0.41], "std": [0.27, 0.26, 0.28],
        "interpolation": "bicubic", "resize_mode": "shortest",
    },
}  # fmt: skip


def save(folder: Path, seed: int = 0, **vision: int) -> Path:
    """``vision`` changes sizes of the part that looks at pictures."""
    torchvision_shim.ensure()
    import torch
    from open_clip.model import CLIP
    from safetensors.torch import save_file

    torch.manual_seed(seed)
    config = deepcopy(CONFIG)
    config["model_cfg"]["vision_cfg"] |= vision  # type: ignore[operator]
    model = CLIP(**config["model_cfg"])  # type: ignore[arg-type]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    state = {k: v.contiguous() for k, v in model.state_dict().items()}
    save_file(state, folder / "open_clip_model.safetensors")
    return folder


def discerning(folder: Path) -> Path:
    """One to which no two pictures look the same, as to a trained one.

    To random weights all do: what is common to pictures of any colour is taken off what it sees.
    """
    save(folder)
    import torch
    from open_clip.model import CLIP
    from safetensors.torch import load_file, save_file

    file = folder / "open_clip_model.safetensors"
    state = load_file(file)
    model = CLIP(**CONFIG["model_cfg"]).eval()  # type: ignore[arg-type]
    model.load_state_dict(state)
    seen: list[torch.Tensor] = []
    model.visual.ln_post.register_forward_hook(lambda *told: seen.append(told[2]))
    chance = torch.Generator().manual_seed(0)
    colours = torch.randn(32, 3, 1, 1, generator=chance)
    with torch.no_grad():
        model.encode_image(colours + 0.3 * torch.randn(32, 3, 32, 32, generator=chance))
    state["visual.ln_post.bias"] -= seen[0][:, 0].mean(0)  # (32, 17, 32): of a picture, the first
    save_file(state, file)
    return folder
