import logging

import pytest

from app.logs import OURS, speak


def test_the_log_has_what_is_ours_and_of_others_their_warnings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in OURS}
    root.handlers.clear()
    try:
        speak()
        for name in ("models.hub.fetch", "httpx"):
            logging.getLogger(name).info("fetching the encoder: 278 MB")
        logging.getLogger("httpx").warning("too slow")
    finally:
        root.handlers[:] = handlers
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    said = capsys.readouterr().err
    assert said.count("fetching the encoder") == 1
    assert " INFO models.hub.fetch: fetching the encoder: 278 MB\n" in said
    assert " WARNING httpx: too slow\n" in said
