"""Weights in files that a repository can hold: bf16 safetensors, none over ten megabytes.

Named as the hub names shards, ``NAME-00001-of-00003.safetensors``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from torch import Tensor, nn

from models.errors import Unavailable

LARGEST = 9_000_000
"""Bytes of tensors in one file."""


def save_sharded(
    state: Mapping[str, Tensor], folder: Path, name: str, notes: Mapping[str, str]
) -> list[Path]:
    """Write ``state`` in bf16 to as many files as it needs; older shards of ``name`` go."""
    from safetensors.torch import save_file

    shards: list[dict[str, Tensor]] = [{}]
    filled = 0
    for key, value in state.items():
        tensor = value.detach().contiguous()
        tensor = tensor.bfloat16() if tensor.is_floating_point() else tensor
        size = tensor.numel() * tensor.element_size()
        if filled + size > LARGEST and shards[-1]:
            shards.append({})
            filled = 0
        shards[-1][key] = tensor
        filled += size
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{name}-*.safetensors"):
        old.unlink()
    files = []
    for number, shard in enumerate(shards, 1):
        files.append(folder / f"{name}-{number:05d}-of-{len(shards):05d}.safetensors")
        save_file(shard, files[-1], metadata=dict(notes))
    return files


def shard_files(folder: Path, name: str) -> list[Path]:
    """The files of ``name``, in order; raises Unavailable where one is missing."""
    found = sorted(folder.glob(f"{name}-*-of-*.safetensors"))
    matched = re.search(r"-of-(\d+)\.safetensors$", found[0].name) if found else None
    if matched is None or len(found) != int(matched[1]):
        raise Unavailable(
            f"the generator needs the weights {name!r} in {folder}, and found {len(found)} "
            "of their files; restore assets/weights from the repository"
        )
    return found


def load_sharded(model: nn.Module, folder: Path, name: str) -> None:
    """Load weights that :func:`save_sharded` wrote; every key must fit.

    Raises:
        Unavailable: when a file is missing, or keys are missing or left over.
    """
    from safetensors.torch import load_file

    state: dict[str, Tensor] = {}
    for file in shard_files(folder, name):
        state |= load_file(file)
    wanted = model.state_dict()
    state = {key: value.to(wanted[key].dtype) if key in wanted else value
             for key, value in state.items()}  # fmt: skip
    missing, extra = model.load_state_dict(state, strict=False)
    if missing or extra:
        raise Unavailable(f"{folder / name} lacks {missing} or has extra {extra}")


def digest(folder: Path, name: str) -> str:
    """First digits of the SHA-256 over all files of ``name``."""
    import hashlib

    total = hashlib.sha256()
    for file in shard_files(folder, name):
        total.update(file.read_bytes())
    return total.hexdigest()[:12]
