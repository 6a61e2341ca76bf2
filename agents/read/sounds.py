"""Reads out of a sentence what is to be heard: louder, half as loud, without sound."""

from __future__ import annotations

import math
import re
from typing import Any

from agents.read.taking_out import Sentence

_SOUND = r"(?:sound|audio|volume|music|song|voices?|noise|soundtrack|speech|talking)"
_THE = r"(?:(?:the|its|my|all|this|that) )*"
_MUTE = re.compile(
    r"\b(mute(?:d)?|silent|silence|without (?:the |any )?(?:sound|audio|music)|"
    rf"no (?:more )?(?:sound|audio|music)|turn {_THE}(?:sound|audio|music|volume) off|"
    rf"(?:sound|audio|volume|music) off|{_SOUND} (?:down |turned )?to (?:0|zero|nothing)(?: ?%)?|"
    r"(?:remove|turn off|kill|drop|delete|cut|take (?:away|out|off)|get rid of|lose) "
    rf"{_THE}(?:sound|volume|audio|music|noise|voices)|"
    rf"take {_THE}(?:sound|audio|music|noise) (?:off|out|away)(?: again)?)\b"
)
_UP = re.compile(
    r"\b(?:louder|(?<!too )(?<!as )(?<!so )(?<!that )loud(?=[\s.!]*(?:$|[,;]|and\b))|"
    r"more (?:sound|audio)\b(?! of)|"
    r"(?:more|increase|raise|boost|bump|push|crank|pump|bring)(?: up)? "
    rf"{_THE}(?:volume|loudness|{_SOUND} level)|"
    rf"(?:turn|crank|pump|bring|push)(?: up {_THE}{_SOUND}| {_THE}{_SOUND} up| (?:it|this) up)|"
    rf"(?:sound|audio|volume|music|voices?) up|(?:twice|double) (?:as loud|{_THE}volume)|"
    r"(?:can't|cannot|can not|can hardly|can barely|hardly|barely) hear(?: (?:it|anything|a thing|"
    rf"{_THE}{_SOUND}))?|(?:way |much |far )?too (?:quiet|silent)(?: to hear)?)\b|"
    rf"\b{_SOUND} (?:is |are )?(?:way |much |far )?too (?:quiet|low|soft|faint)\b"
)
_DOWN = re.compile(
    r"\b(?:quieter|(?<!too )(?<!as )(?<!so )(?<!that )quiet(?=[\s.!]*(?:$|[,;]|and\b))|"
    r"less (?:loud|volume)|(?:decrease|reduce|lower|drop|bring down|take down) "
    rf"{_THE}(?:volume|loudness|sound|audio|music|noise)|"
    rf"(?:turn|bring|take)(?: down {_THE}{_SOUND}| {_THE}{_SOUND} down|"
    r" (?:it|this|that) down(?! to \d+ ?s))|"
    rf"(?:sound|audio|volume|music|voices?) down|(?:not|n't) (?:so|as|that) (?:loud|noisy)|"
    rf"half (?:as loud|{_THE}volume)|halve {_THE}(?:volume|loudness)|(?:at |to )half volume|"
    r"(?:way |much |far )?too (?:loud|noisy))\b|"
    rf"\b{_SOUND} (?:(?:is|are|much|a lot|a (?:little )?bit|a little|slightly|a touch) )*"
    r"(?:softer|lower|gentler|(?:way |much |far )*too (?:strong|high))\b|"
    rf"\b(?:softer|gentler|lower|quieter) {_SOUND}\b"
)
_PERCENT = re.compile(
    rf"(?:\b(?:(?:set|put|turn|bring) )?{_THE}{_SOUND} (?:up |down )?(?:to |at |= ?)?"
    r"(?P<to>\d{1,3}) ?(?:%|per ?cent\b)|"
    rf"(?P<at>\d{{1,3}}) ?(?:%|per ?cent) {_SOUND}\b)"
)
_BY = re.compile(r"(?:\bby )?(?P<n>\d{1,3}) ?(?P<unit>%|per ?cent\b|d(?:b|ecibels?)\b)")
_OF_COLOURS = re.compile(r"\bcolou?rs?\b[^.;]{0,20}\btoo (?:loud|strong)")
LOUDER, TWICE = 6.0, 10.0
"""Decibels of "louder", and of what ears call twice as loud (Stevens 1955: 10 dB a doubling)."""
MOST = 20.0


def sounds(sentence: Sentence, share: float) -> dict[str, Any]:
    """Take what is said of the sound out of a sentence, as arguments of an edit.

    ``share`` is of the usual amounts.
    """
    if sentence.take(_MUTE):
        return {"mute": True}
    if level := sentence.take(_PERCENT):
        return _times(int(level["to"] or level["at"]) / 100)
    if _OF_COLOURS.search(sentence.words):
        return {}
    for sign, pattern in ((1, _UP), (-1, _DOWN)):
        if said := sentence.take(pattern):
            return _changed(sign, said[0], sentence, share)
    return {}


def _changed(sign: int, said: str, sentence: Sentence, share: float) -> dict[str, Any]:
    if re.search(r"\b(?:half|halve|twice|double)\b", said):
        return {"volume": sign * TWICE}
    by = sentence.take(_BY)
    if by is None:
        return {"volume": round(sign * LOUDER * (share if share <= 1 else 1.7), 1)}
    if by["unit"].startswith("d"):
        return {"volume": sign * min(MOST, float(by["n"]))}
    heard = max(0.01, 1 + sign * int(by["n"]) / 100)
    return {"volume": max(-MOST, min(MOST, round(TWICE * math.log2(heard), 1)))}


def _times(factor: float) -> dict[str, Any]:
    """A level as players show it, a factor of the one it has, in decibels."""
    if factor <= 0.01:
        return {"mute": True}
    return {"volume": max(-40.0, min(MOST, round(20 * math.log10(factor), 1)))}
