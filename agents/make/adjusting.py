"""A parametric edit of a clip as a change: speed, part, shape, light, colour, sound, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial, reduce

from agents.make.aiming import SIDES, Aim, aimed, side
from agents.make.changes import Change, chained, heard
from agents.make.framing import followed
from agents.make.holding import before, held
from agents.make.looping import looped
from agents.make.telling import told
from models.domain import Item, Recipe, Tick, no_tick
from models.encode.encoder import Encoder
from models.errors import BadRequest
from models.media.hearing import Gained, Hear, as_it_is, faded, gained, louder, with_music
from models.stylise.caption import Words
from models.stylise.crop import Crop
from models.stylise.edits import LOUDEST, QUIETEST, Cutter, Edit, picture_function
from models.stylise.fading import Fade
from models.stylise.label import Corner
from models.stylise.zoom import Zoom

LONGEST = 120.0
"""Seconds of a clip that plays several times over, at most."""
HEARD = 1.0
"""Decibels below which nobody hears a difference."""
MUSIC = {
    "calm": "The music is synthesised here: slow, soft chords, no recording and no instruments.",
    "lively": "The music is synthesised here: quicker chords with a plucked tune, no recording.",
}
SOUND_OF = {
    "backwards": ("Its sound runs backwards, too; “mute it” takes it away.",),
    "boomerang": ("There and back it has no sound of its own.",),
}
CLOSE = 1.5
"""Decibels that a sound may lack of what was asked for without a word about it."""


def adjusted(
    item: Item, edit: Edit, encoder: Encoder, tick: Tick = no_tick, beside: Sequence[Words] = ()
) -> Change:
    """Return the change that ``edit`` makes of a clip; ``encoder`` finds what is named in it.

    Words find a place ``beside`` those that were laid over it before.

    What changes nothing but a sound that is not there is idle. Raises :class:`BadRequest` where
    nothing is to be changed.
    """
    if edit == Edit():
        raise BadRequest(
            "I did not find what to change; say for instance “brighter”, “square”, “twice as "
            "fast”, “louder” or “mute it”."
        )
    edit, bounded = _bounded(item, edit)
    edit, silent, gain = _heard(item, edit)
    changed = {key: value for key, value in asdict(edit).items() if value != getattr(Edit(), key)}
    if not changed:
        return Change(
            recipe=Recipe(tool="adjust", pixels="kept"),
            title="sound",
            note=" ".join(silent),
            copies=True,
            idle=True,
        )
    cutter = _cutter(item, edit, tick)
    zoom, sure = _zoom(item, edit, encoder, tick)
    steadied, still = held(item, edit, tick) if edit.steady else (None, "")
    if edit.steady and steadied is None and set(changed) == {"steady"}:
        raise BadRequest(still)
    begin = before(
        steadied, before(zoom, partial(picture_function, edit, beside=beside, cutter=cutter))
    )
    end = edit.end
    if edit.loop:
        round_and_round, end = looped(item, edit, tick)
        begin = chained(round_and_round, begin)
    elif edit.end is None and edit.direction != "forwards":
        end = item.duration  # named, so that what is done after it can count from there
    notes = (*bounded, *silent, *_of_volume(gain, edit), *_told(item, edit))
    return Change(
        recipe=Recipe(
            tool="adjust",
            pixels="changed" if edit.changes_picture else "kept",
            parameters=changed,
        ),
        title=told(edit),
        note=" ".join(filter(None, (f"Now {told(edit)}.", *notes, *sure, still))),
        start=edit.start,
        end=end,
        speed=edit.speed,
        times=edit.times,
        direction=edit.direction,
        fade=_fade(edit),
        mute=edit.mute,
        hear=_hear(edit),
        begin=begin,
        corner=_away(edit),
    )


def _cutter(item: Item, edit: Edit, tick: Tick) -> Cutter:
    """What cuts a clip to another shape: around its subject, looked for all through, where its
    pictures are shown as they are; else around what stands out in them as they come.
    """
    moved = edit.direction != "forwards" or edit.turn or edit.mirror or edit.steady
    if edit.aspect is None or edit.fit == "fill" or moved or edit.zoom > 1:
        return Crop
    end = min(item.duration, edit.end or item.duration)
    return followed(item.media, edit.aspect, edit.start, end, lambda: tick(0.0))


def _bounded(item: Item, edit: Edit) -> tuple[Edit, list[str]]:
    """An edit that plays no more often than fits into :data:`LONGEST`, and words for that."""
    length = (min(item.duration, edit.end or item.duration) - edit.start) / edit.speed
    length *= 2 if edit.direction == "boomerang" else 1
    most = max(1, int(LONGEST / length))
    if edit.times <= most:
        return edit, []
    if most == 1:
        raise BadRequest(
            f"It is {length:.0f} s long: several times over it would pass the {LONGEST:g} s that I "
            "make at most. Cut it first."
        )
    said = f"Not {edit.times} times: I make at most {LONGEST:g} s."
    return replace(edit, times=most), [said]


def _hear(edit: Edit) -> Hear:
    hears: list[Hear] = []
    if edit.volume:
        hears.append(louder(edit.volume))
    if edit.music:
        hears.append(with_music(edit.music, alone=edit.music_alone, level=edit.music_volume))
    begin = max(edit.fade_in, edit.sound_fade_in)
    end = max(edit.fade_out, edit.sound_fade_out)
    if begin or end:
        hears.append(faded(begin, end))
    nothing: Hear = as_it_is
    return reduce(heard, hears, nothing)


def _of_music(item: Item, edit: Edit) -> list[str]:
    """What the music is, said as it is: nobody played it."""
    if not edit.music:
        return []
    what = MUSIC[edit.music]
    if item.has_audio and not edit.music_alone:
        return [f"{what} It is quieter while the clip’s own sound is heard."]
    return [what]


def _zoom(
    item: Item, edit: Edit, encoder: Encoder, tick: Tick
) -> tuple[Zoom | None, tuple[str, ...]]:
    """The closer look that is asked for, and what has to be said of where it goes."""
    if edit.zoom == 1.0:
        return None, ()
    start, end = edit.start, min(item.duration, edit.end or item.duration)
    about = edit.zoom_on.strip().lower()
    if about in SIDES:
        aim = side(about, edit.zoom)
    else:
        aim = aimed(item.media, start, end, about, edit.zoom, encoder, lambda: tick(0.0))
    if edit.direction != "forwards":
        # What is named stays where it mostly is: times run another way than the path was found.
        aim = Aim(aim.across.rested(), aim.along.rested(), aim.sure)
    span = (start, end) if edit.zoom_slowly else None
    said: tuple[str, ...] = ()
    if about and about not in SIDES:
        guess = "a guess: nothing stands out as that" if not aim.sure else "found by its looks"
        said = (f"Where “{about}” is, is {guess}; “zoom in on the left” names a side.",)
    return Zoom(edit.zoom, aim.across, aim.along, span), said


def _fade(edit: Edit) -> Fade | None:
    if not (edit.fade_in or edit.fade_out):
        return None
    return Fade(edit.fade_in, edit.fade_out, edit.fade_shade)


def _told(item: Item, edit: Edit) -> list[str]:
    """What has to be said of an edit besides what it is."""
    said = _of_music(item, edit)
    if item.has_audio and not edit.mute and not edit.music_alone:
        said += SOUND_OF.get(edit.direction, ())
    if edit.sharpen or edit.denoise:
        said.append("What was not filmed does not come back by it.")
    if edit.turn in (90, 270):
        said.append("Say “the other way” if it should be turned to the other side.")
    return said


def _of_volume(gain: Gained | None, edit: Edit) -> list[str]:
    """What has to be said of a volume: how much of it there is room for."""
    if gain is None:
        return []
    by = gain.after - gain.before
    if edit.volume > 0 and by < HEARD:
        return ["It was as loud as it can be without distortion, so little more is heard."]
    if edit.volume - by > CLOSE:
        return [f"By {by:.0f} decibels: more would distort."]
    return []


def _heard(item: Item, edit: Edit) -> tuple[Edit, list[str], Gained | None]:
    """An edit without what a clip has no sound for, and words for that; what its volume gains.

    Where music is all that is heard, it is the music that gets louder.
    """
    if edit.music_alone and not item.has_audio:
        edit = replace(edit, music_alone=False)  # there is no sound that it could replace
    volume = 0.0 if edit.mute else edit.volume
    gain = gained(item.media, volume) if volume and item.has_audio else None
    silent = "It is silent" if item.has_audio else "It has no sound"
    said: list[str] = []
    if volume and gain is None and edit.music:
        loud = max(QUIETEST, min(LOUDEST, edit.music_volume + volume))
        edit = replace(edit, volume=0.0, music_volume=loud)
    elif volume and gain is None:
        edit = replace(edit, volume=0.0)
        said.append(f"{silent}, so there is nothing to make louder or quieter.")
    if (edit.sound_fade_in or edit.sound_fade_out) and not (item.has_audio or edit.music):
        edit = replace(edit, sound_fade_in=0.0, sound_fade_out=0.0)
        said.append(f"{silent}, so there is none to fade.")
    return edit, said, gain


def _away(edit: Edit) -> Corner | None:
    """A corner for the label that is not under the words of an edit; ``None``: its usual place,
    below which words at the top begin, so that a label that a source has is not a second one.
    """
    return "top left" if edit.text and edit.position.startswith("bottom") else None
