"""What whoever runs the app reads in the log: what of ours was chosen, fetched and in the way."""

from __future__ import annotations

import logging
import os

OURS = ("app", "agents", "models")


def speak() -> None:
    """Write the log to standard error: all of ours, of other packages their warnings."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")  # of transformers, too
    logging.getLogger("huggingface_hub").propagate = False  # it writes its warnings by itself
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
