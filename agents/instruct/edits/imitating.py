"""“Make it look like this picture”, “the first one in the style of the third”: by rules.

A wrapper around any instructor: a picture is named by what it is kept as, which no model is told.
What else is asked for in the same sentence is left to the instructor within.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from agents.instruct.instructor import Instructor
from agents.instruct.which.targets import MOST
from agents.read.references import ORDINALS, position
from agents.read.words import NUMBERS, plain
from agents.scene import Scene
from agents.talk.replies import no_clip, which
from models.domain import Decision, Guidance, Item, ToolCall

NEAREST = "oil"
"""The named style that stands for one whose picture was not looked at."""

_PHOTO = r"(?:photo|photograph|picture|image|pic|drawing|painting|artwork|snapshot|texture|poster)"
_PICTURE = re.compile(
    rf"\b(?:this|that|the|my|our)(?: (?:attached|other|same|last|new))* {_PHOTO}"
    r"(?: (?:i|we|that i|which i) (?:just )?(?:sent|attached|uploaded|gave you|showed you))?"
    r"(?: (?:here|above|below))?\b|\bthe attachment\b"
)
_STYLE = (
    r"(?:(?:art |drawing |painting |visual )?style|looks?|manner|aesthetics?|brush ?work|"
    r"brush ?strokes|colou?rs and (?:style|strokes|brush ?strokes|texture)|technique)"
)
_PLACE = (
    rf"(?:number |no\.? ?|clip |video |#)(?:[1-9]|{'|'.join(NUMBERS)})\b|"
    rf"(?:the |my )?(?:{'|'.join(ORDINALS)})(?: one| clip| video)?\b"
)
_ALL = (
    r"\b(?:both|all|each|every one)(?: (?:of )?(?:them|these|those))?\b|"
    r"\b(?:them|these)(?: all| both)?\b"
)
_CLIP = re.compile(
    rf"{_PLACE}|\bthe other(?: one| clip| video)?\b|{_ALL}|"
    r"\b(?:the|this|that|my) (?:clip|video|one)\b|\b(?:it|this|that)\b"
)
_COLOURS = re.compile(
    r"[\s,;]*\b(?:(?:but|and|while|just) )*(?:please )?(?:"
    r"(?P<kept>(?:keep(?:ing)?|leav(?:e|ing)) (?:(?:my|its|all the|the|his|her|their) )?"
    r"(?:(?:own|original|old) )?colou?rs?"
    r"(?: (?:as (?:it is|they are|is)|alone|of the (?:clip|video|original)|unchanged))?|"
    r"(?:with|in) (?:my|(?:my|its|his|her|their|the) (?:own|original|old)) colou?rs?|"
    r"(?:don't|do not|without) (?:chang\w+|touch\w*|tak\w+) the colou?rs?)|"
    r"(?:(?:with|take|use) (?:its|the|all its|all the) )?colou?rs too)(?=[\s,.;!]|$)"
)
_LITTLE = re.compile(
    r"[\s,]*\b(?:just )?(?:(?:only )?a (?:little )?(?:bit|tad|touch|little)|slightly|subtly|"
    r"somewhat)(?: more)?\b"
)
_SHARE = re.compile(
    r"[\s,]*\b(?:at|with|by|to)? ?(?:a strength of )?(\d{1,3}) ?(?:%|per ?cent)(?: strength)?"
)
_LEAD = re.compile(
    r"^(?:(?:please|pls|can (?:you|u|we)|could (?:you|u|we)|would you|i(?:'d| would) like "
    r"(?:you )?to|i want (?:you )?to|let's|now|and|then|also|ok(?:ay)?|so|hey|yes|no|just|next)"
    r"\b[,.!:]*\s*)+"
)
_TAIL = re.compile(
    r"(?:[\s,]*\b(?:please|pls|thanks?|thank you|for me|now|too|then|instead))*[\s.,!?]*$"
)

_T = r"(?P<target>c\d+)"
_R = r"(?P<source>§|c\d+)"
_OF = rf"(?:the |this |that |same )*{_STYLE} (?:of|as|from|in|like) {_R}"
_MAKE = (
    r"(?:make|let|turn|get|have|do|redo|redraw|repaint|paint|draw|restyle|style|render|recreate|"
    r"transform|convert|change|show|stylize|stylise)"
)
_MORE = r"(?:(?:more|exactly|just|a lot|much) )*"
_PAINT = r"(?:redraw|repaint|paint|draw|restyle|style|render|stylize|stylise)"
_AS = r"(?:as|for|to be) (?:the |a |an |its |my |your )?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # make the first look like the third
        rf"{_MAKE} {_T} (?:to )?(?:look |appear |be ){_MORE}"
        rf"(?:like|as|similar to|the same as|as in) {_R}",
        # paint it like this picture, or like the second; turn it into this painting
        rf"{_MAKE} {_T} {_MORE}(?:like|as|as in|into|in|with|after|to match) (?P<own>[§¶])",
        rf"{_PAINT} {_T} {_MORE}like {_R}",
        # redraw it in the style of this picture; give it the look of the second
        rf"(?:{_MAKE} {_T} (?:to )?(?:look |be |have )?)?(?:(?:like|in|into|with|to|as|using) )?"
        rf"{_OF}",
        # the first one then, in the style of this picture; the second like my picture
        rf"{_T}(?:,? (?:then|please|now|but))*,? (?:(?:in|with|into|to) )?{_OF}",
        rf"{_T}(?:,? (?:then|please|now|but))*,? (?:like|as) (?P<own>§)",
        rf"(?:give|lend) {_T} (?:{_OF}|(?P<own>¶))",
        r"(?:in|with|like) (?P<own>¶)",
        # use this as the style for the second one; apply this style to it
        rf"(?:use|take|have|let) {_R} (?:be )?{_AS}(?:{_STYLE}|style (?:reference|example|model))"
        rf"(?: (?:for|of|on|to) {_T})?",
        rf"(?:use|take) (?P<own>§) {_AS}(?:reference|example|model)(?: (?:for|of) {_T})?",
        rf"(?:apply|put|transfer|copy|use|lay|take|borrow) (?:{_OF}|(?P<own>¶))"
        rf"(?: (?:to|on|onto|over|for|(?:and|to) (?:put|apply) it (?:on|to)) {_T})?",
    )
)
_AND = re.compile(r"\s*(?:[,;.]|\b(?:and|then)\b)(?:\s*\b(?:and|then|also)\b)*\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is said of a style: the words of whose it is, ``""`` for a picture that was sent, and
    of what it is for; how strong, and with which colours.
    """

    source: str
    target: str
    strength: float = 1.0
    colours: str = "taken"


