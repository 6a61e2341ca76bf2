"""One page and everything it is served with.

``site.demo`` is what Hugging Face Spaces looks for, ``site.demo.launch(**site.options())`` serves
it. Gradio's ``launch`` hands ``app_kwargs`` to FastAPI, which takes routes (matched before
Gradio's own) and middleware: no second server and no mounting are needed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from app.ending import leave, within
from app.ui import theme, words
from app.ui.blocks import build
from app.ui.chat import Chat
from app.ui.live_turns import LiveTurns
from app.ui.page import Page, SameOrigin
from app.ui.protocol import Service
from app.ui.routes import Routes
from app.ui.uploads import UploadGuard, Uploads, sweep
from models.errors import Unavailable

UPLOAD_BYTES = 512 * 1024 * 1024
WARM_AFTER = 2.0
"""Seconds after the start when the models are loaded although nobody has asked for a page."""


class Site:
    """The page over one service. ``home`` is where uploads wait until their turn begins.

    ``beside`` are routes that are no part of the page, matched before Gradio's.
    """

    def __init__(self, service: Service, home: Path, beside: Sequence[BaseRoute] = ()) -> None:
        self.service = service
        self.beside = beside
        self.home = home
        self.uploads = Uploads()
        self.turns = LiveTurns()
        self._cold = threading.Lock()

    @cached_property
    def demo(self) -> gr.Blocks:
        """The page."""
        # Uploads wait in our own folder, not in a temporary one that other programs share; Gradio
        # reads this when the page is built.
        os.environ["GRADIO_TEMP_DIR"] = str(self.home / "uploads")
        return build(Chat(self.service, self.uploads, self.turns))

    def options(self, **more: Any) -> dict[str, Any]:
        """Return the arguments of ``demo.launch``; ``more`` adds to them."""
        return {
            "app_kwargs": {
                "routes": [*Routes(self.service, self.turns).all(), *self.beside],
                "middleware": [
                    Middleware(SameOrigin),
                    Middleware(Page, service=self.service, served=self.warm),
                    Middleware(UploadGuard, uploads=self.uploads),
                ],
            },
            "theme": theme.theme(),
            "i18n": words.i18n(),
            "head": theme.head(),
            "footer_links": [],
            "enable_monitoring": False,
            "run_history": False,
            "max_file_size": UPLOAD_BYTES,
            "ssr_mode": False,
            "share": False,
            "quiet": True,
            **more,
        }

    def warm(self) -> None:
        """Start loading the models in a thread, once; the first page never waits for them."""
        if self._cold.acquire(blocking=False):
            threading.Thread(target=self.service.warm, name="warm", daemon=True).start()

    def serve(self, host: str, port: int, **more: Any) -> None:
        """Launch and block until interrupted.

        Raises :class:`models.errors.Unavailable` when the port is taken.
        """
        sweep(self.home / "uploads")
        # Hugging Face Spaces tells where to listen in Gradio's own variable.
        host = os.environ.get("GRADIO_SERVER_NAME") or host
        options = self.options(server_name=host, server_port=port, prevent_thread_lock=True, **more)
        try:
            _, address, _ = self.demo.launch(**options)
        except OSError as exc:
            raise Unavailable(
                f"Port {port} is taken by another program. Stop it, or choose another port:"
                f" GENEREC_PORT={port + 1} python app.py"
            ) from exc
        later = threading.Timer(WARM_AFTER, self.warm)
        later.daemon = True
        later.start()
        print(f"GeneRec runs at {address}  (Ctrl+C stops it)", flush=True)
        alone = threading.current_thread() is threading.main_thread()
        if alone:
            # Containers end a program this way; without it nothing below would run.
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            self.demo.block_thread()
        finally:
            if alone:
                within()
            self.service.close()
            if alone:
                leave()
