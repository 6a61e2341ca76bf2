"""The list of a visitor's own chats, over the fake service."""

from typing import Any

from tests.browser.steps import Visit, search, send, settled


def opened(page: Any) -> Any:
    page.click("[data-do=chats]")
    page.wait_for_selector("#chats[open] .past li")
    return page.locator("#chats .past li")


def test_an_older_chat_is_found_again_named_and_deleted(fake: str, visit: Visit) -> None:
    page = visit(fake)
    search(page, "boats at <b>sea</b>")
    page.click("[data-do=new]")
    page.wait_for_selector("#chat .example")
    search(page, "kites")
    rows = opened(page)
    titles = [one.inner_text() for one in rows.locator(".title").all()]
    assert titles == ["kites", "boats at <b>sea</b>"]
    assert rows.nth(0).locator("time").inner_text()
    rows.nth(1).locator(".open").click()
    page.get_by_text("found for “boats at <b>sea</b>”").wait_for()
    assert not page.locator("#chats").is_visible()
    send(page, "and on")
    page.get_by_text("found for “and on”").wait_for()
    settled(page)
    page.reload()
    page.get_by_text("found for “and on”").wait_for()
    rows = opened(page)
    row = rows.filter(has_text="boats")
    row.locator("[data-do=renameChat]").click()
    page.locator("#chats .past input").fill("Summer")
    page.locator("#chats .past input").press("Enter")
    row = page.locator("#chats li", has_text="Summer")
    row.wait_for()
    row.locator("[data-do=deleteChat]").click()
    page.locator("dialog.report [value=send]").click()
    row.wait_for(state="detached")
    page.wait_for_selector("#chat .example")  # it was the one on the page
    assert [one.inner_text() for one in rows.locator(".title").all()] == ["kites"]


def test_nobody_sees_or_opens_the_chats_of_another(fake: str, visit: Visit) -> None:
    mine = visit(fake, locale="en-GB")
    search(mine, "my secret wish")
    key = opened(mine).first.get_attribute("data-chat")
    page = visit(fake, locale="en-US")
    page.click("[data-do=chats]")
    page.get_by_text("Nothing here yet.").wait_for()
    for name in ("open", "rename", "delete"):
        answer = page.request.post(f"{fake}/api/chats/{name}", data={"chat": key, "title": "x"})
        assert (answer.status, "not here" in answer.text()) == (400, True)
    assert mine.request.get(f"{fake}/api/chats").json()["chats"].count(str(key)) == 1


def test_work_in_a_chat_that_was_left_goes_on_unseen(fake: str, visit: Visit) -> None:
    page = visit(fake, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    search(page, "kites")
    page.click("[data-do=new]")
    page.wait_for_selector("#chat .example")
    send(page, "slow one")
    page.wait_for_selector("#chat progress")
    opened(page).filter(has_text="kites").locator(".open").click()
    page.get_by_text("found for “kites”").wait_for()
    settled(page)
    assert page.locator("#chat progress").count() == 0
    page.click("[data-do=new]")
    page.wait_for_selector("#chat .example")
    slow = opened(page).filter(has_text="slow one")
    slow.get_by_text("Still being answered").wait_for()
    slow.locator(".open").click()
    page.wait_for_selector("#chat progress")
    page.click("#box .stop-button")
    page.get_by_text("Stopped.").wait_for()
