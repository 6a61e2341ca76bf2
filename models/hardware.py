"""What this machine's processor is good at."""

from __future__ import annotations


def quick_in_bf16() -> bool:
    """Whether this CPU multiplies bf16 faster than fp32.

    So it is with matrix units (AMX: six times, measured) and with AVX512_BF16 (AMD Zen 4: 2.8
    times); elsewhere bf16 is slower.
    """
    import torch

    names = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    probes = (getattr(torch.cpu, name, None) for name in names)
    return any(bool(probe and probe()) for probe in probes)
