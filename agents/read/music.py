"""Reads out of a sentence what music a clip should have: "put something lively under it"."""

from __future__ import annotations

import re
from typing import Any

from agents.read.taking_out import Sentence

_LIVELY = (
    r"lively|upbeat|happy|happier|fast|faster|quick|energetic|energy|fun|funny|dance|dancing|"
    r"techno|electronic|electro|edm|pop|rock|metal|party|ukulele|banjo|epic|action|exciting|"
    r"hip[- ]?hop|rap|trap|drums?|cheerful|groovy|funky|funk|dramatic|reggae|disco|summer|jolly|"
    r"playful|house|loud|jollier|livelier|accordion|synths?|amapiano|afrobeats?|salsa|samba|latin|"
    r"country|folk|punk|drill|dubstep|trance|bhangra|bollywood|k-?pop|polka|brass|marching|carnival"
)
_CALM = (
    r"calm|calmer|calming|soft|softer|slow|relaxed|relaxing|chill|quiet|gentle|peaceful|sad|dreamy|"
    r"romantic|ambient|lo-?fi|piano|guitar|violin|strings|jazz|jazzy|classical|emotional|sleepy|"
    r"meditation|mellow|nice|fitting|background|suitable|matching|cool|cosy|cozy|slower|sadder|blues|"
    r"soul|gospel|waltz|harp|cello|acoustic|cinematic|orchestral"
)
_HAS_NOT = (
    r"piano|ukulele|guitar|violin|strings|drums?|banjo|flute|saxophone|sax|trumpet|orchestra|choir|"
    r"lo-?fi|jazz|classical|techno|rock|metal|hip[- ]?hop|rap|trap|reggae|disco|pop|house|"
    r"accordion|synths?|amapiano|afrobeats?|salsa|samba|country|folk|punk|drill|dubstep|trance|"
    r"bhangra|bollywood|k-?pop|polka|brass|blues|soul|gospel|harp|cello"
)
_MUSIC = r"(?:music|songs?|soundtracks?|tunes?|melody|beats?|background track)"
_KIND = (
    r"(?:(?:some|something|a|an|the|any|my|really|very|bit of|little|more|other|"
    rf"{_LIVELY}|{_CALM}) )*"
)
_PUT = (
    r"(?:(?:add|put|play|use|lay|set|include|insert|give (?:it|this|that)|i (?:want|need)|"
    r"i would like|i'd like|can i have|with|needs?|could use|have) )"
)
_WHERE = (
    r"(?: (?:under|underneath|beneath|throughout|on|over|to|in|into|behind|for|as)\b(?: (?:it|this|"
    r"that|them|all of it|it all|everything|top|top of it|the background|background|the (?:clip|"
    r"video|"
    r"picture|film|movie|whole thing|shots)|background music))?)*"
)
_NAMED = rf"(?:{_LIVELY}|{_CALM}|flute|saxophone|sax|trumpet|orchestra|choir)"
_ADD = re.compile(
    rf"\b{_PUT}(?P<kind>{_KIND}){_MUSIC}\b(?: (?:by|called|named|from) [\w .'-]{{1,40}}?)?{_WHERE}|"
    rf"^(?:and |please |now |then )*(?!{_MUSIC})(?P<bare>{_KIND}){_MUSIC}\b"
    rf"(?! (?:videos?|clips?)\b){_WHERE}"
    r"(?=[\s.,!]*(?:$|please|pls|and\b|,))|"
    rf"\b(?:add|put|play|lay) (?P<some>(?:(?:some|something|a|an|bit of) )*{_NAMED}(?: {_NAMED})*)"
    r"(?: (?:under|behind|in the background|to the background)(?: (?:it|this|that))?|"
    r"(?= (?:on|to) (?:it|this)\b[\s.!]*$))|"
    rf"\bwith (?:some )?(?:(?:{_LIVELY}|{_CALM}) )+(?P<played>piano|ukulele|guitar|violin|drums|"
    r"jazz|lo-?fi|techno|strings)(?=[\s.,!]*(?:$|please|pls|and\b|,))|"
    rf"(?:\b(?:let|make|have|want) (?:the |its |my )?{_MUSIC} (?:to )?(?:be |sound |get )?|"
    rf"\b(?:the |its |my )?{_MUSIC} (?:should|must|could) (?:be|sound|get) (?:a bit )?)"
    rf"(?P<be>(?:(?:more|a bit|very|really|some|something) )*(?:{_LIVELY}|{_CALM}))\b|"
    rf"\b(?:add|put|play|have|want) (?:some|a bit of) (?:(?:{_LIVELY}|{_CALM}) )*?"
    r"(?P<instrument>(?:piano|ukulele|guitar|violin|drums|jazz|lo-?fi))"
    rf"(?=[\s.,!]*(?:$|please|pls|and\b|,| (?:on|to|under) (?:it|this)\b)){_WHERE}"
)
_UNDER = re.compile(
    rf"\b(?P<kind>(?:(?:some|a bit of) )*{_NAMED}(?: {_NAMED})*(?: {_MUSIC})?) "
    r"(?:underneath|under(?:neath)? (?:it|this|that)|in the background)\b"
)
_RATHER = re.compile(
    rf"(?:^|[,.;] ?|\b(?:and|then|put|want|use|have|some|more) )(?P<kind>{_NAMED}(?: {_NAMED})*"
    rf"(?: {_MUSIC})?) (?:instead of|rather than|in place of) (?:(?:that|the|this|all|whatever)\b"
    rf"(?:[\w' ]{{0,30}}?\b(?:{_MUSIC}|{_NAMED}|noise|sound|boom|stuff|racket)\b)(?: boom| is)*)"
)
"""One kind of music for another, without a word for music: "banjo rather than that techno"."""
_OWN = (
    r"(?:(?:the|its|this|that|my|all|original|own|current) )*"
    r"(?:sound|audio|music|soundtrack|song|noise|voices?|track)"
)
_REPLACE = re.compile(
    rf"\b(?:(?:replace|swap|exchange|change) {_OWN} (?:with|for|to|by|into) |"
    rf"(?:instead of {_OWN} )(?:put |use |play )?)(?P<kind>{_KIND})(?:(?:{_MUSIC}|{_NAMED})\b)+|"
    rf"\b(?:(?:only|just|nothing but) )(?P<only>{_KIND}){_MUSIC}\b|"
    rf"\b(?P<other>(?:change|replace) (?:the |its )?(?:music|song|soundtrack))\b"
    r"(?! (?:to|with|for|by|into)\b)"
)
_ALONE = re.compile(rf"\b(?:instead(?: of {_OWN})?|in place of {_OWN}|without {_OWN})\b")
NOT_HERE = "I have no {} music; the nearest that I can make is this."


def music(sentence: Sentence) -> dict[str, Any]:
    """Take the music that is asked for out of a sentence, as arguments of an edit."""
    found = sentence.take(_REPLACE) or sentence.take(_RATHER)
    alone = found is not None
    found = found or sentence.take(_ADD) or sentence.take(_UNDER)
    if found is None:
        return {}
    alone = bool(sentence.take(_ALONE)) or alone
    lively = re.search(rf"\b(?:{_LIVELY})\b", found[0]) and not re.search("lo-?fi", found[0])
    made: dict[str, Any] = {"music": "lively" if lively else "calm"}
    return made | ({"music_alone": True} if alone else {})


def not_here(words: str) -> str:
    """What is to be said of an instrument or kind of music that plain ``words`` name."""
    sentence = Sentence(words)
    found = next(filter(None, map(sentence.take, (_REPLACE, _RATHER, _ADD, _UNDER))), None)
    named = found and re.search(rf"\b(?:{_HAS_NOT})\b", found[0])
    return NOT_HERE.format(named[0]) if named else ""
