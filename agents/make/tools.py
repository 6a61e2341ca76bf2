"""The tools as langchain tools with typed arguments; their schemas are what a chat model reads.

A tool's function gets a :class:`Bench` through langchain's injected argument, never from the
model: what an item is, whose turn it is and where files go is not for a model to say.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from langchain_core.tools import BaseTool, InjectedToolArg, StructuredTool
from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from agents.calls import CLIPS, GENERATING
from agents.make.adjustments import Adjustments, Timed
from agents.make.blurring import What
from agents.make.changes import Change
from agents.make.creator import Creator
from agents.make.editor import Editor
from agents.make.filling import Filling
from agents.make.invoking import invoke, possible
from agents.make.jobs import Watch, unwatched
from agents.make.own_cover import own_cover
from agents.make.parts import Edge
from agents.make.spans import only
from agents.make.storyboard import LEAST, MOST, USUAL, Brief, Music, Storyboard, from_data, to_data
from agents.make.studio import LONGEST_SECONDS, LONGEST_WORDS, Studio
from agents.read.lengths import lacking, remaining
from agents.retrieve.taste import Taste
from models.domain import Artifact, Item, Shape, ToolCall
from models.errors import Unavailable
from models.stylise.edits import Edit
from models.stylise.transfer.look import Colours


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What an edit works with in this turn."""

    editor: Editor
    item: Item
    taste: Taste
    viewer: str
    watch: Watch
    studio: Studio | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a new video is planned with, or made, in this turn."""

    creator: Creator
    taste: Taste
    viewer: str
    studio: Studio | None = None
    watch: Watch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A storyboard, whether to render it now, and what it lacks of what was said."""

    board: Storyboard
    render: bool
    lacks: tuple[str, ...] = ()

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of ``compose`` that lead to this very plan."""
        render = {"render": True} if self.render else {}
        return {"board": to_data(self.board)} | render


Injected = Annotated[SkipValidation[Bench], InjectedToolArg]


StyleName = Literal[
    "comic", "cartoon", "sketch", "watercolour", "oil", "pixel", "noir", "neon", "pop-art",
    "vintage", "duotone", "night", "golden-hour", "autumn", "snow", "rain", "fog",
]  # fmt: skip


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    bench: Injected


class Thumbnail(_Arguments):
    """Choose the cover of the clip: what it should show, or what fits this visitor's taste."""

    about: str = Field(default="", description="what the cover should show", max_length=400)
    # A picture that was sent, as it is kept; no model is told what it is.
    of: Annotated[str, InjectedToolArg] = ""


class Clip(_Arguments):
    """Cut a part out of the clip."""

    about: str = Field(default="", description="what should be seen in the part", max_length=400)
    seconds: float | None = Field(default=None, gt=0.2, le=600, description="how long it should be")
    start: float | None = Field(
        default=None, description="first second, when named; below zero counts from the end"
    )
    end: float | None = Field(
        default=None, description="last second, when named; below zero counts from the end"
    )
    less: float | None = Field(default=None, gt=0, description="seconds to be shorter by")
    share: float | None = Field(default=None, gt=0, lt=1, description="of its length to keep")
    guess: bool = Field(default=False, description="take the best guess if no part stands out")
    lively: bool = Field(default=False, description="keep what is worth seeing, not what is dull")
    edge: Edge | None = Field(default=None, description="it begins, or ends, with what is named")


class Style(_Arguments, Timed):
    """Redraw the clip in a style, or lay a time of day or a weather over it."""

    style: StyleName
    strength: float = Field(default=1.0, ge=0, le=1, description="0 unchanged, 1 full")
    # What rules read where it is none of these; a chat model is told to revise for it.
    look: Annotated[str, InjectedToolArg] = ""
    # Pictures that were sent, or a clip, whose style it gets; no model is told what they are.
    of: Annotated[tuple[str, ...], InjectedToolArg] = ()
    # Weathers over it: a snowy night.
    more: Annotated[tuple[StyleName, ...], InjectedToolArg] = ()
    colours: Annotated[Literal["taken", "kept"], InjectedToolArg] = "taken"


class Adjust(_Arguments, Adjustments):
    """Change speed, length, shape, light, colour, sound or add words."""


class Blur(_Arguments, Timed):
    """Blur faces, numbers that lead to somebody (phone, plate, address), or all writing."""

    what: What = Field(default="all", description="all: faces and numbers")
    anyway: bool = Field(default=False, description="what only may be a face, too")
    pixels: bool = Field(default=False, description="in large squares instead of smoothly")


