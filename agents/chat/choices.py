"""What a chat model may choose from: langchain tools, each of which returns what it leads to.

The editor's and the creator's tools are taken from :mod:`agents.make.tools` as they are, less what
is never a model's to say, with a place on the screen instead of a clip. A tool that is added there
is here, too. Nothing runs here: a choice becomes a :class:`models.domain.Decision`, as a rule's
does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Annotated, Any

from langchain_core.tools import BaseTool, InjectedToolArg, StructuredTool
from pydantic import BaseModel, ConfigDict, Field, SkipValidation, ValidationError, create_model

from agents.instruct.edits.second_thoughts import undo
from agents.instruct.which.asking_which import which_one
from agents.make import tools
from agents.make.storyboard import Brief, to_data
from agents.read.words import plain
from agents.scene import Scene
from agents.talk.replies import BROUGHT, REFUSED, like, no_clip, picked
from agents.talk.smalltalk import EXAMPLES
from models.domain import Comparison, Decision, Guidance, Item, Shape, ToolCall
from models.errors import Retry

Seen = Annotated[SkipValidation[Scene], InjectedToolArg]
PLACE = "number of the clip on the screen; leave it out for the one in hand"
LONGEST_QUESTION, LONGEST_OPTION = 300, 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question about an item, which is answered by who reads the item's words."""

    item: Item
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """A question about the world, which is answered by who reads what was looked up."""

    question: str


Choice = Decision | Asked | LookUp


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    scene: Seen


class _OfClip(_Arguments):
    place: int | None = Field(default=None, ge=1, le=50, description=PLACE)


class Search(_Arguments):
    """Find clips that are here and show them."""

    want: str = Field(
        default="", max_length=400, description="the topic, in a few English words; empty: anything"
    )
    avoid: tuple[str, ...] = Field(
        default=(), max_length=8, description="words for what must not be in it"
    )
    at_least: float | None = Field(default=None, ge=0, description="shortest length, seconds")
    at_most: float | None = Field(default=None, gt=0, description="longest length, seconds")
    shape: Shape | None = None
    compare: Comparison | None = Field(
        default=None, description="more so than those on the screen, such as calmer"
    )
    others: bool = Field(default=False, description="leave out what was shown before")


class More(_OfClip):
    """Show more clips like one that is on the screen."""


class Show(_OfClip):
    """Show one of the clips on the screen alone, to talk about it."""


class Describe(_OfClip):
    """Answer a question about what is in a clip, from its title and description."""

    question: str = Field(max_length=400, description="what the visitor wants to know")


class Knowledge(_Arguments):
    """Answer a question about the world, a person or a place, with a source."""

    question: str = Field(max_length=200, description="whom or what to look up, in a few words")


class Ask(_Arguments):
    """Ask the visitor one short question, with answers to pick."""

    question: str = Field(min_length=2, max_length=LONGEST_QUESTION)
    options: tuple[Annotated[str, Field(max_length=LONGEST_OPTION)], ...] = Field(
        default=(), max_length=4
    )


class Undo(_Arguments):
    """Go back to how it was before the last change."""


class Refuse(_Arguments):
    """Say no to what could hurt somebody."""

    text: str = Field(default="", max_length=300, description="one sentence for the visitor")


def search(
    scene: Scene, want: str, others: bool, compare: Comparison | None, **more: Any
) -> Choice:
    """Look for clips."""
    than = tuple(item.id for item in scene.screen) if compare else ()
    guidance = Guidance(want=want.strip(), others=others, compare=compare, than=than, **more)
    return Decision(kind="retrieve", guidance=guidance, why="You asked to see something.")


def more(scene: Scene, place: int | None) -> Choice:
    """Look for more like one."""
    item = _meant(scene, place)
    return no_clip() if item is None and not scene.screen else like(_sure(item))


def show(scene: Scene, place: int | None) -> Choice:
    """Show one of those on the screen."""
    item = _meant(scene, place)
    return no_clip() if item is None and not scene.screen else picked(_sure(item))


def describe(scene: Scene, place: int | None, question: str) -> Choice:
    """Ask about one of those on the screen."""
    item = _meant(scene, place)
    if item is None and not scene.screen:
        return no_clip()
    return Asked(item=_sure(item), question=question)


def knowledge(scene: Scene, question: str) -> Choice:
    """Ask about the world."""
    return LookUp(question=question)


def ask(scene: Scene, question: str, options: tuple[str, ...]) -> Choice:
    """Ask the visitor; where no answers are offered, those that the embedded one offers."""
    if not options:
        several = len(scene.screen) > 1
        one = BROUGHT if scene.screen else EXAMPLES
        options = which_one(plain(scene.text), scene).options if several else one
    return Decision(kind="ask", text=question, options=options, why="It was not clear yet.")


def back(scene: Scene) -> Choice:
    """Undo."""
    made = undo("undo", scene)
    if made is None:
        raise TypeError("got no decision for “undo”")
    return made


