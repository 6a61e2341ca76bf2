"""What pip resolves of the requirements of a ZeroGPU Space; nothing is installed or fetched whole.

``python -m tests.app.resolve [PYTHON TORCH]`` asks the index (minutes) and writes what it found
beside this file. :func:`settled` follows that without an index, from metadata to metadata.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from app.space import requirements

FOLDER = Path(__file__).with_name("resolved")
CASES = (("3.12", "2.8.0"), ("3.12", "2.11.0"))
"""Python with the oldest and the newest torch there, which a Space is built with."""
AGAIN = "; where pins changed, run python -m tests.app.resolve"
PIP = """
import runpy, sys
from pip._vendor.packaging import markers

python, here = sys.argv.pop(1), markers.default_environment
markers.default_environment = lambda: {
    **here(), "python_version": python, "python_full_version": python + ".0"
}
sys.argv[0] = "pip"
runpy.run_module("pip", run_name="__main__")
"""
"""pip, which else judges markers by the Python that it runs in, whatever --python-version says."""

Packages = Mapping[str, Mapping[str, Any]]


def file(python: str, torch: str) -> Path:
    """Where the outcome of one case lies."""
    return FOLDER / f"zero-{python}-torch-{torch}.json"


def resolve(python: str, torch: str) -> dict[str, dict[str, Any]]:
    """Return each package that pip would install, with version and needs; asks the index.

    Raises RuntimeError with pip's own words where the requirements contradict each other.
    """
    with tempfile.TemporaryDirectory() as folder:
        wanted, report = Path(folder) / "requirements.txt", Path(folder) / "report.json"
        wanted.write_text(requirements("zero", python, torch))
        done = subprocess.run(
            [
                sys.executable, "-c", PIP, python, "install", "--dry-run", "--ignore-installed",
                "--quiet", "--disable-pip-version-check", "--python-version", python,
                "--only-binary=:all:", "--target", folder, "--report", str(report),
                "-r", str(wanted),
            ],
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr[-2_000:])
        found = json.loads(report.read_text())["install"]
    told = [one["metadata"] for one in found]
    return {
        canonicalize_name(one["name"]): {
            "version": one["version"],
            "python": one.get("requires_python", ""),
            "needs": one.get("requires_dist", []),
        }
        for one in told
    }


def settled(python: str, torch: str, packages: Packages) -> dict[str, set[str]]:
    """Follow the requirements through ``packages``; return who is needed, and which needs counted.

    Raises AssertionError where one is not there, or in a version that somebody does not take.
    """
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    waiting = [("the Space", line) for line in requirements("zero", python, torch).splitlines()]
    met: dict[str, set[str]] = {}
    done: set[tuple[str, str]] = set()
    while waiting:
        whose, line = waiting.pop()
        needed = Requirement(line)
        name = canonicalize_name(needed.name)
        assert name in packages, f"{whose} needs {line}, which is not there{AGAIN}"
        one = packages[name]
        got = one["version"]
        assert needed.specifier.contains(got, prereleases=True), (
            f"{whose} needs {line}: {got}{AGAIN}"
        )
        assert SpecifierSet(one["python"]).contains(f"{python}.19"), f"{name} {got}, {python}"
        for extra in ("", *needed.extras):
            if (name, extra) in done:
                continue
            done.add((name, extra))
            for more in one["needs"]:
                marker = Requirement(more).marker
                if marker is None or marker.evaluate({**here, "extra": extra}):
                    met.setdefault(name, set()).add(more)
                    waiting.append((f"{name} {got}", more))
        met.setdefault(name, set())
    return met


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for python, torch in [tuple(sys.argv[1:3])] if sys.argv[1:] else CASES:
        packages = resolve(python, torch)
        kept = {
            name: {**packages[name], "needs": sorted(needs)}
            for name, needs in sorted(settled(python, torch, packages).items())
        }
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(kept[name])}" for name in kept)
        file(python, torch).write_text(f"{{\n{lines}\n}}\n")
        print(f"Python {python}, torch {torch}: {len(kept)} packages")


if __name__ == "__main__":
    main()