class Imitating:
    """Lets ``instructor`` decide all but whose style a clip should have."""

    def __init__(self, instructor: Instructor) -> None:
        self.instructor = instructor

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        wish = wished(scene.text, picture=scene.like_vector is not None)
        if wish is not None:
            return decided(wish, scene) or self.instructor.decide(scene)
        return self._among_others(scene) or self.instructor.decide(scene)

    def warm(self) -> None:
        """See :class:`agents.instruct.instructor.Instructor`."""
        self.instructor.warm()

    def _among_others(self, scene: Scene) -> Decision | None:
        """A style as one wish of several: what the others are is left to the instructor."""
        words, picture = plain(scene.text), scene.like_vector is not None
        parts = [part for part in _AND.split(_COLOURS.sub(" ", words)) if part]
        own = {part: wish for part in parts if (wish := wished(part, picture=picture))}
        if len(own) != 1 or not 2 <= len(parts) <= 4:
            return None
        (wish,) = own.values()
        kept = _COLOURS.search(words)
        if kept is not None and kept["kept"]:
            wish = replace(wish, colours="kept")
        made = decided(wish, scene)
        rest = ", ".join(part for part in parts if part not in own)
        if made is None or made.kind != "edit":
            return made
        here = (item for item in scene.screen if item.id == made.guidance.target)
        target = next(here, scene.about)
        inner = replace(scene, text=rest, like_vector=None, sight=None, focus=target, options=())
        more = self.instructor.decide(inner)
        if more.kind != "edit" or more.guidance.target != made.guidance.target:
            return None
        return replace(made, calls=(*more.calls, *made.calls), text=more.text)


