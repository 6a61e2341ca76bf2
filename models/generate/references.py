"""Liked pictures as conditions of an image pipeline, in the way that the pipeline takes them.

With an IP-Adapter (Ye et al. 2023) each liked picture is a condition of its own, and *User_Hist*,
the mean of their embeddings (Wang et al. 2023, section 4.2; here in the adapter's space), comes
before them. A pipeline that takes references gets the pictures themselves, side by side.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.errors import Unavailable
from models.generate.parts import whole
from models.hub.check import finite, names

Picture = NDArray[np.uint8]

SCALE = 0.4
"""How strongly an adapter's conditions count beside the words: below the middle, words lead."""
ADAPTER = ("models", "ip-adapter_sd15.safetensors", "models/image_encoder")
"""Folder, weights and image encoder of an IP-Adapter in its repository."""
TAKES = ("Flux2KleinPipeline",)
"""Pipelines that take references as ``image``."""


def attach(pipe: Any, folder: Path) -> None:
    """Load the IP-Adapter in ``folder`` into ``pipe``, safetensors alone.

    Raises an error that says what does not fit; the pipeline is of no use then.
    """
    from transformers import CLIPVisionModelWithProjection

    subfolder, weights, encoder = ADAPTER
    looks = whole(CLIPVisionModelWithProjection, "its image encoder", folder / encoder, pipe.dtype)
    pipe.register_modules(image_encoder=looks)
    pipe.load_ip_adapter(
        str(folder),
        subfolder=subfolder,
        weight_name=weights,
        local_files_only=True,
    )
    _sound(pipe, names([folder / subfolder / weights]))


def _sound(pipe: Any, have: Collection[str]) -> None:
    """Raise Unavailable where an adapter has other weights than it needs, or no numbers."""
    import torch

    added = [one for one in pipe.unet.attn_processors.values() if isinstance(one, torch.nn.Module)]
    got = sum(name.startswith("ip_adapter.") for name in have)
    wanted = sum(len(list(one.parameters())) for one in added)
    if got != wanted:
        raise Unavailable(f"it has {got} weights for attention, and {wanted} are needed")
    for part in (pipe.unet.encoder_hid_proj, *added):
        if not all(weight.isfinite().all() for weight in part.parameters()):
            raise Unavailable("its weights hold values that are no numbers")
    grey = np.full((8, 8, 3), 128, np.uint8)
    finite(embedded(pipe, [Image.fromarray(grey)]).float().cpu().numpy(), "its image encoder")


def adapted(pipe: Any) -> bool:
    """Whether an IP-Adapter is loaded into ``pipe``."""
    unet = getattr(pipe, "unet", None)
    return unet is not None and unet.config.encoder_hid_dim_type == "ip_image_proj"


def conditions(pipe: Any, pictures: Sequence[Picture]) -> dict[str, Any]:
    """Return what to call ``pipe`` with for liked ``pictures``, the most telling first."""
    shown = [Image.fromarray(picture) for picture in pictures]
    if type(pipe).__name__ in TAKES:
        return {"image": shown} if shown else {}
    if not adapted(pipe):
        return {}
    pipe.set_ip_adapter_scale(SCALE if shown else 0.0)
    return {"ip_adapter_image_embeds": [embedded(pipe, shown)]}


def embedded(pipe: Any, shown: Sequence[Any]) -> Any:
    """The conditions (1, 1 + n, d) of n pictures: *User_Hist* first; zeros (1, 1, d) of none."""
    import torch

    size = pipe.image_encoder.config.projection_dim
    if not shown:
        return torch.zeros(1, 1, size, dtype=pipe.image_encoder.dtype)
    with torch.no_grad():
        each, _ = pipe.encode_image(list(shown), pipe._execution_device, 1)
    mean = torch.nn.functional.normalize(each.float(), dim=-1).mean(0, keepdim=True)
    history = mean / mean.norm().clamp_min(1e-6) * each.float().norm(dim=-1).mean()
    return torch.cat([history.to(each.dtype), each])[None]
