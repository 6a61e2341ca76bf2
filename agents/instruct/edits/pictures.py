"""What is to be done with a picture that came along, or with a clip as an example, by rules.

A picture may mean "like this", "use this" or "what is it?"; words beside it say which. Changing a
clip by what a picture shows ("the dress from this photo on her") is a revision of the clip in hand,
in words: those for what the picture shows, where it was looked at (``sight`` of a scene).
"""

from __future__ import annotations

import re

from agents.instruct.instructor import pictured
from agents.instruct.which.asking_which import which_one
from agents.read.references import referred
from agents.read.words import plain
from agents.scene import Scene
from agents.talk.painters import painter
from agents.talk.replies import like, no_clip
from models.domain import Decision, Guidance, Item, ToolCall

_PHOTO = r"(?:photo|picture|image|pic|drawing|painting|selfie|snapshot)"
_THIS = rf"(?:(?:this|that|the|my|attached)(?: attached)? (?:other )?{_PHOTO}|this|it|here)"
FROM_PICTURE = re.compile(
    rf"\b(?:the|that|her|his|this|these|those) (?P<noun>(?!the\b)[a-z-]+(?: [a-z-]+)?) "
    rf"(?:from|in|of|on|as in|that's in|shown in) "
    rf"(?:(?:this|that|the|my)(?: attached)? {_PHOTO}|{_PHOTO})\b"
)
"""A thing of a picture: "the dress from this photo"."""

_ONE_OF = re.compile(rf"\bthe one (?:from|in|of|on) (?:this|that|the|my) {_PHOTO}\b")
_CLIP = r"(?:(?:the|this|that|my) (?:first |second |third |last )?(?:clip|video|one)|it)"
_NAMED = r"(?:cover|thumbnail|poster|title picture)(?: (?:picture|image|photo))?"
_OWN = rf"(?:(?:this|that|my|attached)(?: attached)? (?:other )?{_PHOTO}|the attached {_PHOTO})"
"""A picture that somebody brought, and no frame of a clip."""
_COVER = re.compile(
    rf"\b(?:use|take|set|put|make|want|have|choose) {_THIS} (?:as|for|be|to be|on) "
    rf"(?:the |a |its |my )?(?:new )?{_NAMED}\b|"
    rf"\b(?:make|set|change|replace) (?:the |its |my )?{_NAMED} (?:to |with |by |be )?"
    rf"(?:{_OWN}|this|that)\b|\b(?:can|could|should|let) {_THIS} be (?:the |its |my )?{_NAMED}\b"
)
_BEHIND = re.compile(rf"\b(?:use|take|put|set) {_THIS} (?:as|for|in|into) (?:the |a )?background\b")
_INTO = re.compile(
    rf"\b(?:add|put|paste|insert|place) {_THIS} (?:to|in|into|onto|on) (?:the|this|that|my) "
    r"(?:\w+ )?(?:clip|video|scene)\b"
)
_LOOKS = re.compile(
    rf"\b(?:make|let|turn|redraw|style|restyle) (?:{_CLIP}|this clip) (?:to )?(?:look (?:more )?)?"
    rf"(?:like|in(?:to)? the (?:style|look|colou?rs) of|as in|the same as) {_THIS}\b|"
    rf"\b(?:in|with) the (?:same )?(?:style|look) (?:of|as|from) {_THIS}\b"
)
_ALIVE = re.compile(
    rf"(?:please |can you |could you )*(?:animate|bring) {_THIS}(?: to life)?(?: please)?[.!]*|"
    rf"(?:please |can you |could you )*(?:make|create|generate|draw)(?: me)? (?:a |another |some)?"
    rf"(?:clip|video|film|movie|something|one|picture|animation)? ?(?:like|of|from|out of|with|"
    rf"similar to) {_THIS}(?: please)?[.!]*|"
    rf"(?:please |can you |could you )*(?:make|turn|draw|redraw) {_THIS} (?:move|"
    rf"(?:in)?to .{{3,60}}|as an? .{{3,60}})"
)
_USE = re.compile(
    rf"(?:please |can you |could you |just )*(?:use|take|look at|here is|here's|have) ?{_THIS}"
    rf"(?: here| one)?(?: please)?[.!]*|for you[.!]*|"
    rf"(?:something |anything |one )?(?:like )?{_THIS}(?: one)?(?: here)?(?: please)?[.!]*"
)
_EDIT_IT = re.compile(
    rf"(?:please |can you |could you )*(?:edit|change|retouch|fix|crop|improve) {_THIS}\b.*"
)
_IN_FILM = re.compile(
    r"(?:please |can you |could you )*(?:use|put) (?:this|it|mine|my clip|this clip|that) "
    r"in(?:to)? (?:a|the|my) (?:new )?(?:video|film|movie|compilation|montage)"
    r"(?: (?:about|of|with|on) (?P<want>.{2,80}))?"
)
_QUERY = re.compile(
    r"(?:please |can you |could you )*(?:use (?:this|it|mine|my clip)|search|look|find)"
    r"(?: (?:as|for) (?:a|the|my) (?:query|search|example)| (?:with|by|like|for) (?:this|it|mine))"
    r"(?: please)?[.!]*"
)
_LIKE_CLIP = re.compile(
    r"(?:please |can you |could you )*(?:make|create|generate|draw)(?: me)? (?:something|a clip|a "
    r"video|one|another one) (?:like|similar to) (?:this|it|mine|my clip)(?: please)?[.!]*"
)
NO_PICTURES = (
    "I cannot change a picture itself. I can find clips that look like it, make a clip of what it "
    "shows, or change a clip by it."
)


