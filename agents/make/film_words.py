"""Reads what a video should be like out of a sentence: length, shape, look, words, music, topic."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agents.make.storyboard import LEAST, MOST, USUAL, Brief, Music
from agents.read.music import music
from agents.read.searches import search
from agents.read.taking_out import Sentence
from agents.read.words import NUMBERS, plain
from models.domain import Shape
from models.stylise.styles import STYLES

_NUMBER = rf"(\d{{1,4}}(?:\.\d)?|(?:{'|'.join(NUMBERS)}|half an?|an?)(?=[\s-]))"
_LENGTH = re.compile(
    rf"\b(?:(?:of|for|about|around|exactly|lasting|max(?:imum)?|at most|up to|under|no (?:more|"
    rf"longer) "
    rf"than|not (?:more|longer) than)\s+)*{_NUMBER}[\s-]*"
    r"(s|secs?|seconds?|min|minutes?)\b"
    r"(?:[\s-]+(?:long|in length|in (?:total|all)|altogether|overall|total))?"
)
_SHORT = re.compile(r"\b(?:very )?(short|quick|long)(?=\s+(?:\w+\s+)?(?:video|clip|film|movie)\b)")
_SHAPES: dict[Shape, str] = {
    "portrait": r"\b(?:(?:in|as an?|for) )?(?:portrait|vertical|upright|9[:x]16|(?:my |a )?phones?|"
    r"tik ?tok|(?:instagram )?reels?|(?:instagram|insta|snapchat|whatsapp) stor(?:y|ies)|"
    r"shorts)(?: (?:format|mode|orientation|shape))?\b",
    "square": r"\b(?:(?:in|as an?) )?(?:square|1[:x]1)(?: (?:format|mode|shape))?\b",
    "landscape": r"\b(?:in landscape|landscape (?:format|mode|orientation|shape|video|clip)|"
    r"(?:in )?widescreen|(?:in )?horizontal|16[:x]9|for (?:the )?(?:tv|youtube))\b|"
    r"(?<=,) ?landscape(?=\s*(?:[,.!]|$))",
}
_NO_CAPTIONS = re.compile(
    r"\b(?:without|no)\s+(?:any\s+)?(?:captions?|subtitles?|words|text|"
    r"writing|lettering)(?: on (?:it|them))?\b"
)
_CAPTIONS = re.compile(
    r"\b(?:(?:and|with|add|have|has|put)\s+)*(?:some |the )?text (?:on|over|under|for|to) "
    r"(?:each|every|"
    r"all)(?: (?:one|shot|scene|clip|picture|of them|of the (?:shots|scenes|clips)))?\b|"
    r"\b(?:(?:and|with|add|have|has|put)\s+)*(?:the\s+)?(?:captions?|subtitles?|captioned|"
    r"subtitled)(?:\s+(?:on it|burned in))?\b"
)
_MUTE = re.compile(
    r"\b(?:muted?|silent|(?:without|no)\s+(?:any\s+)?(?:sound|audio)|sound off)\b(?!\s+film)"
)
_NO_MUSIC = re.compile(
    r"\b(?:without|no|remove|drop|lose|delete|take (?:off|away|out)|turn off)\s+(?:any\s+|"
    r"the\s+)?music\b|"
    r"\b(?:take|turn) the music (?:off|away|out)\b"
)
_CALM = r"(?:calm(?:ing)?|relax(?:ing|ed)|soft|gentle|quiet|slow|peaceful|ambient|soothing)"
_LIVELY = r"(?:lively|happy|upbeat|energetic|fast|cheerful|exciting|dance|fun|funky)"
_MUSIC = re.compile(
    rf"\b(?:(?:and|with|add|to|over|put)\s+)*(?:(?:some|an?)\s+)?(?:(?P<calm>{_CALM})|"
    rf"(?P<lively>{_LIVELY})|background)?\s*"
    r"(?<!of )(?:music|soundtrack|score|song)\b(?! (?:festival|box|hall|school|teacher|studio|"
    r"shop)s?\b)"
)
_NO_TITLE = re.compile(
    r"\b(?:(?:and|but|please|with)\s+)*(?:no|without|remove|drop|delete|lose|take (?:away|off)|"
    r"leave (?:away|out))\s+(?:a |any |the |its )?(?:title|name)\b|\buntitled\b"
)
_TITLE = re.compile(
    r"(?:,?\s*\b(?:and|with)\b)?\s*\b"
    r"(?:(?:(?:begin|start|open|make|add|give it)\w*(?: it)?(?: (?:with|on))? )?(?:an? |the )?"
    r"(?:opening )?(?:title(?: card)?|intro|opening text) (?:saying|that says|which says|reading|"
    r"with "
    r"the words?)|"
    r"called|titled|named|entitled|(?:with|and|add)?\s*(?:the |a )?"
    r"title(?:d)?:?(?! it\b| should| must| (?:at|in|on|to) the\b)|(?:call|title|name) it|"
    r"(?:the |its )?(?:name|title) (?:should|must) be)\s+"
    r"(?:\"([^\"]{1,80})\"|(?<=\s)'([^']{1,80})'(?!\w)|"
    r"([^,.;:\"]{1,80}?)(?=\s*(?:[,.;:]|$|\s(?:with|in|about|and|of)\s)))",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b(?:write|put|add)\s+(?:the (?:words?|text)\s+)?\"([^\"]{1,80})\"\s+(?:(?:at|in|on) the "
    r"(?:very )?"
    r"(?:start|beginning|front|first (?:shot|scene|clip)))\b|"
    r"(?:\b(?:write|put|add|use|take|have|with)\s+(?:(?:the|our|my)\s+(?:words?|text|name)\s+)?)?"
    r"\"([^\"]{1,80})\"\s+as (?:the|a|our|my|its) (?:opening )?title\b|"
    r"\b(?:(?:write|put|add|give it|have|with)\s+)?(?:an? |the )?(?:opening )?title"
    r"(?: (?:at|in|on|to) the (?:very )?(?:start|beginning|front|film|video))?"
    r"(?:\s*[:,-]|\s+(?:saying|that says|reading))?\s*\"([^\"]{1,80})\"",
    re.IGNORECASE,
)
"""Words that a film begins with: its title."""
_STYLE_NAMES = sorted(
    ((word, name) for name, look in STYLES.items() for word in (name, *look.synonyms)),
    key=lambda pair: -len(pair[0]),
)
_STYLED = (
    r"\b(?:in|as|like)\s+(?:an?\s+|the\s+)?{0}(?:[\s-]+(?:styles?|looks?))?\b|"
    r"\b{0}[\s-]+(?:styles?|looks?|(?=(?:video|clip|film|movie|reel)\b))|"
    r"(?<=,)\s*(?:and\s+)?(?:an?\s+)?{0}\s*(?=[,.!]|$)"
)
_OTHERS = (
    r"(?:video|clip|film|movie|slide ?show|photo ?show|reel|tik ?tok|montage|compilation|"
    r"trailer|mix|story)"
)
SHORT = rf"short(?!\s+(?:(?!of|about|with|on|from|that)\w+\s+){{0,2}}{_OTHERS}s?\b)"
"""A short, as a film is called: in "a short film" it says only how long that is."""
_NOUN = rf"(?:{_OTHERS}|{SHORT})s?"
_LEAD = (
    r"^(?:(?:please|can (?:you|u)|could (?:you|u)|would you|will you|now|and|then|ok|okay|yes|"
    r"hey|hi|hello|"
    r"i(?:'d| would) like you to|i want you to|let's|go ahead and)[,!]*\s+)*"
)
_VERB = (
    r"(?:make|create|generate|compose|produce|cut|edit|put together|build|film|render|shoot)"
    r"(?:\s+together)?\s+(?:(?:me|us)\s+)?"
)
MAKING = re.compile(
    rf"{_LEAD}(?:{_VERB}|i(?:'d| would)? (?:want|like|need) (?=.*\bmade\b))"
    r"(?:(?:an?|another|some|my)\s+(?:new\s+)?"
    rf"(?P<kind>(?:[\w'.:-]+\s+){{0,6}}?{_NOUN})\b|"
    r"(?:another )?one(?=\s+(?:about|of|with|showing)\b))"
)
_MADE_OF = re.compile(rf"^\s*(?P<before>(?:[\w'-]+\s+){{0,5}}?){_NOUN}\b(?:\s+(?:made|cut))?")
_NAMED = re.compile(
    rf"^(?:an?|one|another)\s+{_NUMBER}[\s-]*(?:s|secs?|seconds?|min|minutes?)\b"
    rf"(?:[\s-]+long)?\s+(?:[\w'-]+\s+){{0,4}}?{_NOUN}\b"
)
"""A video that is named by its length: nobody looks for one of exactly twelve seconds."""

_BARE = re.compile(rf"{_LEAD}{_VERB}(?:(?:an?|another|some|my)\s+(?:new\s+)?|one\s+)?")
_PLAIN = re.compile(
    r"\b(?:nice|good|cool|great|new|little|short|long|quick|small|micro(?:-video)?|beautiful|"
    r"personal|own|special|best)\b"
)
_AROUND = re.compile(
    r"^(?:of|on|about|with|from|showing|that shows?|out of)\s+|"
    r"\s+(?:and|in|with|of|for|(?:made )?for (?:my|our|the|her|him|us|you)\b[\w ]{0,30})$"
)
_TASTE = re.compile(
    r"\b(?:(?:just|only|out of|from|of|with|about|on|for)\s+)*"
    r"(?:(?:all|everything|things?|stuff|what|clips)\s+)?(?:that\s+)?"
    r"(?:i(?:'ve)? (?:would |might |may |will )?(?:like[ds]?|love[ds]?|enjoy(?:ed)?)|"
    r"my (?:taste|likes|favou?rites?)|for me|to my taste|i want to see|your choice|anything)\b"
)

_POINTS = re.compile(
    r"(?:(?:both|all|each|everything|of|the|first|last|two|three|four|ones?|here|this|that|these|"
    r"those|them|it)\s*)+"
)
"""Points at clips and names nothing: “both of them” is nothing to look for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a sentence says of a video; ``None`` where it says nothing. ``topic`` is the rest."""

    seconds: float | None = None
    shape: Shape | None = None
    style: str | None = None
    captions: bool | None = None
    title: str | None = None
    music: Music | None = None
    topic: str = ""

    @property
    def anything(self) -> bool:
        """Whether it says more than a topic."""
        return any(
            value is not None
            for value in (
                self.seconds, self.shape, self.style, self.captions, self.title, self.music,
            )
        )  # fmt: skip


def read(text: str) -> Said:
    """Return what ``text`` says of a video, whatever else it says."""
    title, rest = _titled(text)
    bare = _NO_TITLE.search(rest.lower())
    if bare is not None:
        title, rest = "", f"{rest[: bare.start()]} {rest[bare.end() :]}"
    sentence = Sentence(plain(rest))
    seconds = _seconds(sentence)
    shape = next((shape for shape, words in _SHAPES.items() if sentence.take(words)), None)
    style = _style(sentence)
    captions = False if sentence.take(_NO_CAPTIONS) else None
    if captions is None and sentence.take(_CAPTIONS):
        captions = True
    music = _music(sentence)
    return Said(
        seconds=seconds,
        shape=shape,
        style=style,
        captions=captions,
        title=title,
        music=music,
        topic=sentence.words,
    )


def brief(text: str) -> Brief | None:
    """Return the video that ``text`` asks to be made, or ``None`` if it asks for none.

    A length outside of what can be made is brought to the nearest.
    """
    words = plain(text)
    if MAKING.match(words) is None:
        if _NAMED.match(words) is None:
            return None
        text = f"make {text.strip()}"
    said = read(text)
    # The verb goes; what stands before the noun is of the topic: “a sea video” is about the sea.
    topic = MAKING.sub(lambda found: found["kind"] or "", " ".join(said.topic.split()), count=1)
    topic = _BARE.sub("", topic)
    topic = _MADE_OF.sub(lambda found: _PLAIN.sub(" ", found["before"]), topic, count=1)
    topic = re.sub(r"\s+([,.!?])", r"\1", _TASTE.sub(" ", topic))
    found = search(_AROUND.sub("", " ".join(topic.split()).strip(" ,.;")))
    want = _AROUND.sub("", found.want).strip()
    return Brief(
        want="" if _POINTS.fullmatch(want) else want,
        avoid=found.avoid,
        seconds=min(MOST, max(LEAST, said.seconds or USUAL)),
        shape=said.shape,
        style=said.style,
        captions=bool(said.captions),
        title=said.title or "",
        music=said.music or "fill",
    )


def topic_of(text: str) -> str:
    """Return what is left of a topic once what it says of a video's looks is taken out."""
    left = _AROUND.sub("", " ".join(read(text).topic.split()).strip(" ,.;:!?'\""))
    return left or text


