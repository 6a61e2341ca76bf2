"""Models of three sizes with random weights, of the classes that the profiles load.

``true`` ones have the sizes of the profiles' models, but for text encoders of one layer, or of thin
ones: what is measured comes after them. They are made on the card itself, where a billion numbers
are drawn in a moment, in bf16. Of ``middle`` ones a denoising step takes about as long on one core
as a true one on a card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from models.hub.checkpoint import Checkpoint
from models.hub.table import CHECKPOINTS
from tests.hub import tiny_editors, tiny_pipelines
from tests.models.encode import tiny_openclip

Size = Literal["tiny", "middle", "true"]
Part = Literal["encoder", "pictures", "clips", "klein", "vace"]
PARTS: tuple[Part, ...] = ("encoder", "pictures", "clips", "klein", "vace")
"""Pictures and clips are those of the profile ``cpu``; ``klein`` draws the pictures of ``gpu``, and
``vace`` its clips."""
ENCODER = "ViT-L-14"
"""True size: its words need no tokenizer of the hub, and its pictures cost what SigLIP2's do."""
STEPS = 12
"""Of clips, where the profile's are more: as many turns as possible fit into the time."""
_TEXT = {"d_model": 4096, "d_kv": 64, "num_heads": 64}
_LTX_VAE = {
    "latent_channels": 128,
    "block_out_channels": (128, 256, 512, 1024, 2048),
    "down_block_types": ("LTXVideo095DownBlock3D",) * 4,
    "decoder_block_out_channels": (256, 512, 1024),
    "layers_per_block": (4, 6, 6, 2, 2),
    "decoder_layers_per_block": (5, 5, 5, 5),
    "spatio_temporal_scaling": (True,) * 4,
    "decoder_spatio_temporal_scaling": (True,) * 3,
    "decoder_inject_noise": (False,) * 4,
    "downsample_type": ("spatial", "temporal", "spatiotemporal", "spatiotemporal"),
    "upsample_residual": (True,) * 3,
    "upsample_factor": (2,) * 3,
    "timestep_conditioning": True,
    "decoder_causal": False,
    "spatial_compression_ratio": 32,
    "temporal_compression_ratio": 8,
}
"""As LTX-Video 0.9.5 has it. That of 0.9.0, the class's own default, cannot decode with a time."""
SIZES: Mapping[Size, Mapping[str, dict[str, dict[str, Any]]]] = {
    "tiny": {},
    "middle": {
        "pictures": {
            "unet": {
                "cross_attention_dim": 128,
                "time_cond_proj_dim": 64,
                "sample_size": 32,
                "block_out_channels": (96, 192, 384, 384),
                "layers_per_block": 1,
            }
        },
        "clips": {
            "transformer": {
                "num_attention_heads": 8,
                "cross_attention_dim": 512,
                "num_layers": 8,
                "in_channels": 8,
                "out_channels": 8,
                "caption_channels": 32,
            }
        },
    },
    "true": {
        "pictures": {
            "unet": {"cross_attention_dim": 768, "time_cond_proj_dim": 256, "sample_size": 64},
            "vae": {
                "block_out_channels": (128, 256, 512, 512),
                "down_block_types": ("DownEncoderBlock2D",) * 4,
                "up_block_types": ("UpDecoderBlock2D",) * 4,
                "layers_per_block": 2,
                "latent_channels": 4,
            },
        },
        "clips": {"transformer": {}, "vae": _LTX_VAE, "text": _TEXT},
        "klein": {
            "transformer": {
                "num_layers": 5,
                "num_single_layers": 20,
                "num_attention_heads": 24,
                "joint_attention_dim": 3 * 2560,
                "guidance_embeds": False,
            },
            "vae": {},
            "text": {"hidden_size": 2560},
        },
        "vace": {
            "transformer": {
                "num_attention_heads": 12,
                "attention_head_dim": 128,
                "ffn_dim": 8960,
                "num_layers": 30,
                "vace_layers": list(range(0, 30, 2)),
            },
            "vae": {},
            "text": _TEXT,
        },
    },
}
MAKERS: Mapping[str, Callable[..., Path]] = {
    "pictures": tiny_pipelines.pictures,
    "clips": tiny_pipelines.ltx,
    "klein": tiny_editors.klein,
    "vace": tiny_pipelines.vace,
}
OF_PROFILE: Mapping[str, Checkpoint] = {
    "pictures": CHECKPOINTS["cpu"]["picture"],
    "clips": CHECKPOINTS["cpu"]["video"],
    "klein": CHECKPOINTS["gpu"]["picture"],
    "vace": CHECKPOINTS["gpu"]["video"],
}


def made(part: Part, size: Size, folder: Path, device: str) -> Path:
    """Write a pipeline of random weights; return its folder."""
    import diffusers  # noqa: F401  # without it the makers, which are of tests, would skip all

    sizes = SIZES[size].get(part, {})
    if size != "true":
        return MAKERS[part](folder, **sizes)
    with there(device, half=True):
        return MAKERS[part](folder, **sizes)


@contextmanager
def there(device: str, half: bool = False) -> Iterator[None]:
    """Let what is made inside be made on ``device``, in bf16 if ``half``."""
    import torch

    usual = torch.get_default_dtype()
    try:
        torch.set_default_dtype(torch.bfloat16 if half else usual)
        with torch.device(device):
            yield
    finally:
        torch.set_default_dtype(usual)


def model(part: Part, size: Size) -> Checkpoint:
    """The checkpoint of a part: what it draws, in how many steps, however long that takes."""
    found = replace(OF_PROFILE[part], work=0.0)
    steps = min(found.steps, STEPS)
    if size == "true":
        return replace(found, steps=steps)
    return replace(found, parameters=1e5, side=64, steps=2 if part == "vace" else steps)


def encoder_name(size: Size, folder: Path) -> str:
    """What open_clip builds the encoder from."""
    if size == "true":
        return ENCODER
    more = {"width": 256, "layers": 6} if size == "middle" else {}
    return f"local-dir:{tiny_openclip.save(folder / 'encoder', **more)}"
