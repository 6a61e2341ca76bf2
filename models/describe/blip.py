"""BLIP (Li et al. 2022) through transformers: one sentence a picture, about a second of two cores.

Chosen over small vision-language models because what it writes only helps a search to find clips
that came without words, and because it needs no package that is not here already.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np

from models.describe.captioner import Image
from models.errors import Unavailable
from models.hub.check import Fault, answering, finite, loaded, untold
from models.hub.memory import Plan, keywords, usual

MOST_TOKENS = 30
LONGEST = 160
"""Characters of a caption."""


class BlipCaptioner:
    """See :class:`models.describe.captioner.Captioner`."""

    def __init__(
        self,
        folder: Path,
        what: str,
        *,
        threads: int = 2,
        plan: Plan | None = None,
        fault: Fault = untold,
    ) -> None:
        self._folder, self._what, self._threads, self._fault = folder, what, threads, fault
        self._plan = plan
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    def load(self) -> None:
        """Load now, and try it; raises Unavailable, with what to do, where that cannot be."""
        import torch

        grey = np.full((16, 16, 3), 128, np.uint8)
        with self._lock, answering(self._what, self._fault), torch.inference_mode():
            model, processor = self._here()
            begun = torch.tensor([[model.decoder_input_ids]], device=model.device)
            told = model(**self._pixels(model, processor, grey), input_ids=begun).logits
        finite(told.float().cpu().numpy(), self._what)
        self.caption(grey)

    def caption(self, image: Image) -> str:
        """See :class:`models.describe.captioner.Captioner`."""
        import torch

        with self._lock, answering(self._what, self._fault), torch.inference_mode():
            model, processor = self._here()
            tokens = model.generate(
                **self._pixels(model, processor, image),
                max_new_tokens=MOST_TOKENS,
                do_sample=False,
            )
            said = processor.decode(tokens[0], skip_special_tokens=True)
        return " ".join(str(said).split())[:LONGEST]

    def _pixels(self, model: Any, processor: Any, image: Image) -> dict[str, Any]:
        values = processor.image_processor(images=image, return_tensors="pt")["pixel_values"]
        return {"pixel_values": values.to(model.device, model.dtype)}

    def _here(self) -> tuple[Any, Any]:
        if self._loaded is None:
            from models import torchvision_shim

            torchvision_shim.ensure()
            import torch
            from transformers import BlipForConditionalGeneration, BlipProcessor

            torch.set_num_threads(self._threads)
            plan = self._plan or usual()
            try:
                processor = BlipProcessor.from_pretrained(self._folder, local_files_only=True)
                made: Any = BlipForConditionalGeneration.from_pretrained(
                    self._folder,
                    use_safetensors=True,  # nothing is unpickled
                    local_files_only=True,
                    output_loading_info=True,
                    **keywords(plan),
                )
            except (OSError, ValueError, KeyError) as exc:
                raise Unavailable(
                    f"{self._what} is not one that transformers knows; choose another one"
                ) from exc
            model, info = made
            loaded(self._what, info)
            self._loaded = (model.to(plan.device).eval(), processor)
        return self._loaded
