"""There is one way from a tool to a visitor's screen, and the guard stands in it.

The chain, each link tested below: bytes leave the server from one place, which asks the catalogue;
items enter the catalogue from two, uploads and what was admitted; only the guard admits, and only
the workshop asks it; and the guard that is wired up checks, signs and registers.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [
        ROOT / "app.py",
        *(p for d in ("app", "agents", "models") for p in (ROOT / d).rglob("*.py")),
    ]
    if "fake_service" not in path.name
}


@cache
def parsed(source: str) -> ast.Module:
    return ast.parse(source)


@cache
def names(source: str) -> set[str]:
    """What a piece of code calls or hands over by name."""
    found: set[str] = set()
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            found.add(f"{node.arg}=")
        elif isinstance(node, ast.ImportFrom | ast.Import):
            found.update(alias.name.rpartition(".")[2] for alias in node.names)
    return found


@cache
def calls(source: str) -> list[tuple[str, ast.Call]]:
    """Calls with what is called, as it is written."""
    found = [node for node in ast.walk(parsed(source)) if isinstance(node, ast.Call)]
    return [(ast.unparse(node.func), node) for node in found]


def where(*wanted: str) -> set[str]:
    """Files that use one of these names."""
    return {file for file, source in SOURCES.items() if names(source) & set(wanted)}


def called(*endings: str) -> set[str]:
    """Files that call something whose name ends like this."""
    return {
        file
        for file, source in SOURCES.items()
        if any(name.endswith(endings) for name, _ in calls(source))
    }


SERVING = (
    "FileResponse", "StaticFiles", "StreamingResponse", "allowed_paths=", "set_static_paths",
    "Video", "Gallery", "Image=", "File", "DownloadButton", "FileData", "Model3D", "ImageEditor",
)  # fmt: skip
"""Ways of Starlette and Gradio to hand a file out."""


@pytest.mark.parametrize(
    "planted",
    [
        "from starlette.responses import FileResponse",
        "import gradio as gr\ngr.Video('x.mp4')",
        "demo.launch(allowed_paths=['/'])",
        "import gradio\ngradio.set_static_paths(['made'])",
    ],
)
def test_a_second_way_out_would_be_seen(planted: str) -> None:
    assert names(planted) & set(SERVING)


def test_files_leave_the_server_from_one_place() -> None:
    assert where(*SERVING) == {"app/ui/routes.py"}


def test_that_place_asks_the_service_which_asks_the_catalogue_as_the_visitor() -> None:
    routes = [node for name, node in calls(SOURCES["app/ui/routes.py"]) if name == "FileResponse"]
    assert [ast.unparse(node.args[0]) for node in routes] == ["path"]
    handed = [node for name, node in calls(SOURCES["app/ui/routes.py"]) if name == "_response"]
    own = "_response(self.service.attached(user, request.path_params['name']))"
    kept = "_response(path, file_name(title, path.suffix))"
    assert [ast.unparse(node) for node in handed] == [kept, "_response(path)", own]
    assert "self.store.chats.attached(user, name)" in SOURCES["app/service.py"]
    routed = ast.unparse(ast.parse(SOURCES["app/ui/routes.py"]))
    assert "path = self.service.media(user, request.path_params['item'], which)" in routed
    assert "path, title = self.service.download(user, request.path_params['item'])" in routed
    assert "item: Item = self.engine.catalogue.item(item_id, user)" in SOURCES["app/service.py"]


def test_items_enter_the_catalogue_as_uploads_or_as_what_was_admitted() -> None:
    adding = called("catalogue.add", "items.add")
    assert adding <= {"app/library.py", "app/keeping.py", "app/store/catalogue.py"}
    assert "Admitted" in names(SOURCES["app/keeping.py"])
    # An upload is taken in by path; what a tool leaves never is.
    assert not {"Artifact", "Admitted"} & names(SOURCES["app/library.py"])


def test_only_the_guard_admits_and_only_the_workshop_asks_it() -> None:
    assert called("Admitted") == {"agents/guard/guard.py"}
    assert called(".admit") == {"agents/make/workshop.py"}
    assert called("self.keep") == {"agents/make/workshop.py"}


def test_the_guard_that_is_wired_up_signs_and_registers() -> None:
    guards = [
        (file, node)
        for file, source in SOURCES.items()
        for name, node in calls(source)
        if name.rpartition(".")[2] == "Guard"
    ]
    assert [file for file, _ in guards] == ["app/wiring.py"]
    served, _, seal = guards[0][1].args
    assert ast.unparse(served) == "settings.home / MADE"
    assert ast.unparse(seal).startswith("Sealer(store.registry, build_signer(")
    named = {one.arg: ast.unparse(one.value) for one in guards[0][1].keywords}
    assert named["inspector"] == "build_inspector(settings, store, reader, knowledge, roles)"
    assert named["policy"] == "Policy(age=settings.age, unknown=settings.unknown)"


def test_whatever_draws_files_has_the_marks() -> None:
    for maker in ("Editor", "Studio"):
        made = [node for name, node in calls(SOURCES["app/wiring.py"]) if name == maker]
        assert len(made) == 1 and "marks" in {ast.unparse(one) for one in made[0].args}


def test_pictures_in_place_are_previews_that_are_labelled() -> None:
    assert called("data_uri") == {"agents/make/workshop.py"}
    drawing = SOURCES["agents/make/previews.py"]
    assert "preview" in names(drawing) and "b64encode" in names(drawing)
    # The other one shows pictures to a chat model, which answers in words.
    assert where("b64encode") == {"agents/make/previews.py", "agents/chat/answering.py"}


def test_models_of_others_get_one_tool_that_hands_no_file_out() -> None:
    assert where("StreamableHTTPSessionManager") == {"app/verify/tool.py"}
    tool = SOURCES["app/verify/tool.py"]
    assert [name for name, _ in calls(tool) if name == "types.Tool"] == ["types.Tool"]
    assert "ResourceContents" not in tool and "EmbeddedResource" not in tool
    # Gradio's own server would offer every named event, and its uploads.
    assert not where("mcp_server=", "GradioMCPServer")
    assert not called("gr.api", "gradio.api")
