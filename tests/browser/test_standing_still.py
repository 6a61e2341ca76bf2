"""What moves by itself and what stays where it is: chat and feed, over the fake service."""

from pathlib import Path
from typing import Any

from PIL import Image

from tests.browser.steps import Visit, search, send, settled

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
ENDS = """() => {
  const box = document.querySelector("#box").getBoundingClientRect();
  const parts = document.querySelectorAll("#chat :is(.options, .message-buttons, .cards)");
  const last = [...parts].at(-1);
  return box.top - last.getBoundingClientRect().bottom;
}"""


def order(page: Any) -> list[str]:
    return [str(card.get_attribute("data-item")) for card in page.locator("#feed .card").all()]


def test_the_end_of_an_answer_is_in_view(fake: str, visit: Visit) -> None:
    page = visit(fake, **PHONE)
    for count, text in enumerate(("boats", "kites"), 1):
        send(page, text)
        answers = f"document.querySelectorAll('#chat .cards').length === {count}"
        page.wait_for_function(answers)  # before that the box is as the last turn left it
        settled(page)
        page.wait_for_function(f"({ENDS})() >= 0")
    assert page.locator("#chat .card .like").last.is_visible()
    send(page, "ask me")
    page.wait_for_selector("#chat .option")
    settled(page)
    page.wait_for_function(f"({ENDS})() >= 0")


def test_a_like_in_the_feed_is_confirmed_and_moves_nothing(fake: str, visit: Visit) -> None:
    page = visit(fake)
    before = order(page)
    last = page.locator("#feed .card").last
    last.locator(".like").click()
    assert last.locator(".noted").inner_text() == "Liked. More like it will come."
    page.locator(".fresh").wait_for()
    assert order(page) == before
    page.click(".fresh")
    page.wait_for_function("id => document.querySelector('#feed .card').dataset.item === id",
                           arg=before[-1])  # fmt: skip
    assert page.locator(".fresh").is_hidden()


def test_what_comes_next_in_the_chat_renews_the_feed(fake: str, visit: Visit) -> None:
    page = visit(fake)
    before = order(page)
    page.locator("#feed .card").last.locator(".like").click()
    page.locator(".fresh").wait_for()
    search(page)
    page.wait_for_function("id => document.querySelector('#feed .card').dataset.item === id",
                           arg=before[-1])  # fmt: skip


def test_a_picture_that_was_attached_is_seen_by_its_visitor_alone(
    fake: str, visit: Visit, tmp_path: Path
) -> None:
    page = visit(fake)
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "photo.png")
    page.set_input_files("#box input[type=file]", tmp_path / "photo.png")
    page.wait_for_selector("#box .thumbnail-item, #box img")
    search(page, "like this")
    picture = page.locator("#chat .user img.attached")
    picture.wait_for()
    page.wait_for_function("document.querySelector('#chat .user img.attached').naturalWidth === 40")
    address = f"{fake}/{picture.get_attribute('src')}"
    assert page.request.get(address).ok
    page.context.clear_cookies()
    assert page.request.get(address).status == 404
    visit(fake)
    assert page.request.get(address).status == 404


def test_the_first_stop_of_the_keyboard_leads_to_the_box(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.focus(".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement === document.querySelector('#box textarea')")
