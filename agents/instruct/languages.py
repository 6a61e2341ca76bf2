"""Which language was spoken, and what the embedded instructor, which reads English, says in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from agents.instruct.instructor import Instructor
from agents.read.glossary import Glossary
from agents.scene import Scene
from agents.talk.smalltalk import EXAMPLES
from models.domain import Decision
from models.fidelity.hard_blocks import blocked

SORRY: Mapping[str, str] = {
    "zh": "整句话我目前只懂英语，中文只懂像“猫”这样的单个词。请用英语说，或点下面的建议。",
    "ja": "文章は今のところ英語だけ分かります。日本語は「猫」のような単語だけです。英語で書くか、"
    "下の候補を選んでください。",
    "ko": "지금은 영어만 알아들어요. 영어로 쓰거나 아래 제안 중 하나를 눌러 주세요.",
    "ru": "Пока я понимаю только английский. Напишите по-английски или выберите подсказку ниже.",
    "de": "Ganze Sätze verstehe ich bisher nur auf Englisch, auf Deutsch einzelne Wörter wie "
    "„Katzen“. Schreiben Sie bitte auf Englisch, oder tippen Sie auf einen der Vorschläge.",
    "fr": "Pour l’instant, je ne comprends les phrases qu’en anglais, et en français des mots "
    "seuls comme « chats ». Écrivez en anglais, s’il vous plaît, ou touchez une suggestion.",
    "es": "Por ahora solo entiendo frases en inglés y, en español, palabras sueltas como «gatos». "
    "Escriba en inglés, por favor, o toque una de las sugerencias.",
    "it": "Per ora capisco solo l’inglese. Scriva in inglese, per favore, o tocchi uno dei "
    "suggerimenti.",
    "pt": "Por enquanto só entendo inglês. Escreva em inglês, por favor, ou toque numa das "
    "sugestões.",
    "nl": "Ik versta voorlopig alleen Engels. Schrijf alstublieft in het Engels, of tik op een "
    "van de voorstellen.",
}
"""That English is understood, and what to do now, in each language that is told."""

WHY = "It was not said in English."

_SCRIPTS = {
    "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "CJK": "zh",
}  # fmt: skip
_SURE: Mapping[str, str] = {
    "de": "zeig zeige zeigen kein keine keinen bitte ich möchte etwas nicht einen einem eine für "
    "mir können kannst warum welche wie gibt mach mache katzen hunde ruhiger wer bist kürzer",
    "fr": "montre montrez moi je veux voudrais avec une quelque chose bonjour merci chiens chats "
    "plaît est-ce pouvez peux qui es-tu vidéos pas c'est fais des les du qu'est-ce",
    "es": "muestra muéstrame quiero quisiera algo perros gatos por favor gracias hola puedes qué "
    "quién eres vídeos una unos con los las más cómo hazlo del",
    "it": "mostrami mostra vorrei voglio qualcosa cani gatti grazie ciao puoi chi sei gli una con "
    "più della per favore che cosa fammi vedere",
    "pt": "mostre mostra-me quero gostaria cachorros gatos obrigado obrigada olá pode quem você "
    "uma com não mais vídeos por favor algo dos das",
    "nl": "laat zien wil graag honden katten alsjeblieft alstublieft hallo kun jij wie ben een het "
    "iets met niet filmpjes van ik",
}
"""Words of each language that a request is likely to have and English has not."""

_COMMON: Mapping[str, str] = {
    "de": "der die das und mit ist ein was so am im hallo video",
    "fr": "le la un de et sur dans plus comment la les video",
    "es": "el la un de y en es que como mas no video",
    "it": "il la un di e in non che come video",
    "pt": "o a um de e em que como video",
    "nl": "de en is op in wat video",
}
"""Words that count only beside a sure one."""

_SURELY = {name: frozenset(words.split()) for name, words in _SURE.items()}
_COMMONLY = {name: frozenset(words.split()) for name, words in _COMMON.items()}
_SIGNS = {"ß": "de", "ñ": "es", "¿": "es", "¡": "es", "ã": "pt", "õ": "pt", "œ": "fr"}
_ENGLISH = frozenset(
    "the of with and me show find something it to in on at this that make some for are is you my "
    "i a give want can please look from who where how it's i'm don't".split()
)
_SINGLE = frozenset(
    "zeig zeige montre montrez muéstrame quiero mostrami vorrei quero möchte voudrais hola bonjour "
    "gracias merci danke obrigado grazie alsjeblieft quisiera perros hunde katzen chiens cani "
    "gatti cachorros honden katten".split()
)
"""Words that are enough alone."""


def language(text: str) -> str | None:
    """Return the code of the language of ``text`` where it is not English and is told in `SORRY`.

    Whatever may be English, a name, or a single borrowed word, is ``None``.
    """
    letters = [c for c in text[:500] if c.isalpha()]
    other = [c for c in letters if c > "\u024f"]
    if letters and len(other) > len(letters) / 2:
        return _script(other)
    words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text[:500].lower())
    if not words or sum(word in _ENGLISH for word in words) * 3 > len(words):
        return None
    return _latin(text, words)


def _script(letters: list[str]) -> str | None:
    names = [unicodedata.name(c, "").split()[0].split("-")[0] for c in letters]
    found = {_SCRIPTS.get(name) for name in names} - {None}
    # Kana tell Japanese from Chinese, whose signs it shares.
    return "ja" if "ja" in found else next(iter(sorted(filter(None, found))), None)


def _latin(text: str, words: list[str]) -> str | None:
    said = set(words)
    signed = {_SIGNS[c] for c in text.lower() if c in _SIGNS}
    scores = {
        name: 2 * len(said & sure) + len(said & _COMMONLY[name]) + 2 * (name in signed)
        for name, sure in _SURELY.items()
    }
    best = max(scores, key=lambda name: scores[name])
    enough = scores[best] >= 4 or bool(said & _SINGLE) and scores[best] >= 2
    tied = sum(score == scores[best] for score in scores.values()) > 1
    return None if not enough or (tied and not said & _SINGLE) else best


class InEnglish:
    """Lets ``instructor``, which reads English, decide; says so to who speaks something else.

    What it understood all the same, it does: an edit, a refusal, a search for words that the
    ``glossary`` knows.
    """

    def __init__(self, instructor: Instructor, glossary: Glossary | None = None) -> None:
        self.instructor, self.glossary = instructor, glossary

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        known = self.glossary.understood(scene.text) if self.glossary is not None else None
        if known is not None and scene.text not in scene.options:
            made = self.instructor.decide(replace(scene, text=known.english))
            if made.kind == "retrieve":
                return replace(made, preface=known.told, why=WHY)
        made = self.instructor.decide(scene)
        spoken = language(scene.text)
        if spoken is None or made.kind == "edit":
            return made
        if made.kind == "refuse" and next(blocked(scene.text), None) is not None:
            return made
        # Clips that English words, read into it, would find are none that anybody asked for.
        return Decision(kind="chat", text=SORRY[spoken], options=EXAMPLES, why=WHY)

    def warm(self) -> None:
        """See :class:`agents.instruct.instructor.Instructor`."""
        self.instructor.warm()
