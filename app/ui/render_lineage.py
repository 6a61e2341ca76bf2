"""Where a clip came from, as a picture: sources, steps and the clip itself, one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from app.ui import icons
from app.ui.protocol import Ancestor, Stage
from app.ui.render import cover

DID: Mapping[str, str] = {
    "": "Brought here",
    "clip": "Cut",
    "thumbnail": "New cover",
    "style": "Redrawn",
    "adjust": "Changed",
    "blur": "Blurred",
    "compose": "Put together",
    "create": "Drawn by AI",
    "revise": "Drawn anew by AI",
    "extend": "Continued by AI",
}
"""What each tool did, in a word or two."""

MARKS: Mapping[str, str] = {
    "label": "visible label",
    "watermark": "invisible mark",
    "credentials": "signed record",
    "metadata": "words in the file",
}
GONE = "Not here any more, or not yours to see"
HEAD = "Where it came from"


def lineage(stages: Sequence[Stage]) -> str:
    """Return the steps that led to an item as a list; the last is the item itself."""
    drawn = "".join(_stage(stage, last=stage is stages[-1]) for stage in stages)
    return (
        f'<h3>{HEAD}</h3><ol class="steps">{drawn}</ol>'
        f'<menu><button type="button" data-do="close">Close</button></menu>'
    )


def _stage(stage: Stage, last: bool) -> str:
    nodes = "".join(_node(one, alone=len(stage.ancestors) == 1) for one in stage.ancestors)
    more = f'<span class="more">+ {stage.more}</span>' if stage.more else ""
    several = " several" if len(stage.ancestors) > 1 else ""
    here = ' aria-current="step"' if last else ""
    return f'<li class="step{several}"{here}>{nodes}{more}</li>'


def _node(one: Ancestor, alone: bool) -> str:
    """An item: its picture, what was done to make it, its title; among several, its title alone."""
    if one.item is None:
        return (
            f'<figure class="node gone"><span class="still">{icons.ASK}</span>'
            f"<figcaption><b>{GONE}</b></figcaption></figure>"
        )
    item = one.item
    did = "".join(f"<b>{DID[name]}</b>" for name in one.did.split("+") if name in DID)
    note = f'<span class="note">{escape(one.note)}</span>' if one.note and alone else ""
    model = one.model.partition("@")[0]
    note += f'<span class="note">By the model {escape(model)}.</span>' if model and alone else ""
    carries = [MARKS[name] for name in one.marks if name in MARKS]
    marks = "".join(f"<i>{name}</i>" for name in carries)
    carried = f'<span class="marks">{marks}</span>' if marks and alone else ""
    title = escape(item.title or "Untitled")
    return (
        f'<figure class="node"><img class="still" src="{cover(item)}" alt="" loading="lazy">'
        f'<figcaption><span class="did">{did}</span><span class="title">{title}</span>{note}'
        f"{carried}</figcaption></figure>"
    )
