"""``/mcp``: "Was this made here?" as the one tool of a Model Context Protocol server.

Streamable HTTP without sessions, by the protocol's own library. Gradio can serve MCP, too: it would
offer its uploads and fetch addresses that a model names, and pins an older pydantic than we have;
so nothing but this tool is served. A file comes inside the call, in base64: nothing is fetched.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from app.verify.verdict import Verdict
from models.errors import BadRequest, Unavailable, UserError

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

log = logging.getLogger(__name__)

NAME = "was_this_made_here"
LARGEST = 32
"""MiB of a file in a call, which is held in memory; ``/api/verify`` takes larger ones."""

SAYS = (
    "Tell whether a video or picture was made by this service, from its signed record (C2PA), its"
    " invisible mark, its bytes and its looks. The answer is ours, maybe or unknown; unknown does"
    " not mean that people made it."
)
INPUT = {
    "type": "object",
    "properties": {
        "file": {
            "type": "string",
            "description": f"the file's bytes in base64, at most {LARGEST} MiB of them",
        },
        "name": {"type": "string", "description": "its name, such as clip.mp4", "default": "file"},
    },
    "required": ["file"],
    "additionalProperties": False,
}
OUTPUT = {
    "type": "object",
    "properties": {
        "answer": {"enum": ["ours", "maybe", "unknown"]},
        "says": {"type": "string"},
        "evidence": {"type": "array", "items": {"type": "object"}},
        "at": {"type": ["number", "null"], "description": "when it was made, seconds since 1970"},
    },
    "required": ["answer", "says"],
}

Looked = Callable[[bytes, str], Awaitable[Verdict]]
"""What answers about a file's bytes and its name; raises what visitors may read."""


class Tool:
    """An ASGI application that answers calls; ``looked`` looks at files."""

    def __init__(self, looked: Looked, version: str) -> None:
        self._looked, self._version = looked, version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        if scope["method"] != "POST":  # there are no sessions to listen to or to end
            refused = PlainTextResponse("Send a POST.", 405, headers={"Allow": "POST"})
            await refused(scope, receive, send)
            return
        manager = StreamableHTTPSessionManager(
            self._server,
            json_response=True,
            stateless=True,
            max_request_body_size=(LARGEST + 1) * 2**20 * 4 // 3,
        )
        async with manager.run():
            await manager.handle_request(scope, receive, send)

    @cached_property
    def _server(self) -> Server[Any, Any]:
        from mcp import types
        from mcp.server.lowlevel import Server

        server: Server[Any, Any] = Server("generec-verify", self._version, instructions=SAYS)

        @server.list_tools()  # type: ignore[no-untyped-call, untyped-decorator]
        async def tools() -> list[types.Tool]:
            reads = types.ToolAnnotations(readOnlyHint=True, openWorldHint=False)
            return [
                types.Tool(
                    name=NAME,
                    description=SAYS,
                    inputSchema=INPUT,
                    outputSchema=OUTPUT,
                    annotations=reads,
                )
            ]

        @server.call_tool()  # type: ignore[untyped-decorator]
        async def call(name: str, arguments: dict[str, Any]) -> types.CallToolResult:
            try:
                if name != NAME:
                    raise BadRequest(f"There is no tool {name!r}; there is {NAME}.")
                data = decoded(arguments["file"])
                told = asdict(await self._looked(data, arguments.get("name", "")))
            except (UserError, Unavailable) as exc:
                said = types.TextContent(type="text", text=str(exc))
                return types.CallToolResult(content=[said], isError=True)
            said = types.TextContent(type="text", text=json.dumps(told))
            return types.CallToolResult(content=[said], structuredContent=told)

        return server


def decoded(text: str) -> bytes:
    """Return the bytes that a call holds. Raises :class:`BadRequest` for what is no base64."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as exc:
        raise BadRequest("The file is no base64; encode its bytes and call again.") from exc
    if len(data) > LARGEST * 2**20:
        raise BadRequest(
            f"The file is larger than the {LARGEST} MiB of a call; POST it to /api/verify instead."
        )
    return data
