"""The page's words in other languages."""

import re
from pathlib import Path

import pytest

from agents.chat.instructor import LATE, WRONG
from agents.make.producer import AFTER
from agents.read.references import PLACES
from agents.talk.replies import BROUGHT
from agents.talk.smalltalk import EXAMPLES
from app.sharing import SHARED
from app.ui import blocks, messages, render, render_chats, render_lineage, render_taste, words
from app.ui.protocol import PastChat, Status
from models.domain import MAKE_ONE, Attachment, Card, Item, Tuning
from models.world.spoken import nouns

ROOT = Path(__file__).resolve().parents[3]
CATALOGUE = words.catalogue()


def test_there_are_the_languages_that_are_promised() -> None:
    assert set(CATALOGUE) == {"zh", "es", "de", "fr", "ja"}


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_language_has_every_word(name: str) -> None:
    first = CATALOGUE["de"]
    assert set(CATALOGUE[name]) == set(first)
    for english, said in CATALOGUE[name].items():
        assert said.strip() == said and said
        # What is filled in, and what is drawn, stays.
        assert re.findall(r"\{\w+\}|</?\w+>", said) == re.findall(r"\{\w+\}|</?\w+>", english)


def texts(html: str) -> set[str]:
    """What a reader reads in HTML of ours."""
    found = re.findall(r">([^<>]+)<", html)
    found += re.findall(r' (?:title|aria-label)="([^"]+)"', html)
    return {" ".join(text.split()) for text in found if re.search(r"[A-Za-z]{2}", text)}


def test_what_the_page_says_is_translated() -> None:
    html = blocks.HEADER + blocks.SIDE + blocks.WELCOME + blocks.FOOT
    html += messages.EARLIER + blocks.CHATS + render_chats.chats([]) + render.consent(None)
    html += render_chats.chats([PastChat(id="a", title="GeneRec", at=0.0)], working={"a"})
    html += "".join(render.research(answer) for answer in (None, True, False))
    html += render_taste.tune(Tuning()) + render_taste.memory(True) + render_taste.memory(False)
    html += render.status_line(Status(ready=False))
    html += render.attachment(
        Attachment(path=Path("x"), name="GeneRec", kind="video", item="x", agreed=False)
    )
    assert texts(html) - set(CATALOGUE["de"]) == {
        "GeneRec",
        "Rename: GeneRec",
        "Delete: GeneRec",
    }


def test_a_card_is_translated_but_for_its_own_words() -> None:
    own = Item(id="x", title="Like", media=Path("x.mp4"), duration=3.0, owner="v", origin="edited")
    left = texts(render.card(Card(item=own, why="New here"))) - set(CATALOGUE["de"])
    left = {one for one in left if one.split(": ")[0] not in CATALOGUE["de"]}
    assert left <= {"New here", "Play Like"}  # why it is here, and what its player is called


def test_what_can_be_tapped_is_translated() -> None:
    fixed = {*blocks.EXAMPLES, *EXAMPLES, *BROUGHT, *AFTER, MAKE_ONE}
    assert not fixed - set(CATALOGUE["es"])


def test_what_is_offered_of_what_is_here_can_be_told() -> None:
    told = words.things()
    assert set(told) == set(CATALOGUE)
    drawable = {re.sub(r"^(?:an?|the) ", "", one) for one in nouns()}
    assert not drawable - set(told["fr"])
    for english in told["de"]:
        assert all(said[english].strip() == said[english] != "" for said in told.values())


def test_what_is_said_of_several_is_translated() -> None:
    places = {f"the {place} one" for place in PLACES[:4]}
    assert places | {f"more like {one}" for one in places} <= set(CATALOGUE["ja"])


def test_how_an_offer_stands_is_translated() -> None:
    assert {*render.OFFERED.values(), *SHARED.values()} <= set(CATALOGUE["zh"])


def test_a_lineage_is_translated() -> None:
    said = {*render_lineage.DID.values(), *render_lineage.MARKS.values(), render_lineage.GONE}
    assert said | {render_lineage.HEAD, "Close"} <= set(CATALOGUE["fr"])


def test_footnotes_are_translated() -> None:
    assert {LATE, WRONG} <= set(CATALOGUE["ja"])


def test_gradio_gets_its_share() -> None:
    told = words.i18n().translations_dict
    assert told["en"]["new_chat"] == "New chat" and told["zh-CN"] == told["zh"]
    assert set(told["fr"]) == set(words.GRADIO)


def test_the_script_cannot_be_left() -> None:
    made = words.script()
    assert "</" not in made and made.startswith("window.generecWords = {")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("de-CH,de;q=0.9,en;q=0.8", "de"), ("pt-BR, zh-TW;q=0.5", "zh"), ("en-US,de", "en"),
     ("", "en"), ("xx", "en"), (",;q=,", "en")],
)  # fmt: skip
def test_the_language_of_a_page_is_known(accepted: str, language: str) -> None:
    assert words.spoken(accepted) == language
