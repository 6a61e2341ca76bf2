"""Tiny pipelines of diffusers with random weights, of the classes that the profiles load."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models import torchvision_shim

EIGHTH: dict[str, Any] = {
    "block_out_channels": (8,) * 4, "latent_channels": 4, "norm_num_groups": 4,
    "down_block_types": ("DownEncoderBlock2D",) * 4, "up_block_types": ("UpDecoderBlock2D",) * 4,
}  # fmt: skip
"""The autoencoder of a pipeline that draws 512 pixels: latents an eighth as wide, as true ones
are. With half as wide ones attention goes over 64 times as many, and a picture takes 40 s."""


def pictures(folder: Path, **more: dict[str, Any]) -> Path:
    """A latent consistency pipeline that draws noise of 64 pixels.

    ``more`` changes the sizes of a part: ``unet={...}``, ``vae={...}``.
    """
    pytest.importorskip("diffusers")
    torchvision_shim.ensure()
    import torch
    from diffusers import (
        AutoencoderKL,
        LatentConsistencyModelPipeline,
        LCMScheduler,
        UNet2DConditionModel,
    )
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

    torch.manual_seed(0)
    small: dict[str, Any] = {
        "block_out_channels": (8, 16), "layers_per_block": 1, "sample_size": 8, "in_channels": 4,
        "out_channels": 4, "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"), "cross_attention_dim": 16,
        "attention_head_dim": 4, "norm_num_groups": 4, "time_cond_proj_dim": 16,
    }  # fmt: skip
    unet = UNet2DConditionModel(**more.get("unet", small))
    small = {
        "block_out_channels": (8, 16), "latent_channels": 4, "norm_num_groups": 4,
        "down_block_types": ("DownEncoderBlock2D",) * 2,
        "up_block_types": ("UpDecoderBlock2D",) * 2,
    }  # fmt: skip
    vae = AutoencoderKL(**more.get("vae", small))
    letters = [chr(code) for code in range(33, 127)]
    words = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    (folder / "tokenizer").mkdir(parents=True)
    vocab = folder / "tokenizer" / "vocab.json"
    vocab.write_text(json.dumps({word: at for at, word in enumerate(words)}))
    merges = folder / "tokenizer" / "merges.txt"
    merges.write_text("#version: 0.2\n")
    (folder / "tokenizer" / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "CLIPTokenizer", "model_max_length": 16})
    )
    text = CLIPTextModel(
        CLIPTextConfig(
            hidden_size=unet.config.cross_attention_dim, intermediate_size=16,
            num_attention_heads=2, num_hidden_layers=1, vocab_size=len(words),
            max_position_embeddings=16, projection_dim=16,
            bos_token_id=len(words) - 2, eos_token_id=len(words) - 1,
        )
    )  # fmt: skip
    LatentConsistencyModelPipeline(
        vae=vae,
        text_encoder=text,
        tokenizer=CLIPTokenizer.from_pretrained(folder / "tokenizer"),
        unet=unet,
        scheduler=LCMScheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)
    return folder


def decoder(folder: Path, channels: int = 4) -> Path:
    """A quick decoder for :func:`pictures`: latents half as wide as the picture."""
    torchvision_shim.ensure()
    import torch
    from diffusers import AutoencoderTiny

    torch.manual_seed(0)
    AutoencoderTiny(
        latent_channels=channels, encoder_block_out_channels=(8, 8),
        decoder_block_out_channels=(8, 8), num_encoder_blocks=(1, 1), num_decoder_blocks=(1, 1),
    ).save_pretrained(folder)  # fmt: skip
    return folder


def adapter(folder: Path) -> Path:
    """An IP-Adapter for :func:`pictures`, and its image encoder."""
    torchvision_shim.ensure()
    import torch
    from safetensors.torch import save_file
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    torch.manual_seed(0)
    home = folder / "models"
    vision = CLIPVisionConfig(
        hidden_size=16, intermediate_size=16, num_attention_heads=2, num_hidden_layers=1,
        image_size=32, patch_size=16, projection_dim=24,
    )  # fmt: skip
    CLIPVisionModelWithProjection(vision).save_pretrained(home / "image_encoder")
    weights = {
        "image_proj.proj.weight": torch.randn(4 * 16, 24),
        "image_proj.proj.bias": torch.zeros(4 * 16),
        "image_proj.norm.weight": torch.ones(16),
        "image_proj.norm.bias": torch.zeros(16),
    }
    # Four cross attentions: the adapter's keys count them in steps of two.
    for at in range(4):
        for part in ("k", "v"):
            weights[f"ip_adapter.{2 * at + 1}.to_{part}_ip.weight"] = torch.randn(16, 16)
    save_file(weights, home / "ip-adapter_sd15.safetensors")
    return folder


def _t5(folder: Path) -> Any:
    """A tokenizer of sentencepiece that knows a few words, as T5's comes."""
    import io

    import sentencepiece
    from transformers import T5Tokenizer

    said = ["a red ball on a blue boat", "worst quality blurry jittery distorted", "a dog runs"]
    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(said * 20), model_writer=made, vocab_size=60, pad_id=0, eos_id=1,
        unk_id=2, bos_id=-1, hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    folder.mkdir(parents=True)
    (folder / "spiece.model").write_bytes(made.getvalue())
    told = {"tokenizer_class": "T5Tokenizer", "extra_ids": 0}
    (folder / "tokenizer_config.json").write_text(json.dumps(told))
    return T5Tokenizer.from_pretrained(folder)


