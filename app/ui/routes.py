"""The routes beside Gradio's: a visitor's media, and the small calls of cards and panels.

Media never pass through Gradio's cache, which everybody may read who knows the address: here each
file is asked of the service in the name of the visitor whose cookie came along.
"""

from __future__ import annotations

import json
import logging
import math
import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.ui import render, render_chats, render_lineage, render_taste
from app.ui.identity import user_of
from app.ui.live_turns import LiveTurns
from app.ui.protocol import Service, Which
from models.domain import FeedbackKind, Origins, Tuning
from models.errors import BadRequest, NoSuchItem, Unavailable, UserError

log = logging.getLogger(__name__)

BODY_BYTES = 4096
FEED_CARDS = 8
NAME_CHARACTERS = 80
"""The longest name of a file that is downloaded."""
PRIVATE = {"Cache-Control": "private, max-age=600", "X-Content-Type-Options": "nosniff"}
UNSTORED = {"Cache-Control": "private, no-store"}
TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mov": "video/quicktime",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
}
"""What a browser may show in place. Whatever else an item turns out to be is downloaded."""

Body = Mapping[str, Any]
Call = Callable[[str, Body], object]


class Routes:
    """Our routes, over one service; ``turns`` are those that run in the chat."""

    def __init__(self, service: Service, turns: LiveTurns) -> None:
        self.service = service
        self.turns = turns

    def all(self) -> list[BaseRoute]:
        """Return the routes, to be put before Gradio's."""
        files = [
            Route(f"/{which}/{{item}}", self._file(cast(Which, which)), methods=["GET", "HEAD"])
            for which in get_args(Which)
        ]
        files.append(Route("/download/{item}", self.download, methods=["GET", "HEAD"]))
        files.append(Route("/attached/{name}", self.attached, methods=["GET", "HEAD"]))
        calls: dict[str, Call] = {
            "feedback": self.feedback,
            "stands": self.stands,
            "forget": self.forget,
            "tune": self.tune,
            "reset": self.reset,
            "share": self.share,
            "consent": self.consent,
            "agree": self.agree,
            "remember": self.remember,
            "report": self.report,
            "delete": self.delete,
            "vanish": self.vanish,
            "vanishes": self.vanishes,
            "left": self.left,
            "here": self.here,
            "chats/open": self.open_chat,
            "chats/rename": self.rename_chat,
            "chats/delete": self.delete_chat,
        }
        posts = [
            Route(f"/api/{name}", self._post(call), methods=["POST"])
            for name, call in calls.items()
        ]
        views = {
            "panels": self.panels,
            "chats": self.chats,
            "map": self.map,
            "why/{item}": self.why,
            "lineage/{item}": self.lineage,
            "original/{item}": self.original,
            "mydata": self.mydata,
        }
        gets = [
            Route(f"/api/{name}", self._get(view), methods=["GET"]) for name, view in views.items()
        ]
        return [*files, *gets, *posts]

    def _file(self, which: Which) -> Callable[[Request], Response]:
        def serve(request: Request) -> Response:
            try:
                user = user_of(self.service, request.cookies)
                path = self.service.media(user, request.path_params["item"], which)
            except UserError:
                # Unknown, gone and somebody else's look the same from outside.
                return PlainTextResponse("Not found", 404, headers={"Cache-Control": "no-store"})
            return _response(path)

        return serve

    def download(self, request: Request) -> Response:
        """Return an item's file to be kept, under a name that says what it is."""
        try:
            user = user_of(self.service, request.cookies)
            path, title = self.service.download(user, request.path_params["item"])
        except UserError:
            return PlainTextResponse("Not found", 404, headers={"Cache-Control": "no-store"})
        return _response(path, file_name(title, path.suffix))

    def attached(self, request: Request) -> Response:
        """Return a picture that the visitor put into a message."""
        try:
            user = user_of(self.service, request.cookies)
            return _response(self.service.attached(user, request.path_params["name"]))
        except UserError:
            return PlainTextResponse("Not found", 404, headers={"Cache-Control": "no-store"})

    def panels(self, user: str, request: Request) -> Response:
        """Return feed, taste, controls, consent and status as HTML, to be put in place."""
        status, panel = self.service.status(), self.service.panel(user, FEED_CARDS)
        shown = {
            "feed": render.feed(panel.feed, status, panel.offer),
            "tune": render_taste.tune(self.service.tuning(user)),
            "taste": render_taste.taste(panel.taste)
            + render_taste.memory(self.service.remembers(user))
            + render_taste.vanishing(self.service.vanishes(user))
            + render.research(self.service.consent(user)),
            "consent": render.consent(self.service.consent(user)),
            "status": render.status_line(status),
            "notes": render.notes(status),
        }
        settled = status.ready and not status.growing
        return JSONResponse({"panels": shown, "settled": settled}, headers=UNSTORED)

    def chats(self, user: str, request: Request) -> Response:
        """Return the list of the visitor's own conversations as HTML."""
        kept = self.service.chats(user)
        working = {one.id for one in kept if self.turns.live(one.id)}
        drawn = render_chats.chats(kept, working)
        return JSONResponse({"chats": drawn}, headers=UNSTORED)

    def map(self, user: str, request: Request) -> Response:
        """Return the map of the taste as HTML. It costs more than a panel: asked for when shown."""
        drawn = render_taste.taste_map(self.service.taste_map(user))
        return JSONResponse({"map": drawn}, headers=UNSTORED)

    def why(self, user: str, request: Request) -> Response:
        """Return what speaks for and against one item, in sentences."""
        found = self.service.why(user, request.path_params["item"])
        return JSONResponse({"why": list(found)}, headers=UNSTORED)

    def lineage(self, user: str, request: Request) -> Response:
        """Return where one item came from, as HTML."""
        stages = self.service.lineage(user, request.path_params["item"])
        return JSONResponse({"lineage": render_lineage.lineage(stages)}, headers=UNSTORED)

    def original(self, user: str, request: Request) -> Response:
        """Return the id of what one item was before any change, ``None`` where it is of several."""
        first = self.service.lineage(user, request.path_params["item"])[0].ancestors
        item = first[0].item if len(first) == 1 else None
        return JSONResponse({"item": None if item is None else item.id}, headers=UNSTORED)

    def mydata(self, user: str, request: Request) -> Response:
        """Return all that is kept about the visitor, as a file."""
        name = "generec-my-data.json"
        written = json.dumps(self.service.own_data(user), ensure_ascii=False, indent=1)
        headers = {**UNSTORED, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(written, media_type="application/json", headers=headers)

    def feedback(self, user: str, body: Body) -> None:
        """``{item, kind, value?, text?}``: one thing the visitor did about one item."""
        kind, value = body.get("kind"), body.get("value")
        if kind not in get_args(FeedbackKind):
            kinds = ", ".join(get_args(FeedbackKind))
            raise BadRequest(f"Unknown kind of feedback {kind!r}; expected one of {kinds}.")
        self.service.feedback(
            user,
            _text(body, "item"),
            cast(FeedbackKind, kind),
            _number(value),
            _text(body, "text", default=""),
        )

    def stands(self, user: str, body: Body) -> None:
        """``{items}``: what stands in the feed on the page, from the top."""
        items = body.get("items")
        if not isinstance(items, list) or not all(isinstance(one, str) for one in items):
            raise BadRequest(f"Expected a list of items, got {items!r:.80}.")
        self.service.stands(user, items[:FEED_CARDS])

    def forget(self, user: str, body: Body) -> None:
        """``{line}``: unlearn one line of the taste."""
        self.service.forget_taste(user, _text(body, "line"))

    def tune(self, user: str, body: Body) -> None:
        """``{breadth?, origins?}``: how the visitor wants the ranking; the rest stays."""
        tuning = self.service.tuning(user)
        breadth = _number(body.get("breadth", tuning.breadth))
        origins = body.get("origins", tuning.origins)
        if breadth is None or origins not in get_args(Origins):
            raise BadRequest(f"Expected a number and one of {', '.join(get_args(Origins))}.")
        self.service.tune(user, Tuning(breadth=breadth, origins=cast(Origins, origins)))

    def reset(self, user: str, body: Body) -> None:
        """``{}``: unlearn everything."""
        self.service.reset_taste(user)

    def share(self, user: str, body: Body) -> str:
        """``{item, yes}``: offer what was made for the visitor to others, or take it back."""
        return self.service.share(user, _text(body, "item"), _yes(body))

    def consent(self, user: str, body: Body) -> None:
        """``{yes}``: the answer about research."""
        self.service.set_consent(user, _yes(body))

    def agree(self, user: str, body: Body) -> None:
        """``{item, yes}``: whether those seen in a clip of theirs agreed to be shown changed."""
        self.service.agree(user, _text(body, "item"), _yes(body))

    def remember(self, user: str, body: Body) -> None:
        """``{yes}``: whether what is said of a taste counts beyond a conversation."""
        self.service.set_remembers(user, _yes(body))

    def vanish(self, user: str, body: Body) -> str:
        """``{}``: all that was made for the visitor goes now."""
        gone = self.service.vanish(user)
        return f"Deleted: {gone}." if gone else "There was nothing to delete."

    def vanishes(self, user: str, body: Body) -> None:
        """``{yes}``: whether it goes when they leave."""
        self.service.set_vanishes(user, _yes(body))

    def left(self, user: str, body: Body) -> None:
        """``{}``: the page was closed."""
        self.service.left(user)

    def here(self, user: str, body: Body) -> None:
        """``{}``: the page is open, though another tab of it was closed."""
        self.service.here(user)

    def open_chat(self, user: str, body: Body) -> None:
        """``{chat}``: an older conversation becomes the current one."""
        self.service.open_chat(user, _text(body, "chat"))

    def rename_chat(self, user: str, body: Body) -> None:
        """``{chat, title}``: what the visitor calls a conversation; empty takes it back."""
        self.service.rename_chat(user, _text(body, "chat"), _text(body, "title", default=""))

    def delete_chat(self, user: str, body: Body) -> None:
        """``{chat}``: a conversation goes for good, with what runs in it."""
        chat = _text(body, "chat")
        self.service.delete_chat(user, chat)  # refuses what is not theirs
        self.turns.stop(chat)

    def delete(self, user: str, body: Body) -> None:
        """``{item}``: what the visitor brought or had made goes for good."""
        self.service.delete_item(user, _text(body, "item"))

    def report(self, user: str, body: Body) -> None:
        """``{item, reason}``: the visitor finds an item wrong or harmful."""
        self.service.report(user, _text(body, "item"), _text(body, "reason"))

    def _post(self, call: Call) -> Callable[[Request], Any]:
        async def serve(request: Request) -> Response:
            try:
                body = await _body(request)
                user = await run_in_threadpool(user_of, self.service, request.cookies)
                said = await run_in_threadpool(call, user, body)
            except NoSuchItem as exc:
                return _sentence(str(exc), 404)
            except (UserError, Unavailable) as exc:
                return _sentence(str(exc), 400)
            except Exception:
                reference = secrets.token_hex(4)
                log.exception("call failed, reference %s", reference)
                return _sentence(f"That did not work. Please try again ({reference}).", 500)
            return JSONResponse({"ok": True, "said": said})

        return serve

    def _get(self, view: Callable[[str, Request], Response]) -> Callable[[Request], Response]:
        def serve(request: Request) -> Response:
            try:
                return view(user_of(self.service, request.cookies), request)
            except NoSuchItem as exc:
                return _sentence(str(exc), 404)
            except (UserError, Unavailable) as exc:
                return _sentence(str(exc), 409)

        return serve


def file_name(title: str, suffix: str) -> str:
    """Return a name for a file that any system takes, from what the file shows."""
    words = re.sub(r'[\x00-\x1f\x7f\\/:*?"<>|]+', " ", title)
    name = " ".join(words.split())[:NAME_CHARACTERS].strip(" .")
    return (name or "Video") + suffix.lower()


def _response(path: Path, name: str = "") -> Response:
    """Return a file: to be kept, where it is given a name."""
    if not path.is_file():
        log.warning("an item's file is missing: %s", path.name)
        return PlainTextResponse("Not found", 404, headers={"Cache-Control": "no-store"})
    media_type = TYPES.get(path.suffix.lower())
    return FileResponse(
        path,
        media_type=media_type or "application/octet-stream",
        headers=PRIVATE,
        content_disposition_type="inline" if media_type and not name else "attachment",
        filename=name or (None if media_type else path.name),
    )


async def _body(request: Request) -> Body:
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise BadRequest("Expected a body of type application/json.")
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > BODY_BYTES:
            raise BadRequest(f"That is too long: at most {BODY_BYTES} bytes.")
    try:
        body = json.loads(bytes(raw))
    except ValueError as exc:
        raise BadRequest("Expected a JSON object.") from exc
    if not isinstance(body, dict):
        raise BadRequest("Expected a JSON object.")
    return body


def _text(body: Body, name: str, default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str) or (default is None and not value):
        raise BadRequest(f"Expected words for {name!r}, got {value!r}.")
    return value


def _yes(body: Body) -> bool:
    if not isinstance(body.get("yes"), bool):
        raise BadRequest("The answer must be yes or no.")
    return bool(body["yes"])


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadRequest(f"Expected a number for 'value', got {value!r}.")
    return float(value)


def _sentence(text: str, status: int) -> Response:
    return JSONResponse({"error": text}, status, headers={"Cache-Control": "no-store"})
