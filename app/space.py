"""The folder that makes GeneRec a Hugging Face Space: what is pushed, and nothing else.

Plain processors run the embedded profile out of the box. On ZeroGPU, and on cards that are paid by
the minute, the profile ``gpu`` runs with the versions that the platform supports. Visitors' data
lies in ``/data`` where a storage bucket is attached; elsewhere it is gone at a restart, and the
page says so.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from app.settings import ROOT, Settings
from models.errors import BadRequest
from models.hub.checkpoint import Checkpoint
from models.hub.fetch import listed
from models.hub.table import CHECKPOINTS
from models.hub.table import ZERO as MODELS


class Card(NamedTuple):
    """A card of one's own there: its GB, and those of the machine (hub documentation, 2026)."""

    card: int
    machine: int


Hardware = Literal["cpu", "zero", "l4x1", "a10g-large", "l40sx1", "a100-large"]
CARDS: Mapping[str, Card] = {
    "l4x1": Card(24, 30),
    "a10g-large": Card(24, 46),
    "l40sx1": Card(48, 62),
    "a100-large": Card(80, 142),
}
"""What the profile ``gpu`` runs on as a whole, by the hub's own names."""
TOO_SMALL: Mapping[str, Card] = {
    "a10g-small": Card(24, 15),
    "t4-small": Card(16, 15),
    "t4-medium": Card(16, 30),
}
"""Where its pipelines find too little memory; nor do cards of the T4's kind compute in bf16."""
SLEEP = 3600
"""Seconds without a visitor after which a card of one's own is given back, and costs nothing."""

PYTHON = "3.12"
LARGEST = 10_000_000
"""Bytes of a file that git takes there; larger ones lie in large file storage."""
STORED = ("*.safetensors", "*.mp4", "*.onnx", "*.parquet")
LEFT_OUT = (
    "tests/*",
    "benchmarks/*",
    ".ci/*",
    ".git*",
    "README.md",
    "requirements.txt",
    "space.py",
)
TORCH = "2.11.0"
VISION = {"2.8.0": "0.23.0", "2.9.1": "0.24.1", "2.10.0": "0.25.0", TORCH: "0.26.0"}
"""ZeroGPU runs torch 2.8 to 2.11; each has a torchvision built with it. Of its two Pythons 3.10 is
of no use: transformers 5.23, diffusers 0.42, av 18 and imageio 2.38.1 are not made for it."""
CPU_WHEELS = "--extra-index-url https://download.pytorch.org/whl/cpu"
BUCKET = Path("/data")