def refuse(scene: Scene, text: str) -> Choice:
    """Say no."""
    why = "It could hurt somebody."
    return Decision(kind="refuse", text=text or REFUSED, options=("surprise me",), why=why)


def choices(*, knowing: bool = False) -> Mapping[str, BaseTool]:
    """Return all tools by name; ``knowing``: with the one that looks things up."""
    made = _choices()
    return made if knowing else {name: tool for name, tool in made.items() if name != "knowledge"}


@lru_cache(maxsize=1)
def _choices() -> dict[str, BaseTool]:
    own = (
        ("search", search, Search), ("more_like", more, More), ("show", show, Show),
        ("about_clip", describe, Describe), ("knowledge", knowledge, Knowledge), ("ask", ask, Ask),
        ("undo", back, Undo), ("refuse", refuse, Refuse),
    )  # fmt: skip
    made: dict[str, BaseTool] = {
        name: StructuredTool.from_function(
            function, name=name, description=schema.__doc__ or "", args_schema=schema
        )
        for name, function, schema in own
    }
    return made | {name: _wrapped(tool) for name, tool in tools.tools().items()}


def _wrapped(tool: BaseTool) -> BaseTool:
    """A tool of the editor or creator as one to choose."""
    schema = tool.args_schema
    if not (isinstance(schema, type) and issubclass(schema, BaseModel)):
        raise TypeError(f"the schema of {tool.name!r} is {schema!r}, expected a pydantic model")
    of_clip = "bench" in schema.model_fields
    kept: dict[str, Any] = {
        name: (field.annotation, field)
        for name, field in schema.model_fields.items()
        if not any(one is InjectedToolArg for one in field.metadata)
    }
    usual = {name: field.get_default() for name, (_, field) in kept.items()}

    def choose(scene: Scene, place: int | None = None, **arguments: Any) -> Choice:
        said = {key: value for key, value in arguments.items() if value != usual.get(key)}
        if not of_clip:
            return _made(tool.name, said, scene)
        return _edit(tool.name, said, scene, place)

    return StructuredTool.from_function(
        choose,
        name=tool.name,
        description=tool.description,
        args_schema=create_model(
            schema.__name__, __base__=_OfClip if of_clip else _Arguments, **kept
        ),
    )


def _edit(name: str, arguments: dict[str, Any], scene: Scene, place: int | None) -> Decision:
    item = _meant(scene, place)
    if item is None:
        return which_one(plain(scene.text), scene) if scene.screen else no_clip()
    return Decision(
        kind="edit",
        guidance=Guidance(target=item.id),
        calls=(ToolCall(name=name, arguments=arguments),),
        why="You asked to change it.",
    )


def _made(name: str, arguments: dict[str, Any], scene: Scene) -> Decision:
    """What is made anew; the plan on the screen is gone on with unless another is asked for."""
    goes_on = not {field.name for field in fields(Brief)} & set(arguments)
    if name == "compose" and goes_on and scene.board is not None and not scene.rendered:
        arguments = {**arguments, "board": to_data(scene.board)}
    else:
        arguments.pop("again", None)
    want, avoid = str(arguments.get("want", "")), tuple(arguments.get("avoid", ()))
    return Decision(
        kind="create",
        guidance=Guidance(want=want, avoid=avoid),
        calls=(ToolCall(name=name, arguments=arguments),),
        why="You asked for a new video.",
    )


def _meant(scene: Scene, place: int | None) -> Item | None:
    if place is None:
        one = scene.about or scene.focus
        return scene.screen[0] if one is None and len(scene.screen) == 1 else one
    if place > len(scene.screen):
        raise Retry(
            f"There is no clip {place} on the screen; there are {len(scene.screen)}. Say another "
            "place, or search."
        )
    return scene.screen[place - 1]


def _sure(item: Item | None) -> Item:
    if item is None:
        raise Retry("Several clips are on the screen: say which place is meant, or ask.")
    return item


def chosen(
    name: str, arguments: Mapping[str, Any], scene: Scene, known: Mapping[str, BaseTool]
) -> Choice:
    """Validate one call of a chat model and return what it leads to.

    Raises:
        Retry: for an unknown tool or arguments that do not fit, with what was expected.
    """
    if name not in known:
        raise Retry(f"There is no tool {name[:60]!r}; there are {', '.join(known)}.")
    if "scene" in arguments:
        raise Retry("There is no argument 'scene'; leave it out.")
    try:
        made: Choice = known[name].invoke({**arguments, "scene": scene})
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        # What the model wrote itself may be said back to it, never the scene: it has items' words.
        got = first.get("input")
        told = f"got {got!r:.80}" if isinstance(got, str | int | float) else "got nothing that fits"
        raise Retry(f"{name}: {told} for {where!r}: {first['msg']}. Call it again.") from exc
    return made
