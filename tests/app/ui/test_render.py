from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.ui import render, render_lineage, render_taste
from app.ui.protocol import Ancestor, Region, Spot, Stage, Status, TasteLine, TasteMap
from models.domain import DEMO, Attachment, Card, Item, Step

EVIL = """<img src=x onerror=alert(1)>"'</article><script>&amp;{{1}}${2}"""
ITEM = Item(id="a'b\"/../<c>", title=EVIL, media=Path("m.mp4"), duration=8.2, declared=EVIL)


_MENU = ("download", "delete", "report")


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def find(self, tag: str, **wanted: str) -> dict[str, str | None]:
        for name, attrs in self.tags:
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items()):
                return attrs
        raise AssertionError(f"no <{tag} {wanted}>")


@pytest.mark.parametrize(
    "html",
    [
        render.card(Card(item=ITEM, why=EVIL, badge=EVIL, thumbnail_note=EVIL)),
        render_taste.taste([TasteLine(id=EVIL, text=EVIL, kind="liked", item=ITEM)]),
        render.attachment(Attachment(path=Path("x"), name=EVIL, kind="audio")),
        render_lineage.lineage([Stage(ancestors=(Ancestor(item=ITEM, did=EVIL, note=EVIL),))]),
        render.attachment(
            Attachment(path=Path("x"), name=EVIL, kind="video", item=ITEM.id, agreed=False)
        ),
        render.notes(Status(ready=True, notes=(EVIL,))),
        render.feed([Card(item=ITEM, why=EVIL)], Status(ready=True), EVIL),
        render_taste.taste_map(
            TasteMap(
                spots=(
                    Spot(item=ITEM, x=0.1, y=0.2, kind="liked"),
                    Spot(
                        item=replace(ITEM, id=EVIL), x=0.4, y=0.2, kind="suggested", because=ITEM.id
                    ),
                    Spot(item=replace(ITEM, id="o"), x=1, y=1),
                ),
                regions=(Region(text=EVIL, x=0.5, y=0.5),),
            )
        ),
    ],
    ids=["card", "taste", "chip", "lineage", "player", "status", "offer", "map"],
)
def test_foreign_words_stay_words(html: str) -> None:
    parsed = Tags(html)
    assert "script" not in {tag for tag, _ in parsed.tags}
    assert not any(name.startswith("on") for _, attrs in parsed.tags for name in attrs)
    images = [attrs["src"] for tag, attrs in parsed.tags if tag == "img"]
    assert all(source and source.startswith("thumbnail/") for source in images)


def test_words_are_shown_as_they_were_written() -> None:
    parsed = Tags(render.card(Card(item=ITEM, why="because")))
    assert EVIL in parsed.text and "because" in parsed.text
    assert parsed.find("article")["data-title"] == EVIL
    assert parsed.find("article")["data-item"] == ITEM.id


def test_addresses_are_our_own_and_cannot_break_out() -> None:
    html = render.card(Card(item=ITEM, why=""))
    assert "://" not in html.replace("http://www.w3.org", "")
    source = Tags(html).find("video")["src"]
    assert source == "media/a%27b%22%2F..%2F%3Cc%3E"


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "0:00"), (7.6, "0:08"), (61, "1:01"), (3600, "1:00:00")]
)
def test_durations(seconds: float, written: str) -> None:
    assert render.clock(seconds) == written


@pytest.mark.parametrize("liked", [None, True, False])
def test_the_pressed_state_is_told_to_everybody(liked: bool | None) -> None:
    parsed = Tags(render.card(Card(item=ITEM, why="", liked=liked)))
    pressed = {do: parsed.find("button", **{"data-do": do})["aria-pressed"] for do in _JUDGE}
    assert pressed == {"like": _word(liked is True), "dislike": _word(liked is False)}
    assert parsed.find("button", **{"data-do": "less"})["aria-pressed"] == "false"
    for _, attrs in parsed.tags:
        assert attrs.get("data-do") is None or attrs["aria-label"]


_JUDGE = ("like", "dislike")


def _word(truth: bool) -> str:
    return "true" if truth else "false"


