"""Time from the command to the first page, beside a bare ``gr.ChatInterface``.

``python -m benchmarks.startup [--runs N] [--json FILE]``. Each run is a process of its own with an
empty home; the two take turns, so that a busy neighbour disturbs both. What counts is the wall
time until a browser's first request is answered with the page. The ratio is the median of the
pairs' ratios; the aim is at most 1.3.
"""

from __future__ import annotations

import os
import shlex
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from benchmarks import harness

ROOT = Path(__file__).resolve().parents[1]
AIM = 1.3
BARE = """
import gradio as gr
gr.ChatInterface(lambda message, history: message).launch()
"""


def first_page(command: Sequence[str], patience: float = 120.0) -> float:
    """Return the seconds until ``command``, a Python script and its arguments, serves its page.

    ``{port}`` and ``{home}`` in the words are filled in; the environment tells them too.
    """
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        words = [word.format(port=port, home=home) for word in command]
        environment = {
            **os.environ,
            "GENEREC_HOME": home,
            "GENEREC_PORT": str(port),
            "GRADIO_SERVER_PORT": str(port),
            "GRADIO_ANALYTICS_ENABLED": "False",
        }
        begin = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while time.perf_counter() - begin < patience:
                if process.poll() is not None:
                    raise SystemExit(f"{' '.join(words)} ended with {process.returncode}")
                if _is_page(f"http://127.0.0.1:{port}/"):
                    return time.perf_counter() - begin
                time.sleep(0.02)
        finally:
            process.terminate()
            process.wait(30)
    raise SystemExit(f"no page from {' '.join(words)} within {patience:.0f} s")


def _is_page(address: str) -> bool:
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return b"gradio_config" in answer.read()
    except (urllib.error.URLError, OSError):
        return False


def main() -> None:
    parser = harness.arguments("Time to the first page; --data is not needed here.")
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs")
    parser.add_argument("--app", default="app.py", help="what to start in place of app.py")
    arguments = parser.parse_args()

    ours, theirs = shlex.split(arguments.app), ["-c", BARE]
    first_page(theirs), first_page(ours)  # the first run of each only fills the disk cache
    pairs = [(first_page(theirs), first_page(ours)) for _ in range(arguments.runs)]
    rows = [
        {"what": "bare gr.ChatInterface", "seconds": statistics.median(bare for bare, _ in pairs)},
        {"what": arguments.app, "seconds": statistics.median(app for _, app in pairs)},
    ]
    ratios = sorted(app / bare for bare, app in pairs)
    harness.report(
        f"First page, {len(pairs)} pairs of starts",
        rows,
        arguments.json,
        [
            f"ratio {statistics.median(ratios):.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f} "
            f"(aim: at most {AIM})"
        ],
    )


if __name__ == "__main__":
    main()
