"""Puts the clip in hand, one that came along say, into a video that is planned: "add my clip at
the start", "swap the second for it".
"""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.edits.wishes import wishes
from agents.instruct.plans.replanning import Replanned, boards, replanned
from agents.make.storyboard import Shot
from agents.read.words import plain
from agents.scene import Scene
from models.domain import Decision

PUT_IN = "add it to the end of the film"
PUT_AT_THE_START = "add it to the start of the film"
"""What may be done with a clip that comes while a video is planned."""

_NAME = "ownfootage"
"""Stands for the clip among the words, so that all that can be said of a shot can be said of it."""
_NOUN = r"(?:clips?|videos?|footage|recordings?|shots?|scenes?|ones?|movies?|uploads?|files?)"
_KIND = r"(?:(?:own|new|attached|uploaded|short|little|extra|home) )*"
_MINE = re.compile(
    rf"\b(?:(?:my|our|this|that|these|those)(?: (?:two|three|\d))? {_KIND}{_NOUN}|"
    rf"(?:the|an?|one|some) {_KIND}{_NOUN} (?:of (?:mine|ours)|(?:(?:that|which) )?(?:i|we)(?:'ve| "
    rf"have)?(?: just)? (?:attached|uploaded|sent|brought|shot|filmed|took|made|recorded))|"
    rf"the (?:(?:own|new|attached|uploaded) )+{_NOUN}|mine|ours)\b(?! of the)"
)
_THEM = r"(?:it|this|that|these|them)"
_POINTED = re.compile(
    rf"\b(?P<verb>add|append|attach|insert|include|(?:start|begin|open|end|close|finish) with|"
    rf"for|with|by) {_THEM}\b|"
    rf"\b(?P<put>put|place|stick|use|take|have) {_THEM} (?=(?:first|last|at|to|as|after|before|"
    rf"behind|between|instead|in (?:the|front|between))\b)"
)
_MOVING = re.compile(
    r"^(?:(?:can|could|should|let) )?(?:it|this|that|these|they)"
    r"(?= (?:(?:can|should|could|must|has to|have to) )?(?:go|goes|come|comes|be)\b)"
)
_ASKING = re.compile(r"^(?:(?:please|now|ok|okay|and|can you|could you|can we|could we)\s+)+")
_BEFORE_IT = re.compile(r"^(?:here(?:'s| is| are)|this is|these are|i|we)\b[^,;.!:]*[,;.!:]\s*")
"""Only says that it came: "here's my clip, …"."""
_PLACE = r"(?:at|to|as|in) the (?:very )?(?:end|start|beginning|front|first|last)\b"
_BARE = re.compile(rf"^(?:(?:please|put|add|and|here|goes)\s+)*(?={_PLACE})")
_GOES = re.compile(
    rf"^(?:(?:let's|use|take|stick)\s+)*{_NAME}\s+"
    r"(?:(?:should|must|has to|goes|comes?|go|be|is|as|right)\s+)*(?:the\s+)?"
    r"(?=first\b|last\b|at\b|after\b|before\b|between\b|in between\b|to\b)"
)
_WHICH = r"(?:the|my|our|that|this)(?: whole)? (?:film|plan|movie|story|storyboard|video)"
_OF_IT = re.compile(rf"\s+of {_WHICH}\b|\s+(?:in|into|to) {_WHICH}(?=[\s.!,]|$)")
_IN_THE_PLAN = re.compile(
    rf"\b{_PLACE}|\b(?:before|after|between|instead of|in place of)\b.*"
    r"\b(?:titles?|shots?|scenes?)\b"
)
_CALLED = {
    "at the start": re.compile(r"\b(?:as|for) (?:the|an?) (?:opener|opening|intro|first shot)\b"),
    "at the end": re.compile(r"\b(?:as|for) (?:the|an?) (?:ending|outro|finale|last shot)\b"),
}


def where_to(text: str, scene: Scene) -> Decision | None:
    """Ask where the clip that came along should go, of words that put it somewhere in the plan and
    were not understood: no clip is changed for those. ``None`` of other words.
    """
    words = plain(text)
    if scene.brought is None or scene.board is None or wishes(text).calls:
        return None
    if _named(words) is None or not _IN_THE_PLAN.search(words):
        return None
    return Decision(
        kind="ask",
        text=f"Where in the video should your clip “{scene.brought.title}” come?",
        options=(PUT_AT_THE_START, PUT_IN),
        why="It was not clear.",
    )


def put_in(text: str, scene: Scene) -> Replanned | None:
    """Return the plan with the clip that came along, or the one in hand, where ``text`` puts it.

    Without a plan on the screen it is the last one there was, where the words name it.

    Raises:
        BadRequest: for a place in the plan at which there is no shot.
    """
    words = plain(text)
    earlier = boards(scene.past)
    if scene.brought is not None:
        board, clips = scene.board, scene.screen
    elif scene.focus is not None and scene.board is None and earlier and _OF_IT.search(words):
        board, clips = earlier[-1], (scene.focus,)
    else:
        return None
    said = _named(words)
    made = None if board is None or said is None else replanned(board, said, scene)
    if made is None or all(shot.scene != _NAME for shot in made.board.shots):
        return None
    own = tuple(Shot(item=clip.id, caption=clip.title) for clip in clips)
    shots = (own if shot.scene == _NAME else (shot,) for shot in made.board.shots)
    titles = "”, “".join(clip.title for clip in clips)
    notes = tuple(note.replace(_NAME, titles) for note in made.notes)
    return replace(made, board=replace(made.board, shots=sum(shots, ())), notes=notes)


def _named(words: str) -> str | None:
    """``words`` with the clip by its name; ``None`` where they do not speak of it."""
    words = _ASKING.sub("", _BEFORE_IT.sub("", _OF_IT.sub("", words)))
    for place, called in _CALLED.items():
        words = called.sub(place, words)
    for pattern, name in (
        (_MINE, _NAME),
        (_POINTED, rf"\g<verb>\g<put> {_NAME} "),
        (_MOVING, _NAME),
        (_BARE, f"add {_NAME} "),
    ):
        said, found = pattern.subn(name, words, count=1)
        if found:
            return _GOES.sub(f"add {_NAME} ", said)
    return None