class Compose(BaseModel):
    """Plan a new video, cut from the clips that are here; it is shown before it is rendered."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    room: Annotated[SkipValidation[Room], InjectedToolArg]
    want: str = Field(
        default="", max_length=400, description="what it is about; empty: what suits their taste"
    )
    avoid: tuple[str, ...] = Field(default=(), description="words for what must not be in it")
    seconds: float = Field(default=USUAL, ge=LEAST, le=MOST, description="how long it should be")
    shape: Shape | None = Field(default=None, description="without, as most of the footage is")
    style: StyleName | None = Field(default=None, description="redraws all of it")
    captions: bool = Field(default=False, description="whether words say what is seen")
    title: str = Field(default="", max_length=80, description="shown over the first shot")
    music: Music = Field(
        default="fill",
        description="fill: where footage is silent; none: footage alone; mute: no sound at all",
    )
    render: bool = Field(default=False, description="make it at once instead of showing the plan")
    # Facts are looked up, never a model's to write; nor is a plan, which names items.
    facts: Annotated[tuple[str, ...], InjectedToolArg] = ()
    shots: Annotated[tuple[dict[str, Any], ...], InjectedToolArg] = ()
    board: Annotated[dict[str, Any] | None, InjectedToolArg] = None
    again: bool = Field(default=False, description="plan anew, unlike the plan shown before")


class Revise(_Arguments):
    """Draw the clip anew with something in it changed, or in a look that is none of style's."""

    instruction: str = Field(
        default="",
        max_length=LONGEST_WORDS,
        description="what should change, such as the clothes or the time of day, or the look; "
        "empty: nearer to this visitor's taste",
    )
    strength: float = Field(default=1.0, ge=0, le=1, description="0 as it was, 1 much")


class Extend(_Arguments):
    """Let the clip go on after its end, or lead its end back to its beginning."""

    instruction: str = Field(default="", max_length=LONGEST_WORDS, description="what happens then")
    seconds: float = Field(default=2.0, gt=0, le=LONGEST_SECONDS, description="how much longer")
    until: float | None = Field(default=None, gt=0, description="how long it should be in all")
    loop: bool = Field(default=False, description="whether it should end where it began")