_TEXT = {
    "d_model": 32, "d_kv": 8, "d_ff": 32, "num_layers": 1, "num_heads": 2, "vocab_size": 80,
    "decoder_start_token_id": 0,
}  # fmt: skip


def ltx(folder: Path, **more: dict[str, Any]) -> Path:
    """An LTX-Video that draws noise of 64 pixels; ``more`` as in :func:`pictures`."""
    pytest.importorskip("diffusers")
    torchvision_shim.ensure()
    import torch
    from diffusers import (
        AutoencoderKLLTXVideo,
        FlowMatchEulerDiscreteScheduler,
        LTXConditionPipeline,
        LTXVideoTransformer3DModel,
    )
    from transformers import T5Config, T5EncoderModel

    torch.manual_seed(0)
    small: dict[str, Any] = {
        "in_channels": 8, "out_channels": 8, "num_attention_heads": 2, "attention_head_dim": 8,
        "cross_attention_dim": 16, "num_layers": 2, "caption_channels": 32,
    }  # fmt: skip
    transformer = LTXVideoTransformer3DModel(**more.get("transformer", small))
    eight, ones = (8,) * 4, (1,) * 5
    small = {
        "latent_channels": 8, "block_out_channels": eight, "decoder_block_out_channels": eight,
        "layers_per_block": ones, "decoder_layers_per_block": ones, "timestep_conditioning": True,
    }  # fmt: skip
    vae = AutoencoderKLLTXVideo(**more.get("vae", small))
    LTXConditionPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=vae,
        text_encoder=T5EncoderModel(T5Config(**(_TEXT | more.get("text", {})))),
        tokenizer=_t5(folder / "made"),
        transformer=transformer,
    ).save_pretrained(folder)
    return _with_sentencepiece(folder)


def vace(folder: Path, **more: dict[str, Any]) -> Path:
    """A Wan-VACE that draws noise of 64 pixels; ``more`` as in :func:`pictures`."""
    pytest.importorskip("diffusers")
    torchvision_shim.ensure()
    import torch
    from diffusers import (
        AutoencoderKLWan,
        FlowMatchEulerDiscreteScheduler,
        WanVACEPipeline,
        WanVACETransformer3DModel,
    )
    from transformers import UMT5Config, UMT5EncoderModel

    torch.manual_seed(0)
    small: dict[str, Any] = {
        "num_attention_heads": 2, "attention_head_dim": 12, "text_dim": 32, "freq_dim": 16,
        "ffn_dim": 32, "num_layers": 2, "rope_max_seq_len": 32, "vace_layers": [0, 1],
    }  # fmt: skip
    transformer = WanVACETransformer3DModel(**more.get("transformer", small))
    small = {"base_dim": 3, "dim_mult": [1, 1, 1, 1], "num_res_blocks": 1}
    vae = AutoencoderKLWan(**more.get("vae", small))
    WanVACEPipeline(
        tokenizer=_t5(folder / "made"),
        text_encoder=UMT5EncoderModel(UMT5Config(**(_TEXT | more.get("text", {})))),
        vae=vae,
        scheduler=FlowMatchEulerDiscreteScheduler(),
        transformer=transformer,
    ).save_pretrained(folder)
    return _with_sentencepiece(folder)


def _with_sentencepiece(folder: Path) -> Path:
    """Leave the tokenizer as the true repositories have it: a model of sentencepiece alone."""
    import shutil

    tokenizer = folder / "tokenizer"
    shutil.copy(folder / "made" / "spiece.model", tokenizer / "spiece.model")
    (tokenizer / "tokenizer.json").unlink(missing_ok=True)
    shutil.rmtree(folder / "made")
    return folder
