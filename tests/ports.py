"""Ports for servers that tests start."""

import os
import socket

PORTS = iter(range(20_000 + os.getpid() % 800, 21_000))
"""Two runs of the tests beside each other begin at different ones."""


def free_port() -> int:
    """A port that hardly anybody takes until the server does.

    Clients get theirs from 32768 upwards, and each of a dozen processes that run tests has a
    thousand of its own.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 12
    for first in PORTS:
        with socket.socket() as probe:
            port = first + 1000 * worker
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")
