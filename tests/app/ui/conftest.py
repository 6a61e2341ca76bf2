"""A fake service, and the page over it on a real socket."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from app.ui.fake_service import FakeService
from app.ui.site import Site
from tests.ports import free_port


@pytest.fixture
def service(tmp_path: Path) -> FakeService:
    return FakeService(tmp_path)


@dataclass
class Running:
    address: str
    service: FakeService
    site: Site
    clients: list[httpx.Client] = field(default_factory=list)

    def visitor(self) -> httpx.Client:
        """A browser that has opened the page: it holds a cookie of its own."""
        client = httpx.Client(base_url=self.address)
        self.clients.append(client)
        client.get("/", headers={"Accept": "text/html"}).raise_for_status()
        return client


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    patch.setenv("GRADIO_TEMP_DIR", str(home))
    service = FakeService(home)
    site = Site(service, home)
    # In a thread of its own: where Chromium was driven before, this one has a loop that runs.
    with ThreadPoolExecutor(1) as pool:
        address = pool.submit(asyncio.run, launch(site)).result()
    server = Running(address, service, site)
    yield server
    for client in server.clients:
        client.close()
    site.demo.close(verbose=False)
    patch.undo()


async def launch(site: Site) -> str:
    # Outside a running event loop Gradio makes several of its own and never closes them; nor does
    # it close the sockets with which it finds that ports are taken.
    options = site.options(prevent_thread_lock=True, server_port=free_port())
    _, address, _ = site.demo.launch(**options)
    return str(address).rstrip("/")
