"""Wishes about a clip for which there is no tool: named for what they are, with what comes near.

Asked "what shall I change?" somebody who said what would think that nobody listened.
"""

from __future__ import annotations

import re

from agents.instruct.edits.wishes import wishes
from agents.read.during import timed
from agents.read.references import POINTING, position
from agents.scene import Scene
from agents.talk.replies import BROUGHT
from agents.talk.smalltalk import EXAMPLES
from models.domain import Decision

_IT = r"(?:it|this|that|them|these|mine|(?:the|my|this|that) \w+(?: one| clip| video)?)"
_UNABLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (rf"(?:put|add|use|play|want|with|give {_IT})\b.{{0,30}}\b(?:sound effects?|sfx|voice ?over|"
     r"narrat\w+)\b",
     "I have neither sound effects nor a voice. Music I can put under a clip: calm, or lively.",
     ("add calm music", "add lively music")),
    (r"\b(?:to|on|with) the (?:beat|rhythm|music)\b|\bsync\w*\b|\blip ?sync",
     "I cannot make a clip move or cut to a beat: I do not hear where it is. Its speed I can "
     "change, and put music under it.", ("add lively music", "speed it up")),
    (r"\b(?:hide|cover|remove|cut (?:off|away)|crop (?:off|out)|black out|delete|blur)\b.{0,12}\b"
     r"(?:left|right|top|bottom|upper|lower)(?:most)? (?:half|side|part|edge|corner|third|bit)\b",
     "I cannot hide or cut off one side of the picture. Its shape I can change: that cuts off both "
     "sides, or above and below.", ("make it square", "make it portrait")),
    (r"^(?!.*\b(?:no|without|remove|take|get rid|lose|erase|delete|hide|clear)\b)"
     r".*\b(?:stickers?|emojis?|memes?|logos?|watermark)\b",
     "I cannot put pictures on a clip yet. Words I can: write “…” on it.", BROUGHT[:1]),
    (r"\b(?:sub ?titles?|captions? (?:automatically|for what)|transcri\w+|translate|dub)\b",
     "I cannot write down or translate what is said in a clip. Your own words I can put on it: "
     "write “…” on it.", BROUGHT[:3]),
    (r"\b(?:blur|pixel(?:ate|i[sz]e)|hide|censor|cover(?: up)?|mask|obscure|black out)(?: out)? "
     r"(?:the|my|his|her|their|that|this|those|these|all|all the|an?) (?P<what>(?!(?:left|right|"
     r"top|bottom|upper|lower)\b)[a-z-]+)\b(?! (?:half|side|part|edge|corner))",
     "I can blur faces, numbers such as plates, and writing; not “{what}”.",
     ("blur the faces", "blur the writing")),
    (r"\bluts?\b",
     "I know no LUTs. Light, contrast, colour and warmth I can change, or its whole style.",
     ("make it warmer", "more contrast", *BROUGHT[:1])),
    (r"\b(?:hd|4k|1080p?|720p?|resolution|upscale|higher quality|better quality|unblur)\b",
     "I cannot make a clip sharper or larger than it was filmed. Its edges I can make a little "
     "crisper, and take out grain.", ("a little sharper", "less grain")),
    (r"\b(?:export|convert|save|download)\b.*\b(?:gif|mp4|mov|webm|avi|format|file)\b|"
     r"\bas an? gif\b|\binto an? gif\b|"
     rf"^(?:(?:can|could|how (?:do|can)) (?:you|i|we) )?(?:please )?(?:export|save|download) "
     rf"{_IT}\b",
     "Play it and use the player’s own menu to save it: it is an ordinary MP4 file. Into other "
     "formats I cannot turn it.", ()),
    (rf"\b(?:send|post|upload|publish|share) (?:{_IT}|on|to)\b",
     "I send nothing anywhere. Save it from the player’s menu, or offer a clip that was made for "
     "you to the others here: “Share with others” in its card’s menu.", ()),
    (r"\b(?:speed ramps?|ramp (?:up|down) the speed|freeze(?: frame)?|zoom out)\b",
     "I cannot let the speed rise or fall bit by bit, hold a picture, or show more than was "
     "filmed. All of it, or a part, I can slow down or speed up.",
     ("slow it down", "slow down the middle")),
    (r"\b(?:add|put|make|give|with|want|need|an?|more)\b.{0,20}"
     r"\b(?:transition|cross ?fade|intro|outro)s?\b",
     "One clip has nothing to go over to. I can fade it in and out; videos that I cut from several "
     "go over from shot to shot by themselves.", ("fade in and out", *BROUGHT[1:2])),
    (r"^(?:please |now |make |and )*(?:the |my )?(?:bigger|smaller|larger|bolder|other|another|"
     r"different|red|yellow|white|black|blue|green|pink) (?:text|words|letters|font|title)|"
     r"\b(?:text|words|letters|font|title)\b.*\b(?:bigger|smaller|larger|bolder|font|colou?r|"
     r"too (?:big|large|small|tiny)|(?:to|at|in) the (?:top|bottom|middle))\b",
     "Size and colour I can change of the words that I wrote last, not the font; these are none of "
     "them. Write new ones: write “…” on it in big yellow letters.", ()),
    (r"\b(?:remove|delete|lose|without|get rid of|take (?:off|away)) (?:the |my |all )?(?:text|"
     r"words|letters|title|caption|writing)\b",
     "What is in the picture I cannot take out. Words that I put on it are gone when you say "
     "“undo that”.", ("blur the writing",)),
)  # fmt: skip
_TABLE = tuple((re.compile(pattern), said, options) for pattern, said, options in _UNABLE)
_NOT_YET = re.compile(
    r"^(?:(?:please|can|could|would|do|you|u|i|we|want|need|to|how|let me|help me|is it possible|"
    r"now)\b[\s,]*)*(?:(?:turn|cut|trim|edit|change|mute|crop|speed up|slow down|shorten|restyle|"
    r"reverse|loop|colou?r|brighten|darken)(?: .+? (?:of|in|from|off))?|"
    r"(?:add|put|write) .+? (?:in|into|on|onto|to|over|under)) (?:an?|any|my|your|the) "
    r"(?:own )?(?:video|clip|movie)s?\b(?! (?:of|about|with|from|out|together)\b)"
)
"""A change of a clip that nobody has shown or brought yet."""
NOT_YET = (
    "Once there is a clip I can do that, or say what comes near: look for one here, or bring yours "
    "with the paper clip beside the box below."
)


