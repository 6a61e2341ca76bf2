"""Something new is asked for: drawn, or cut from clips; also in place of what is in hand."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.film_words import Said, brief, read, topic_of
from agents.filming import film, puzzled
from agents.references import POINTING
from agents.scene import Scene
from agents.storyboard import LEAST, MOST, USUAL, Brief
from agents.wishes import wishes
from agents.words import plain
from models.domain import Decision, Guidance, ToolCall
from models.understand.reading import Reader, Reading

_STILL = re.compile(r"\b(?:picture|photo|image|drawing|painting|illustration|portrait) of\b")

_NEW = re.compile(
    r"(?:please |now |can you |could you )*(?:create|generate|imagine)(?: me)? "
    r"(?:an?|some|another) (?!version|copy|variant|remix)"
)
"""Asks for something new, whatever is in hand."""
_INSTEAD = re.compile(
    r"(?:please |now |no,? |can you |could you )*(?:draw|make|do)(?: me)? "
    r"(?P<what>(?:an?|some|another) (?!version|copy|variant|remix).+?),? instead[.!]*"
)
"""Asks for something new in place of what is in hand."""


def anew(words: str, scene: Scene, reading: Reading, reader: Reader) -> Reading:
    """The reading as if nothing were in hand where something new is asked for: it misleads."""
    if reading.decision == "edit" and _NEW.match(words) and not POINTING.search(words):
        return reader.read(scene.text[:2000], "nothing")
    return reading


def in_place(words: str) -> Decision | None:
    """Something new in place of what is in hand: "make a penguin in the snow instead"."""
    new = _INSTEAD.fullmatch(words)
    if new is None or POINTING.search(words) or wishes(words).calls:
        return None
    return _drawn(new["what"], read(f"create {new['what']}"))


def _drawn(want: str, said: Said, *, still: bool = False) -> Decision:
    """Make something that was not there before."""
    arguments: dict[str, object] = {"want": want.lower()[:400]}
    told = (("seconds", said.seconds), ("shape", said.shape), ("style", said.style))
    arguments |= {name: value for name, value in told if value is not None}
    if still:
        arguments["still"] = True
    return Decision(
        kind="create",
        guidance=Guidance(want=str(arguments["want"])),
        calls=(ToolCall(name="create", arguments=arguments),),
        why="You asked for something new.",
    )


def create(scene: Scene, reading: Reading) -> Decision:
    """Draw what was read, or plan a video of it, by what the reader holds likelier."""
    text = scene.text
    made, cut = reading.tools.get("create", 0.0), reading.tools.get("compose", 0.0)
    said = read(text)
    asked = brief(text)
    want = reading.words(text, "want").strip(" .,!?;:'\"")
    want = topic_of(want) if want and cut >= made else want
    if made > cut:
        return _drawn(want or said.topic, said, still=_STILL.search(plain(text)) is not None)
    if asked is None and scene.board is not None and not (want or said.anything or scene.rendered):
        return puzzled(scene.board)
    if asked is None:
        asked = Brief(
            want=want.lower()[:400],
            avoid=tuple(plain(w).strip(" .,!?") for w in reading.all_words(text, "avoid")),
            seconds=min(MOST, max(LEAST, said.seconds or USUAL)),
            shape=said.shape,
            style=said.style,
            captions=bool(said.captions),
            title=said.title or "",
            music=said.music or "fill",
        )
    elif asked.want and want:
        asked = replace(asked, want=want.lower()[:400])
    return film(asked, text)
