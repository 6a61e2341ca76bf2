"""Tiny pipelines with random weights, of those whose words a Qwen3 or an UMT5 reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models import torchvision_shim
from tests.hub.tiny_pipelines import _TEXT, _t5, _with_sentencepiece

SAID = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def klein(folder: Path, **more: dict[str, Any]) -> Path:
    """A FLUX.2 klein that draws noise, by words and pictures; ``more`` as of tiny pipelines."""
    pytest.importorskip("diffusers")
    torchvision_shim.ensure()
    import torch
    from diffusers import (
        AutoencoderKLFlux2,
        FlowMatchEulerDiscreteScheduler,
        Flux2KleinPipeline,
        Flux2Transformer2DModel,
    )
    from transformers import Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(0)
    width = 8
    text: dict[str, Any] = {
        "hidden_size": width, "intermediate_size": 16, "num_attention_heads": 2, "head_dim": 4,
        "num_key_value_heads": 1, "num_hidden_layers": 28,  # it looks at the 27th
    }  # fmt: skip
    text |= more.get("text", {})
    small: dict[str, Any] = {
        "in_channels": 16, "num_layers": 1, "num_single_layers": 2, "attention_head_dim": 8,
        "num_attention_heads": 2, "joint_attention_dim": 3 * text["hidden_size"],
        "timestep_guidance_channels": 16, "axes_dims_rope": (2, 2, 2, 2), "guidance_embeds": False,
    }  # fmt: skip
    transformer = Flux2Transformer2DModel(**more.get("transformer", small))
    tokenizer = _qwen()
    small = {
        "block_out_channels": (8, 16), "latent_channels": 4, "norm_num_groups": 4,
        "down_block_types": ("DownEncoderBlock2D",) * 2,
        "up_block_types": ("UpDecoderBlock2D",) * 2, "layers_per_block": 1,
    }  # fmt: skip
    vae = AutoencoderKLFlux2(**more.get("vae", small))
    Flux2KleinPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=vae,
        text_encoder=Qwen3ForCausalLM(Qwen3Config(vocab_size=len(tokenizer), **text)),
        tokenizer=tokenizer,
        transformer=transformer,
        is_distilled=True,
    ).save_pretrained(folder)
    return folder


def _qwen() -> Any:
    """A tokenizer that knows letters, and how a conversation is written."""
    from transformers import Qwen2Tokenizer

    letters = [*map(chr, range(33, 127)), "\u0120", "\u010a"]
    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    made = Qwen2Tokenizer(
        vocab={word: at for at, word in enumerate([*letters, *marks])},
        merges=[], pad_token=marks[0], additional_special_tokens=marks,
    )  # fmt: skip
    made.chat_template = SAID
    return made


def z_image(folder: Path) -> Path:
    """A Z-Image that draws noise, by words."""
    pytest.importorskip("diffusers")
    torchvision_shim.ensure()
    import torch
    from diffusers import (
        AutoencoderKL,
        FlowMatchEulerDiscreteScheduler,
        ZImagePipeline,
        ZImageTransformer2DModel,
    )
    from transformers import Qwen3Config, Qwen3Model

    torch.manual_seed(0)
    tokenizer = _qwen()
    text = Qwen3Config(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=16, num_attention_heads=2,
        head_dim=8, num_key_value_heads=1, num_hidden_layers=2,
    )  # fmt: skip
    ZImagePipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=AutoencoderKL(
            block_out_channels=(8, 16), latent_channels=4, norm_num_groups=4, layers_per_block=1,
            down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
            scaling_factor=0.36, shift_factor=0.11,
        ),
        text_encoder=Qwen3Model(text),
        tokenizer=tokenizer,
        transformer=ZImageTransformer2DModel(
            in_channels=4, dim=16, n_layers=2, n_refiner_layers=1, n_heads=2, n_kv_heads=2,
            cap_feat_dim=16, axes_dims=[4, 2, 2], axes_lens=[1024, 64, 64],
        ),
    ).save_pretrained(folder)  # fmt: skip
    return folder


def lucy(folder: Path) -> Path:
    """A Lucy Edit that makes noise of a clip."""
    pytest.importorskip("diffusers")
    torchvision_shim.ensure()
    import torch
    from diffusers import (
        AutoencoderKLWan,
        FlowMatchEulerDiscreteScheduler,
        LucyEditPipeline,
        WanTransformer3DModel,
    )
    from transformers import UMT5Config, UMT5EncoderModel

    torch.manual_seed(0)
    transformer = WanTransformer3DModel(
        in_channels=32, out_channels=16, num_attention_heads=2, attention_head_dim=12,
        text_dim=32, freq_dim=16, ffn_dim=32, num_layers=2, rope_max_seq_len=32,
    )  # fmt: skip
    LucyEditPipeline(
        tokenizer=_t5(folder / "made"),
        text_encoder=UMT5EncoderModel(UMT5Config(**_TEXT)),
        vae=AutoencoderKLWan(base_dim=3, dim_mult=[1, 1, 1, 1], num_res_blocks=1),
        scheduler=FlowMatchEulerDiscreteScheduler(),
        transformer=transformer,
        expand_timesteps=True,  # as of the clip's own frames, where it comes from Wan 2.2
    ).save_pretrained(folder)
    return _with_sentencepiece(folder)