START = '''"""Starts GeneRec on a Space; variables set there win."""

import os
import runpy

os.environ.setdefault("GENEREC_HOST", "0.0.0.0")
os.environ.setdefault("GENEREC_PROFILE", "{profile}")
if os.access("/data", os.W_OK):
    os.environ.setdefault("GENEREC_HOME", "/data/generec")

runpy.run_path("app.py", run_name="__main__")
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """What is to be built: OWNER/NAME on some hardware."""

    name: str
    hardware: Hardware = "cpu"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[\w.-]{1,96}/[\w.-]{1,96}", self.name):
            raise BadRequest(f"--space is {self.name!r}; expected OWNER/NAME.")
        if self.hardware not in get_args(Hardware):
            small = TOO_SMALL.get(self.hardware)
            why = (
                f"whose {small.machine} GB of memory and {small.card} GB of its card are too few "
                "for the profile gpu"
                if small
                else "which is none that this is for"
            )
            raise BadRequest(
                f"--hardware is {self.hardware!r}, {why}; take one of "
                f"{', '.join(get_args(Hardware))}."
            )

    @property
    def flavor(self) -> str:
        """The hub's own name of the hardware."""
        return {"zero": "zero-a10g", "cpu": "cpu-basic"}.get(self.hardware, self.hardware)

    @property
    def paid(self) -> bool:
        """Whether its hardware is billed by the minute."""
        return self.hardware in CARDS

    @property
    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """The models of the hub that it loads."""
        loaded = {"cpu": {}, "zero": MODELS}.get(self.hardware, CHECKPOINTS["gpu"])
        return tuple(loaded.values())


def build(space: Space, target: Path, preload: Sequence[str] = ()) -> list[Path]:
    """Fill ``target`` with what is to be pushed; return the files, relative to it.

    ``preload`` is what :func:`preloaded` returns.

    Raises:
        BadRequest: when the folder is not empty, this is no git checkout, or a file is too large.
    """
    if target.exists() and any(target.iterdir()):
        raise BadRequest(f"{target} is not empty; name a folder that is, or none.")
    target.mkdir(parents=True, exist_ok=True)
    for name in tracked():
        goal = target / name
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, goal)
    profile = "embedded" if space.hardware == "cpu" else "gpu"
    (target / "space.py").write_text(START.format(profile=profile))
    text = (ROOT / "README.md").read_text("utf-8")
    (target / "README.md").write_text(front_matter(space, preload) + text, "utf-8")
    (target / "requirements.txt").write_text(requirements(space.hardware), "utf-8")
    stored = [f"{pattern} filter=lfs diff=lfs merge=lfs -text" for pattern in STORED]
    (target / ".gitattributes").write_text("\n".join(stored) + "\n")
    files = sorted(path.relative_to(target) for path in target.rglob("*") if path.is_file())
    check(target, files)
    return files


def tracked() -> list[str]:
    """The files of the checkout that a Space needs."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as exc:
        raise BadRequest(
            f"{ROOT} is no git checkout, so I cannot tell what belongs to GeneRec; clone it first."
        ) from exc
    names = filter(None, listed.split("\0"))
    return [name for name in names if not any(fnmatch(name, pattern) for pattern in LEFT_OUT)]


def check(folder: Path, files: list[Path]) -> None:
    """Raise BadRequest for a file that git would not take there."""
    for file in files:
        size = (folder / file).stat().st_size
        if size > LARGEST and not any(fnmatch(file.name, pattern) for pattern in STORED):
            raise BadRequest(
                f"{file} has {size / 1e6:.0f} MB, and a Space takes at most {LARGEST / 1e6:.0f} MB "
                f"of a file outside large file storage ({', '.join(STORED)}); make it smaller."
            )


def preloaded(space: Space) -> list[str]:
    """What the Space fetches while it is built: files of the models at one commit each.

    A repository's bare name would fetch all of it, from its branch: the copies in one file as well,
    and maybe another commit than is loaded. Raises Unavailable where the hub cannot be asked.
    """
    found = ((one.repo, *listed(one)) for one in space.checkpoints)
    return [f"{repo} {','.join(names)} {commit}" for repo, commit, names in found]


def front_matter(space: Space, preload: Sequence[str] = ()) -> str:
    """What a Space is told at the head of its README.

    There is no ``hf_oauth``: minutes of a borrowed card are those of whoever is signed in at the
    hub's own page around the Space, which hands that on; nobody needs to sign in inside.
    """
    lines = [
        "title: GeneRec",
        "emoji: 🎬",
        "colorFrom: indigo",
        "colorTo: pink",
        "sdk: gradio",
        f"sdk_version: {pinned('gradio')}",
        f'python_version: "{PYTHON}"',
        "app_file: space.py",
        "license: apache-2.0",
        "short_description: Find, edit or create micro-videos in a chat",
        f"suggested_hardware: {space.flavor}",
        f"startup_duration_timeout: {'1h' if space.checkpoints else '30m'}",
    ]
    lists = {"models": [one.repo for one in space.checkpoints], "preload_from_hub": preload}
    for key, each in lists.items():
        lines += [f"{key}:", *(f"  - {one}" for one in each)] if each else []
    return "\n".join(["---", *lines, "---", "", ""])


def pinned(package: str) -> str:
    """The version of a package in requirements.txt."""
    text = (ROOT / "requirements.txt").read_text("utf-8")
    found = re.search(rf"^{re.escape(package)}(?:\[[^]]*\])?==([\w.]+)", text, re.MULTILINE)
    if found is None:
        raise BadRequest(f"requirements.txt does not pin {package}; restore it.")
    return found[1]


def requirements(hardware: Hardware, python: str = PYTHON, torch: str = TORCH) -> str:
    """The requirements there: without what only training and tests need, for one Python.

    ``torch`` is one of :data:`VISION`, for cards alone.
    """
    pairs = {} if hardware == "cpu" else {"torch": torch, "torchvision": VISION[torch]}
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet

    text = (ROOT / "requirements.txt").read_text("utf-8").partition("# --- training and tests")[0]
    kept = [CPU_WHEELS] if hardware == "cpu" else []
    for line in text.splitlines():
        words = line.partition("#")[0].strip()
        if not words:
            continue
        one = Requirement(words)
        if one.marker is not None and not one.marker.evaluate(
            {"python_version": python, "python_full_version": f"{python}.0"}
        ):
            continue
        one.marker = None
        if one.name in pairs:
            one.specifier = SpecifierSet(f"=={pairs[one.name]}")
        kept.append(str(one))  # extras in brackets stay
    return "\n".join(kept) + "\n"


def notice(settings: Settings) -> str:
    """What visitors of a Space without a bucket are told; empty elsewhere."""
    if not os.environ.get("SPACE_ID") or settings.home.is_relative_to(BUCKET):
        return ""
    return "This Space has no storage: chats and videos are gone when it restarts."
