import subprocess
import sys

import pytest

from models import torchvision_shim


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_torchvision_imports_after_it() -> None:
    # In a process of its own: operators cannot be taken back.
    said = run(
        "from models.torchvision_shim import ensure\n"
        "ensure(); print(ensure())\n"
        "import torchvision, timm\n"
        "from torchvision.transforms import Resize\n"
        "print(bool(torchvision.__version__))"
    )
    assert said.splitlines() == ["()", "True"]  # the second call declares nothing


def test_nothing_is_declared_where_the_operators_load() -> None:
    said = run(
        "import models.torchvision_shim as shim\n"
        "shim._loads = lambda path: True\n"
        "print(shim.ensure(), shim._declared)"
    )
    assert said == "() []"


def test_nothing_is_declared_where_torchvision_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torchvision_shim, "_declared", [])
    monkeypatch.setattr(torchvision_shim.importlib.util, "find_spec", lambda name: None)
    monkeypatch.delitem(sys.modules, "torchvision", raising=False)
    assert torchvision_shim.ensure() == ()
    assert torchvision_shim._declared == []


def test_importing_it_imports_no_torch() -> None:
    assert run("import models.torchvision_shim, sys; print('torch' in sys.modules)") == "False"
