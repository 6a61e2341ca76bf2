"""Something new is asked for: drawn, or cut from clips; also in place of what is in hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.instruct.abilities import beyond
from agents.instruct.edits.wishes import wishes
from agents.instruct.plans.filming import film, puzzled
from agents.instruct.plans.joining import joined
from agents.make.film_words import Said, brief, read, topic_of
from agents.make.storyboard import DRAW as SHOTS
from agents.make.storyboard import LEAST, MOST, USUAL, Brief
from agents.read.references import POINTING
from agents.read.searches import search
from agents.read.words import content_words, plain
from agents.scene import Scene
from agents.talk.smalltalk import EXAMPLES
from models.domain import DRAW, Decision, Guidance, ToolCall
from models.understand.reading import Reader, Reading
from models.world.spoken import nouns

ALL_OF_THEM = "join them all"
_STILL = re.compile(r"\b(?:picture|photo|image|drawing|painting|illustration|portrait) of\b")

_NEW = re.compile(
    r"(?:please |now |can you |could you )*(?:create|generate|imagine)(?: me)? "
    r"(?:an?|some|another) (?!version|copy|variant|remix)"
)
"""Asks for something new, whatever is in hand."""
_DRAW = re.compile(
    r"(?:please |now |then |ok(?:ay)?,? |no,? |and |but |can you |could you |would you |will you |"
    r"i want you to |i'd like you to )*"
    r"(?:draw|paint|sketch|imagine|visuali[sz]e|dream up)(?: (?:me|us))? (?:an?|some|something)\b"
)
"""Asks for a drawing, whatever a reader thinks of what it is to show."""
_ASKED = re.compile(
    r"^(?:(?:please|now|ok|can|could|would|will|you|u|i|want|need|i'd|like|to)\b[\s,]*)*"
    r"(?:make|draw|create|generate|paint|imagine|sketch)\s+(?:(?:me|us|up)\s+)?(?=an?\b|some\b|the\b)"
)
"""How somebody asked for it."""
_VIDEO_OF = re.compile(
    r"\b(?:video|clip|film|movie)s? (?:of|about) "
    r"(?!this\b|these\b|them\b|that\b|it\b|all\b)(?P<what>.+)"
)
"""A video of somebody or something, however it was asked for."""
_OURS = re.compile(r"(?:please )?draw (?:me )?(?P<what>.+?)(?:,? please)?[.!]*")
_SAYING = frozenset(
    "can could would draw paint sketch imagine make create generate please now".split()
)
_ONCE_MORE = re.compile(
    r"(?:(?:no|nope|but|please|again|really|hey|come on|i said|i (?:really |still )?(?:want(?:ed)?|"
    r"need|meant)(?: to see)?|(?:draw|make|create|generate|show|give)(?: me)?)[\s,.!]+)*"
    r"(?P<what>.+)"
)
"""A wish said again, in passing."""
_AGAIN = re.compile(
    r"(?:(?:ok|okay|then|please|now|so|and|but|no|can you|could you|just)[\s,]+)*"
    r"(?:draw|paint|create|generate|make|do|try) (?:it|that|this|one|the same(?: thing| one)?)"
    r"(?: once)? (?:again|more|anew)(?:,? please)?"
    r"(?:[\s,]*(?:but|only|just|this time)?[\s,]*(?P<change>(?:in|on|at|under|with|by|during|near)"
    r"\b.{2,100}))?[\s.!?]*"
)
"""Asks for what was drawn last once more, somewhere else perhaps."""
NOTHING_DRAWN = "I have drawn nothing in this conversation yet; what shall I draw?"
_INSTEAD = re.compile(
    r"(?:please |now |no,? |can you |could you )*(?:draw|make|do)(?: me)? "
    r"(?P<what>(?:an?|some|another) (?!version|copy|variant|remix).+?),? instead[.!]*"
)
"""Asks for something new in place of what is in hand."""


def anew(words: str, scene: Scene, reading: Reading, reader: Reader) -> Reading:
    """The reading where something new is asked for: as if nothing were in hand, which misleads."""
    if POINTING.search(words):
        return reading
    if reading.decision == "edit" and _NEW.match(words):
        return reader.read(scene.text[:2000], "nothing")
    if reading.decision != "edit" and _DRAW.match(words):
        return replace(reading, decisions={"create": 1.0}, tools={"create": 1.0})
    return reading


def ours(words: str, options: Sequence[str] = ()) -> Decision | None:
    """Draw what was offered to be drawn, or names no more than one thing that is known to be drawn.

    Nothing in it is the visitor's own, so that nothing has to be read, or refused.
    """
    said = _OURS.fullmatch(words)
    if said is None or words == SHOTS:
        return None
    if words not in map(plain, options):
        if said["what"] not in nouns():
            return None
    return _drawn(said["what"], read(f"create {said['what']}"))


def drawn_again(words: str, scene: Scene) -> Decision | None:
    """Answer "draw it again but in snow": what was drawn last, or stopped, with that besides."""
    said = _AGAIN.fullmatch(words)
    made = (one.decision for one in reversed(scene.past) if one.decision is not None)
    last = next((one for one in made if one.kind in ("create", "retrieve", "edit")), None)
    if said is not None and last is None and not scene.screen:
        return Decision(kind="ask", text=NOTHING_DRAWN, options=EXAMPLES, why="Nothing was drawn.")
    if said is not None and said["change"] and last is not None and last.kind == "edit":
        return _anew_with(said["change"], scene)
    if said is None or last is None or last.kind != "create" or last.calls[0].name != "create":
        return None
    want = str(last.calls[0].arguments.get("want") or "")
    if not want:
        return None
    more = re.sub(r",? please$", "", (said["change"] or "").strip(" .!?"))
    return _drawn(" ".join(filter(None, (want, more))), read(f"create {want}"))


def _anew_with(change: str, scene: Scene) -> Decision | None:
    """The clip in hand as a drawing with a change: "draw it anew at night" after a grading."""
    if scene.focus is None:
        return None
    told = {"instruction": f"draw it {change.strip(' .!?')}", "strength": 1.0}
    return Decision(
        kind="edit",
        guidance=Guidance(target=scene.focus.id),
        calls=(ToolCall(name="revise", arguments=told),),
        why="You want it drawn anew.",
    )


def once_more(words: str, scene: Scene) -> Decision | None:
    """Answer "but I want a giraffe" after a giraffe was declined: the same wish once more."""
    again = drawn_again(words, scene)
    if again is not None:
        return again
    last = scene.past[-1] if scene.past else None
    made = None if last is None else last.decision
    if last is None or made is None or made.kind != "create" or made.calls[0].name != "create":
        return None
    if not last.turn.options or not last.turn.options[0].startswith(DRAW):
        return None
    said, wanted = _ONCE_MORE.fullmatch(words), set(content_words(made.guidance.want))
    named = set(content_words(said["what"])) if said is not None else set()
    return replace(made, text="") if named and named <= wanted else None


def in_place(words: str) -> Decision | None:
    """Something new in place of what is in hand: "make a penguin in the snow instead"."""
    new = _INSTEAD.fullmatch(words)
    if new is None or POINTING.search(words) or wishes(words).calls:
        return None
    return _drawn(new["what"], read(f"create {new['what']}"))


def _drawn(want: str, said: Said, *, still: bool = False) -> Decision:
    """Make something that was not there before."""
    want = _ASKED.sub("", want.lower()[:400])
    named = [word for word in content_words(want) if word not in _SAYING]
    arguments: dict[str, object] = {"want": want if named else ""}  # "something for me": the taste
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


def _of_the_plan(made: Decision) -> Decision:
    """A change of the plan that nobody knows how to make, for what it is."""
    return replace(made, kind="create", calls=(beyond("compose", made.text),), text="")


def create(scene: Scene, reading: Reading) -> Decision:
    """Draw what was read, or plan a video of it, by what the reader holds likelier."""
    text = scene.text
    made, cut = reading.tools.get("create", 0.0), reading.tools.get("compose", 0.0)
    said = read(text)
    asked = brief(text)
    want = reading.words(text, "want").strip(" .,!?;:'\"")
    want = topic_of(want) if want and cut >= made else want
    about = _VIDEO_OF.search(plain(text)) if not want and asked is None else None
    if about is not None and scene.board is None:
        want = search(about["what"]).want
    new = asked is not None or _NEW.match(plain(text)) or _DRAW.match(plain(text))
    if scene.planning and scene.board is not None and not (new or scene.brought):
        if scene.board.told or not want:  # what was told shot by shot is lost for no guess
            return _of_the_plan(puzzled(scene.board, text))
    if made > cut:
        return _drawn(want or said.topic, said, still=_STILL.search(plain(text)) is not None)
    if asked is None and scene.board is None and not want and len(scene.screen) > 1:
        these = joined(f"{text}, put them all together", ALL_OF_THEM, scene)
        if these is not None:
            return these
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
