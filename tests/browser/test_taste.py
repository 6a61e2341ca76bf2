"""The taste panel and the buttons of cards, over the fake service."""

import json

from tests.browser.conftest import Server
from tests.browser.serve_fake import RECORDED
from tests.browser.steps import Visit, settled


def test_a_like_is_taken_back_by_a_second_press(fake: str, visit: Visit) -> None:
    page = visit(fake)
    like = page.locator("#feed .card[data-item=clip3] [data-do=like]")
    like.click()
    page.click("[role=tab][data-view=taste]")
    page.wait_for_selector("#taste .liked li")
    page.click("[role=tab][data-view=feed]")
    like.click()
    page.wait_for_selector("#feed .card[data-item=clip3] [data-do=like][aria-pressed=false]")
    page.wait_for_selector("#taste .empty", state="attached")


def test_taste_line_is_forgotten(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#feed [data-do=like]").first.click()
    page.click("[role=tab][data-view=taste]")
    page.wait_for_selector("#taste .liked li")
    page.locator("#taste .liked [data-do=forget]").click()
    page.wait_for_selector("#taste .empty")


def test_the_map_shows_a_like_and_explains_it(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#feed .card[data-item=clip2] [data-do=like]").click()
    page.click("[role=tab][data-view=taste]")
    mark = page.locator("#map .mark")
    mark.first.wait_for()
    assert mark.get_attribute("data-item") == "clip2"
    mark.press("Enter")
    assert page.locator("#map .spot b").inner_text() == mark.get_attribute("data-title")
    page.locator("#map .spot button", has_text="Why this?").click()
    page.locator("#map .spot .reasons li").first.wait_for()
    assert page.locator("#map .spot .reasons li").all_inner_texts() == [
        "It looks like what you liked."
    ]


def test_a_card_tells_why_and_its_menu_closes_with_escape(fake: str, visit: Visit) -> None:
    page = visit(fake)
    card = page.locator("#feed .card").first
    dots = card.locator("[data-do=menu]")
    dots.click()
    assert dots.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert dots.get_attribute("aria-expanded") == "false"
    assert not card.locator(".menu").is_visible()
    dots.click()
    card.locator("[data-do=why]").click()
    card.locator(".reasons li").wait_for()
    assert card.locator(".reasons").inner_text() == "It looks like what you liked."


def test_less_like_this_is_told_and_taken_back(
    fake: str, fake_server: Server, visit: Visit
) -> None:
    page = visit(fake)
    card = page.locator("#feed .card[data-item=clip1]")
    for pressed in ("true", "false"):
        card.locator("[data-do=menu]").click()
        less = card.locator("[data-do=less]")
        with page.expect_response("**/api/*") as answer:
            less.click()
        assert answer.value.ok
        assert less.get_attribute("aria-pressed") == pressed
    told = [json.loads(line) for line in (fake_server.home / RECORDED).read_text().splitlines()]
    assert "less" in {line["kind"] for line in told if line["item"] == "clip1"}


def test_controls_of_the_ranking_hold_and_starting_over_forgets(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#feed [data-do=like]").first.click()
    page.click("[role=tab][data-view=taste]")
    page.wait_for_selector("#taste .liked li")
    with page.expect_response("**/api/tune"):
        page.locator("#tune [value=people]").check(force=True)
    with page.expect_response("**/api/tune"):
        page.locator("#tune [name=breadth]").press("ArrowRight")
    page.reload()
    page.click("[role=tab][data-view=taste]")
    page.wait_for_selector("#taste .liked li")
    assert page.locator("#tune [value=people]").is_checked()
    assert page.locator("#tune [name=breadth]").input_value() == "0.75"
    page.click("[data-do=reset]")
    page.click("dialog [value=cancel]")
    assert page.locator("#taste .liked li").count() == 1
    page.click("[data-do=reset]")
    page.click("dialog [value=send]")
    page.wait_for_selector("#taste .empty")
    assert not page.locator("#tune [value=people]").is_checked()


def test_the_offer_after_three_turned_down_is_taken_up_in_one_tap(fake: str, visit: Visit) -> None:
    page = visit(fake)
    for item in ("clip0", "clip1", "clip2"):
        with page.expect_response("**/api/panels"):
            page.locator(f"#feed .card[data-item={item}] [data-do=dislike]").click()
    page.locator(".offer button").click()
    page.locator("#chat .user", has_text="make one for me").first.wait_for()
    settled(page)


def test_feedback_on_something_gone_is_a_sentence(fake: str, visit: Visit) -> None:
    page = visit(fake)
    button = page.query_selector("#feed [data-do=dislike]")
    # In one step: the page may fetch a fresh feed, with whole cards, at any moment.
    button.evaluate("button => { button.closest('.card').dataset.item = 'gone'; button.click(); }")
    page.locator("#toast.shown", has_text="not there any more").wait_for()
    assert button.get_attribute("aria-pressed") == "false"
