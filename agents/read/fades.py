"""Reads fades out of a sentence: "fade to black at the end", "let the music fade out"."""

from __future__ import annotations

import re
from typing import Any

from agents.read.taking_out import Sentence

_HEARD = r"(?:sound|audio|music|songs?|volume|soundtrack|tune|melody|noise|voices?)"
_SHOWN = r"(?:clip|video|picture|image|screen|whole thing|shot)"
_ANY = rf"(?:{_HEARD}|{_SHOWN}|it|this|that|everything)"
_THE = r"(?:(?:the|its|all|my|this|that|both) ){0,3}"
_THINGS = rf"{_THE}{_ANY}(?: (?:and|,) {_THE}{_ANY})?"
_SECONDS = r"(?P<{}>\d{{1,2}}(?:\.\d)?|one|two|three|four|five|half a)[\s-]*(?:s|secs?|seconds?)"
_NAMED = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "half a": 0.5}
_OVER = (
    r"\b(?:(?:over|for|of|in|within|about|during|across|at) )*(?:(?:the|its) )?(?:very )?"
    rf"(?:(?P<which>first|last) )?{_SECONDS.format('n')}\b(?: long)?"
)
_FADE = re.compile(
    rf"(?:\b(?P<lead>(?:(?:make|let|have) )?{_THE})"
    rf"(?P<before>{_HEARD}(?: and {_THE}{_SHOWN})?|{_SHOWN}(?: and {_THE}{_HEARD})?) "
    r"(?:(?:that|which|should|to|slowly|gently|softly|then|is|be) ){0,4}|"
    r"\b(?:(?:add|put|with|make|let|give it|have|do|apply|and|it|then)(?: (?:an?|the|some|it|"
    r"slow|quick|short|long|gentle|soft|smooth|nice|little)){0,3} ){1,3}|\b)"
    rf"(?:{_SECONDS.format('length')} )?(?:(?:slow|quick|short|long|soft) )*"
    r"fad(?:e|es|ing|ed)(?:[\s-]+(?:slowly|gently|softly|smoothly|quickly))*"
    rf"(?:[\s-]+(?P<what>{_THINGS}))?"
    r"(?P<how>(?:[\s-]*(?:and|&|/|,)?[\s-]*(?:in|out|to|from|into|away|effects?|black|white|both|"
    r"ways|up|down|at|on|start|end|beginning|ending|the|its|very|of|it|ends|silence|nothing|"
    r"slowly|gently|softly)\b)*)"
    rf"(?: (?P<after>{_HEARD}(?: (?:and|,) {_THE}{_SHOWN})?|{_SHOWN}(?: (?:and|,) {_THE}{_HEARD})?)"
    r"(?P<then>(?: (?:in|out|at|the|very|end|start|beginning|to|silence|ending))*))?"
    r"(?!\w)"
)
_INTO = re.compile(r"\bin\b(?! (?:the|its)\b)|\bfrom (?:black|white)|\bstart|\bbeginning|\bup\b")
_OUT_OF = re.compile(r"\bout\b|\b(?:to|into) (?:black|white|silence|nothing)|\bend|\baway|\bdown\b")
_LOOK = re.compile(r"\bfaded (?:colou?rs?|look|film|photo|style)\b")
_BOTH = re.compile(
    rf"(?P<first>\bfade {_THE}{_ANY} (?:in|out)) and (?P<second>{_THE}{_ANY} (?:in|out))\b"
)
"""Two fades of one verb: "fade the music in and the picture out"."""
_OF_MUSIC = re.compile(r"\b(?:music|song|tune|soundtrack)(?: \w+){0,2},? ?$")
"""What "fade it out" speaks of, where it stands before."""
_ADDS = re.compile(r"\b(?:add|put|with|play|use|give it|want|lay)(?: [\w-]+){0,3} ?$")
USUAL = 1.0
"""Seconds of a fade where no length is said."""
LONGEST = 10.0
MOST = 3
"""Fades of one sentence: of the picture in, of the music out."""


def fades(sentence: Sentence) -> dict[str, Any]:
    """Take the fades that are asked for out of a sentence, as arguments of an edit.

    What is named as heard fades alone; all else fades picture and sound.
    """
    made: dict[str, Any] = {}
    if "fad" not in sentence.words:
        return made
    sentence.words = _BOTH.sub(r"\g<first>, fade \g<second>", sentence.words)
    for _ in range(MOST):
        if _LOOK.search(sentence.words):
            break
        said = _taken(sentence)
        if said is None:
            break
        of_music = said["what"] == "it" and _OF_MUSIC.search(said.string[: said.start()])
        made |= _fade(said, sentence, sound=bool(of_music))
    return made


def _taken(sentence: Sentence) -> re.Match[str] | None:
    """Take the next fade out of a sentence; music that is to be added as well stays in it."""
    said = _FADE.search(sentence.words)
    if said is None:
        return None
    adds = said["before"] and _ADDS.search(sentence.words[: said.start()])
    start = said.end("before") if adds else said.start()
    sentence.words = f"{sentence.words[:start]}{sentence.gap}{sentence.words[said.end() :]}"
    return said


def _fade(said: re.Match[str], sentence: Sentence, *, sound: bool) -> dict[str, Any]:
    how = f"{said['how']} {said['then'] or ''}"
    beside = None if said["length"] else sentence.take(_OVER)
    length = said["length"] or (beside["n"] if beside else "")
    seconds = min(LONGEST, _NAMED.get(length) or (float(length) if length else USUAL))
    which = beside["which"] if beside else ""
    begins = _INTO.search(how) or which == "first"
    ends = _OUT_OF.search(how) or which == "last"
    both = not (begins or ends) or re.search(r"\bboth\b|\bends\b", how)
    things = " ".join(filter(None, (said["before"], said["what"], said["after"])))
    of = "sound_" if sound or _alone(things) else ""
    made: dict[str, Any] = {f"{of}fade_in": seconds} if begins or both else {}
    made |= {f"{of}fade_out": seconds} if ends or both else {}
    return made | ({"fade_shade": "white"} if "white" in how and not of else {})


def _alone(things: str) -> bool:
    """Whether what fades is heard, and not seen."""
    return bool(re.search(rf"\b{_HEARD}\b", things)) and not re.search(
        rf"\b(?:{_SHOWN}|everything)\b", things
    )
