"""What belongs to one visitor: files, consent, offers to others, reports; over the fake service."""

import re
from pathlib import Path

from app.ui.fake_service import tiny_clip
from tests.browser.steps import Visit, search, send, settled


def test_an_upload_is_played_from_our_route_and_nobody_else_gets_it(
    fake: str, visit: Visit, tmp_path: Path
) -> None:
    page, stranger = visit(fake), visit(fake, locale="en")
    clip = tiny_clip(tmp_path / "mine.mp4")
    with page.expect_response(lambda response: "/gradio_api/upload" in response.url) as uploaded:
        page.set_input_files("#box input[type=file]", clip)
    upload = f"{fake}/gradio_api/file={uploaded.value.json()[0]}"
    assert page.request.get(upload).ok
    assert stranger.request.get(upload).status == 404
    page.wait_for_selector("#box .thumbnails")
    page.fill("#box textarea", "what is this")
    page.press("#box textarea", "Enter")
    player = page.wait_for_selector("#chat video.attached")
    settled(page)
    own = f"{fake}/{player.get_attribute('src')}"
    assert page.request.get(own).ok
    assert stranger.request.get(own).status == 404
    assert page.request.get(upload).status == 404


def test_another_kind_of_file_is_refused_with_a_sentence(
    fake: str, visit: Visit, tmp_path: Path
) -> None:
    page = visit(fake)
    note = tmp_path / "note.txt"
    note.write_text("words")
    page.set_input_files("#box input[type=file]", note)
    page.get_by_text(re.compile("Invalid file type|only .* allowed", re.I)).first.wait_for()
    search(page)


def test_consent_is_asked_once_and_withdrawn(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#consent [data-yes=true]").click()
    page.wait_for_selector("#consent .ask", state="detached")
    page.click("[role=tab][data-view=taste]")
    page.get_by_text("Withdraw").click()
    page.get_by_text("not shared with research").wait_for()
    page.reload()
    page.click("[role=tab][data-view=taste]")
    page.get_by_text("not shared with research").wait_for()


def test_the_question_for_consent_can_be_put_off(fake: str, visit: Visit) -> None:
    page = visit(fake, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.click("[role=tab][data-view=feed]")
    assert page.locator("#consent .ask").is_hidden()
    page.click("[role=tab][data-view=chat]")
    page.click("#consent [data-do=later]")
    page.reload()
    page.wait_for_selector("#consent .ask", state="attached")
    assert page.locator("#consent .ask").is_hidden()
    page.click("[role=tab][data-view=taste]")
    page.locator(".research [data-yes=true]").click()
    page.get_by_text("Withdraw").wait_for()


def test_an_offer_to_others_stands_after_a_reload_and_a_like(fake: str, visit: Visit) -> None:
    page = visit(fake)
    send(page, "make it a comic")
    page.wait_for_selector("#chat .card .badge.edited")
    settled(page)
    card = page.locator("#chat .card", has=page.locator(".badge.edited")).first

    def menu() -> str:
        card.locator("[data-do=menu]").click()
        return str(card.locator(".menu").inner_text())

    assert "Share with others" in menu()
    card.locator("[data-do=share]").click()
    toast = page.locator("#toast.shown", has_text="Somebody looks at it first")
    toast.wait_for()
    page.wait_for_timeout(300)  # it slides up
    here, box = toast.bounding_box(), page.locator("#box").bounding_box()
    assert here["y"] + here["height"] <= box["y"]
    card.locator("[data-do=like]").click()
    assert card.locator("[data-do=share]").get_attribute("aria-pressed") == "true"
    page.reload()
    page.wait_for_selector("#chat .card .badge.edited")
    shown = menu()
    assert "Keep it to myself" in shown and "Offered to others" in shown
    card.locator("[data-do=share]").click()
    page.locator("#toast.shown", has_text="yours alone").wait_for()
    assert "Share with others" in menu()
    # It is the visitor's to keep, and to delete.
    with page.expect_download() as saved:
        card.locator(".download").click()
    assert saved.value.suggested_filename == f"{card.get_attribute('data-title')}.mp4"
    assert card.locator(".menu").is_hidden()
    menu()
    card.locator("[data-do=delete]").click()
    page.click("dialog [value=send]")
    page.locator("#toast.shown", has_text="Deleted.").wait_for()
    assert page.locator("#chat .card .badge.edited").count() == 0
    page.wait_for_selector("#feed .card .badge.edited", state="detached")


def test_a_report_reaches_somebody(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#feed [data-do=menu]").first.click()
    page.locator("#feed [data-do=report]").first.click()
    page.fill("dialog textarea", "not nice")
    page.click("dialog [value=send]")
    page.locator("#toast.shown", has_text="A person will look at it").wait_for()