def wished(text: str, *, picture: bool) -> Wish | None:
    """Read a whole sentence; ``None`` where it is not one about the style of something.

    ``picture``: one came along with it, so that "this" may be the picture.
    """
    words = plain(text)
    colours = _COLOURS.search(words)
    words = _COLOURS.sub("", words) if colours else words
    share = _SHARE.search(words)
    words = _SHARE.sub("", words) if share else words
    little = _LITTLE.search(words)
    words = _LITTLE.sub("", words) if little else words
    words = _TAIL.sub("", _LEAD.sub("", words)).strip()
    marked, clips = _marked(words, picture)
    for form in _FORMS:
        found = form.fullmatch(marked)
        if found is not None:
            break
    else:
        return None
    told: dict[str, str | Any] = found.groupdict()
    source = told.get("source") or "§"
    if source != "§":
        source = clips[int(source[1:])]
        if not picture and source in ("this", "that", "it") and not told.get("target"):
            return None
    target = told.get("target")
    return Wish(
        source="" if source == "§" or (picture and source in ("this", "that", "it")) else source,
        target=clips[int(target[1:])] if target else "",
        strength=min(1.0, int(share[1]) / 100) if share else 0.5 if little else 1.0,
        colours="kept" if colours is not None and colours["kept"] else "taken",
    )


def _marked(words: str, picture: bool) -> tuple[str, list[str]]:
    """The sentence with § for a picture, ¶ for its style, c0, c1 … for clips; and their words."""
    words = _PICTURE.sub("§", words)
    if picture:
        words = re.sub(
            rf"\b(?:this|that|the same) {_STYLE}(?= |$)(?! (?:of|as|from|in)\b)", "¶", words
        )
    clips: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        clips.append(found.group())
        return f"c{len(clips) - 1}"

    return _CLIP.sub(numbered, words), clips


def decided(wish: Wish, scene: Scene) -> Decision | None:
    """Find both, and return the edit; or one question where something is not clear."""
    if not scene.screen:
        return no_clip()
    if not wish.source and not scene.pictures:
        return Decision(
            kind="ask",
            text="Whose style? I have no picture of yours here; attach one, and say it again.",
            why="No picture came along.",
        )
    source: Item | None = None
    if wish.source:
        source = _named(wish.source, scene)
        if source is None:
            return which(
                scene, "Which one has the look that you mean?", "in the style of the {} one"
            )
    if re.fullmatch(_ALL, wish.target) and len(scene.screen) > 1:
        return _all(wish, scene, source)
    target = _named(wish.target, scene, but=source) if wish.target else _in_hand(scene, source)
    if target is None:
        like = "my picture"
        if source is not None:
            like = f"number {scene.screen.index(source) + 1}"
        return which(scene, "Which one shall I redraw?", f"make the {{}} one look like {like}")
    if source is not None and source.id == target.id:
        return Decision(
            kind="ask",
            text="That is the same clip twice; name another one for its look, or attach a picture.",
            why="A clip already has its own style.",
        )
    return _edit(target, source, wish, scene)


def _all(wish: Wish, scene: Scene, source: Item | None) -> Decision:
    """One edit for each clip on the screen but the one whose style it is."""
    others = [item for item in scene.screen if source is None or item.id != source.id]
    first, *then = (_edit(item, source, wish, scene) for item in others[:MOST])
    return replace(first, then=tuple(then))


def _edit(target: Item, source: Item | None, wish: Wish, scene: Scene) -> Decision:
    of = scene.pictures if source is None else (source.id,)
    style = scene.sight.style if scene.sight is not None else None
    arguments: dict[str, Any] = {
        "style": style or NEAREST, "strength": wish.strength, "of": list(of),
    }  # fmt: skip
    if wish.colours == "kept":
        arguments["colours"] = "kept"
    return Decision(
        kind="edit",
        guidance=Guidance(target=target.id),
        calls=(ToolCall(name="style", arguments=arguments),),
        why="You asked for the style of something you showed.",
    )


def _in_hand(scene: Scene, source: Item | None) -> Item | None:
    """The clip that is meant where none is named."""
    if scene.about is not None or scene.focus is not None:
        return scene.about or scene.focus
    others = [item for item in scene.screen if source is None or item.id != source.id]
    return others[0] if len(others) == 1 else None


def _named(words: str, scene: Scene, but: Item | None = None) -> Item | None:
    """The item on the screen that "the second one", "number 3", "the other one" or "it" is."""
    place = position(words)
    if place is not None:
        return scene.screen[place] if -1 <= place < len(scene.screen) else None
    if "other" in words:
        taken = but or scene.about or scene.focus
        others = [item for item in scene.screen if taken is None or item.id != taken.id]
        return others[0] if len(others) == 1 else None
    return _in_hand(scene, but)
