"""Which language was spoken, and what is said to it."""

import json
from pathlib import Path

import pytest

from agents.instruct.instructor import Rules
from agents.instruct.languages import SORRY, WHY, InEnglish, language
from agents.scene import Scene
from tests.agents.stage import item

REQUESTS = Path(__file__).resolve().parents[3] / "assets" / "requests"

SPOKEN = {
    "zh": ("给我看狗的视频", "你好", "我想看海", "剪成五秒", "你是谁？"),
    "ja": ("犬の動画を見せて", "こんにちは", "もっと静かなもの", "カットして", "海が見たい"),
    "de": (
        "zeig mir bitte Hunde", "Ich möchte etwas Ruhiges sehen", "kannst du mir Katzen zeigen",
        "Wer bist du, bitte?", "gibt es etwas für mich", "mach es kürzer, bitte",
    ),
    "fr": (
        "montre-moi des chiens", "Bonjour", "je voudrais quelque chose de calme",
        "fais une vidéo avec des chats", "qui es-tu ?  je veux voir des bateaux",
    ),
    "es": (
        "muéstrame perros", "quiero ver algo tranquilo", "hola", "¿quién eres?",
        "enséñame gatos por favor", "algo con los perros",
    ),
    "ko": ("강아지 영상 보여줘",), "ru": ("покажи мне собак",), "it": ("vorrei vedere dei cani",),
    "pt": ("quero ver cachorros, por favor",), "nl": ("laat me iets met honden zien",),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, many in SPOKEN.items() for t in many])
def test_it_is_known_and_answered_in_kind(name: str, text: str) -> None:
    assert language(text) == name
    made = InEnglish(Rules()).decide(Scene(text=text))
    assert made.text == SORRY[name] and made.options and made.why == WHY
    assert "GENEREC" not in made.text and "README" not in made.text


def test_the_six_of_the_page_are_told() -> None:
    assert {"zh", "es", "de", "fr", "ja"} <= set(SORRY)


def test_english_is_english() -> None:
    lines = (REQUESTS / "written.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    assert len(texts) > 200
    assert [text for text in texts if language(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "", "123", "café", "déjà vu", "das boot", "la la land", "paella", "el niño waves", "sushi",
        "a video with Größe written on it", "show me 犬", "Bon Jovi", "mute it", "noir", "die hard",
        "make it say “hola amigos” at the top", "les paul guitar", "crème brûlée please",
    ],
)  # fmt: skip
def test_a_borrowed_word_is_english(text: str) -> None:
    assert language(text) is None


def test_what_was_understood_all_the_same_is_done() -> None:
    clip = item("a")
    made = InEnglish(Rules()).decide(Scene(text="make it noir", screen=(clip,), focus=clip))
    assert made.kind == "edit"


@pytest.mark.parametrize(
    "text",
    ["mach den ersten bitte schwarz-weiß", "quiero el segundo más brillante por favor",
     "mets le premier en noir et blanc s'il te plaît", "ich möchte das dritte etwas kürzer",
     "puedes poner música en el vídeo?", "kannst du mir das zweite zeigen",
     "vorrei il primo più corto per favore", "quero o vídeo mais rápido por favor"],
)  # fmt: skip
def test_no_clips_come_of_words_that_nobody_understood(text: str) -> None:
    made = InEnglish(Rules()).decide(Scene(text=text, screen=(item("a"), item("b"))))
    assert made.kind == "chat" and made.text in SORRY.values()
