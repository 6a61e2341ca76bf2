"""``python -m app.deploy --space OWNER/NAME``: builds the folder of a Space, and pushes it.

It is pushed only when ``HF_TOKEN`` is set, as a private Space unless ``--public`` is given; the
token is never written anywhere. Without one the folder is left for ``git push`` or ``hf upload``.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.space import CARDS, SLEEP, Space, build, preloaded
from models.errors import BadRequest, GeneRecError, Unavailable

PLAN = (
    "a Space that is not on ZeroGPU takes a paid plan, and a card is billed by the minute",
    "it takes a paid plan, or one of the two such Spaces of a free account",
)
"""What the hub asks for, without and with ZeroGPU (its documentation of 2026)."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m app.deploy", description=__doc__)
    parser.add_argument("--space", required=True, metavar="OWNER/NAME")
    parser.add_argument(
        "--hardware",
        default="cpu",
        help="cpu: a processor, the embedded profile; zero: ZeroGPU, or a card that is paid by the "
        f"minute ({', '.join(CARDS)}): the profile gpu",
    )
    parser.add_argument("--out", type=Path, help="empty folder to build in; a new one without it")
    parser.add_argument("--public", action="store_true", help="everybody may see the Space")
    asked = parser.parse_args(words)
    try:
        space = Space(name=asked.space, hardware=asked.hardware)
        target = asked.out or Path(tempfile.mkdtemp(prefix="generec-space-"))
        files = build(space, target, _preload(space))
        total = sum((target / file).stat().st_size for file in files)
        print(f"Built {target}: {len(files)} files, {total / 1e6:.0f} MB.")
        token = os.environ.get("HF_TOKEN", "")
        if not token:
            print(
                "Nothing was pushed: HF_TOKEN is not set. Set it to a token that may write, or run "
                f"hf upload {space.name} {target} . --repo-type space"
                f"{'' if asked.public else ' --private'}"
            )
            return 0
        print(f"Pushed to {push(space, target, token, public=asked.public)}")
        if space.paid:
            print(
                f"{space.hardware} is billed by the minute while the Space runs; after "
                f"{SLEEP // 60} minutes without a visitor it sleeps, and costs nothing."
            )
    except GeneRecError as exc:
        print(str(exc), file=sys.stderr)
        return 1
    return 0


def _preload(space: Space) -> list[str]:
    """See :func:`app.space.preloaded`; where the hub cannot be asked, that is said."""
    try:
        return preloaded(space)
    except Unavailable as exc:
        print(f"The models are fetched at the Space's starts, not while it is built: {exc}.")
        return []


def push(space: Space, folder: Path, token: str, *, public: bool = False) -> str:
    """Create the Space where there is none, with its hardware, and put the folder's files there.

    Returns its address.

    Raises:
        Unavailable: when the hub takes it not, with why.
    """
    from huggingface_hub import HfApi, SpaceHardware
    from huggingface_hub.errors import HfHubHTTPError

    api, doing = HfApi(token=token), "write to"
    try:
        hardware, sleep = SpaceHardware(space.flavor), SLEEP if space.paid else None
        # With its hardware: a free account may have one with ZeroGPU, and none with a processor.
        made = api.create_repo(
            space.name, repo_type="space", space_sdk="gradio", private=not public, exist_ok=True,
            space_hardware=hardware, space_sleep_time=sleep,
        )  # fmt: skip
        if space.hardware != "cpu":  # one that was there already keeps its own
            doing = f"give {space.hardware} ({PLAN[space.hardware == 'zero']}) to"
            api.request_space_hardware(space.name, hardware, sleep_time=sleep)
            doing = "write to"
        api.upload_folder(
            repo_id=space.name, repo_type="space", folder_path=folder, commit_message="GeneRec"
        )
    except HfHubHTTPError as exc:
        status = exc.response.status_code
        if status == 402:
            why = PLAN[space.hardware == "zero"]
            raise BadRequest(f"The hub wants to be paid for {space.name}: {why}.") from exc
        if status in (401, 403):
            raise BadRequest(
                f"The token in HF_TOKEN may not {doing} {space.name}; make one that may."
            ) from exc
        raise Unavailable(f"the hub did not take {space.name} (error {status})") from exc
    except (OSError, RuntimeError) as exc:
        raise Unavailable(
            f"{space.name} could not be pushed ({type(exc).__name__}); check the network and run "
            "it again: what is there already is not sent twice"
        ) from exc
    return str(made)


if __name__ == "__main__":
    sys.exit(main())