@pytest.mark.parametrize(
    ("origin", "badge"), [("uploaded", "Uploaded"), ("edited", "Edited"), ("created", "Created")]
)
def test_every_card_says_where_it_comes_from(origin: str, badge: str) -> None:
    item = replace(ITEM, origin=origin, declared="my own <holiday>")  # type: ignore[arg-type]
    html = render.card(Card(item=item, why="", badge="Something else"))
    assert f">{badge}</span>" in html
    # What an uploader declares stands among the card's details; of what was made here, nowhere.
    assert ("<q>my own &lt;holiday&gt;</q>" in html) == (origin == "uploaded")


def test_an_origin_is_said_in_short() -> None:
    demo, mine = replace(ITEM, declared=DEMO), replace(ITEM, owner="me")
    assert ">Demo clip</span>" in render.card(Card(item=demo, why=""))
    assert ">Yours</span>" in render.card(Card(item=mine, why=""))
    shot = Card(item=demo, why="", badge="Shot 2", span=(0.0, 1.0))
    assert ">Shot 2</span>" in render.card(shot)


def test_a_new_cover_gets_a_new_address() -> None:
    def poster(name: str) -> str | None:
        item = replace(ITEM, thumbnail=Path(name))
        return Tags(render.card(Card(item=item, why=""))).find("video")["poster"]

    assert poster("one.jpg") != poster("two.jpg")


def test_an_empty_feed_says_whether_to_wait() -> None:
    assert "skeleton" in render.feed([], Status(ready=False))
    assert "app.ingest" in render.feed([], Status(ready=True))


def test_consent_is_asked_once_and_can_be_withdrawn() -> None:
    assert render.consent(None).count("<button") == 3  # one of them: not now
    assert render.consent(True) == render.consent(False) == ""
    assert render.research(None).count("<button") == 2
    assert 'data-yes="false"' in render.research(True)
    assert 'data-yes="true"' in render.research(False)


def test_only_what_was_made_for_somebody_can_be_shared() -> None:
    made = replace(ITEM, origin="edited", owner="somebody")
    assert 'data-do="share"' in render.card(Card(item=made, why=""))
    for other in (ITEM, replace(ITEM, owner="somebody"), replace(ITEM, origin="edited")):
        assert 'data-do="share"' not in render.card(Card(item=other, why=""))


def test_only_ones_own_is_downloaded_and_deleted_and_not_reported() -> None:
    def offers(item: Item) -> list[bool]:
        card = render.card(Card(item=item, why=""))
        return [f'data-do="{do}"' in card or f"press {do}" in card for do in _MENU]

    assert offers(ITEM) == [False, False, True]
    assert offers(replace(ITEM, owner="somebody")) == [True, True, False]
    assert offers(replace(ITEM, owner="somebody", origin="created")) == [True, True, True]
    link = Tags(render.card(Card(item=replace(ITEM, owner="x"), why=""))).find("a", download=None)
    assert link["href"] == "download/a%27b%22%2F..%2F%3Cc%3E"


def test_the_menu_says_how_an_offer_stands() -> None:
    made = replace(ITEM, origin="edited", owner="somebody")
    told = {
        state: render.card(Card(item=made, why="", offered=state))  # type: ignore[arg-type]
        for state in (None, "asked", "published", "refused", "withdrawn")
    }
    assert "Offered to others" in told["asked"] and "Keep it to myself" in told["asked"]
    assert "Others can see it" in told["published"] and "Keep it to myself" in told["published"]
    assert "left with you alone" in told["refused"] and 'data-do="share"' not in told["refused"]
    assert "Taken back" in told["withdrawn"] and "Share with others" in told["withdrawn"]
    assert (
        "Share with others" in told[None] and '<p class="stands" role="status"></p>' in told[None]
    )
    # Published, it belongs to all; whoever made it may still take it back.
    everybodys = Card(item=replace(made, owner=None), why="", offered="published")
    assert "Keep it to myself" in render.card(everybodys)


