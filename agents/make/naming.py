"""What single changes of a clip are called when they are spoken of, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from agents.make.telling import told
from models.domain import ToolCall
from models.stylise.edits import Edit
from models.stylise.styles import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One change: a call, or one argument of an adjustment.

    ``call`` is its place among the calls of an edit, ``edit`` that edit's among several.
    """

    edit: int
    call: int
    name: str
    value: Any

    @property
    def title(self) -> str:
        """What it is called when it is spoken of."""
        if self.name == "style" and self.value.get("of"):
            return "the style that you showed"
        if self.name == "style":
            looks = [
                named(one)
                for one in (str(self.value.get("style", "")), *self.value.get("more", ()))
            ]
            known = [look.title.lower() for look in looks if look is not None]
            return listed(known) or "the style"
        if self.name == "revise":
            return f"“{str(self.value.get('instruction'))[:60]}”"
        if self.name == "extend" and self.value.get("loop"):
            return "the loop"
        if self.name == "text":
            return f"the words “{str(self.value)[:40]}”"
        if self.name in _TITLES:
            return _TITLES[self.name]
        return f"“{told(Edit(**{self.name: self.value}))}”"


BESIDE = {
    "position": "text", "text_size": "text", "text_colour": "text", "fit": "aspect",
    "music_alone": "music", "music_volume": "music",
    "zoom_on": "zoom", "zoom_slowly": "zoom",
    "fade_shade": "fade_out", "during": "",
}  # fmt: skip
"""Arguments that say how something is done, and what it is: they are no change of their own."""
_TITLES = {
    "mute": "the muting", "clip": "the cut", "blur": "the blur",
    "thumbnail": "the cover", "extend": "what was added to its end", "start": "the trim",
    "end": "the trim",
}  # fmt: skip


def parts_of(calls: Sequence[ToolCall], edit: int = 0) -> Iterator[Part]:
    """Yield the changes that the calls of an edit make, one by one."""
    for n, call in enumerate(calls):
        if call.name != "adjust":
            yield Part(edit=edit, call=n, name=call.name, value=dict(call.arguments))
            continue
        for name, value in call.arguments.items():
            if name not in BESIDE and value != getattr(Edit(), name):
                yield Part(edit=edit, call=n, name=name, value=value)


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them, each once: a, b and c; none are nothing."""
    names = list(dict.fromkeys(names)) or [""]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
