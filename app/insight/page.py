"""The page: one HTML document that asks nothing of any other host and runs no script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from html import escape
from pathlib import Path

from app.insight import people, plots
from app.insight.measures import Mean, Rate
from app.insight.plots import Row
from app.insight.queries import DAY
from app.insight.report import Group, Report
from app.insight.visits import Day

STYLE = Path(__file__).resolve().parents[2] / "assets" / "theme" / "insight.css"
NAMES = {"uploaded": "Made by people", "edited": "Edited", "created": "Created"}
TONES = {"uploaded": "people", "edited": "edited", "created": "created"}
PERIODS = ((7, "7 days"), (30, "30 days"), (90, "90 days"), (None, "All"))
COLUMNS = 92
"""More days than this are drawn as weeks."""

COUNTED = """A card counts once for each visitor who saw it in the chat, however often; what the
feed shows is not logged, so it is not among these. Played, liked and skipped count only after it
was shown. Bars are 95 % intervals in which visitors, not presses, are the voices: one who presses a
hundred times does not weigh as a hundred. Where there is nobody to count it says unknown, which is
not zero."""
RETURN = """Day 1 is the 24 hours that begin 24 hours after somebody first did anything. Only
those count whose day is over. By origin: of those who were shown such a clip on their first day,
which is no proof that the clip brought them back."""
WATCHED = """Seconds of one visitor with one clip, added up, as a share of its length, at most all.
A view whose end never arrived is left out."""


def render(report: Report, *, days: int | None, everyone: bool, links: bool = True) -> str:
    """Return the page. ``links`` lead to other periods, where there is a server to ask."""
    cards = [
        _card("Played when shown", _by_origin(report, lambda group: group.click, "played")),
        _card("Liked when shown", _by_origin(report, lambda group: group.like, "liked")),
        _card("Skipped or disliked", _by_origin(report, lambda group: group.refuse, "skipped")),
        _card("Share watched", _share(report), WATCHED),
        _card("Do they come back?", _return(report), RETURN),
        _card("Day by day", _days(report.days, report.since, report.until)),
        _card("Asked for, and not here", _unmet(report, everyone)),
        _card("Said in the chat", _talk(report, everyone)),
        _card("Ratings", _ratings(report)),
        _card(
            "People, where looks were left open",
            people.drawn(report.drawn, list(report.people)),
            people.COUNTED,
        ),
        *_tools(report),
    ]
    written = datetime.fromtimestamp(report.until, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><title>How GeneRec is used</title>'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head><body><header>"
        f"<h1>How GeneRec is used</h1>{_periods(days, everyone) if links else _period(days)}"
        f"</header>{_tiles(report)}<main>{''.join(cards)}</main>"
        f"<footer><p>{COUNTED}</p><p>Written {written}.</p></footer></body></html>"
    )


def _card(title: str, body: str, note: str = "") -> str:
    told = f"<details><summary>How it is counted</summary><p>{note}</p></details>" if note else ""
    return f"<section><h2>{escape(title)}</h2>{body}{told}</section>"


def _period(days: int | None) -> str:
    return f"<p>{next((name for count, name in PERIODS if count == days), f'{days} days')}</p>"


def _periods(days: int | None, everyone: bool) -> str:
    links = []
    for count, name in PERIODS:
        here = ' aria-current="page"' if count == days else ""
        every = "&amp;all=1" if everyone else ""
        links.append(f'<a href="?days={count or 0}{every}"{here}>{name}</a>')
    return f"<nav>{''.join(links)}</nav>"


def _tiles(report: Report) -> str:
    messages, plays = (
        sum(getattr(day, what) for day in report.days) for what in ("messages", "plays")
    )
    told = (
        (report.visitors, "visitors"),
        (report.new, "for the first time"),
        (messages, "messages"),
        (plays, "plays"),
    )
    tiles = (f"<li><b>{count:,}</b> {what}</li>" for count, what in told)
    return f'<ul class="tiles">{"".join(tiles)}</ul>'


def _by_origin(report: Report, figure: Callable[[Group], Rate], what: str) -> str:
    rows = [
        Row(label=NAMES[origin], figure=figure(group), tone=TONES[origin])
        for origin, group in report.origins.items()
    ]
    return plots.rates(rows, f"Share {what}, by origin")


def _share(report: Report) -> str:
    rows = [
        Row(label=NAMES[origin], figure=group.share, tone=TONES[origin])
        for origin, group in report.origins.items()
    ]
    drawn = [plots.rates(rows, "Mean share of the clip watched, by origin")]
    for origin, group in report.origins.items():
        if sum(group.shares):
            what = f"{NAMES[origin]}: from nothing to all of it"
            drawn.append(f'<p class="faint">{what}</p>')
            drawn.append(plots.histogram(group.shares, what, TONES[origin]))
    seconds = report.everything.seconds
    if seconds.value is not None:
        drawn.append(
            f"<p>{seconds.value:.1f} s of a clip on average {_between(seconds, ' s')}.</p>"
        )
    return "".join(drawn)


def _return(report: Report) -> str:
    rows = [
        Row(label="On day 1", figure=report.everything.back1),
        Row(label="On day 7", figure=report.everything.back7),
    ]
    rows += [
        Row(label=f"{NAMES[origin]}: day 1", figure=group.back1, tone=TONES[origin])
        for origin, group in report.origins.items()
    ]
    return plots.rates(rows, "Share of visitors who came back")


def _days(days: Sequence[Day], since: float, until: float) -> str:
    if not days:
        return '<p class="faint">Nobody was here.</p>'
    first = max(int(since // DAY), 0) if since else days[0].day
    last = int(until // DAY)
    width = 1 if last - first < COLUMNS else 7
    columns = (last - first) // width + 1
    # Visitors of several days cannot be added up: a week shows its busiest day.
    people, plays = [0] * columns, [0] * columns
    for day in days:
        number = (day.day - first) // width
        people[number] = max(people[number], day.visitors)
        plays[number] += day.plays
    ends = [datetime.fromtimestamp(day * DAY, timezone.utc) for day in (first, last)]
    begin, end = (f"{day.day} {day:%b}" for day in ends)
    each, of = ("day", "a day") if width == 1 else ("week", "on each week's busiest day")
    return (
        f"<p>Visitors {of}</p>{plots.bars(people, f'Visitors {of}', begin, end)}"
        f"<p>Plays a {each}</p>{plots.bars(plays, f'Plays a {each}', begin, end, 'created')}"
    )


def _unmet(report: Report, everyone: bool) -> str:
    unmet = report.unmet
    if not unmet.searches:
        return '<p class="faint">Nobody has searched yet: unknown.</p>'
    share = plots.percent(unmet.found / unmet.searches)
    told = [f"<p>{unmet.searches:,} searches; {share} found what was asked for.</p>"]
    most = max((wish.visitors for wish in unmet.wishes), default=1)
    if unmet.wishes:
        lines = (
            f'<li><span>{escape(wish.words)}</span><span class="faint">{wish.visitors:,} '
            f"visitor{'' if wish.visitors == 1 else 's'}, last {_date(wish.last)}</span>"
            f'<i style="width:{100 * wish.visitors / most:.0f}%"></i></li>'
            for wish in unmet.wishes[:20]
        )
        told.append(f'<ol class="wishes">{"".join(lines)}</ol>')
    if unmet.withheld and not everyone:
        told.append(
            f'<p class="faint">{unmet.withheld:,} more of one visitor each are not shown, for they '
            "may tell who asked.</p>"
        )
    return "".join(told)


def _talk(report: Report, everyone: bool) -> str:
    drawn = [_by_origin(report, lambda group: group.praise, "praised of what was spoken of")]
    most = max((max(one.good, one.bad) for one in report.spoken_of), default=0)
    if report.spoken_of:
        drawn.append('<p class="faint ends"><span>did not like it</span><span>liked it</span></p>')
    for one in report.spoken_of:
        what = f"{one.title}: {one.good} liked it, {one.bad} did not"
        drawn.append(f"<p>{escape(one.title)}</p>{plots.scales(one.good, one.bad, most, what)}")
    if report.unplaced:
        drawn.append(
            f'<p class="faint">{report.unplaced:,} more did not say which clip they meant.</p>'
        )
    return "".join(drawn)


def _ratings(report: Report) -> str:
    rows = [
        Row(label=NAMES[origin], figure=group.stars, tone=TONES[origin])
        for origin, group in report.origins.items()
    ]
    return plots.means(rows, "Mean rating, by origin", 1, 5)


def _tools(report: Report) -> list[str]:
    if not report.tools:
        return []

    def rows(figure: Callable[[Group], Rate | Mean]) -> list[Row]:
        return [
            Row(label=tool, figure=figure(group), tone="edited")
            for tool, group in report.tools.items()
        ]

    return [
        _card("By tool: played", plots.rates(rows(lambda g: g.click), "Share played, by tool")),
        _card("By tool: liked", plots.rates(rows(lambda g: g.like), "Share liked, by tool")),
        _card("By tool: watched", plots.rates(rows(lambda g: g.share), "Share watched, by tool")),
    ]


def _between(figure: Mean, unit: str) -> str:
    people = f"over {figure.visitors:,} visitor{'' if figure.visitors == 1 else 's'}"
    if figure.low is None or figure.high is None:
        return f"({people})"
    return f"({figure.low:.1f} to {figure.high:.1f}{unit}, {people})"


def _date(at: float) -> str:
    day = datetime.fromtimestamp(at, timezone.utc)
    return f"{day.day} {day:%b}"
