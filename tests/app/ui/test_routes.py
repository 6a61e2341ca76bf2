"""The page's own routes and what is done around them, over a real socket."""

from dataclasses import replace

import httpx
import pytest

from app.ui.fake_service import tiny_clip
from app.ui.identity import COOKIE
from app.ui.routes import file_name
from models.domain import Tuning
from tests.app.ui.conftest import Running


@pytest.fixture
def mine(running: Running) -> httpx.Client:
    return running.visitor()


@pytest.fixture
def user(running: Running, mine: httpx.Client) -> str:
    return running.service.visitor(mine.cookies[COOKIE])[0]


@pytest.fixture
def private(running: Running, user: str) -> str:
    """An item only ``mine`` may see."""
    clip = tiny_clip(running.service.home / user / "private.mp4", seconds=0.5)
    return running.service._add(clip, "Private", owner=user).id


def test_the_page_sets_a_cookie_no_script_can_read(running: Running) -> None:
    answer = httpx.get(running.address, headers={"Accept": "text/html"})
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "no-store" in answer.headers["cache-control"]


def test_a_health_check_does_not_become_a_visitor(running: Running) -> None:
    known = len(running.service.users)
    assert "set-cookie" not in httpx.get(running.address).headers
    assert len(running.service.users) == known


def test_the_page_asks_no_other_host_for_anything(running: Running) -> None:
    page = httpx.get(running.address, headers={"Accept": "text/html"}).text
    for host in ("fonts.googleapis", "fonts.gstatic", "cdnjs", "huggingface.co/api", "api.gradio"):
        assert host not in page


@pytest.mark.parametrize("which", ["media", "thumbnail", "download"])
def test_a_private_file_is_its_owners_alone(
    running: Running, mine: httpx.Client, private: str, which: str
) -> None:
    answer = mine.get(f"/{which}/{private}")
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"].startswith("private")
    assert running.visitor().get(f"/{which}/{private}").status_code == 404
    assert httpx.get(f"{running.address}/{which}/{private}").status_code == 404
    made_up = {"Cookie": f"{COOKIE}=made-up"}
    answer = httpx.get(f"{running.address}/{which}/{private}", headers=made_up)
    assert answer.status_code == 404


def test_unknown_and_forbidden_look_the_same(running: Running, private: str) -> None:
    other = running.visitor()
    unknown, forbidden = other.get("/media/nothing"), other.get(f"/media/{private}")
    assert (unknown.status_code, unknown.text) == (forbidden.status_code, forbidden.text)


def test_players_can_seek(mine: httpx.Client, private: str) -> None:
    whole = mine.get(f"/media/{private}").content
    part = mine.get(f"/media/{private}", headers={"Range": "bytes=10-19"})
    assert part.status_code == 206
    assert part.content == whole[10:20]
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert part.headers["content-type"] == "video/mp4"


def test_feedback_reaches_the_service(running: Running, mine: httpx.Client, user: str) -> None:
    assert mine.post("/api/feedback", json={"item": "clip0", "kind": "like"}).is_success
    body = {"item": "clip0", "kind": "watch", "value": 1.5, "text": "pause"}
    assert mine.post("/api/feedback", json=body).is_success
    liked, watched = [f for f in running.service.recorded if f.user == user]
    assert (liked.kind, watched.kind, watched.value, watched.text) == (
        "like",
        "watch",
        1.5,
        "pause",
    )


def test_what_stands_in_the_feed_reaches_the_service(
    running: Running, mine: httpx.Client, user: str
) -> None:
    assert mine.post("/api/stands", json={"items": ["clip0", "clip2"]}).is_success
    assert running.service.standing[user] == ("clip0", "clip2")
    for wrong in ({}, {"items": "clip0"}, {"items": [1]}):
        assert mine.post("/api/stands", json=wrong).status_code == 400


