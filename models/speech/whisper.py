"""Whisper (Radford et al. 2022) through transformers: half a minute at a time, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.hub import card
from models.hub.check import Fault, answering, finite, loaded, untold
from models.hub.memory import Plan, keywords, usual
from models.own_thread import OwnThread
from models.speech.listener import RATE, samples, silent

WINDOW = 30 * RATE
"""Samples that Whisper hears at once."""

MOST_TOKENS = 200
"""Tokens of half a minute; nobody speaks faster, and a loop ends here."""


class WhisperListener:
    """Hears with the Whisper in ``model``: a folder, or a hub name that lies in the cache."""

    def __init__(
        self,
        model: str,
        *,
        threads: int = 2,
        plan: Plan | None = None,
        fault: Fault = untold,
        what: str = "",
    ) -> None:
        """``what`` names it in sentences; ``fault`` hears why it failed while it was used."""
        self.model, self.threads, self._plan, self._fault = model, threads, plan, fault
        self._what = what or f"the speech model {model}"
        self._thread = OwnThread("speech", ended=self._idle)
        self._loaded: tuple[Any, Any, Any] | None = None

    def hear(self, path: Path) -> str:
        """See :class:`models.speech.listener.Listener`."""
        sound = samples(path)
        if silent(sound):
            return ""
        parts = [sound[at : at + WINDOW] for at in range(0, len(sound), WINDOW)]
        with answering(self._what, self._fault):
            return self._thread.run(lambda: " ".join(filter(None, map(self._words, parts))))

    def load(self) -> None:
        """Load the weights now; raises Unavailable, with what to do, where that cannot be."""
        finite(self._thread.run(self._begun), self._what)

    def _idle(self) -> None:
        """Give the memory back; on a card its place was planned, and stays its own."""
        if self._loaded and self._loaded[0].device.type == "cpu":
            self._loaded = None
            card.collect()

    def _begun(self) -> NDArray[np.float32]:
        """Scores of the first word of silence (1, 1, words)."""
        import torch

        model, features, _ = self._here()
        silence = features(np.zeros(RATE), sampling_rate=RATE, return_tensors="pt").input_features
        begun = torch.tensor([[model.config.decoder_start_token_id]], device=model.device)
        with torch.no_grad():
            told = model(silence.to(model.device, model.dtype), decoder_input_ids=begun).logits
        return np.asarray(told.float().cpu().numpy())

    def _words(self, sound: Any) -> str:
        import torch

        model, features, tokenizer = self._here()
        heard = features(sound, sampling_rate=RATE, return_tensors="pt").input_features
        with torch.no_grad():
            tokens = model.generate(
                heard.to(model.device, model.dtype), max_new_tokens=MOST_TOKENS, do_sample=False
            )
        return " ".join(str(tokenizer.decode(tokens[0], skip_special_tokens=True)).split())

    def _here(self) -> tuple[Any, Any, Any]:
        if self._loaded is None:
            from models import torchvision_shim

            torchvision_shim.ensure()
            import torch
            from transformers import (
                AutoTokenizer,
                WhisperFeatureExtractor,
                WhisperForConditionalGeneration,
            )

            torch.set_num_threads(self.threads)
            plan = self._plan or usual()
            here: dict[str, Any] = {"local_files_only": True}
            try:
                features = WhisperFeatureExtractor.from_pretrained(self.model, **here)
                tokenizer = AutoTokenizer.from_pretrained(self.model, **here)
                made: Any = WhisperForConditionalGeneration.from_pretrained(
                    self.model,
                    use_safetensors=True,  # nothing is unpickled
                    output_loading_info=True,
                    **keywords(plan),
                    **here,
                )
            except (OSError, ValueError, KeyError) as exc:
                raise Unavailable(
                    f"the speech model {self.model!r} is not here, or is none; GENEREC_SPEECH is a "
                    "folder with a Whisper in the transformers format, or the name of one that "
                    "“hf download NAME” has fetched"
                ) from exc
            model, info = made
            loaded(self._what, info)
            self._loaded = (model.to(plan.device).eval(), features, tokenizer)
        return self._loaded
