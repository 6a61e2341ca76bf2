"""Packages of others that can mark: whether they are there, and their models, loaded once."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from models.errors import Unavailable

log = logging.getLogger(__name__)

INSTALL: Mapping[str, str] = {
    "trustmark": "pip install trustmark==0.9.2",
    # The wheel of the registry (1.0.1) lacks the files that its models are built from.
    "videoseal": "pip install git+https://github.com/facebookresearch/videoseal",
}

_lock = threading.Lock()
_models: dict[str, Any] = {}


def missing(package: str) -> str:
    """What to say where a package of :data:`INSTALL` is not installed; empty where it is."""
    if importlib.util.find_spec(package) is not None:
        return ""
    return f"the package {package} is not installed; “{INSTALL[package]}” installs it"


def loaded(package: str, build: Callable[[Any], Any]) -> Any:
    """The model that ``build`` makes of the imported package, one for all who mark or read.

    Raises :class:`Unavailable`, in one sentence; the log has the cause.
    """
    from models import torchvision_shim

    with _lock:
        if package not in _models:
            torchvision_shim.ensure()
            try:
                _models[package] = build(importlib.import_module(package))
            except Exception as exc:  # theirs, whatever it is: nothing may go out unmarked
                log.exception("%s could not be loaded", package)
                raise Unavailable(
                    f"The invisible mark cannot be drawn or read: {package} could not be loaded"
                    f" ({type(exc).__name__}; the server's log says more). It fetches its weights"
                    f" at its first use, so try again with a network, install it anew by"
                    f" “{INSTALL[package]}”, or unset GENEREC_MARKER."
                ) from exc
        return _models[package]
