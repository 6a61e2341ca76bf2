"""BLIP (Li et al. 2022) through transformers: one sentence a picture, about a second of two cores.

Chosen over small vision-language models because what it writes only helps a search to find clips
that came without words, and because it needs no package that is not here already.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.describe.captioner import Image
from models.hub.check import answering, finite
from models.hub.pretrained import Pretrained

MOST_TOKENS = 30
LONGEST = 160
"""Characters of a caption."""


class BlipCaptioner(Pretrained):
    """See :class:`models.describe.captioner.Captioner`."""

    def load(self) -> None:
        """Load now, and try it; raises Unavailable, with what to do, where that cannot be."""
        grey = np.full((16, 16, 3), 128, np.uint8)
        with answering(self._what, self._fault):
            finite(self._thread.run(lambda: self._begun(grey)), self._what)
        self.caption(grey)

    def caption(self, image: Image) -> str:
        """See :class:`models.describe.captioner.Captioner`."""
        with answering(self._what, self._fault):
            return self._thread.run(lambda: self._said(image))

    def _begun(self, image: Image) -> NDArray[np.float32]:
        """Scores of the first word (1, 1, words)."""
        import torch

        model, processor = self._here()
        begun = torch.tensor([[model.decoder_input_ids]], device=model.device)
        with torch.inference_mode():
            told = model(**self._pixels(model, processor, image), input_ids=begun).logits
            return np.asarray(told.float().cpu().numpy())

    def _said(self, image: Image) -> str:
        import torch

        model, processor = self._here()
        with torch.inference_mode():
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

    def _classes(self) -> tuple[Any, Any]:
        from transformers import BlipForConditionalGeneration, BlipProcessor

        return BlipForConditionalGeneration, BlipProcessor
