"""By keyboard, on a phone, in the dark, without motion; over the fake service."""

from tests.browser.steps import Visit, search, send, settled


def test_an_answer_chosen_with_the_keyboard_leads_back_to_the_box(fake: str, visit: Visit) -> None:
    page = visit(fake)
    page.locator("#chat .example").first.press("Enter")
    page.wait_for_selector("#chat .card")
    page.wait_for_function("document.activeElement === document.querySelector('#box textarea')")


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
