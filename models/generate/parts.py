"""The parts of a pipeline, each with weights that are its own: none made up, none left over.

diffusers fills what a file lacks with random numbers and says so in its log alone.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from models.errors import Unavailable
from models.hub.check import complete, finite, loaded, names
from models.hub.checkpoint import Checkpoint


def whole(kind: Any, what: str, folder: Path, dtype: Any) -> Any:
    """Return the model of transformers in ``folder``, of the class ``kind``.

    Raises Unavailable, naming it as ``what``, where weights are missing or are not its own.
    """
    model, info = kind.from_pretrained(
        folder,
        dtype=dtype,
        use_safetensors=True,  # nothing is unpickled
        local_files_only=True,
        output_loading_info=True,
    )
    loaded(what, info)
    return model


def of_transformers(checkpoint: Checkpoint, folder: Path, dtype: Any) -> dict[str, Any]:
    """Load what reads words for the pipeline in ``folder``, by the part's name; raises as above."""
    import transformers

    made: dict[str, Any] = {}
    for name, told in index(folder).items():
        library, kind = told if isinstance(told, list) and len(told) == 2 else (None, None)
        found = getattr(transformers, str(kind), None) if library == "transformers" else None
        if isinstance(found, type) and issubclass(found, transformers.PreTrainedModel):
            made[name] = whole(found, f"{checkpoint.what} ({name})", folder / name, dtype)
    return made


def of_diffusers(checkpoint: Checkpoint, pipe: Any, folder: Path) -> None:
    """Raise Unavailable where the files of what diffusers loaded hold other weights than it has."""
    from diffusers import ModelMixin

    for name, part in pipe.components.items():
        files = sorted((folder / name).glob("*.safetensors"))
        if isinstance(part, ModelMixin) and files:
            model: Any = part  # the mixin does not say that it is a module
            have = _read_as(model, names(files))
            complete(f"{checkpoint.what} ({name})", have, model.state_dict().keys())


def _read_as(model: Any, have: set[str]) -> set[str]:
    """Names of weights as diffusers reads them: older files name attention otherwise.

    So does the autoencoder of Stable Diffusion 1.5 and what was made from it (``query`` for
    ``to_q``). What diffusers leaves out by design is left out.
    """
    renamed = dict.fromkeys(have)
    model._fix_state_dict_keys_on_load(renamed)
    left = model._keys_to_ignore_on_load_unexpected or ()
    return {name for name in renamed if not any(re.search(one, name) for one in left)}


def swap(pipe: Any, folder: Path) -> None:
    """Let ``pipe`` decode by the tiny autoencoder (TAESD) in ``folder``.

    Raises an error that says what does not fit.
    """
    import diffusers
    import torch

    kind: Any = diffusers.AutoencoderTiny
    made = kind.from_pretrained(str(folder), use_safetensors=True, local_files_only=True)
    complete("it", names(folder.glob("*.safetensors")), made.state_dict().keys())
    own, its = pipe.vae.config.latent_channels, made.config.latent_channels
    if own != its:
        raise Unavailable(f"it decodes {its} channels, and {own} are drawn")
    with torch.no_grad():
        finite(made.decode(torch.zeros(1, its, 1, 1)).sample.numpy(), "it")
    pipe.register_modules(vae=made.to(pipe.dtype).eval())


def index(folder: Path) -> dict[str, Any]:
    """What the pipeline in ``folder`` says of its parts: library and class of each."""
    told: dict[str, Any] = json.loads((folder / "model_index.json").read_text("utf-8"))
    return told