def _titled(text: str) -> tuple[str | None, str]:
    straight = text[:2000].translate(str.maketrans("“”‘’", "\"\"''"))
    found = _WRITTEN.search(straight) or _TITLE.search(straight)
    if found is None:
        return None, straight
    title = next(words for words in found.groups() if words).strip()
    return title, f"{straight[: found.start()]} {straight[found.end() :]}"


def _seconds(sentence: Sentence) -> float | None:
    found = sentence.take(_LENGTH)
    if found is None:
        loose = sentence.take(_SHORT)
        return None if loose is None else 8.0 if loose.group(1) != "long" else 30.0
    amount, unit = found.groups()
    fixed = {"a": 1.0, "an": 1.0, "half a": 0.5, "half an": 0.5}.get(amount)
    count = float(NUMBERS.get(amount) or amount) if fixed is None else fixed
    return count * (60 if unit.startswith("min") else 1)


def _style(sentence: Sentence) -> str | None:
    for word, name in _STYLE_NAMES:
        if word in sentence.words and sentence.take(_STYLED.format(re.escape(word))):
            return name
    return None


def _music(sentence: Sentence) -> Music | None:
    if sentence.take(_MUTE):
        return "mute"
    if sentence.take(_NO_MUSIC):
        return "none"
    of_a_clip = music(sentence).get("music")  # as it is asked for of one clip
    if of_a_clip is not None:
        return "lively" if of_a_clip == "lively" else "calm"
    found = sentence.take(_MUSIC)
    if found is None:
        return None
    return "lively" if found["lively"] else "calm"
