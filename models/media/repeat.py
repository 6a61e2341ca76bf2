"""A clip several times over in one file: pictures are copied, only sound is encoded anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from models.domain import EMPTY, Tick, no_tick
from models.media import packets
from models.media.audio import RATE, AudioSource, AudioTrack
from models.media.part import part
from models.media.soundtrack import Mixed, whole
from models.media.source import opened
from models.media.write import open_mp4


def repeat(
    path: Path, times: int, metadata: Mapping[str, str] = EMPTY, tick: Tick = no_tick
) -> float:
    """Let a file of :class:`models.media.write.VideoWriter` play ``times`` over, in its own place;
    return how long it is once. Once, it stays as it is.

    ``tick`` is called after each time; what it raises stops the work and leaves the file as it
    was. All of the sound is in memory: 0.4 MB a second. Raises :class:`models.errors.Unavailable`
    when the disk is full.
    """
    with opened(path) as source:
        table, has_audio = packets.read(source), source.audio is not None
    length = table.end
    if times < 2:
        return length
    sound = None
    if has_audio:
        wave = np.zeros((2, round(length * RATE)), np.float32)
        own = whole(AudioSource(path=path, end=length), length)
        wave[:, : own.shape[1]] = own
        sound = Mixed(np.tile(wave, times))
    with part(path) as unfinished, opened(path) as source:
        with open_mp4(unfinished, metadata) as container:
            video = container.add_stream_from_template(source.video)
            track = AudioTrack(container, sound) if sound is not None else None
            try:
                for number in range(times):
                    for packet in source.container.demux(source.video):
                        if packet.pts is None or packet.dts is None or not packet.size:
                            continue  # the last one, which empties the decoder
                        later = round(number * length / source.tick)
                        packet.pts, packet.dts = packet.pts + later, packet.dts + later
                        time = packet.pts * source.tick
                        packet.stream = video
                        container.mux_one(packet)
                        if track is not None:
                            track.write(time)
                    source.container.seek(0)
                    tick((number + 1) / times)
                if track is not None:
                    track.write(times * length)
                    track.close()
            except BaseException:
                if track is not None:
                    track.abandon()
                raise
    return length
