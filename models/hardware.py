"""What this machine's processor is good at."""

from __future__ import annotations


def matrix_units() -> bool:
    """Whether this CPU multiplies bf16 in tiles (AMX); elsewhere bf16 is slower than fp32."""
    import torch

    probe = getattr(torch.cpu, "_is_amx_tile_supported", None)
    return bool(probe and probe())
