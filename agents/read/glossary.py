"""Single words of other languages that are understood: "gatos", "Hunde bitte", "我想看猫".

The words are those that the page's answers are told in. Whole sentences are not read: what is left
beside courtesies has to be in the list, word for word, or nothing of it is understood.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

THINGS = Path(__file__).resolve().parents[2] / "assets" / "i18n" / "things.json"
_AROUND: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "es": "por favor quiero quisiera ver muestrame ensename busca hola gracias videos video de "
        "con un una unos unas el la los las y me gustaria algo clips en",
        "de": "bitte ich mochte will wurde gern gerne sehen zeig zeige mir hallo danke videos "
        "video von mit ein eine einen der die das den und was etwas clips suche im am in",
        "fr": "s'il s’il sil te vous plait svp je veux voudrais voir montre montrez moi montre-moi "
        "bonjour merci videos video de des du avec un une le la les et quelque chose clips "
        "a au sur dans",
    }.items()
}
"""Words, without accents, around what is to be seen."""
_ENDINGS = {"es": r"(?:es|s)$", "de": r"(?:en|er|e|n|s)$", "fr": r"(?:s|x)$"}
_SIGNS = {
    "zh": r"^(?:请|我想看|我要看|我想要|我要|给我看|给我|看看|看|找)+|"
    r"(?:的?视频|的?短片|吧|吗|。|！|!)+$",
    "ja": r"(?:の?(?:動画|ビデオ))?(?:を|が)?"
    r"(?:見せて|見たい(?:です)?|お願いします|ください|探して)*[。！!]*$",
}
_BOTH = frozenset(
    "see tag tier art bad wand hand arm rose pan pie ours pain sole mare chat".split()
)
"""Words of those languages that are English, too."""
_LINKS = frozenset("at in on with without and or no by under the a of but not".split())
LONGEST = 5
"""Words of what is named at most."""

UNDERSTOOD: Mapping[str, str] = {
    "zh": "“{said}”我听得懂（{english}），这就找。整句话目前只懂英语。",
    "ja": "「{said}」は分かるので（{english}）、探します。文章は今のところ英語だけ分かります。",
    "es": "Entiendo «{said}» ({english}) y lo busco. Frases enteras, por ahora, solo en inglés.",
    "de": "„{said}“ verstehe ich ({english}) und suche danach. Ganze Sätze bisher nur auf "
    "Englisch.",
    "fr": "Je comprends « {said} » ({english}) et je cherche. Des phrases entières, pour "
    "l’instant, seulement en anglais.",
}


def glossary(file: Path, english: Collection[str] = ()) -> Glossary:
    """Return the glossary of a file of translated words; see :class:`Glossary`."""
    return Glossary(json.loads(file.read_text(encoding="utf-8")), english)


class Understood(NamedTuple):
    """A language, what was said in it, and that in English."""

    language: str
    said: str
    english: str

    @property
    def told(self) -> str:
        """A sentence in that language that says so."""
        return UNDERSTOOD[self.language].format(said=self.said, english=self.english)


class Glossary:
    """Finds English words for others; ``things`` is English → language → word."""

    def __init__(
        self, things: Mapping[str, Mapping[str, str]], english: Collection[str] = ()
    ) -> None:
        """``english``: words that are English whatever else they may be."""
        self._english = {*english, *_BOTH, *(word for one in things for word in one.split())}
        self._found: dict[str, dict[str, str]] = {name: {} for name in UNDERSTOOD}
        for one, told in things.items():
            for name in self._found.keys() & told.keys():
                self._found[name].setdefault(_stem(told[name], name), one)

    def understood(self, text: str) -> Understood | None:
        """Return what ``text`` names; ``None`` where it may be English, or says more."""
        said = " ".join(text[:80].split()).strip(" .,!?¡¿")
        for name, pattern in _SIGNS.items():
            bare = re.sub(pattern, "", said)
            if (word := self._found[name].get(bare) or self._ends(bare, name)) is not None:
                return Understood(name, bare, word)
        return next(filter(None, (self._latin(said, name) for name in _AROUND)), None)

    def _ends(self, sign: str, name: str) -> str | None:
        """The word of two signs that ends in ``sign``, as 大海 in 海."""
        found = self._found[name]
        ends = [word for word in found if len(word) == 2 and word[1] == sign]
        return found[ends[0]] if len(sign) == 1 and ends else None

    def _word(self, word: str, name: str, *, mixed: bool) -> str | None:
        """A word in English; one that is English stays, in a sentence of two languages."""
        if mixed and self._says_english(word):
            return word.lower()
        return self._found[name].get(_stem(word, name))

    def _says_english(self, word: str) -> bool:
        return word.lower() in _LINKS or word.lower() in self._english

    def _latin(self, said: str, name: str) -> Understood | None:
        words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", said)
        left = [word for word in words if _bare(word) not in _AROUND[name]]
        whole = self._found[name].get(_stem(" ".join(left), name))
        # In a sentence of two languages, words around it and one of it tell which the other is.
        here = [word for word in left if not self._says_english(word)]
        mixed = len(left) < len(words) and any(self._found[name].get(_stem(w, name)) for w in here)
        found = [whole] if whole else [self._word(word, name, mixed=mixed) for word in left]
        if not 0 < len(left) <= LONGEST or not all(found):
            return None
        if all(word.lower() in self._english for word in left):
            return None
        return Understood(name, " ".join(left), " ".join(filter(None, found)))


def _bare(word: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _stem(words: str, name: str) -> str:
    """Words without accents and endings, so that one and many are the same."""
    ending = _ENDINGS.get(name)
    if ending is None:
        return words
    return " ".join(
        re.sub(ending, "", word) if len(word) > 3 else word for word in _bare(words).split()
    )
