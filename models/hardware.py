"""What this machine's processor is good at."""

from __future__ import annotations


def quick_in_bf16() -> bool:
    """Whether this CPU multiplies bf16 faster than fp32.

    So it is with matrix units (AMX: six times, measured) and with AVX512_BF16 (AMD Zen 4: 2.8
    times); elsewhere bf16 is slower.
    """
    return matrix_units() or _has("_is_avx512_bf16_supported")


def matrix_units() -> bool:
    """Whether this CPU multiplies whole tiles (AMX)."""
    return _has("_is_amx_tile_supported")


def _has(name: str) -> bool:
    import torch

    probe = getattr(torch.cpu, name, None)
    return bool(probe and probe())
