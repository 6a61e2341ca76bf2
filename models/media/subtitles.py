"""What is said on a video, as text beside the pictures: a track inside an MP4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from av.container import OutputContainer
from av.packet import Packet
from av.subtitles.codeccontext import SubtitleCodecContext

_MILLISECONDS = Fraction(1, 1000)

_HEADER = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Alignment
Style: Default,Sans,16,&Hffffff,2

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""FFmpeg's encoder of text wants a style; players use their own."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words on the screen from ``start`` until before ``end``, seconds."""

    start: float
    end: float
    text: str


class SubtitleTrack:
    """A text track (mov_text, 3GPP TS 26.245) in an MP4 being written; browsers ignore it.

    Without words there is no track.
    """

    def __init__(self, container: OutputContainer, cues: Sequence[Cue]) -> None:
        self._container = container
        self._waiting = [cue for cue in cues if cue.text.strip() and cue.end > cue.start]
        if not self._waiting:
            return
        self._stream = container.add_stream("mov_text")
        self._stream.metadata["language"] = "eng"
        self._stream.time_base = _MILLISECONDS
        context = self._stream.codec_context
        if not isinstance(context, SubtitleCodecContext):
            raise TypeError(f"got {context!r} for mov_text, expected a codec of subtitles")
        context.subtitle_header = _HEADER

    def write(self, until: float) -> None:
        """Write what begins up to a moment, so that all tracks advance side by side."""
        while self._waiting and self._waiting[0].start <= until:
            cue = self._waiting.pop(0)
            text = cue.text.strip().encode()[:65_535]
            packet = Packet(len(text).to_bytes(2, "big") + text)
            packet.pts = packet.dts = round(cue.start * 1000)
            packet.duration = round((cue.end - cue.start) * 1000)
            packet.time_base = _MILLISECONDS
            packet.stream = self._stream
            self._container.mux_one(packet)
