"""Whisper (Radford et al. 2022) through transformers: half a minute at a time, on this machine."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from models.errors import Unavailable
from models.hardware import quick_in_bf16
from models.speech.listener import RATE, samples, silent

WINDOW = 30 * RATE
"""Samples that Whisper hears at once."""

MOST_TOKENS = 200
"""Tokens of half a minute; nobody speaks faster, and a loop ends here."""


class WhisperListener:
    """Hears with the Whisper in ``model``: a folder, or a hub name that lies in the cache."""

    def __init__(self, model: str, *, threads: int = 2) -> None:
        self.model, self.threads = model, threads
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any, Any] | None = None

    def hear(self, path: Path) -> str:
        """See :class:`models.speech.listener.Listener`."""
        sound = samples(path)
        if silent(sound):
            return ""
        with self._lock:
            parts = [sound[at : at + WINDOW] for at in range(0, len(sound), WINDOW)]
            return " ".join(filter(None, map(self._words, parts)))

    def load(self) -> None:
        """Load the weights now; raises Unavailable, with what to do, where that cannot be."""
        with self._lock:
            self._here()

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
            half = torch.cuda.is_available() or quick_in_bf16()
            here: dict[str, Any] = {"local_files_only": True}
            try:
                features = WhisperFeatureExtractor.from_pretrained(self.model, **here)
                tokenizer = AutoTokenizer.from_pretrained(self.model, **here)
                model: Any = WhisperForConditionalGeneration.from_pretrained(
                    self.model,
                    dtype=torch.bfloat16 if half else torch.float32,
                    use_safetensors=True,  # nothing is unpickled
                    **here,
                )
            except (OSError, ValueError, KeyError) as exc:
                raise Unavailable(
                    f"the speech model {self.model!r} is not here, or is none; GENEREC_SPEECH is a "
                    "folder with a Whisper in the transformers format, or the name of one that "
                    "“hf download NAME” has fetched"
                ) from exc
            device = "cuda" if torch.cuda.is_available() else "cpu"
            self._loaded = (model.to(device).eval(), features, tokenizer)
        return self._loaded