def why_not(words: str) -> str:
    """What is to be said of plain ``words`` that ask for what cannot be done; empty: none do."""
    return next((said for pattern, said, _ in _TABLE if pattern.search(words)), "")


def unable(words: str, scene: Scene) -> Decision | None:
    """Say of plain ``words`` what cannot be done to the clip in hand; ``None``: it is none of that.

    With nothing on the screen, and nothing pointed at, it is no wish about a clip.
    """
    if not (scene.screen or scene.planning) and scene.like_vector is None and _NOT_YET.match(words):
        return Decision(kind="ask", text=NOT_YET, options=EXAMPLES, why="There is no clip yet.")
    wished = wishes(scene.text)
    if not scene.screen or scene.planning or wished.calls:
        return None
    if wished.note:
        part = timed(words, bool)[1]
        first = (f"only the {part[0].part}",) if part and part[0].part[0].isalpha() else ()
        return _said(wished.note, (*first, *BROUGHT[:2]))
    item = scene.about or scene.focus
    if item is None and not POINTING.search(words) and position(words) is None:
        return None
    for pattern, said, options in _TABLE:
        found = pattern.search(words)
        if found is not None:
            return _said(said.format(**found.groupdict()), options or BROUGHT)
    return None


def _said(text: str, options: tuple[str, ...]) -> Decision:
    return Decision(kind="chat", text=text, options=options, why="That is not among the tools.")
