"""Whether what was fetched is the model it should be, and whether what it says can be used."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import Busy, GeneRecError, Unavailable
from models.hub import card
from models.hub.checkpoint import Checkpoint

log = logging.getLogger(__name__)

Fault = Callable[[str], None]
"""Hears, in one sentence, that a model failed while it was used: a card that is gone, say."""


def untold(why: str) -> None:
    """Tell nobody."""


CONFIGURED: dict[str, str] = {
    "encoder": "open_clip_config.json",
    "chat": "config.json",
    "picture": "model_index.json",
    "video": "model_index.json",
    "edit": "model_index.json",
    "speech": "config.json",
    "guard": "config.json",
    "safety": "config.json",
    "caption": "config.json",
    "decoder": "config.json",
}
OPEN_CLIP = ("embed_dim", "vision_cfg", "text_cfg")
"""What the configuration of an open_clip model tells, whatever else."""
COMPUTED = ("position_ids", "inv_freq")
"""Endings of buffers that older files carry along."""
BLACK = 8
"""Grey level that no pixel of a black frame reaches."""


def architecture(checkpoint: Checkpoint, folder: Path) -> None:
    """Raise Unavailable unless the configuration in ``folder`` is of the kind the role takes."""
    if checkpoint.role == "adapter":
        return  # it is told by its keys, when it is put into a pipeline
    file = folder / CONFIGURED[checkpoint.role]
    try:
        told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as exc:
        raise Unavailable(
            f"{checkpoint.what} has no {file.name} that can be read, so it is no model for this "
            "role; choose another one"
        ) from exc
    if checkpoint.role == "encoder":
        config = told.get("model_cfg")
        lacks = [one for one in OPEN_CLIP if not isinstance(config, dict) or one not in config]
        if lacks:
            raise Unavailable(
                f"{checkpoint.what} is no open_clip model: {file.name} tells nothing of "
                f"{', '.join(lacks)}; choose another one"
            )
    got = told.get("_class_name") or next(iter(told.get("architectures") or ()), "")
    got = got or told.get("architecture", "")
    if checkpoint.architecture and got not in checkpoint.architecture.split("|"):
        raise Unavailable(
            f"{checkpoint.what} is a {got or 'model without a name'}, and this role takes a "
            f"{checkpoint.architecture.split('|')[0]}; choose another one"
        )


def names(files: Iterable[Path]) -> set[str]:
    """Return the names of the tensors in safetensors ``files``; reads their headers alone."""
    from safetensors import safe_open

    found: set[str] = set()
    for file in files:
        with safe_open(file, "np") as content:
            found |= set(content.keys())
    return found


def complete(
    what: str, have: Collection[str], want: Collection[str], tied: Collection[str] = ()
) -> None:
    """Raise Unavailable unless the weights in the files are those of the model.

    ``tied`` names weights that may be left out, or stand there twice.
    """
    missing = sorted(set(want) - set(have) - set(tied))
    extra = sorted(set(have) - set(want) - set(tied))
    if missing or extra:
        told = [
            f"{len(found)} {kind} (such as {found[0]!r})"
            for kind, found in (("are missing", missing), ("are not its own", extra))
            if found
        ]
        raise Unavailable(
            f"the weights of {what} do not fit it: {' and '.join(told)}; choose another revision"
        )


def loaded(what: str, info: Mapping[str, Collection[Any]]) -> None:
    """Raise Unavailable where transformers had to make weights up, or could not use some.

    ``info`` is what ``from_pretrained(..., output_loading_info=True)`` tells; weights that are tied
    to others, and buffers that every model computes, are nobody's loss.
    """
    extra = {key for key in info["unexpected_keys"] if not str(key).endswith(COMPUTED)}
    bent = {key for key, *_ in info.get("mismatched_keys", ())}
    complete(what, extra, {*info["missing_keys"], *bent})


def finite(values: NDArray[np.floating[Any]], what: str) -> None:
    """Raise Unavailable where a model answers with something that is no number."""
    if not np.isfinite(values).all():
        raise Unavailable(
            f"{what} answers with values that are no numbers; its weights are damaged"
        )


def spoilt(picture: NDArray[np.floating[Any]]) -> bool:
    """Whether a picture of 0 to 1 is black or no picture: half precision makes such.

    Its brightest values are enough, a not finite one among them where the picture has one.
    """
    return not np.isfinite(picture).all() or float(picture.max()) * 255 < BLACK


@contextmanager
def answering(what: str, fault: Fault = untold) -> Iterator[None]:
    """While inside, a model computes: an error of its library is told as Unavailable.

    ``fault`` hears it, and answers that are no numbers, too: neither mends itself.
    """
    try:
        yield
    except Busy:
        raise
    except Unavailable as exc:
        fault(str(exc))
        raise
    except GeneRecError:
        raise
    except Exception as exc:
        log.exception("%s failed while it was used", what)
        why = f"{what} failed while it was used ({card.examined(exc)}); the log says more"
        fault(why)
        raise Unavailable(why) from exc