def test_feedback_on_something_gone_is_a_sentence(mine: httpx.Client) -> None:
    answer = mine.post("/api/feedback", json={"item": "gone", "kind": "dislike"})
    assert answer.status_code == 404
    assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"item": "clip0"}',
        b'{"item": "clip0", "kind": "adore"}',
        b'{"item": 3, "kind": "like"}',
        b'{"item": "clip0", "kind": "watch", "value": "long"}',
        b'{"item": "clip0", "kind": "watch", "value": NaN}',
        b'{"item": "clip0", "kind": "watch", "value": true}',
        b'{"item": "' + b"x" * 5000 + b'", "kind": "like"}',
        b"\xff\xfe",
    ],
)
def test_a_body_that_makes_no_sense_is_refused(mine: httpx.Client, body: bytes) -> None:
    answer = mine.post("/api/feedback", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_form_of_another_site_cannot_press_buttons(running: Running, mine: httpx.Client) -> None:
    body = {"item": "clip0", "kind": "like"}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        assert mine.post("/api/feedback", json=body, headers=headers).status_code == 403
        assert mine.post("/gradio_api/queue/join", json={}, headers=headers).status_code == 403
    form = mine.post("/api/feedback", content='{"item":"clip0","kind":"like"}')
    assert form.status_code == 400
    assert mine.post("/api/feedback", json=body, headers={"Origin": running.address}).is_success


def test_panels_follow_what_the_visitor_does(mine: httpx.Client) -> None:
    before = mine.get("/api/panels").json()["panels"]
    assert "Nothing learnt yet" in before["taste"] and 'class="ask"' in before["consent"]
    mine.post("/api/feedback", json={"item": "clip0", "kind": "like"})
    mine.post("/api/consent", json={"yes": True})
    after = mine.get("/api/panels").json()["panels"]
    assert "Because you liked it" in after["feed"]
    assert 'data-line="clip0"' in after["taste"]
    assert "Withdraw" in after["taste"] and after["consent"] == ""
    mine.post("/api/forget", json={"line": "clip0"})
    assert "Nothing learnt yet" in mine.get("/api/panels").json()["panels"]["taste"]


def test_panels_are_nobodys_without_a_cookie(running: Running) -> None:
    answer = httpx.get(f"{running.address}/api/panels")
    assert answer.status_code == 409 and "Reload" in answer.json()["error"]


def test_a_clip_is_downloaded_under_its_title(mine: httpx.Client, running: Running) -> None:
    answer = mine.get("/download/clip0")
    assert answer.content == mine.get("/media/clip0").content
    told = answer.headers["content-disposition"]
    title = running.service.items["clip0"].title
    assert told == f'attachment; filename="{title}.mp4"'
    assert httpx.get(f"{running.address}/download/clip0").status_code == 404


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Dog (snow, half as fast)", "Dog (snow, half as fast).mp4"),
        ('a/b\\c: "d"\n?', "a b c d.mp4"),
        ("海 " + "x" * 200, "海 " + "x" * 78 + ".mp4"),
        (" .. ", "Video.mp4"),
    ],
)
def test_the_name_of_a_file_is_one_that_any_system_takes(title: str, name: str) -> None:
    assert file_name(title, ".MP4") == name


def test_what_is_not_ones_own_cannot_be_deleted(mine: httpx.Client, running: Running) -> None:
    assert mine.post("/api/delete", json={"item": "clip0"}).status_code == 404
    assert "clip0" in running.service.items


def test_a_report_needs_a_reason(running: Running, mine: httpx.Client, user: str) -> None:
    assert mine.post("/api/report", json={"item": "clip0", "reason": ""}).status_code == 400
    assert mine.post("/api/report", json={"item": "clip0", "reason": "rude"}).is_success
    assert (user, "clip0", "rude") in running.service.reports


def test_models_are_loaded_once_the_first_page_is_out(running: Running, mine: httpx.Client) -> None:
    assert running.service.ready
    assert mine.get("/api/panels").json()["settled"]


