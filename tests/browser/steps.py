"""What a visitor does on the page, for browser tests."""

from collections.abc import Callable
from typing import Any

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
