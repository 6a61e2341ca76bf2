"""The page as a visitor's browser sees it, over the fake service."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.ui.fake_service import tiny_clip
from tests.browser.conftest import Server
from tests.browser.serve_fake import RECORDED

Visit = Callable[..., Any]


def send(page: Any, text: str) -> None:
    page.fill("#box textarea", text)
    page.press("#box textarea", "Enter")


def settled(page: Any) -> None:
    """Wait until no turn runs: the box offers to send again."""
    page.wait_for_selector("#box .submit-button")


def steady(page: Any) -> str:
    """The chat's words once they have stopped changing: the last of them are drawn late."""
    seen = ""
    for _ in range(20):
        seen, before = page.locator("#chat").inner_text(), seen
        if seen == before:
            break
        page.wait_for_timeout(300)
    return seen


def search(page: Any, text: str = "boats") -> Any:
    send(page, text)
    page.wait_for_selector("#chat .card")
    settled(page)
    return page.locator("#chat .card")


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


def test_an_answer_chosen_with_the_keyboard_leads_back_to_the_box(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#chat .example").first.press("Enter")
    page.wait_for_selector("#chat .card")
    page.wait_for_function("document.activeElement === document.querySelector('#box textarea')")


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


def watched(server: Server, item: str, count: int) -> list[dict[str, Any]]:
    """Return what the server was told about an item, once it was told ``count`` things."""
    deadline = time.monotonic() + 5
    while True:
        lines = (server.home / RECORDED).read_text().splitlines() if _told(server) else []
        told = [
            line
            for line in map(json.loads, lines)
            if (line["item"], line["kind"]) == (item, "watch")
        ]
        if len(told) >= count or time.monotonic() > deadline:
            return told
        time.sleep(0.05)


def _told(server: Server) -> bool:
    return (server.home / RECORDED).exists()


def test_watching_is_recorded(fake_server: Server, visit: Visit) -> None:
    page = visit(fake_server.address)
    card = page.locator("#feed .card[data-item=clip1]")
    card.locator(".play").click()
    video = card.locator("video").element_handle()
    page.wait_for_function("video => video.currentTime > 0.3", arg=video)
    video.evaluate("video => video.pause()")
    watched(fake_server, "clip1", 2)  # each is sent by itself: two at once may overtake each other
    video.evaluate("video => video.play()")
    page.wait_for_function("video => video.ended", arg=video)
    told = watched(fake_server, "clip1", 4)
    assert [line["text"] for line in told] == ["play", "pause", "play", "ended"]
    assert 1.0 < sum(line["value"] for line in told) < 5.0


def test_leaving_the_page_tells_what_was_watched(fake_server: Server, visit: Visit) -> None:
    page = visit(fake_server.address)
    card = page.locator("#feed .card[data-item=clip2]")
    card.locator(".play").click()
    page.wait_for_function(
        "video => video.currentTime > 0.2", arg=card.locator("video").element_handle()
    )
    page.goto("about:blank")
    played, left = watched(fake_server, "clip2", 2)
    assert (played["text"], left["text"]) == ("play", "left")
    assert left["value"] > 0.1


def test_only_one_video_plays(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#feed .play").nth(0).click()
    page.locator("#feed .play").nth(1).click()
    page.wait_for_timeout(200)
    paused = page.eval_on_selector_all("#feed video", "videos => videos.map(v => v.paused)")
    assert paused[:2] == [True, False]


def test_stop_works_within_a_second(fake: str, visit: Visit) -> None:
    page = visit(fake)
    send(page, "slow please")
    page.wait_for_selector("#chat progress")
    begin = time.monotonic()
    page.click("#box .stop-button")
    page.get_by_text("Stopped.").wait_for()
    assert time.monotonic() - begin < 1.0
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


def test_feedback_on_something_gone_is_a_sentence(fake: str, visit: Visit) -> None:
    page = visit(fake)
    button = page.query_selector("#feed [data-do=dislike]")
    # In one step: the page may fetch a fresh feed, with whole cards, at any moment.
    button.evaluate("button => { button.closest('.card').dataset.item = 'gone'; button.click(); }")
    page.locator("#toast.shown", has_text="not there any more").wait_for()
    assert button.get_attribute("aria-pressed") == "false"


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
    search(page)


def test_by_keyboard_alone(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.keyboard.type("boats")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .card")
    settled(page)
    reached: set[str] = set()
    pressed = False
    for _ in range(80):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => {
                const at = document.activeElement, style = getComputedStyle(at);
                return { does: at.dataset.do ?? at.getAttribute("role") ?? "",
                         name: at.getAttribute("aria-label") ?? at.innerText,
                         ring: style.outlineStyle !== "none" };
            }"""
        )
        if not where["does"]:
            continue
        reached.add(where["does"])
        assert where["ring"] and where["name"], where
        if where["does"] == "like" and not pressed:
            page.keyboard.press("Space")
            pressed = page.evaluate("document.activeElement.ariaPressed") == "true"
        if {"play", "like", "dislike", "more", "tab", "new"} <= reached:
            break
    assert pressed and {"play", "like", "dislike", "more", "tab", "new"} <= reached


def test_tabs_follow_the_arrow_keys(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.focus("[role=tab][data-view=feed]")
    page.keyboard.press("ArrowRight")
    assert page.locator("[role=tab][data-view=taste]").get_attribute("aria-selected") == "true"
    assert page.locator(".pane.taste").is_visible()


def test_on_a_phone_one_view_at_a_time(fake: str, visit: Visit) -> None:
    page = visit(fake, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    wide = "document.documentElement.scrollWidth > innerWidth"
    views = {"chat": "#box", "feed": "#feed .card", "taste": "#taste"}
    for view, shown in views.items():
        page.click(f"[role=tab][data-view={view}]")
        for other, part in views.items():
            assert page.locator(part).first.is_visible() == (other == view), (view, part)
        assert page.locator(shown).first.is_visible()
        assert not page.evaluate(wide)
    page.click("[role=tab][data-view=chat]")
    search(page)
    assert not page.evaluate(wide)


def test_dark_follows_the_system(fake: str, visit: Visit) -> None:
    def background(scheme: str) -> str:
        page = visit(fake, color_scheme=scheme)
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert background("light") == "rgb(250, 249, 247)"
    assert background("dark") == "rgb(18, 18, 17)"


def test_nothing_moves_for_those_who_asked(fake: str, visit: Visit) -> None:
    page = visit(fake, reduced_motion="reduce")
    send(page, "slow")
    spin = page.wait_for_selector("#chat .loading-spinner, #chat progress")
    assert spin.evaluate("node => getComputedStyle(node).animationIterationCount") == "1"
    page.click("#box .stop-button")


def test_consent_is_asked_once_and_withdrawn(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#consent [data-yes=true]").click()
    page.get_by_text("Withdraw").click()
    page.get_by_text("not shared with research").wait_for()
    page.reload()
    page.get_by_text("not shared with research").wait_for()


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
    page.locator("#toast.shown", has_text="Somebody looks at it first").wait_for()
    card.locator("[data-do=like]").click()
    assert card.locator("[data-do=share]").get_attribute("aria-pressed") == "true"
    page.reload()
    page.wait_for_selector("#chat .card .badge.edited")
    shown = menu()
    assert "Keep it to myself" in shown and "Offered to others" in shown
    card.locator("[data-do=share]").click()
    page.locator("#toast.shown", has_text="yours alone").wait_for()
    assert "Share with others" in menu()


def test_a_report_reaches_somebody(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#feed [data-do=menu]").first.click()
    page.locator("#feed [data-do=report]").first.click()
    page.fill("dialog textarea", "not nice")
    page.click("dialog [value=send]")
    page.locator("#toast.shown", has_text="A person will look at it").wait_for()
