"""Taste edits, artifacts, jobs, reports: small tables with one promise each."""

from pathlib import Path

import pytest

from app.store.store import Store
from models.domain import Artifact, Check, FidelityReport, Recipe
from models.errors import BadRequest, NoSuchItem
from tests.contracts.catalogue import item


def test_the_last_edit_of_taste_wins(store: Store, people: tuple[str, str]) -> None:
    user, other = people
    store.taste.say(user, "wants", "  Calm   Seas ")
    store.taste.say(user, "wants", "dogs")
    store.taste.say(user, "avoids", "dogs")
    store.taste.say(user, "avoids", "rain")
    store.taste.say(user, "wants", "   ")
    store.taste.forget(user, "avoids:rain")
    store.taste.forget(user, "liked:item1")
    edits = store.taste.edits(user)
    assert (edits.wants, edits.avoids) == (("calm seas",), ("dogs",))
    assert set(edits.forgotten) == {"avoids:rain", "liked:item1"}
    store.taste.say(user, "avoids", "rain")
    edits = store.taste.edits(user)
    assert edits.avoids == ("dogs", "rain") and set(edits.forgotten) == {"liked:item1"}
    assert store.taste.edits(other).wants == ()


def test_forgetting_the_opposite_leaves_a_word(store: Store, people: tuple[str, str]) -> None:
    store.taste.say(people[0], "wants", "dogs")
    store.taste.forget(people[0], "avoids:dogs")
    assert store.taste.edits(people[0]).wants == ("dogs",)


def test_how_an_item_was_made_is_kept(store: Store, people: tuple[str, str]) -> None:
    user, other = people
    recipe = Recipe(tool="style", pixels="changed", parameters={"style": "comic"}, seed=7)
    artifact = Artifact(
        media=Path("/work/a.mp4"), kind="video", title="t", parents=("p",), recipe=recipe, note="n"
    )
    report = FidelityReport(checks=(Check(name="ocr", verdict="unknown", reason="no reader"),))
    with store.together():
        store.catalogue("toy@1").add(item("a", owner=user))
        store.artifacts.add("a", artifact, report, Path("/served/a.mp4"))
    made = store.artifacts.of("a", user)
    assert made is not None and (made.recipe, made.report, made.note) == (recipe, report, "n")
    assert made.media == Path("/served/a.mp4") and made.at > 0
    assert store.artifacts.of("a", other) is None and store.artifacts.of("zz", user) is None


def test_together_keeps_all_or_nothing(store: Store, people: tuple[str, str]) -> None:
    with pytest.raises(ZeroDivisionError), store.together():
        store.catalogue("toy@1").add(item("a"))
        raise ZeroDivisionError
    assert store.catalogue("toy@1").count(None) == 0
    with pytest.raises(NoSuchItem), store.together():
        store.catalogue("toy@1").add(item("b"))
        store.reports.add(people[0], "zz", "odd")
    assert store.catalogue("toy@1").count(None) == 0
    store.catalogue("toy@1").add(item("c"))
    assert store.catalogue("toy@1").count(None) == 1


def test_jobs_are_the_visitors_own_and_survive(store: Store, people: tuple[str, str]) -> None:
    user, other = people
    done = store.jobs.add(user, "style", {"style": "comic", "path": Path("/x")})
    cut = store.jobs.add(user, "clip", {})
    store.jobs.set(done, "running")
    assert store.jobs.get(done, user).arguments == {"style": "comic", "path": "/x"}
    store.jobs.set(done, "done", item="a")
    store.jobs.set(cut, "running", note="half-way")
    job = store.jobs.get(done, user)
    assert (job.state, job.item, job.arguments) == ("done", "a", {})
    assert [(j.id, j.note) for j in store.jobs.unfinished()] == [(cut, "half-way")]
    with pytest.raises(BadRequest, match="not known"):
        store.jobs.get(done, other)


def test_a_report_waits_for_a_person(store: Store, people: tuple[str, str]) -> None:
    user, other = people
    store.catalogue("toy@1").add(item("a", owner=user))
    store.reports.add(user, "a", "x" * 5000)
    with pytest.raises(NoSuchItem):
        store.reports.add(other, "a", "not mine to see")
    (report,) = store.reports.open()
    assert (report.item, report.user, len(report.reason)) == ("a", user, 1000)
    store.reports.close(report.id, "dismissed")
    assert store.reports.open() == []
