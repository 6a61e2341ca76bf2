"""Cards, feed, consent and status as HTML.

Titles, descriptions and declared words come from files and strangers: they are data, and every
one of them passes :func:`html.escape` here. The chat shows what this module returns without any
further cleaning, so nothing else may write HTML that holds foreign words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal
from urllib.parse import quote
from zlib import crc32

from app.ui import icons
from app.ui.protocol import Status, Which
from models.domain import DEMO, MAKE_ONE, Attachment, Card, Item, OfferState, Step

PICTURES = {".jpg", ".jpeg", ".png", ".webp"}
BADGES = {"uploaded": "Uploaded", "edited": "Edited", "created": "Created"}
"""One short label for each origin, wherever the item stands."""


def url(item_id: str, which: Which | Literal["download"] = "media") -> str:
    """Return the address of an item's file on our own route, relative to the page."""
    return f"{which}/{quote(item_id, safe='')}"


def cover(item: Item) -> str:
    """Return the address of an item's cover, another one for a new cover: browsers keep them."""
    version = "" if item.thumbnail is None else f"?v={crc32(str(item.thumbnail).encode()):08x}"
    return url(item.id, "thumbnail") + version


def clock(seconds: float) -> str:
    """Return a duration the way players write it: ``0:08``, ``1:02:03``."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def card(shown: Card) -> str:
    """Return one card: player, title, why it is here, where it comes from, what to do with it."""
    item = shown.item
    title = escape(item.title or "Untitled")
    why = f'<p class="why">{escape(shown.why)}</p>' if shown.why else ""
    note = f'<p class="note">{escape(shown.thumbnail_note)}</p>' if shown.thumbnail_note else ""
    return (
        f'<article class="card" data-item="{escape(item.id)}" data-title="{title}"{_before(item)}'
        f' aria-label="Video: {title}">'
        f"{_player(item, title, shown.span)}"
        f'<div class="about"><h3 class="title" title="{title}">{title}</h3>'
        f'<div class="told">{_origin(shown)}{why}</div>{note}{_strength(shown)}</div>'
        '<ul class="reasons" hidden></ul><div class="actions">'
        f"{_press('like', 'Like', icons.HEART, title, pressed=shown.liked is True)}"
        f"{_press('dislike', 'Not for me', icons.NOPE, title, pressed=shown.liked is False)}"
        f"{_press('more', 'More like this', icons.MORE, title)}"
        f"{_menu(shown, title)}</div></article>"
    )


def _before(item: Item) -> str:
    """The item it is an edit of, where it is of one."""
    if item.origin != "edited" or not item.parents:
        return ""
    return f' data-before="{escape(item.parents[0])}"'


OFFERED: Mapping[OfferState, str] = {
    "asked": "Offered to others. A person looks at it first.",
    "published": "Others can see it.",
    "refused": "Looked at, and left with you alone.",
    "withdrawn": "Taken back: it is yours alone.",
}
"""How an offer to others stands, in the menu of its card."""


def _menu(shown: Card, title: str) -> str:
    """What is asked for less often, behind one button."""
    item, offered = shown.item, shown.offered
    rows = [("why", "Why this?", icons.ASK, None), ("less", "Less like this", icons.LESS, False)]
    made = item.owner is not None and item.origin != "uploaded"
    out = offered in ("asked", "published")
    theirs = item.owner is not None or out
    if not theirs or made:  # nobody reports what they brought themselves
        rows.append(("report", "Report", icons.FLAG, None))
    if item.origin == "edited" and item.parents and item.media.suffix.lower() not in PICTURES:
        rows.insert(0, ("compare", "Before and after", icons.COMPARE, False))
    if item.origin != "uploaded":
        rows.insert(0, ("lineage", "Where it came from", icons.LINEAGE, None))
    # What an uploader declares is quoted, never vouched for.
    declared = item.origin == "uploaded" and item.declared
    source = f'<p class="declared"><q>{escape(item.declared)}</q></p>' if declared else ""
    if (made or out) and offered != "refused":
        label = "Keep it to myself" if out else "Share with others"
        rows.insert(-1, ("share", label, icons.SHARE, out))
    if theirs:
        rows.append(("delete", "Delete", icons.BIN, None))
    inside = _download(item, title) if theirs else ""
    inside += "".join(_press(do, label, icon, title, state) for do, label, icon, state in rows)
    if made or out:
        told = OFFERED[offered] if offered else ""
        inside += f'<p class="stands" role="status">{told}</p>'
    inside += source
    return (
        f'<button type="button" class="press dots" data-do="menu" aria-expanded="false"'
        f' aria-label="More: {title}" title="More">{icons.DOTS}</button>'
        f'<div class="menu" hidden>{inside}</div>'
    )


def _download(item: Item, title: str) -> str:
    """A link, which a phone's browser follows to its own downloads; the server names the file."""
    return (
        f'<a class="press download" data-do="download" href="{url(item.id, "download")}"'
        " download"
        f' aria-label="Download: {title}" title="Download">{icons.DOWN}<span>Download</span></a>'
    )


