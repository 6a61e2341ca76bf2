"""The subject of a wish: of its words those that a clip can show.

Words are weighed by what they are. Function words, fillers, slang, courtesies, greetings in any
language, speech about the app and verbs of wanting belong to the sentence and never to what is
sought; words that join ("a dog on a beach") count between two that do.
"""

from __future__ import annotations

import re

_SPEAKING = frozenset(
    "i i'm i've i'd i'll im ive me my mine myself you you're you've your yours u ur".split()
)
"""Whoever speaks, and whoever is spoken to: beside them stands speech, and no description."""
_FILLERS = frozenset(
    # fillers, slang, courtesies
    "please pls plz plss kindly thanks thank thx ty cheers sorry ok okay okey yes yeah yep yup yea "
    "no nope nah not never n't lol lmao rofl haha hahaha hehe hihi xd omg omfg wtf wow whoa ugh "
    "meh hm hmm um uh uhm er erm eh oh ah aww aw yay yo hey hi hiya hello sup bro bruh dude mate "
    "fam buddy pal btw tbh imo imho ngl fr idk dunno tho though actually basically literally "
    "honestly seriously obviously anyway anyways anyhow well maybe perhaps probably smth sth "
    "sum kinda sorta etc "
    # greetings and courtesies of other languages
    "hola buenas buenos bonjour bonsoir salut coucou hallo guten moin servus gruezi ciao salve "
    "buongiorno buonasera ola olá oi namaste konnichiwa nihao salam salaam merhaba hej hei privet "
    "aloha ahoy shalom danke bitte merci gracias grazie obrigado obrigada amigo amiga amigos "
    "s'il".split()
)
"""Words that are said in passing, whatever is wished."""
_FUNCTION = frozenset(
    "he him his she her hers they them their theirs it it's its this that these those there "
    "here who whom whose what what's which where when why how that's am is are was were be "
    "been being do does did doing done don't doesn't didn't isn't aren't wasn't weren't have "
    "has had having haven't hasn't can can't cannot could couldn't will won't would wouldn't "
    "shall should shouldn't may might must ain't gonna wanna gotta lemme gimme some any few "
    "lot lots bit more most less least much many other others another else same such "
    "only just even also too again instead still yet already now then ever always once "
    "anymore today tonight tomorrow soon later before after ago since than enough very really "
    "quite rather so all both each every rest whole something anything everything nothing "
    "someone's whatever whichever video videos vid vids clip clips footage reel reels content "
    "feed app site page stuff thing things kind kinds sort sorts type types option options "
    "choice choices one ones version result results example examples surprise random sure "
    "fine able glad grateful lovely we we're we've us our ours".split()
)
"""Function words, and words for the app and for what it has: clips, things, kinds."""
_EMPTY = _SPEAKING | _FILLERS | _FUNCTION
_WANTING = frozenset(
    "want wants wanted need needs needed like likes liked love loves loved hate hates prefer wish "
    "wishes hope hoping feel see seeing seen watch watching look looking show shows showing find "
    "finding search searching get gets getting got give giving let lets let's try trying tell "
    "told know knows think guess mean say said choose pick recommend suggest play put use make "
    "makes".split()
)
"""Verbs of wanting and of looking: of a sentence beside who speaks, or alone; else they may be what
is seen ("children play").
"""
_LINKS = frozenset(
    "a an the of in on at by with from to for and or but as into onto near under over up down out "
    "off about around through between behind during while w without &".split()
)
_BARE = frozenset("nice good great cool best better new good-looking different right".split())
"""Say nothing alone."""
DESCRIBES = 5
"""Words of nobody's speech beyond which they describe what is to be seen, and stay as they are."""
_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*|&")
_HOW_TO = re.compile(r"how to (?!use (?:this|it|you)\b)\w")
_ABROAD = (
    r"hola|buenas|buenos d[ií]as|bonjour|bonsoir|salut|hallo|guten (?:tag|morgen|abend)|moin|"
    r"servus|gr[uü](?:ezi|[sß]+ gott)|ciao|salve|buongiorno|buonasera|ol[aá]|oi|namaste|"
    r"konnichiwa|ni ?hao|salaa?m|merhaba|hej|hei|privet|aloha|shalom"
)
_DAY = r"good (?:morning|day|evening|afternoon)|dear (?:sir|madam|all|app|ai|generec)"
_ALL = r"(?:[\s,]+(?:amig[oa]s?|all|everyone|everybody|there|zusammen|sir|madam))?"
GREETING = re.compile(
    rf"^\s*(?:(?:(?:{_ABROAD})\b{_ALL}[\s,.!:-]+|(?:{_DAY})\b{_ALL}\s*[,.!:-]+\s*))+(?=\w)",
    re.IGNORECASE,
)
"""A greeting before a sentence, in any language."""


def subject(phrase: str) -> str:
    """Return what plain ``phrase`` names to be seen, empty where it names nothing."""
    phrase = phrase.strip(" ,.!?;:-")
    words = _WORD.findall(phrase)
    if _describes(phrase, words):
        return phrase
    speech = not _SPEAKING.isdisjoint(words)
    if not any(_says_nothing(words, at) for at in range(len(words))):
        return "" if _BARE.issuperset(words) else phrase
    kept: list[str] = []
    cut = False
    for at, word in enumerate(words):
        if _says_nothing(words, at):
            edge = not _named(kept) or not any(
                _content(words, n) for n in range(at + 1, len(words))
            )
            if speech or edge:
                cut = True
                continue
        if cut and word in _LINKS:
            while kept and kept[-1] in _LINKS:  # "dogs with it in snow"
                kept.pop()
        cut = cut and word in _LINKS
        kept.append(word)
    while kept and kept[0] in _LINKS:
        kept.pop(0)
    while kept and kept[-1] in _LINKS:
        kept.pop()
    return "" if _BARE.issuperset(kept) else " ".join(kept)


def _describes(phrase: str, words: list[str]) -> bool:
    """Whether a phrase says at length what is seen, or what is to be learnt."""
    told = _SPEAKING.isdisjoint(words) and _FILLERS.isdisjoint(words)
    return _HOW_TO.match(phrase) is not None or (told and len(words) > DESCRIBES)


def spoken_in(marked: str) -> str:
    """Return ``marked``, words that were read as what is wished, without speech where some is in
    them: they may describe a thing at length ("what a piano looks like when somebody plays it").
    """
    words = _WORD.findall(marked)
    speech = any(word in _SPEAKING or word in _FILLERS for word in words)
    named = subject(marked)
    return named if speech or not named else marked


def _named(words: list[str]) -> bool:
    return any(word not in _LINKS for word in words)


def _content(words: list[str], at: int) -> bool:
    return words[at] not in _LINKS and not _says_nothing(words, at)


def _says_nothing(words: list[str], at: int) -> bool:
    """Whether a word belongs to the sentence, and not to what is sought."""
    word = words[at]
    if word in _EMPTY or (len(word) == 1 and word.isalpha() and word not in _LINKS):
        return True
    if word not in _WANTING:
        return False
    if len(words) == 1:
        return False
    before = words[at - 1] if at else "to"
    after = words[at + 1] if at + 1 < len(words) else ""
    return before in _EMPTY or before in _WANTING or before == "to" or after in _EMPTY
