"""A stand-in for the Hugging Face hub: repositories in memory behind the hub's own routes.

It answers model info, tree and resolve (HEAD and GET, with ranges), and takes commits to Spaces, as
huggingface_hub asks for them. ``faults`` says what goes wrong with a path, and how often.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

LFS = 1_000
"""Bytes from which a file lies in large file storage; the real hub goes by its kind."""


@dataclass
class Repo:
    """Files of one commit, ``at`` where the table has pinned it."""

    files: dict[str, bytes]
    gated: bool = False
    at: str = "main"

    @property
    def sha(self) -> str:
        if self.at != "main":
            return self.at
        digest = hashlib.sha1()
        for name, content in sorted(self.files.items()):
            digest.update(name.encode() + content)
        return digest.hexdigest()


@dataclass
class Fault:
    """What a path answers instead, ``times`` times.

    ``how`` is a status ("404", "429", "500"), "cut" (half of what is left, then the line is
    closed), "short" (half of the file, said to be all of it), or "bent" (one byte is another).
    """

    how: str
    times: int = 1_000
    headers: dict[str, str] = field(default_factory=dict)


class Hub(ThreadingHTTPServer):
    """``asked`` keeps (method, path, Range) of every request, ``tokens`` what they brought.

    Who asks for the rest of a file waits while ``goes_on`` is cleared.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.repos: dict[str, Repo] = {}
        self.spaces: dict[str, dict[str, bytes]] = {}
        self.stored: dict[str, bytes] = {}
        self.faults: dict[str, Fault] = {}
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.asked: list[tuple[str, str, str]] = []
        self.tokens: list[str] = []
        self.bodies: list[tuple[str, bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def publish(self, name: str, folder: Path, *, gated: bool = False, at: str = "main") -> str:
        """Offer the files of a folder as ORG/NAME; return the commit, which is ``at`` if given."""
        files = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        self.repos[name] = Repo(files, gated, at)
        return self.repos[name].sha

    def gets(self, ending: str) -> list[str]:
        """The ranges that GETs of a path asked for."""
        return [span for how, path, span in self.asked if how == "GET" and path.endswith(ending)]


class _Handler(BaseHTTPRequestHandler):
    server: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._got(body=False)

    def do_GET(self) -> None:
        self._got(body=True)

    # --- reading -------------------------------------------------------------------------------

    def _got(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path).strip("/")
        self._noted(path)
        fault = self._fault(path)
        if fault is not None and fault.how.isdigit():
            return self._error(int(fault.how), "", **fault.headers)
        if path == "api/whoami-v2":
            return self._json({"name": "tester", "type": "user", "auth": {"type": "access_token"}})
        parts = path.split("/")
        if parts[:2] == ["api", "models"]:
            return self._api("/".join(parts[2:4]), parts[4:])
        if "resolve" in parts[2:3]:
            return self._resolved("/".join(parts[:2]), parts[3], "/".join(parts[4:]), fault, body)
        return self._error(404, "")

    def _api(self, name: str, rest: list[str]) -> None:
        repo = self._repo(name, rest[1] if len(rest) > 1 else "main", api=True)
        if repo is None:
            return None
        if rest[:1] == ["tree"]:
            return self._json([_entry(path, content) for path, content in repo.files.items()])
        siblings = [{"rfilename": path} for path in repo.files]
        made = {"id": name, "modelId": name, "sha": repo.sha, "siblings": siblings, "tags": []}
        return self._json({**made, "private": False, "gated": "auto" if repo.gated else False})

    def _resolved(
        self, name: str, revision: str, path: str, fault: Fault | None, body: bool
    ) -> None:
        repo = self._repo(name, revision, api=False)
        if repo is None:
            return None
        if path not in repo.files:
            return self._error(404, "EntryNotFound")
        return self._file(path, repo, fault.how if fault is not None else "", body)

    def _repo(self, name: str, revision: str, *, api: bool) -> Repo | None:
        """The repository at that revision, or the error is sent as the hub would."""
        repo = self.server.repos.get(name)
        if repo is None:
            self._error(401 if not self.headers.get("Authorization") else 404, "RepoNotFound")
        elif revision not in ("main", repo.sha):
            self._error(404, "RevisionNotFound")
        elif repo.gated and not api and not self.headers.get("Authorization"):
            self._error(401, "GatedRepo")
        else:
            return repo
        return None

    def _file(self, path: str, repo: Repo, how: str, body: bool) -> None:
        content = repo.files[path]
        entry = _entry(path, content)
        start = 0
        if span := self.headers.get("Range"):
            start = int(span.removeprefix("bytes=").split("-")[0])
        if start:
            self.server.goes_on.wait()
        if how == "bent":
            content = content[:-1] + bytes([content[-1] ^ 1])
        if how == "short":
            content = content[: len(content) // 2]
        left = content[start:]
        self.send_response(206 if start else 200)
        self.send_header("ETag", f'"{entry.get("lfs", entry)["oid"]}"')
        self.send_header("X-Repo-Commit", repo.sha)
        self.send_header("X-Linked-Size", str(len(content)))
        self.send_header("Accept-Ranges", "bytes")
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(left)))
        self.end_headers()
        if not body:
            return
        self.wfile.write(left[: len(left) // 2] if how == "cut" else left)
        if how == "cut":
            self.wfile.flush()
            self.close_connection = True

    # --- writing -------------------------------------------------------------------------------

    def do_POST(self) -> None:
        path = unquote(urlsplit(self.path).path).strip("/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._noted(path)
        self.server.bodies.append((path, body))
        fault = self._fault(path)
        if fault is not None:
            return self._error(int(fault.how), "")
        if not self.headers.get("Authorization"):
            return self._error(401, "")
        if path == "api/repos/create":
            asked = json.loads(body)
            name = f"{asked.get('organization') or 'tester'}/{asked['name']}"
            self.server.spaces.setdefault(name, {})
            return self._json({"url": f"{self.server.url}/spaces/{name}", "name": name})
        if path == "api/validate-yaml":
            return self._json({"errors": [], "warnings": []})
        if path.endswith("/info/lfs/objects/batch"):
            return self._json(_batch(json.loads(body), self.server.url))
        parts = path.split("/")
        if parts[-1] == "hardware":
            return self._json({"stage": "BUILDING", "hardware": {"requested": "zero-a10g"}})
        if "preupload" in parts:
            return self._json({"files": [_mode(one) for one in json.loads(body)["files"]]})
        if "commit" in parts:
            return self._committed("/".join(parts[2:4]), body)
        return self._error(404, "")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.stored[hashlib.sha256(body).hexdigest()] = body
        self._json({})

    def _committed(self, name: str, body: bytes) -> None:
        space = self.server.spaces[name]
        for line in filter(None, body.split(b"\n")):
            one = json.loads(line)
            value = one["value"]
            if one["key"] == "file":
                space[value["path"]] = base64.b64decode(value["content"])
            elif one["key"] == "lfsFile":
                space[value["path"]] = self.server.stored[value["oid"]]
            elif one["key"] == "deletedFile":
                space.pop(value["path"], None)
        url = f"{self.server.url}/spaces/{name}/commit/{'0' * 40}"
        self._json({"success": True, "commitOid": "0" * 40, "commitUrl": url})

    # --- sending -------------------------------------------------------------------------------

    def _noted(self, path: str) -> None:
        self.server.asked.append((self.command, path, self.headers.get("Range", "")))
        self.server.tokens.append(self.headers.get("Authorization", ""))

    def _fault(self, path: str) -> Fault | None:
        for ending, fault in self.server.faults.items():
            if path.endswith(ending) and self.command != "HEAD" and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    def _json(self, made: Any) -> None:
        body = json.dumps(made).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _error(self, status: int, code: str, **headers: str) -> None:
        self.send_response(status)
        if code:
            self.send_header("X-Error-Code", code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.end_headers()


def _entry(path: str, content: bytes) -> dict[str, Any]:
    """A file as the tree tells it."""
    blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    made: dict[str, Any] = {"type": "file", "path": path, "size": len(content), "oid": blob}
    if len(content) >= LFS:
        oid = hashlib.sha256(content).hexdigest()
        made["lfs"] = {"oid": oid, "size": len(content), "pointerSize": 130}
    return made


def _mode(asked: dict[str, Any]) -> dict[str, Any]:
    mode = "lfs" if asked["size"] >= LFS else "regular"
    return {"path": asked["path"], "uploadMode": mode, "shouldIgnore": False}


def _batch(asked: dict[str, Any], url: str) -> dict[str, Any]:
    objects = [
        {**one, "actions": {"upload": {"href": f"{url}/stored/{one['oid']}", "header": {}}}}
        for one in asked["objects"]
    ]
    return {"transfer": "basic", "objects": objects}


@contextmanager
def hub() -> Iterator[Hub]:
    """A hub for as long as it is needed."""
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
