import logging
import os
import subprocess
import sys

import pytest

from app.logs import OURS, QUIET, speak


def test_the_log_has_what_is_ours_and_of_others_their_warnings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in QUIET:
        monkeypatch.delenv(name, raising=False)
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in OURS}
    root.handlers.clear()
    try:
        speak()
        assert {name: os.environ[name] for name in QUIET} == QUIET
        for name in ("models.hub.fetch", "httpx"):
            logging.getLogger(name).info("fetching the encoder: 278 MB")
        logging.getLogger("httpx").warning("too slow")
    finally:
        root.handlers[:] = handlers
        logging.getLogger("huggingface_hub").propagate = True
        for name in QUIET:
            os.environ.pop(name, None)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    said = capsys.readouterr().err
    assert said.count("fetching the encoder") == 1
    assert " INFO models.hub.fetch: fetching the encoder: 278 MB\n" in said
    assert " WARNING httpx: too slow\n" in said


def test_what_the_hubs_client_warns_of_is_there_once_and_no_bars_are_drawn() -> None:
    program = """
from app.logs import speak
speak()
from huggingface_hub.utils import are_progress_bars_disabled, logging
logging.get_logger("huggingface_hub.file_download").warning("trying to resume")
assert are_progress_bars_disabled()
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.returncode == 0 and told.stderr.count("trying to resume") == 1, told.stderr