_ALIKE = re.compile(
    r"(?:(?:please|ok|okay|now|so|and|can you|could you|do you have|is there|i want|show(?: me)?|"
    r"find(?: me)?|give me|get me)[\s,]+)*"
    r"(?:(?:some|an?|any|the|other|more) )*(?:(?:clips?|videos?|something|anything|ones?)"
    rf"(?: (?:that|which))?(?: (?:looks?|is|are))? (?:like|similar to) {_THIS}|"
    rf"similar(?: (?:clips?|videos?|ones?))?|like {_THIS})(?:,? please)?[\s.!?]*"
)
"""Looks for what is like a picture, and nothing else."""
NO_PICTURE = (
    "I have no picture of yours here that could be its cover; attach one and say it again, or let "
    "me choose a frame of the clip."
)
COVERS = ("give it a better cover",)


def _cover_of(words: str, scene: Scene) -> Decision:
    """The picture that came last, as it is, becomes the cover of a clip."""
    if not scene.pictures:
        return Decision(kind="chat", text=NO_PICTURE, options=COVERS, why="No picture came along.")
    item = scene.about or scene.brought
    if item is None:
        return _changed(words, scene, "thumbnail", {"of": scene.pictures[-1]})
    return _edit(item, "thumbnail", {"of": scene.pictures[-1]})


def with_picture(scene: Scene) -> Decision | None:
    """Return what rules know of words beside a picture; ``None`` leaves it to a reader."""
    words = plain(scene.text)
    cover = _COVER.search(words)
    if cover is not None and (scene.like_vector is not None or re.search(rf"\b{_OWN}\b", cover[0])):
        return _cover_of(words, scene)  # also of a picture that came some messages ago
    if scene.like_vector is None or scene.about is not None:
        return None
    if (who := painter(words)) is not None:
        return who
    if _USE.fullmatch(words) or _ALIKE.fullmatch(words):
        return pictured("")
    if _LOOKS.search(words):
        return _restyled(words, scene)
    if any(one.search(words) for one in (FROM_PICTURE, _ONE_OF, _BEHIND, _INTO)):
        return _taken(words, scene)
    if _ALIVE.fullmatch(words) and scene.sight is not None:
        look = re.search(r"\b(?:into|to|as) an? (?P<look>.{3,60}?)[.!]*$", words)
        return _drawn(", ".join(filter(None, (scene.sight.words, look["look"] if look else ""))))
    if _EDIT_IT.fullmatch(words) and (not scene.screen or _photo_said(words)):
        return Decision(
            kind="chat", text=NO_PICTURES, options=("surprise me",), why="It is a picture."
        )
    return None


