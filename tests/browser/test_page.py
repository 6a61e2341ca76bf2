"""The page as a visitor's browser sees it, over the fake service: the chat."""

import time

import pytest

from tests.browser.steps import Visit, search, send, settled, steady


def test_first_page(fake: str, visit: Visit) -> None:
    page = visit(fake)
    assert page.title() == "GeneRec"
    assert page.get_by_text("You are talking to an AI").is_visible()
    assert page.locator("#feed .card").first.is_visible()
    assert page.locator("#chat .example").count() == 5
    assert page.locator("#status").inner_text() == "4 videos"


def test_search_like_edit_reload(fake: str, visit: Visit) -> None:
    page = visit(fake)
    cards = search(page)
    assert cards.count() == 3
    liked = cards.nth(2).get_attribute("data-item")
    like = cards.nth(2).locator("[data-do=like]")
    like.click()
    assert like.get_attribute("aria-pressed") == "true"
    page.wait_for_selector(f"#feed .card:first-child[data-item={liked}] [aria-pressed=true]")
    page.click("[role=tab][data-view=taste]")
    assert page.locator("#taste .liked li").count() == 1
    send(page, "make it a comic")
    page.wait_for_selector("#chat .card .badge.edited")
    settled(page)
    page.wait_for_selector("#chat .noted", state="detached")  # a like is confirmed for a while
    before = steady(page)
    page.reload()
    page.wait_for_selector("#chat .card .badge.edited")
    # The last message may have been drawn before the options below it.
    page.wait_for_function("text => document.querySelector('#chat').innerText === text", arg=before)


def test_before_and_after_lie_on_each_other_and_strength_is_moved(fake: str, visit: Visit) -> None:
    page = visit(fake)
    send(page, "make it a comic")
    page.wait_for_selector("#chat .card .badge.edited")
    settled(page)
    card = page.locator("#chat .card").last
    card.locator(".dots").click()
    card.locator("[data-do=compare]").click()
    assert card.locator(".menu").is_hidden()
    before = card.locator(".split video").get_attribute("src")
    assert before == "media/" + card.get_attribute("data-before")
    assert card.locator(".split span").all_inner_texts() == ["Original", "Now"]
    assert card.locator(".frame > video").evaluate("video => !video.controls")
    card.locator(".split input").fill("20")
    assert card.locator(".split").get_attribute("style") == "--line: 20%;"
    page.wait_for_function("() => !document.querySelector('#chat .split video').paused")
    card.locator(".dots").click()
    card.locator("[data-do=compare]").click()
    assert card.locator(".split").count() == 0
    card.locator("[name=strength]").fill("40")
    page.wait_for_function("() => document.querySelectorAll('#chat .badge.edited').length === 2")
    assert page.locator("#chat .user-row").last.inner_text() == "strength 40 %"
    assert page.locator("#chat .card").last.locator("output").inner_text() == "40 %"


def test_stop_works_while_the_work_goes_on(fake: str, visit: Visit) -> None:
    page = visit(fake)
    send(page, "slow please")
    page.wait_for_selector("#chat progress")
    begin = time.monotonic()
    page.click("#box .stop-button")
    page.get_by_text("Stopped.").wait_for()
    assert time.monotonic() - begin < 30  # of the minute that the work takes
    settled(page)
    search(page)


def test_options_retry_and_undo(fake: str, visit: Visit) -> None:
    page = visit(fake)
    send(page, "ask me")
    page.locator("#chat .option", has_text="Any length").click()
    page.wait_for_selector("#chat .card")
    settled(page)
    assert page.get_by_text("found for “any length”").is_visible()
    page.get_by_label("Retry").last.click()
    page.wait_for_selector("#chat .thinking, #chat .thought-group")
    settled(page)
    assert page.get_by_text("Any length", exact=True).count() == 1
    page.get_by_label("Undo").last.click()
    page.wait_for_function("document.querySelector('#box textarea').value === 'Any length'")
    assert page.locator("#chat .card").count() == 0


def test_an_example_starts_the_conversation(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#chat .example").first.click()
    page.wait_for_selector("#chat .card")


def test_more_like_this_and_new_chat(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#feed [data-do=more]").first.click()
    page.get_by_text("More like “Blue boat”", exact=True).wait_for()
    page.wait_for_selector("#chat .card")
    settled(page)
    page.click("[data-do=new]")
    page.wait_for_selector("#chat .example")
    assert page.locator("#chat .card").count() == 0


@pytest.mark.parametrize("bad", ["y" * 100_000, "crash"], ids=["100,000 characters", "crash"])
def test_after_bad_input_the_next_message_works(fake: str, visit: Visit, bad: str) -> None:
    page = visit(fake)
    send(page, bad)
    assert page.wait_for_selector("#chat .refused").inner_text().endswith(".")
    settled(page)
    search(page)


def test_an_empty_message_gets_a_hint(fake: str, visit: Visit) -> None:
    page = visit(fake)
    send(page, "   ")
    page.get_by_text("or add a picture, a clip or your voice").wait_for()
    assert page.locator("#chat .message").count() == 0


def test_two_tabs_of_one_visitor(fake: str, visit: Visit) -> None:
    page = visit(fake)
    send(page, "slow one")
    page.wait_for_selector("#chat progress")
    other = page.context.new_page()
    other.goto(fake)
    other.wait_for_selector("#chat progress")
    other.click("#box .stop-button")
    for tab in (page, other):
        tab.get_by_text("Stopped.").wait_for()
        settled(tab)
    search(other)
    page.wait_for_selector("#chat .card")  # the first tab sees it by itself
    search(page)