class Create(BaseModel):
    """Generate a short clip or a picture that was not there before, from words or taste."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    room: Annotated[SkipValidation[Room], InjectedToolArg]
    want: str = Field(
        default="",
        max_length=LONGEST_WORDS,
        description="what it shows; empty: what suits their taste",
    )
    seconds: float = Field(default=2.0, gt=0, description="how long it should be")
    still: bool = Field(default=False, description="a picture instead of a clip")
    loop: bool = Field(default=False, description="whether its end leads back to its beginning")
    shape: Shape | None = Field(default=None, description="it is square, whatever is asked for")
    style: StyleName | None = Field(default=None, description="how it is drawn")
    seed: int | None = Field(default=None, ge=0, description="the same seed makes the same")


def thumbnail(bench: Bench, about: str, of: str) -> Artifact:
    """Run :meth:`Editor.thumbnail`, or :func:`own_cover` of a picture that was sent."""
    if of:
        return own_cover(bench.editor, bench.item, of)
    return bench.editor.thumbnail(
        bench.item, bench.taste, bench.viewer, about=about, tick=bench.watch
    )


def revise(bench: Bench, instruction: str, strength: float) -> Artifact:
    """Run :meth:`Studio.revise`."""
    return _there(bench.studio).revise(
        bench.item, instruction, bench.taste, bench.viewer, strength=strength, watch=bench.watch
    )


def extend(
    bench: Bench, instruction: str, seconds: float, until: float | None, loop: bool
) -> Artifact:
    """Run :meth:`Studio.extend`."""
    if until is not None:
        seconds = lacking(bench.item, until)
    return _there(bench.studio).extend(
        bench.item, instruction, bench.taste, bench.viewer,
        seconds=seconds, loop=loop, watch=bench.watch,
    )  # fmt: skip


def create(
    room: Room,
    want: str,
    seconds: float,
    still: bool,
    loop: bool,
    shape: Shape | None,
    style: str | None,
    seed: int | None,
) -> Artifact:
    """Run :meth:`Studio.create`."""
    artifact = _there(room.studio).create(
        want,
        room.taste,
        room.viewer,
        seconds=min(seconds, LONGEST_SECONDS),
        still=still,
        loop=loop,
        style=style,
        seed=secrets.randbelow(2**31) if seed is None else seed,
        watch=room.watch or unwatched,
    )
    told = []
    if seconds > LONGEST_SECONDS:
        told.append(f"I make at most {LONGEST_SECONDS:g} s anew, so it is no longer than that.")
    if shape not in (None, "square"):
        told.append("What I draw is square.")
    return replace(artifact, note=" ".join([artifact.note, *told]))


def _there(studio: Studio | None) -> Studio:
    if studio is None:
        raise Unavailable(
            "making something new needs the generator's weights, and they are not here; restore "
            "assets/weights/video from the repository"
        )
    return studio


def clip(bench: Bench, less: float | None, share: float | None, **arguments: Any) -> Change:
    """Run :meth:`Editor.clip`."""
    if less is not None or share is not None:
        arguments["seconds"] = remaining(bench.item, less or 0.0, share or 1.0)
    return bench.editor.clip(bench.item, bench.taste, bench.viewer, tick=bench.watch, **arguments)


def style(
    bench: Bench,
    style: str,
    strength: float,
    look: str = "",
    of: tuple[str, ...] = (),
    more: tuple[str, ...] = (),
    colours: Colours = "taken",
    during: str = "",
) -> Change:
    """Run :meth:`Editor.style`; other looks: :func:`agents.instruct.edits.undrawn.drawable`."""
    drawn = bench.editor.style(style, strength, more)
    if of:
        drawn = bench.editor.imitate(of, bench.viewer, strength, colours)
    return only(drawn, bench.item, during)


def adjust(bench: Bench, during: str, **arguments: Any) -> Change:
    """Run :meth:`Editor.adjust`."""
    change = bench.editor.adjust(bench.item, Edit(**arguments), bench.watch, bench.viewer)
    return only(change, bench.item, during)


def blur(bench: Bench, what: What, anyway: bool, pixels: bool, during: str) -> Change:
    """Run :meth:`Editor.blur`."""
    change = bench.editor.blur(bench.item, what, bench.watch, anyway=anyway, pixels=pixels)
    return only(change, bench.item, during)


def compose(
    room: Room, render: bool, board: dict[str, Any] | None, again: bool, **wish: Any
) -> Plan:
    """Run :meth:`Creator.plan`, or go on with a plan that was shown; find the shots it names."""
    watch = room.watch or unwatched
    if board is None:
        brief = Brief.of(wish)
        known, shape = room.creator.plan(brief, room.taste, room.viewer, watch=watch), brief.shape
    else:
        known = from_data(board)
        shape = known.shape
        if again:
            known = room.creator.another(known, room.taste, room.viewer, watch=watch)
    generator = room.studio.generator if room.studio is not None else None
    found = Filling(room.creator, room.taste, room.viewer, generator, watch).filled(known, shape)
    return Plan(board=found.board, render=render, lacks=found.lacks)


def _tool(function: Callable[..., Artifact | Change | Plan], schema: type[BaseModel]) -> BaseTool:
    return StructuredTool.from_function(
        function, name=function.__name__, description=schema.__doc__ or "", args_schema=schema
    )


def tools() -> Mapping[str, BaseTool]:
    """Return the editor's and the creator's tools by name."""
    made = [_tool(thumbnail, Thumbnail), _tool(clip, Clip), _tool(style, Style)]
    made += [_tool(adjust, Adjust), _tool(blur, Blur), _tool(compose, Compose)]
    made += [_tool(revise, Revise), _tool(extend, Extend), _tool(create, Create)]
    return {tool.name: tool for tool in made}


def able(studio: Studio | None) -> frozenset[str]:
    """Return the names of the tools that can be used with a studio, or without one."""
    missing = GENERATING if studio is None else set() if studio.generator.clips else CLIPS
    return frozenset(tools()) - missing


def run(calls: Sequence[ToolCall], bench: Bench) -> Artifact:
    """Validate the arguments of one group of calls and carry them out.

    Raises:
        BadRequest: for an unknown tool or arguments that do not fit, with what was expected.
    """
    results, failed = possible(tools(), calls, bench=bench)
    changes = [result for result in results if isinstance(result, Change)]
    if changes and len(changes) == len(results):
        changes[-1] = replace(changes[-1], note=" ".join((changes[-1].note, *failed)))
        return bench.editor.write(bench.item, changes, bench.watch, bench.viewer)
    if len(results) != 1 or not isinstance(results[0], Artifact):
        raise TypeError(f"got results {results!r}, expected changes or one artifact")
    return results[0]


def plan(call: ToolCall, room: Room) -> Plan:
    """Validate the arguments of ``compose`` and plan.

    Raises:
        BadRequest: for another tool or arguments that do not fit, with what was expected.
    """
    result = invoke(tools(), call, room=room)
    if not isinstance(result, Plan):
        raise TypeError(f"got {result!r} of {call.name!r}, expected a plan")
    return result


def made(call: ToolCall, room: Room) -> Artifact:
    """Validate the arguments of ``create`` and carry it out.

    Raises:
        BadRequest: for another tool or arguments that do not fit, with what was expected.
        Unavailable: without a generator.
    """
    result = invoke(tools(), call, room=room)
    if not isinstance(result, Artifact):
        raise TypeError(f"got {result!r} of {call.name!r}, expected an artifact")
    return result