def alike(words: str) -> bool:
    """Whether plain ``words`` look for what is like a picture that came before them."""
    return _ALIKE.fullmatch(words) is not None


def with_clip(scene: Scene) -> Decision | None:
    """Return what rules know of words beside a clip that came along as an example or footage."""
    if scene.brought is None or len(scene.screen) != 1:
        return None
    words = plain(scene.text)
    film = _IN_FILM.fullmatch(words)
    if film is not None:
        want = (film["want"] or "").strip(" .!")
        call = ToolCall(name="compose", arguments={"want": want} if want else {})
        return Decision(
            kind="create", guidance=Guidance(want=want), calls=(call,),
            why="You asked for a new video.",
        )  # fmt: skip
    if _QUERY.fullmatch(words):
        return like(scene.brought)
    if _LIKE_CLIP.fullmatch(words):
        return like(scene.brought) if scene.sight is None else _drawn(scene.sight.words)
    return None


def grounded(words: str, scene: Scene) -> str:
    """The words with what the picture shows in place of "the dress from this photo"."""
    named = dict(scene.sight.named) if scene.sight is not None else {}

    def shown(found: re.Match[str]) -> str:
        noun = found["noun"]
        return f"{_article(named[noun])} {named[noun]}" if noun in named else found.group()

    words = FROM_PICTURE.sub(shown, words)
    if scene.sight is not None:
        words = _ONE_OF.sub(f"{_article(scene.sight.thing)} {scene.sight.thing}", words)
    return words


def nouns(text: str) -> tuple[str, ...]:
    """The things of a picture that ``text`` speaks of."""
    return tuple(dict.fromkeys(found["noun"] for found in FROM_PICTURE.finditer(plain(text))))


def _article(what: str) -> str:
    return "an" if what[:1] in "aeiou" else "a"


def _photo_said(words: str) -> bool:
    return re.search(_PHOTO, words) is not None


def _target(words: str, scene: Scene) -> Item | None:
    """The clip that is meant: one that words point at beside the picture, else the one in hand."""
    outside = FROM_PICTURE.sub(" ", words)
    return referred(outside, scene.screen, scene.focus) or scene.focus


def _changed(words: str, scene: Scene, tool: str, arguments: dict[str, object]) -> Decision:
    item = _target(words, scene) or (scene.screen[0] if len(scene.screen) == 1 else None)
    if item is None:
        return which_one(words, scene) if scene.screen else no_clip()
    return _edit(item, tool, arguments)


def _edit(item: Item, tool: str, arguments: dict[str, object]) -> Decision:
    return Decision(
        kind="edit",
        guidance=Guidance(target=item.id),
        calls=(ToolCall(name=tool, arguments=arguments),),
        why="You asked to change it by your picture.",
    )


def _taken(words: str, scene: Scene) -> Decision:
    """A thing of the picture goes into a clip."""
    sight = scene.sight
    if _BEHIND.search(words) and sight is not None:
        said = f"change the background to {sight.thing} {sight.time}"
    elif _INTO.search(words) and sight is not None:
        said = f"add {_article(sight.thing)} {sight.thing}"
    else:
        said = grounded(words, scene)
    if not re.match(r"(?:please |can you |could you )*(?:put|give|make|add|change|replace|swap|let|"
                    r"use|dress|have|set|paint|draw|show)\b", said):  # fmt: skip
        said = f"put {said}"
    return _changed(words, scene, "revise", {"instruction": said[:400], "strength": 1.0})


def _restyled(words: str, scene: Scene) -> Decision:
    if not scene.screen:
        return pictured("")
    style = scene.sight.style if scene.sight is not None else None
    if style is not None:
        return _changed(words, scene, "style", {"style": style, "strength": 1.0})
    shown = "this picture" if scene.sight is None else scene.sight.words
    said = {"instruction": f"make it look like {shown}", "strength": 1.0}
    return _changed(words, scene, "revise", said)


def _drawn(want: str) -> Decision:
    return Decision(
        kind="create",
        guidance=Guidance(want=want),
        calls=(ToolCall(name="create", arguments={"want": want[:400]}),),
        why="You asked for something new.",
    )