def _strength(shown: Card) -> str:
    """How strongly it was changed, to be moved: that makes it again, from its source."""
    if shown.strength is None:
        return ""
    percent = round(100 * shown.strength)
    return (
        f'<label class="strength">Strength<input type="range" name="strength" min="10" max="100"'
        f' step="10" value="{percent}"><output>{percent} %</output></label>'
    )


def cards(shown: Sequence[Card]) -> str:
    """Return several cards as one list, in their order; parts of clips make a storyboard."""
    plan = " plan" if shown and all(one.span for one in shown) else ""
    return f'<div class="cards{plan}" data-count="{len(shown)}">{"".join(map(card, shown))}</div>'


def _player(item: Item, title: str, span: tuple[float, float] | None) -> str:
    """A clip, or a part of it (seconds): that one shows its own first picture, and ends in time."""
    poster = cover(item)
    shape = "landscape" if item.width > item.height else "portrait"
    made = "" if item.origin == "uploaded" else " made"
    if item.media.suffix.lower() in PICTURES:
        return (
            f'<div class="frame {shape}{made}" style="--poster:url(\'{poster}\')">'
            f'<img src="{url(item.id)}" alt="{title}" loading="lazy"></div>'
        )
    part = f"#t={span[0]:.2f},{span[1]:.2f}" if span else ""
    first = 'preload="metadata"' if span else f'preload="none" poster="{poster}"'
    seconds = span[1] - span[0] if span else item.duration
    return (
        f'<div class="frame {shape}{made}" style="--poster:url(\'{poster}\')">'
        f'<video {first} playsinline src="{url(item.id)}{part}"'
        f' aria-label="{title}" tabindex="-1"></video>'
        f'<button type="button" class="play" data-do="play" aria-label="Play {title}">'
        f"{icons.PLAY}</button>"
        f'<span class="chip">{clock(seconds)}</span></div>'
    )


def _origin(shown: Card) -> str:
    item = shown.item
    if shown.span:  # a shot says which one it is
        label = shown.badge or BADGES[item.origin]
    elif item.origin == "uploaded" and item.declared == DEMO:
        label = "Demo clip"
    elif item.origin == "uploaded" and item.owner is not None:
        label = "Yours"
    else:
        label = BADGES[item.origin]
    return f'<p class="origin"><span class="badge {item.origin}">{escape(label)}</span></p>'


def _press(do: str, label: str, icon: str, title: str, pressed: bool | None = None) -> str:
    state = "" if pressed is None else f' aria-pressed="{str(pressed).lower()}"'
    return (
        f'<button type="button" class="press {do}" data-do="{do}"{state}'
        f' aria-label="{label}: {title}" title="{label}">{icon}<span>{label}</span></button>'
    )


def feed(shown: Sequence[Card], status: Status, offer: str = "") -> str:
    """Return the "For you" panel; ``offer`` is a sentence that offers to make something."""
    if shown:
        return _offer(offer) + cards(shown)
    if not status.ready or status.growing:
        return '<div class="cards skeleton" aria-label="Loading">' + "<i></i>" * 4 + "</div>"
    return (
        '<p class="empty">Nothing to show yet. Add clips of your own with'
        " <code>python -m app.ingest FOLDER</code>, or ask for something in the chat.</p>"
    )


