"""Tiny models with random weights, of the classes that the profiles load, in folders."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from models import torchvision_shim
from models.hub.checkpoint import Checkpoint, Profile, Role
from models.hub.table import CHECKPOINTS
from tests.hub.server import Hub
from tests.models.describe import tiny as tiny_blip
from tests.models.encode import tiny_openclip
from tests.models.fidelity import tiny as tiny_classifier
from tests.models.speech import tiny as tiny_whisper

TEMPLATE = """{%- if tools %}<|im_start|>system
{%- for tool in tools %}
{{ tool | tojson }}
{%- endfor %}<|im_end|>
{% endif -%}
{%- for m in messages -%}
<|im_start|>{{ m.role }}
{{ m.content }}<|im_end|>
{% endfor -%}
{%- if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""


def chat(folder: Path) -> Path:
    """A Qwen3 of two layers that knows letters."""
    torchvision_shim.ensure()
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    marks = ["<|im_start|>", "<|im_end|>"]
    vocab = {one: at for at, one in enumerate([*letters, *marks])}
    made = Tokenizer(models.BPE(vocab=vocab, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens(marks)
    PreTrainedTokenizerFast(
        tokenizer_object=made, eos_token="<|im_end|>", chat_template=TEMPLATE
    ).save_pretrained(folder)
    torch.manual_seed(0)
    config = Qwen3Config(
        vocab_size=len(vocab), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=2, num_key_value_heads=1, head_dim=16, max_position_embeddings=16_384,
        eos_token_id=vocab["<|im_end|>"], tie_word_embeddings=True,
    )  # fmt: skip
    Qwen3ForCausalLM(config).save_pretrained(folder)
    return folder


def pipeline(folder: Path) -> Path:
    """A latent consistency pipeline that draws noise of 64 pixels."""
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
    unet = UNet2DConditionModel(
        block_out_channels=(8, 16), layers_per_block=1, sample_size=8, in_channels=4,
        out_channels=4, down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), cross_attention_dim=16,
        attention_head_dim=4, norm_num_groups=4, time_cond_proj_dim=16,
    )  # fmt: skip
    vae = AutoencoderKL(
        block_out_channels=(8, 16), in_channels=3, out_channels=3, latent_channels=4,
        down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
        norm_num_groups=4,
    )  # fmt: skip
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
            hidden_size=16, intermediate_size=16, num_attention_heads=2, num_hidden_layers=1,
            vocab_size=len(words), max_position_embeddings=16, projection_dim=16,
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


MAKERS: Mapping[Role, Callable[[Path], Path]] = {
    "encoder": tiny_openclip.save,
    "chat": chat,
    "picture": pipeline,
    "speech": tiny_whisper.save,
    "guard": chat,
    "safety": tiny_classifier.save,
    "caption": tiny_blip.save,
}


def publish(
    hub: Hub, folder: Path, profile: Profile = "cpu", roles: Collection[Role] = tuple(MAKERS)
) -> None:
    """Put a tiny model for each role of a profile on the stand-in hub, under its true name."""
    for role in roles:
        wanted = CHECKPOINTS[profile][role]
        hub.publish(wanted.repo, MAKERS[role](folder / role), at=wanted.revision)


def checkpoint(role: Role, **changes: object) -> Checkpoint:
    """The cpu profile's checkpoint of a role, as small as the tiny one."""
    small = {"parameters": 1e5, "side": 64} | changes
    return replace(CHECKPOINTS["cpu"][role], **small)  # type: ignore[arg-type]
