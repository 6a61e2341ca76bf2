"""A headless Chromium and a page to drive. Both are visibly skipped where one is missing."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300
"""Seconds for anything to happen: a busy machine takes its time, and waiting costs nothing."""
START = 90.0
"""Seconds of processor time that a server may take until its first page: one that hangs takes none,
one on a busy machine takes them late."""
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(3 * PATIENCE))  # Playwright says what did not come


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(f"no Chromium on this machine (looked for {', '.join(NAMES)})")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


class Server(NamedTuple):
    address: str
    home: Path


@pytest.fixture(scope="package")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Start a program that serves the page; ``{port}`` and ``{home}`` in it are filled in."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*command: str, **environment: str) -> Server:
        port, home = free_port(), tmp_path_factory.mktemp("home")
        words = [word.format(port=port, home=home) for word in command]
        variables = {"GENEREC_HOME": str(home), "GENEREC_PORT": str(port), **environment}
        log = (home / "server.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env={**os.environ, **variables},
            stdout=log,
            stderr=log,
        )
        log.close()
        running.append(process)
        address = f"http://127.0.0.1:{port}"
        _wait(address, process, home / "server.log")
        return Server(address, home)

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(PATIENCE)


@pytest.fixture(scope="package")
def fake_server(serve: Callable[..., Server]) -> Server:
    return serve("-m", "tests.browser.serve_fake", "{port}", "{home}")


@pytest.fixture
def fake(fake_server: Server) -> str:
    return fake_server.address


@pytest.fixture(scope="package")
def desktop(chromium: Any) -> Iterator[Any]:
    """A window whose cache of Gradio's scripts serves many tests; each begins without cookies."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def visit(chromium: Any, desktop: Any) -> Iterator[Callable[..., Any]]:
    """Open an address as a new visitor; fail on script errors and on requests to other hosts.

    Given options of Playwright's ``new_context`` it opens a window of its own.
    """
    contexts: list[Any] = []
    pages: list[Any] = []
    problems: list[str] = []

    def open_page(address: str, **options: Any) -> Any:
        if options:
            contexts.append(context := chromium.new_context(**options))
        else:
            context = desktop
            context.clear_cookies()
        context.set_default_timeout(PATIENCE * 1000)
        pages.append(page := context.new_page())
        page.on("pageerror", lambda error: problems.append(f"script error: {error}"))
        page.on("request", lambda request: _same_origin(request.url, address, problems))
        page.goto(address)
        page.wait_for_selector("#feed .card", state="attached")
        page.wait_for_selector("[data-bridge=ready]", state="attached")
        return page

    yield open_page
    for page in pages:
        page.close()
    for context in contexts:
        context.close()
    assert not problems, problems


def _same_origin(url: str, address: str, problems: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        problems.append(f"asked another host: {url}")


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < deadline and _worked(process) < START:
        if process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode}:\n{log.read_text()[-2000:]}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"no page after {_worked(process):.0f} s of work:\n{log.read_text()[-2000:]}")


def _worked(process: "subprocess.Popen[bytes]") -> float:
    """Seconds of processor time that a program has taken."""
    if process.poll() is not None:
        return 0.0
    told = psutil.Process(process.pid).cpu_times()
    return float(told.user + told.system)