def test_a_thread_leads_from_a_like_to_what_is_suggested_because_of_it() -> None:
    liked = Spot(item=replace(ITEM, id="a"), x=0, y=0, kind="liked")
    offered = Spot(item=replace(ITEM, id="b"), x=1, y=1, kind="suggested", because="a")
    gone = Spot(item=replace(ITEM, id="c"), x=1, y=0, kind="suggested", because="not here")
    parsed = Tags(render_taste.taste_map(TasteMap(spots=(liked, offered, gone))))
    assert [tag for tag, _ in parsed.tags].count("line") == 1
    stops = [attrs["tabindex"] for tag, attrs in parsed.tags if attrs.get("class") == "mark"]
    assert stops == ["0", "-1", "-1"]


def test_a_map_of_nothing_says_what_is_missing() -> None:
    assert "a few videos" in render_taste.taste_map(TasteMap())


def test_a_step_shows_what_there_is_so_far_and_nothing_that_is_no_picture_of_ours() -> None:
    step = Step(id="s", title="Making", status="running", fraction=0.5)
    picture = "data:image/jpeg;base64,AAAA"
    assert f'<img src="{picture}"' in render.progress(replace(step, preview=picture))
    assert "<img" not in render.progress(replace(step, preview=picture, status="done"))
    for bad in ("data:text/html,<script>", "https://elsewhere/x.jpg", 'x" onerror="y'):
        assert "<img" not in render.progress(replace(step, preview=bad))
    nasty = render.progress(replace(step, preview=picture + '" onerror="alert(1)'))
    assert ' onerror="' not in nasty


def test_a_part_of_a_clip_shows_its_own_picture_and_plays_alone() -> None:
    shown = Card(item=replace(ITEM, duration=60.0), why="", badge="Shot 2", span=(3.25, 6.0))
    (video,) = (given for tag, given in Tags(render.card(shown)).tags if tag == "video")
    assert str(video["src"]).endswith("#t=3.25,6.00") and video["preload"] == "metadata"
    assert "poster" not in video and "0:03" in render.card(shown)
    assert 'class="cards plan"' in render.cards([shown, shown])
    assert 'class="cards"' in render.cards([shown, replace(shown, span=None)])


def test_an_edit_can_be_compared_with_its_source_and_moved_in_strength() -> None:
    edit = replace(ITEM, origin="edited", parents=("from",))
    parsed = Tags(render.card(Card(item=edit, why="", strength=0.4)))
    assert parsed.find("article")["data-before"] == "from"
    assert parsed.find("input", name="strength")["value"] == "40"
    parsed.find("button", **{"data-do": "compare"})
    plain = render.card(Card(item=ITEM, why=""))
    assert "compare" not in plain and "strength" not in plain
    # A picture that was edited has a new cover alone: there is nothing to play beside it.
    assert "compare" not in render.card(Card(item=replace(edit, media=Path("x.png")), why=""))


@pytest.mark.parametrize(("agreed", "asked", "ticked"), [(None, 0, 0), (False, 1, 0), (True, 1, 1)])
def test_a_clip_with_faces_asks_whether_they_agreed(
    agreed: bool | None, asked: int, ticked: int
) -> None:
    sent = Attachment(path=Path("x"), name="us.mp4", kind="video", item="clip", agreed=agreed)
    html = render.attachment(sent)
    assert html.count('type="checkbox"') == asked and html.count(" checked") == ticked
    assert ('data-about="clip"' in html) is bool(asked)


def test_a_lineage_says_what_was_done_and_what_the_file_carries() -> None:
    made = Ancestor(
        item=ITEM, did="clip+style", note="It is a comic.", marks=("label", "watermark"),
        model="acme/<b>@1234",
    )  # fmt: skip
    gone = Stage(ancestors=(Ancestor(item=None), Ancestor(item=ITEM)), more=2)
    html = render_lineage.lineage([gone, Stage(ancestors=(made,))])
    assert html.count('<li class="step') == 2 and html.count("aria-current") == 1
    assert (
        html.index(render_lineage.GONE) < html.index("+ 2") < html.index("<b>Cut</b><b>Redrawn</b>")
    )
    assert "<i>invisible mark</i>" in html and "It is a comic." in html
    assert "By the model acme/&lt;b&gt;." in html
