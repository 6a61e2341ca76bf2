"""Reads out of a sentence how a clip is shown: backwards, turned, mirrored, steady."""

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


def camera(sentence: Sentence) -> dict[str, Any]:
    """Take what is said of the way it is shown out of a sentence, as arguments of an edit."""
    made: dict[str, Any] = {}
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
