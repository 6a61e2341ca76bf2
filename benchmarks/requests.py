"""Labelled requests as the instructor's benchmark reads them: lines, contexts, slots.

A line is ``{"text", "context", "decision", "tool"}``, ``tool`` and ``slots`` where it has some.
``assets/requests/README.md`` says what the labels mean. A context written by somebody else may be
a sentence ("one clip on screen"), a list of titles, or an object with other names for its parts.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from agents.make.storyboard import Shot, Storyboard
from agents.scene import Scene
from models.domain import Item, ToolCall
from models.errors import BadRequest
from models.train.reader_data import held_out

REQUESTS = Path(__file__).resolve().parents[1] / "assets" / "requests"
SYNONYMS = {
    "search": "retrieve", "find": "retrieve", "generate": "create", "clarify": "ask",
    "smalltalk": "chat", "chitchat": "chat", "reject": "refuse",
}  # fmt: skip
TOOLS = {
    "cover": "thumbnail", "thumbnails": "thumbnail", "trim": "clip", "cut": "clip",
    "clipping": "clip", "stylise": "style", "stylize": "style", "restyle": "style",
    "content": "revise", "revision": "revise", "edit": "revise", "transform": "adjust",
    "generate": "create", "composition": "compose", "continue": "extend", "extension": "extend",
    "none": "", "null": "", "search": "", "retrieve": "", "retriever": "",
}  # fmt: skip
"""What other people call tools that go by another name here."""

_SEVERAL = {"one": 1, "two": 2, "three": 3, "four": 4, "several": 4, "many": 4, "some": 4}
_CLIP = re.compile(r"\b(?:clip|video|film|item|card)s?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One labelled line. ``tools`` holds every set of tools that counts as right."""

    text: str
    context: Any
    decision: str
    tools: tuple[frozenset[str], ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    test: bool = True


def own(data: Path | None) -> list[Request]:
    """The requests of ``assets/requests``; those drawn from corpora need ``data/text``."""
    found = [
        request(line, held_out(json.dumps([line["text"], line["context"]], sort_keys=True)))
        for line in lines(REQUESTS / "written.jsonl")
    ]
    texts = None if data is None else data / "text" if (data / "text").is_dir() else data
    corpora: dict[str, list[dict[str, Any]]] = {}
    for line in lines(REQUESTS / "drawn.jsonl"):
        name = line["corpus"]
        file = None if texts is None else texts / f"{name}.jsonl"
        if file is None or not file.is_file():
            continue
        if name not in corpora:
            corpora[name] = list(lines(file))
        if line["line"] > len(corpora[name]):
            continue
        source = corpora[name][line["line"] - 1]
        if hashlib.sha256(source["text"].encode()).hexdigest()[:8] != line["sha256"]:
            continue  # another half of that corpus lies there
        found.append(request(joined(line, source), held_out(f"{name}:{line['line']}")))
    return found


def fresh(*parts: str) -> list[Request]:
    """Requests by writers who had not seen the code; ``dev`` lines are for tuning, others not."""
    told = (line for line in lines(REQUESTS / "fresh.jsonl") if line["part"] in parts)
    return [request(line, line["part"] != "dev") for line in told]


def joined(line: Mapping[str, Any], source: Mapping[str, Any]) -> dict[str, Any]:
    """A drawn line with its text; ``@before`` and ``*`` stand for what the corpus says."""
    context = json.loads(
        json.dumps(line["context"]).replace("@before", json.dumps(source.get("before", ""))[1:-1])
    )
    slots = {k: source["text"] if v == "*" else v for k, v in line.get("slots", {}).items()}
    return {**line, "text": source["text"], "context": context, "slots": slots}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON lines of a file; raises :class:`BadRequest` naming the one that is none."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except json.JSONDecodeError as exc:
            raise BadRequest(f"{path}:{number} is no JSON: {exc}") from exc


def request(line: Mapping[str, Any], test: bool = True) -> Request:
    """Read one line, with other people's names for decisions and tools."""
    decision = str(line["decision"]).lower()
    told = line.get("tool")
    names = told if isinstance(told, str) else "+".join(told or ())
    return Request(
        text=line["text"],
        context=line.get("context"),
        decision=SYNONYMS.get(decision, decision),
        tools=tuple(
            frozenset(TOOLS.get(tool, tool) for tool in re.split(r"[+,]\s*", one))
            for one in names.lower().split("|")
            if TOOLS.get(one, one)
        ),
        slots=line.get("slots") or {},
        test=test,
    )


def scene_of(line: Request) -> Scene:
    """The scene that a line is said in."""
    return context_scene(line.text, line.context)


def context_scene(text: str, context: Any) -> Scene:
    """Read a context, whoever wrote it; what is not understood is taken to be nothing."""
    if isinstance(context, str):
        context = _from_words(context)
    if isinstance(context, Sequence):
        context = {"screen": context}
    told = dict(context or {})
    shown = _first(told, "screen", "on_screen", "items", "shown", "cards", "clips", "visible")
    screen = _items([f"clip {n + 1}" for n in range(shown)] if isinstance(shown, int) else shown)
    files = _first(told, "attached", "attachments", "attachment", "files", "brought", "upload")
    kinds = [_kind(one) for one in ([files] if isinstance(files, str | dict) else files or ())]
    clips = [_item(f"u{n}", "my clip") for n, kind in enumerate(kinds) if kind == "video"]
    focus = _focus(_first(told, "focus", "in_hand", "selected", "current", "target"), screen)
    if focus is not None and focus not in screen:
        screen = [focus]
    calls = _calls(_first(told, "edited", "edits", "last_edit", "previous_edit"))
    if calls and screen:
        focus = Item(
            id="e", title=screen[0].title, media=Path("e.mp4"), duration=8.0, origin="edited",
            parents=("i0",),
        )  # fmt: skip
        screen = [focus]
    if clips:
        screen = clips
    return Scene(
        text=text,
        screen=screen,
        focus=clips[0] if len(clips) == 1 else focus or (screen[0] if len(screen) == 1 else None),
        last_want=str(_first(told, "last_want", "want", "last_search") or ""),
        last_calls=calls,
        like_vector=np.ones(4, np.float32) / 2 if "image" in kinds else None,
        brought=clips[0] if clips else None,
        edited=focus if calls else None,
        options=tuple(_first(told, "options", "asked", "offered") or ()),
        board=_board() if told.get("plan") or told.get("storyboard") else None,
    )


def _first(told: Mapping[str, Any], *names: str) -> Any:
    return next((told[name] for name in names if told.get(name) is not None), None)


def _calls(edited: Any) -> tuple[ToolCall, ...]:
    """The edits that led there: calls, or names of tools alone."""
    several = [edited] if isinstance(edited, str | dict) else edited
    if not isinstance(several, Sequence):
        return ()
    return tuple(
        ToolCall(name=TOOLS.get(one, one)) if isinstance(one, str) else ToolCall(**one)
        for one in several
    )


def _from_words(said: str) -> dict[str, Any]:
    words = said.lower()
    if not words or re.match(r"(?:none|nothing|empty|no\b|new conversation)", words):
        return {}
    if re.search(r"attach|upload|brought|brings|\bown\b", words):
        picture = re.search(r"picture|photo|image|screenshot", words)
        count = 2 if re.search(r"\b(?:two|2)\b", words) else 1
        return {"attached": ["image" if picture else "video"] * count}
    number = re.search(rf"\b(\d|{'|'.join(_SEVERAL)})\b", words)
    if number and _CLIP.search(words):
        return {"screen": int(_SEVERAL.get(number[1]) or number[1])}
    return {"screen": [said]}


def _kind(one: Any) -> str:
    words = json.dumps(one).lower()
    return "image" if re.search(r"image|picture|photo|\.(?:png|jpe?g|webp)", words) else "video"


def _item(item_id: str, title: str, description: str = "", tags: Sequence[str] = ()) -> Item:
    return Item(
        id=item_id, title=title, media=Path("x.mp4"), duration=8.0, description=description,
        tags=tuple(tags),
    )  # fmt: skip


def _items(shown: Any) -> list[Item]:
    found = []
    for number, one in enumerate([shown] if isinstance(shown, str | dict) else shown or ()):
        if isinstance(one, str):
            found.append(_item(f"i{number}", one))
        else:
            title = str(one.get("title") or one.get("caption") or one.get("description") or "clip")
            tags = one.get("tags") or ()
            found.append(_item(f"i{number}", title, str(one.get("description") or ""), tags))
    return found


def _focus(told: Any, screen: Sequence[Item]) -> Item | None:
    if isinstance(told, bool) or told is None:
        return screen[0] if told and screen else None
    if isinstance(told, int):
        return screen[told] if -len(screen) <= told < len(screen) else None
    (item,) = _items(told)[:1] or (None,)
    return next((one for one in screen if item and one.title == item.title), item)


def _board() -> Storyboard:
    shots = tuple(
        Shot(item=f"i{n}", start=1.0, end=4.0, low=0.0, high=8.0, caption=f"shot {n + 1}")
        for n in range(6)
    )
    return Storyboard(
        want="the sea", seconds=10.8, shape="landscape", shots=shots[:4], spare=shots[4:]
    )
