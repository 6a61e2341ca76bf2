"""What was done to a clip, told step by step from how it was made: "what did you change?"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agents.make.telling import told as adjusted
from agents.read.questions import asked_about
from agents.read.references import position, referred
from agents.read.words import plain
from agents.scene import Scene
from agents.talk.replies import BROUGHT, which
from agents.talk.smalltalk import EXAMPLES
from models.domain import Decision, Item, Recipe
from models.stylise.edits import Edit
from models.stylise.styles import WEATHERS, named

LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An item on the way to the one in hand; ``recipe`` is ``None`` where it was not made here."""

    item: Item
    recipe: Recipe | None = None


def asked(scene: Scene) -> Item | None:
    """Return the clip whose changes are asked for, ``None`` where none are."""
    words = plain(scene.text)
    if scene.brought is not None or asked_about(words) != "changed" or words.startswith("which"):
        return None
    named = referred(words, scene.screen, None) if position(words) is not None else None
    one = scene.about or named or scene.focus or scene.edited
    return scene.screen[0] if one is None and len(scene.screen) == 1 else one


def unchanged(scene: Scene) -> Decision | None:
    """Answer the same with no clip in hand: which one is meant, or that none was changed."""
    if scene.brought is not None or asked_about(plain(scene.text)) != "changed":
        return None
    if asked(scene) is not None:
        return None
    if any(one.parents for one in scene.screen):
        return which(scene, "Of which one?", "what did you change in the {} one")
    changed = any(one.decision is not None and one.decision.kind == "edit" for one in scene.past)
    if changed:
        text = "The clip I changed is further up; “undo that” and “Where it came from” tell more."
    elif scene.screen:
        text = "Nothing: these are as they were brought here. Say which one to change, and how."
    else:
        text = "Nothing: I have changed no clip in this conversation."
    return Decision(kind="chat", text=text, options=EXAMPLES, why="You asked what was changed.")


def told(steps: Sequence[Made]) -> Decision:
    """Say what led to the last of ``steps``, at least one, the oldest first."""
    done = [sentence for one in steps if one.recipe for sentence in _done(one.recipe)]
    first = steps[0]
    if not done:
        text = f"Nothing: “{_named(first.item)}” is as it was brought here."
        return Decision(kind="chat", text=text, options=BROUGHT, why="You asked what was changed.")
    began = "" if first.recipe else f"It began as “{_named(first.item)}”."
    if len(done) == 1:
        listed = f"One thing: {done[0]}."
    else:
        listed = " ".join(f"{n}. {_capital(one)}." for n, one in enumerate(done, 1))
    undo = ("undo that",) if steps[-1].item.origin == "edited" else ()
    return Decision(
        kind="chat",
        text=" ".join(filter(None, (began, listed))),
        options=(*undo, *BROUGHT[: 3 - len(undo)]),
        why="You asked what was changed.",
    )


def _done(recipe: Recipe) -> list[str]:
    """What one recipe did, a sentence for each of its tools, without capital or full stop."""
    how = recipe.parameters
    part = f", in its {how['during']}" if how.get("during") else ""
    return [f"{said}{part}" for tool in recipe.tool.split("+") if (said := _said(tool, how))]


def _said(tool: str, how: Mapping[str, Any]) -> str:
    say = _TOLD.get(tool)
    return f"I used the tool “{tool}” on it" if say is None else say(how)


def _style(how: Mapping[str, Any]) -> str:
    strength = float(how.get("strength", 1.0))
    share = "" if strength >= 1 else f", at {strength:.0%}"
    if how.get("reference"):
        own = ", in its own colours" if how.get("colours") == "kept" else ""
        whose = "your picture" if how.get("style") == "picture" else "another clip"
        return f"I redrew it in the style of {whose}{own}{share}"
    names = [str(how.get("style")), *map(str, how.get("more") or ())]
    looks = " and ".join(look.title.lower() if (look := named(name)) else name for name in names)
    if names[0] in WEATHERS:
        return f"I laid {looks} over it{share}"
    return f"I redrew it as {looks}{share}"


def _adjust(how: Mapping[str, Any]) -> str:
    known = {key: how[key] for key in Edit.__dataclass_fields__ if key in how}
    words = adjusted(Edit(**{k: v for k, v in known.items() if k not in ("start", "end")}))
    # What a cut of the same sentence named is told by the cut.
    trimmed = _span(how) if "about" not in how else ""
    return " and ".join(filter(None, (f"I made it {words}" if words else "", trimmed)))


def _extend(how: Mapping[str, Any]) -> str:
    if how.get("loop"):
        return "I let its end lead back to its beginning"
    return f"I drew how it goes on{_for(how.get('instruction'))}"


def _compose(how: Mapping[str, Any]) -> str:
    about = f" about {_quoted(how['want'])}" if how.get("want") else " to your taste"
    return f"I cut it from {len(how.get('shots') or ())} shots{about}"


_TASTE = ", nearer to your taste"
_TOLD: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "style": _style,
    "adjust": _adjust,
    "extend": _extend,
    "compose": _compose,
    "clip": lambda how: _span(how) or "I kept all of it",
    "thumbnail": lambda how: (
        "I took your picture as cover"
        if how.get("own")
        else f"I took the picture at {float(how.get('time', 0)):.1f} s as cover"
    ),
    "cover": lambda how: "I drew a cover for it",
    "blur": lambda how: "I blurred faces or writing in it",
    "revise": lambda how: f"I drew it anew{_for(how.get('instruction')) or _TASTE}",
    "create": lambda how: f"I drew it{_for(how.get('want')) or _TASTE}",
}


def _for(words: object) -> str:
    return f" for {_quoted(words)}" if words else ""


def _span(how: Mapping[str, Any]) -> str:
    start, end = float(how.get("start") or 0.0), how.get("end")
    if not start and end is None:
        return ""
    about = _quoted(how.get("about"))
    until = "the end" if end is None else f"{float(end):.1f} s"
    return f"I kept the part from {start:.1f} s to {until}{f', for {about}' if about else ''}"


def _named(item: Item) -> str:
    return item.title if len(item.title) <= LONGEST else item.title[: LONGEST - 1].rstrip() + "…"


def _quoted(words: object) -> str:
    said = " ".join(str(words or "").split())
    return f"“{said[:LONGEST]}”" if said else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
