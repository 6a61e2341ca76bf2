"""The page in the visitor's language: our words are translated, clips' and people's are not."""

from collections.abc import Callable
from typing import Any

import pytest

from app.ui.words import catalogue

Visit = Callable[..., Any]
TONGUE = "Tap one of these: it is sent in English, which I understand best."
LOCALES = {"de": "de-AT", "zh": "zh-CN", "ja": "ja-JP"}


@pytest.mark.parametrize("name", LOCALES)
def test_the_page_speaks_the_browsers_language(fake: str, visit: Visit, name: str) -> None:
    page = visit(fake, locale=LOCALES[name])
    said = catalogue()[name]
    box = page.locator("#box textarea")
    assert box.get_attribute("placeholder") == said[
        "Ask for a video, or say how this one should change …"
    ]  # fmt: skip
    assert page.locator("[data-view=taste]").inner_text() == said["Your taste"]
    card = page.locator("#feed .card").first
    title = card.locator(".title").inner_text()
    assert title in ("Blue boat", "Old dog", "Red kite", "Slow train")
    assert card.locator(".like").get_attribute("aria-label") == f"{said['Like']}: {title}"
    assert said["Uploaded"] in card.locator(".badge").text_content()
    page.click("[data-view=taste]")
    assert said["Start over"] in page.locator(".own").inner_text()
    assert "<b>" not in page.locator("#taste").inner_text()
    # What is said stays what it is.
    box.fill("Like")
    box.press("Enter")
    mine = page.locator("#chat .user").last
    mine.wait_for()
    assert "Like" in mine.inner_text()


def test_an_example_is_told_in_the_visitors_language_and_understood(
    fake: str, visit: Visit
) -> None:
    page, english = visit(fake, locale="fr-FR"), visit(fake, locale="en-GB")
    said = catalogue()["fr"]
    assert said[TONGUE] in page.locator("#chat .welcome").inner_text()
    assert not english.locator("#chat .tongue").is_visible()
    page.locator("#chat .example", has_text=said["A clip of the sea"]).click()
    page.wait_for_selector("#chat .card")
    assert "A clip of the sea" in page.locator("#chat .user").last.inner_text()


def test_another_language_gets_english(fake: str, visit: Visit) -> None:
    page = visit(fake, locale="fi-FI")
    assert page.locator("[data-view=taste]").inner_text() == "Your taste"
    assert "Ask for a video" in page.locator("#box textarea").get_attribute("placeholder")


def test_answers_made_of_words_of_clips_are_told_too(fake: str, visit: Visit) -> None:
    page = visit(fake, locale="de-DE")
    told = page.evaluate(
        """async (options) => {
          const chat = document.querySelector("#chat");
          const buttons = options.map((text) => {
            const button = document.createElement("button");
            button.className = "option";
            button.textContent = text;
            chat.append(button);
            return button;
          });
          await new Promise((done) => setTimeout(done, 50));
          return buttons.map((button) => button.textContent);
        }""",
        ["draw a cat", "a beach, night", "clips about trains of thought", "the second one", "rain"],
    )
    assert told == [
        "zeichnen: Katze", "Strand, Nacht", "clips about trains of thought", "das zweite", "Regen",
    ]  # fmt: skip
