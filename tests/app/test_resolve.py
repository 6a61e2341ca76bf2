"""The requirements of a ZeroGPU Space resolve: by what pip found at the index, followed here."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.app.resolve import CASES, file, resolve, settled


def kept(python: str, torch: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file(python, torch).read_text())
    return found


@pytest.mark.parametrize(("python", "torch"), CASES)
def test_every_need_is_met_by_what_pip_chose(python: str, torch: str) -> None:
    packages = kept(python, torch)
    assert set(settled(python, torch, packages)) == set(packages) and len(packages) > 140
    assert packages["torch"]["version"] == torch and packages["gradio"]["needs"]


def test_a_need_that_is_not_met_is_told() -> None:
    python, torch = CASES[-1]
    packages = kept(python, torch)
    with pytest.raises(AssertionError, match="accelerate 1.15.0 needs torch>=99: 2.11.0"):
        settled(python, torch, {**packages, "accelerate": needing(packages, "torch>=99")})
    with pytest.raises(AssertionError, match="needs nobody, which is not there"):
        settled(python, torch, {**packages, "accelerate": needing(packages, "nobody")})
    with pytest.raises(AssertionError, match="torch 2.11.0, 3.12"):
        settled(python, torch, {**packages, "torch": {**packages["torch"], "python": "<3.12"}})


def needing(packages: dict[str, Any], what: str) -> dict[str, Any]:
    return {**packages["accelerate"], "needs": [what]}


@pytest.mark.slow  # minutes, and it needs an index
@pytest.mark.parametrize(("python", "torch"), CASES)
def test_pip_resolves_them(python: str, torch: str) -> None:
    asked = [sys.executable, "-m", "pip", "index", "versions", "torch"]
    if subprocess.run(asked, capture_output=True, timeout=120).returncode:
        pytest.skip("no index of packages can be reached from here")
    settled(python, torch, resolve(python, torch))