def test_my_data_is_a_file_of_this_visitor_alone(running: Running, mine: httpx.Client) -> None:
    item = next(iter(running.service.items))
    assert mine.post("/api/feedback", json={"item": item, "kind": "like"}).status_code == 200
    answer = mine.get("/api/mydata")
    assert answer.headers["content-disposition"] == 'attachment; filename="generec-my-data.json"'
    assert "no-store" in answer.headers["cache-control"]
    assert answer.json()["feedback"] == [{"item": item, "kind": "like"}]
    assert running.visitor().get("/api/mydata").json()["feedback"] == []


def test_tuning_is_changed_in_part_and_nonsense_is_refused(
    running: Running, mine: httpx.Client, user: str
) -> None:
    assert mine.post("/api/tune", json={"breadth": 0.75}).status_code == 200
    assert mine.post("/api/tune", json={"origins": "people"}).status_code == 200
    assert running.service.tuning(user) == Tuning(breadth=0.75, origins="people")
    assert mine.post("/api/tune", json={"origins": "robots"}).status_code == 400
    assert mine.post("/api/tune", json={"breadth": "wide"}).status_code == 400
    assert 'value="0.75"' in mine.get("/api/panels").json()["panels"]["tune"]


def test_reasons_of_a_private_item_are_its_owners_alone(
    running: Running, mine: httpx.Client, private: str
) -> None:
    assert mine.get(f"/api/why/{private}").json()["why"]
    assert running.visitor().get(f"/api/why/{private}").status_code == 404


def test_the_map_has_a_mark_for_what_was_liked(running: Running, mine: httpx.Client) -> None:
    item = next(iter(running.service.items))
    assert 'class="mark"' not in mine.get("/api/map").json()["map"]
    mine.post("/api/feedback", json={"item": item, "kind": "like"})
    drawn = mine.get("/api/map").json()["map"]
    assert drawn.count('class="mark"') == 1 and f'data-item="{item}"' in drawn


def test_starting_over_forgets_the_likes(running: Running, mine: httpx.Client) -> None:
    item = next(iter(running.service.items))
    mine.post("/api/feedback", json={"item": item, "kind": "like"})
    assert "data-line" in mine.get("/api/panels").json()["panels"]["taste"]
    assert mine.post("/api/reset", json={}).status_code == 200
    assert "data-line" not in mine.get("/api/panels").json()["panels"]["taste"]


def test_sharing_says_how_it_stands(mine: httpx.Client, private: str) -> None:
    answer = mine.post("/api/share", json={"item": private, "yes": True})
    assert answer.json()["said"] == "Somebody looks at it first."
    assert mine.post("/api/share", json={"item": private, "yes": "x"}).status_code == 400


def test_a_clip_with_faces_asks_for_the_word_of_whoever_brought_it(
    running: Running, mine: httpx.Client, private: str
) -> None:
    assert mine.post("/api/agree", json={"item": private, "yes": True}).is_success
    assert running.service.agreed[private] is True
    assert mine.post("/api/agree", json={"item": private, "yes": "x"}).status_code == 400
    stranger = running.visitor()
    assert stranger.post("/api/agree", json={"item": private, "yes": True}).status_code == 404


def test_a_lineage_is_its_owners_alone(running: Running, mine: httpx.Client, private: str) -> None:
    told = mine.get(f"/api/lineage/{private}")
    assert told.is_success and "Private" in told.json()["lineage"]
    assert running.visitor().get(f"/api/lineage/{private}").status_code == 404


def test_the_language_of_the_page_is_kept(running: Running, mine: httpx.Client, user: str) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "fr-FR,en;q=0.5"}
    assert mine.get("/", headers=headers).is_success
    assert running.service.languages[user] == "fr"


def test_what_an_item_was_before_any_change_is_told_to_its_owner(
    running: Running, mine: httpx.Client, user: str, private: str
) -> None:
    source = running.service.items[private]
    once = replace(source, id="once", origin="edited", parents=(private,))
    running.service.items["once"] = once
    assert mine.get("/api/original/once").json() == {"item": private}
    assert running.visitor().get("/api/original/once").status_code == 404
