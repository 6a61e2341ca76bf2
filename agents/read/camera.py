"""Reads out of a sentence how a clip is shown: backwards, turned, mirrored, faded, steady."""

from __future__ import annotations

import re
from typing import Any

from agents.read.taking_out import Sentence

_IT = (
    r"(?:it|this|that|them|him|her|(?:the|my|this) (?:\w+ )?(?:clip|video|one|picture|whole thing))"
)
_BOOMERANG = re.compile(
    r"\b(?:boomerang(?: (?:effect|style|loop|video))?|(?:there|forwards?|forth) and (?:then )?"
    r"(?:back(?:wards?)?)(?: again)?|back and forth|ping[- ]?pong(?: loop)?)\b"
)
_BACKWARDS = re.compile(
    rf"\b(?:backwards?|in reverse|rewind(?: {_IT})?|from (?:the )?end to (?:the )?(?:start|"
    rf"beginning)|(?:play|run|show) {_IT} reversed|reversed?(?: (?:{_IT}|motion|playback))?)"
    r"(?=[\s.,!?]|$)(?! (?:that|the (?:change|edit|last)))"
)
_UPSIDE = re.compile(
    rf"\b(?:(?:(?:turn|rotate|flip|spin) {_IT} |rotate |flip |{_IT} is |it's )?(?:upside[- ]?down|"
    rf"on its head)|(?:turn|rotate|flip|spin)(?: {_IT})?(?: by| around by)? 180(?: ?°| degrees?)?|"
    rf"rotate {_IT} twice)\b"
)
_LEFT = re.compile(
    rf"\b(?:rotate|turn|spin)(?: {_IT})? (?:(?:by )?(?:90|a quarter)(?: ?°| degrees?| turn)? )?"
    r"(?:to (?:the |its )?left|left(?:wards?)?|counter[- ]?clockwise|anti[- ]?clockwise|"
    r"(?:by )?(?:270|-90)(?: ?°| degrees?)?)\b|"
    r"\b90 ?(?:°|degrees?) (?:counter|anti)[- ]?clockwise\b"
)
_RIGHT = re.compile(
    rf"\b(?:(?:{_IT} is|it's|is) (?:(?:lying )?on its side|sideways|sidewards|rotated|turned|"
    rf"the wrong way (?:up|round))(?:[\s,;.]+(?:please |can you |so )*(?:turn|rotate|fix) {_IT})?|"
    rf"(?:rotate|turn|spin) {_IT} (?:sideways|by a quarter|(?:the )?right way (?:up|round)|"
    rf"upright|(?:by )?90(?: ?°| degrees?)?|to (?:the |its )?right|right|clockwise|on its side)"
    rf"(?: clockwise| to the right)?|rotate(?: {_IT})?(?: (?:by )?90(?: ?°| degrees?)?)?"
    r"(?: clockwise| to the right)?|turn 90(?: ?°| degrees?)?(?: clockwise)?|"
    r"90 ?(?:°|degrees?)(?: clockwise)?|sideways)(?![\w-])"
)
_DOWN = re.compile(rf"\b(?:flip|mirror)(?: {_IT})? (?:vertical(?:ly)?|top to bottom|up ?down)\b")
_ACROSS = re.compile(
    rf"\b(?:(?<!\ba )(?<!the )(?<!in )(?:mirror|flip)(?:ped|ed)?(?: {_IT})?"
    rf"(?: (?:horizontal(?:ly)?|left to right|sideways|around|over|image(?: of {_IT})?|effect))?|"
    r"(?:swap|switch) left and right)"
    r"(?=[\s.,!?]*(?:$|[,;.]|and\b|then\b|please|pls|too|but\b|so\b))"
)
_STEADY = re.compile(
    rf"\b(?:(?:stabili[sz]e|steady)(?: {_IT}| the (?:shot|camera|footage|image|picture))?|"
    r"stabili[sz](?:ation|ed|er)|steadier|more stable|anti-?shake|"
    rf"(?:{_IT} is |it's |less |too |so |very |a bit )+(?:shaky|wobbly|shaking|jittery)|"
    r"(?:less|no|remove|fix|stop|reduce|take out|smooth out|get rid of) (?:the )?"
    r"(?:camera )?(?:shak(?:e|es|ing|iness)|wobble|jitter|shaky (?:camera|footage))|shaky)\b"
    r"(?! (?:\w+ )?(?:clips|videos|hands?|ground)\b)"
)
_SECONDS = re.compile(
    r"\b(?:(?:over|for|of|in|within|about) )*(?P<n>\d{1,2}(?:\.\d)?|one|two|three|half a)[\s-]*"
    r"(?:s|secs?|seconds?)\b(?: long)?"
)
_NAMED = {"one": 1.0, "two": 2.0, "three": 3.0, "half a": 0.5}
_FADE = re.compile(
    r"\b(?:(?:add|put|with|make it|let it|give it|have it|do|apply|and|it|then)(?: (?:an?|the|some|"
    r"slow|quick|short|long|gentle|soft|smooth|nice|little))* )*(?:(?P<n>\d{1,2}(?:\.\d)?)[\s-]*"
    r"(?:s|secs?|seconds?) )?fad(?:e|es|ing|ed)(?:[\s-](?:it|this|the (?:clip|video|picture|sound|"
    r"music|whole thing)))?"
    r"(?P<how>(?:[\s-]*(?:and|&|/|,)?[\s-]*(?:in|out|to|from|into|away|effects?|black|white|both|ways|"
    r"up|down|at|on|start|end|beginning|ending|the|its|very|of|it|ends)\b)*)"
)
_INTO = re.compile(r"\bin\b(?! (?:the|its) end)|\bfrom (?:black|white)|\bstart|\bbeginning|\bup\b")
_OUT_OF = re.compile(r"\bout\b|\b(?:to|into) (?:black|white)|\bend|\baway|\bdown\b")
USUAL = 1.0
"""Seconds of a fade where no length is said."""


def camera(sentence: Sentence) -> dict[str, Any]:
    """Take what is said of the way it is shown out of a sentence, as arguments of an edit."""
    made: dict[str, Any] = _fade(sentence)
    if sentence.take(_STEADY):
        made["steady"] = True
    if sentence.take(_BOOMERANG):
        made["direction"] = "boomerang"
    elif sentence.take(_BACKWARDS):
        made["direction"] = "backwards"
    for pattern, turn in ((_UPSIDE, 180), (_LEFT, 270), (_RIGHT, 90)):
        if "turn" not in made and sentence.take(pattern):
            made["turn"] = turn
    for pattern, way in ((_DOWN, "down"), (_ACROSS, "across")):
        if "mirror" not in made and sentence.take(pattern):
            made["mirror"] = way
    return made


def _fade(sentence: Sentence) -> dict[str, Any]:
    if re.search(r"\bfaded (?:colou?rs?|look|film|photo|style)\b", sentence.words):
        return {}
    said = sentence.take(_FADE)
    if said is None:
        return {}
    how = said["how"]
    length = said["n"] or ((beside := sentence.take(_SECONDS)) and beside["n"]) or ""
    seconds = min(10.0, _NAMED.get(length) or (float(length) if length else USUAL))
    begins, ends = _INTO.search(how), _OUT_OF.search(how)
    both = not (begins or ends) or re.search(r"\bboth\b|\bends\b", how)
    made: dict[str, Any] = {"fade_in": seconds} if begins or both else {}
    made |= {"fade_out": seconds} if ends or both else {}
    return made | ({"fade_shade": "white"} if "white" in how else {})
