import json
import subprocess
import sys

import gradio as gr
import pytest

from app.settings import ROOT
from models.errors import Unavailable
from tests.app.ui.conftest import Running

HEAVY = ["torch", "transformers", "cv2", "av", "scipy", "sqlalchemy", "langchain_core", "faiss"]


def test_building_the_page_loads_nothing_heavy() -> None:
    # Everything that ``python app.py`` imports.
    lines = (ROOT / "app.py").read_text(encoding="utf-8").splitlines()
    imports = [line.partition("#")[0].strip() for line in lines if line.startswith("from ")]
    ask = f"print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    words = "; ".join(("import json, sys", *imports, ask))
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, check=True)
    assert json.loads(done.stdout) == []


def test_a_taken_port_is_a_sentence(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*args: object, **options: object) -> None:
        raise OSError("Cannot find empty port in range: 7860-7860.")

    monkeypatch.setattr(gr.Blocks, "launch", taken)
    with pytest.raises(Unavailable, match="Port 7860 is taken.*GENEREC_PORT=7861"):
        running.site.serve("127.0.0.1", 7860)


def test_nothing_is_reported_and_nothing_is_monitored(running: Running) -> None:
    demo = running.site.demo
    assert demo.analytics_enabled is False
    assert demo.config["analytics_enabled"] is False
    assert running.visitor().get("/monitoring").status_code in (403, 404)


def test_handlers_are_not_a_public_api(running: Running) -> None:
    described = running.visitor().get("/gradio_api/info").json()
    assert described["named_endpoints"] == {} and described["unnamed_endpoints"] == {}