def _offer(text: str) -> str:
    if not text:
        return ""
    return (
        f'<p class="offer"><span>{escape(text)}</span>'
        f'<button type="button" data-do="make" data-say="{MAKE_ONE}">Make one for me</button></p>'
    )


def consent(answer: bool | None) -> str:
    """Return the question about research for the foot of the page, empty once it is answered."""
    if answer is not None:
        return ""
    return (
        '<div class="ask" role="region" aria-label="Research">'
        f"<p>May researchers read your chats, with names removed?</p>{_ANSWERS}"
        '<button type="button" class="link" data-do="later" aria-label="Not now" title="Not now">'
        f"{icons.CLOSE}</button></div>"
    )


_ANSWERS = (
    '<button type="button" data-do="consent" data-yes="true">Yes</button>'
    '<button type="button" data-do="consent" data-yes="false">No</button>'
)


def research(answer: bool | None) -> str:
    """Return the question, or what was answered and how to change it, for the taste panel."""
    if answer is None:
        return (
            '<p class="memory research">May researchers read your chats, with names removed?'
            f" You can change this any time. {_ANSWERS}</p>"
        )
    said, change = (
        ("Your chats are shared with research, redacted.", "Withdraw")
        if answer
        else ("Your chats are not shared with research.", "Share them")
    )
    return (
        f'<p class="memory answered">{said} <button type="button" data-do="consent"'
        f' data-yes="{str(not answer).lower()}">{change}</button></p>'
    )


def status_line(status: Status) -> str:
    """Return how the server is doing, in one line."""
    count = f"{status.items:,} videos" if status.items != 1 else "1 video"
    state = count if status.ready else "Getting the models ready …"
    settled = status.ready and not status.growing
    return f'<i class="dot {"ready" if settled else "busy"}"></i>{state}'


def notes(status: Status) -> str:
    """Return what a visitor should know about the server, as lines; a phone shows them at a tap.

    They stand beside the status: nobody wants to have every percent of a download read out.
    """
    return "".join(f"<li>{escape(note)}</li>" for note in status.notes)


def attachment(attached: Attachment) -> str:
    """Return what the visitor put into their message: a player where we have one, else a chip."""
    name = escape(attached.name)
    if attached.item is not None and attached.kind == "video":
        return (
            f'<video class="attached" controls preload="none" playsinline aria-label="{name}"'
            f' poster="{url(attached.item, "thumbnail")}" src="{url(attached.item)}"></video>'
            f"{_likeness(attached)}"
        )
    if attached.kind == "image":
        place = quote(attached.path.name, safe="")
        return f'<img class="attached" src="attached/{place}" alt="{name}" loading="lazy">'
    return f'<span class="file">{icons.CLIP}{name}</span>'


def _likeness(attached: Attachment) -> str:
    """The question about those seen in a clip, where faces were seen in it."""
    if attached.agreed is None or attached.item is None:
        return ""
    ticked = " checked" if attached.agreed else ""
    return (
        f'<label class="agree"><input type="checkbox" name="agree"{ticked}'
        f' data-about="{escape(attached.item)}"><span>Everyone seen in this clip agreed that it'
        " may be changed</span></label>"
    )


def progress(step: Step) -> str:
    """Return the inside of a tool step: a bar while it runs, its note, what there is so far."""
    note = f"<span>{escape(step.note)}</span>" if step.note else ""
    if step.status != "running":
        return f'<div class="progress">{note}</div>'
    value = "" if step.fraction is None else f' value="{min(1.0, max(0.0, step.fraction)):.3f}"'
    # Anything but a picture of our own making could be a way to run a script.
    seen = step.preview.startswith("data:image/jpeg;base64,")
    preview = f'<img src="{escape(step.preview)}" alt="What there is so far">' if seen else ""
    return f'<div class="progress"><progress max="1"{value}></progress>{note}{preview}</div>'


def steps(over: Sequence[Step], marks: Mapping[str, str]) -> str:
    """Return a list of steps that are over, each with how it ended where that needs saying."""
    told = (": ".join(filter(None, (step.title, marks[step.status], step.note))) for step in over)
    return f'<ol class="steps-over">{"".join(f"<li>{escape(one)}</li>" for one in told)}</ol>'
