"""What whoever runs the app reads in the log: what of ours was chosen, fetched and in the way."""

from __future__ import annotations

import logging
import os

OURS = ("app", "agents", "models")
QUIET = {
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",  # those of transformers, too
    "TRANSFORMERS_VERBOSITY": "error",
    "DIFFUSERS_VERBOSITY": "error",
}
"""What their libraries warn of when models load is looked at, and told, by ourselves."""


def speak() -> None:
    """Write the log to standard error: all of ours, of other packages their warnings."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    logging.getLogger("huggingface_hub").propagate = False  # it writes its warnings by itself
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
