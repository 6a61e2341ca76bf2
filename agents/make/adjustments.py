"""What a chat model, or a rule, may say of an adjustment; the schema is what a model reads."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from models.stylise.caption import Hue


class Timed(BaseModel):
    """For which part of a clip a change is."""

    during: str = Field(
        default="",
        max_length=40,
        description="the part of it that is changed, such as “last 2 s”, “second half” or “2 to "
        "4 s”; empty: all of it",
    )


class Adjustments(Timed):
    """The arguments of ``adjust``, as :class:`models.stylise.edits.Edit` has them."""

    brightness: float = Field(default=0, ge=-1, le=1)
    contrast: float = Field(default=0, ge=-1, le=1)
    saturation: float = Field(default=0, ge=-1, le=1)
    warmth: float = Field(default=0, ge=-1, le=1)
    aspect: Literal["9:16", "4:5", "1:1", "16:9"] | None = None
    fit: Literal["crop", "fill"] = Field(
        default="crop", description="fill: nothing is cut off, the rest is a blur"
    )
    text: str = Field(default="", max_length=200, description="words laid over the picture")
    position: Literal[
        "top", "centre", "bottom", "top-left", "top-right", "bottom-left", "bottom-right"
    ] = "bottom"
    speed: float = Field(default=1, ge=0.25, le=4)
    times: int = Field(
        default=1, ge=1, le=1000, description="how often it plays, one time after the other"
    )
    start: float = Field(default=0, ge=0)
    end: float | None = Field(default=None, gt=0)
    mute: bool = False
    volume: float = Field(
        default=0, ge=-40, le=20, description="decibels: 6 is louder, -6 quieter, -10 half as loud"
    )
    music: Literal["calm", "lively"] | None = Field(
        default=None, description="synthesised music under it; no songs, no instruments"
    )
    music_alone: bool = Field(default=False, description="music in place of its own sound")
    music_volume: float = Field(
        default=0, ge=-40, le=20, description="decibels of the music beside what is usual"
    )
    direction: Literal["forwards", "backwards", "boomerang"] = Field(
        default="forwards", description="boomerang: there and back"
    )
    turn: Literal[0, 90, 180, 270] = Field(default=0, description="degrees clockwise")
    mirror: Literal["across", "down"] | None = Field(
        default=None, description="across: left and right change places; down: above and below"
    )
    fade_in: float = Field(default=0, ge=0, le=10, description="seconds, of picture and sound")
    fade_out: float = Field(default=0, ge=0, le=10, description="seconds, of picture and sound")
    fade_shade: Literal["black", "white"] = "black"
    sound_fade_in: float = Field(default=0, ge=0, le=10, description="seconds, of the sound alone")
    sound_fade_out: float = Field(default=0, ge=0, le=10, description="seconds, of the sound alone")
    zoom: float = Field(default=1, ge=1, le=4, description="times closer")
    zoom_on: str = Field(
        default="",
        max_length=60,
        description="left, right, top, bottom, centre, or what is seen; empty: what stands out",
    )
    zoom_slowly: bool = Field(default=False, description="closer from beginning to end")
    steady: bool = Field(default=False, description="hold a shaky clip steady")
    loop: bool = Field(default=False, description="let its end run over into its beginning")
    sharpen: float = Field(default=0, ge=0, le=1, description="crisper edges")
    denoise: float = Field(default=0, ge=0, le=1, description="less grain in the picture")
    text_size: float = Field(default=1, ge=0.5, le=2, description="times as large as usual")
    text_colour: Hue = "white"
