"""The server ends although something runs that cannot be stopped."""

import ast
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.ending import NATIVE
from app.runtime import Runtime
from app.settings import ROOT, load

STUCK = """
import threading, time
from app.ending import within
threading.Thread(target=time.sleep, args=(600,)).start()
within(0.2)
"""


def test_a_thread_that_hears_nothing_is_left() -> None:
    done = subprocess.run([sys.executable, "-c", STUCK], timeout=120, capture_output=True)
    assert done.returncode == 0


def test_a_quick_end_is_its_own() -> None:
    words = "import sys; from app.ending import within; within(600); sys.exit(7)"
    done = subprocess.run([sys.executable, "-c", words], timeout=120, capture_output=True)
    assert done.returncode == 7


LEAVING = """
import atexit, sys, threading, time
from app import ending
ending.PATIENCE = {patience}
threading.Thread(target=time.sleep, args=({seconds},), name="warm", daemon=True).start()
atexit.register(print, "by itself")
ending.leave(3)
"""


@pytest.mark.parametrize(
    ("seconds", "patience", "status", "told"), [(600, 0.3, 3, ""), (0.05, 60, 0, "by itself")]
)
def test_what_computes_on_is_not_waited_for_nor_torn_down(
    seconds: float, patience: float, status: int, told: str
) -> None:
    words = LEAVING.format(seconds=seconds, patience=patience)
    done = subprocess.run(
        [sys.executable, "-c", words], timeout=120, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (status, told, "")


def test_no_thread_of_the_app_computes_unknown_to_the_end() -> None:
    calls = (
        node
        for file in (ROOT / "app").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "threading.Thread"
    )
    names = {
        ast.literal_eval(key.value) for one in calls for key in one.keywords if key.arg == "name"
    }
    assert names - NATIVE == {"upkeep", "vanish"}  # these wait, and ask the database


def test_models_that_load_do_not_hold_the_end_up(tmp_path: Path) -> None:
    runtime = Runtime(load(home=tmp_path))
    loading, loaded = threading.Event(), threading.Event()

    def load_models() -> None:
        with runtime._lock:
            loading.set()
            loaded.wait(600)

    thread = threading.Thread(target=load_models)
    thread.start()
    loading.wait()
    begin = time.monotonic()
    runtime.close()
    assert runtime.stop.is_set() and time.monotonic() - begin < 60
    loaded.set()
    thread.join()
