"""Tiny models with random weights, of the classes that the profiles load, in folders."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from models import torchvision_shim
from models.hub.checkpoint import Checkpoint, Profile, Role
from models.hub.table import CHECKPOINTS
from tests.hub import tiny_pipelines
from tests.hub.server import Hub
from tests.models.describe import tiny as tiny_blip
from tests.models.encode import tiny_openclip
from tests.models.fidelity import tiny as tiny_classifier
from tests.models.speech import tiny as tiny_whisper

TEMPLATE = """{%- if tools %}<|im_start|>system
# Tools
{%- for tool in tools %}
{{ tool | tojson }}
{%- endfor %}<|im_end|>
{% endif -%}
{%- for m in messages -%}
<|im_start|>{{ m.role }}
{{ m.content }}
{%- for call in m.tool_calls or [] %}
<tool_call>{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments | tojson }}}</tool_call>
{%- endfor %}<|im_end|>
{% endfor -%}
{%- if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""  # noqa: E501


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


MAKERS: Mapping[Role, Callable[[Path], Path]] = {
    "encoder": tiny_openclip.save,
    "chat": chat,
    "picture": tiny_pipelines.pictures,
    "adapter": tiny_pipelines.adapter,
    "video": tiny_pipelines.ltx,
    "speech": tiny_whisper.save,
    "guard": chat,
    "safety": tiny_classifier.save,
    "caption": tiny_blip.save,
}

QUICK: tuple[Role, ...] = ("encoder", "chat", "speech", "guard", "safety", "caption")
"""Roles without diffusers, whose import alone takes longer than all of these."""


SHOWN: Mapping[Role, Callable[[Path], Path]] = {
    **MAKERS,
    "encoder": tiny_openclip.discerning,
    "picture": lambda folder: tiny_pipelines.pictures(folder, vae=tiny_pipelines.EIGHTH),
}
"""The same for the whole app, which draws in the size of the table and shows no repeats."""


def publish(
    hub: Hub,
    folder: Path,
    profile: Profile = "cpu",
    roles: Collection[Role] = tuple(MAKERS),
    makers: Mapping[Role, Callable[[Path], Path]] = MAKERS,
) -> None:
    """Put a tiny model for each role of a profile on the stand-in hub, under its true name."""
    for role in roles:
        wanted = CHECKPOINTS[profile][role]
        hub.publish(wanted.repo, makers[role](folder / role), at=wanted.revision)


def checkpoint(role: Role, **changes: object) -> Checkpoint:
    """The cpu profile's checkpoint of a role, as small as the tiny one."""
    small: dict[str, object] = {"parameters": 1e5, "side": 64, "work": 1.0, "attention": 0.0}
    if role == "video":
        small |= {"steps": 2, "frames": 17}
    small |= changes
    return replace(CHECKPOINTS["cpu"][role], **small)  # type: ignore[arg-type]
