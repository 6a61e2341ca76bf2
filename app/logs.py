"""What whoever runs the app reads in the log: what of ours was chosen, fetched and in the way."""

from __future__ import annotations

import logging

OURS = ("app", "agents", "models")


def speak() -> None:
    """Write the log to standard error: all of ours, of other packages their warnings."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
