"""The parts of a pipeline, each with weights that are its own: none made up, none left over.

diffusers fills what a file lacks with random numbers and says so in its log alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from models.hub.check import complete, loaded, names
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
            complete(f"{checkpoint.what} ({name})", names(files), model.state_dict().keys())


def index(folder: Path) -> dict[str, Any]:
    """What the pipeline in ``folder`` says of its parts: library and class of each."""
    told: dict[str, Any] = json.loads((folder / "model_index.json").read_text("utf-8"))
    return told
