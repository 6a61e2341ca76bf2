"""Video files: read, sampled, cut, changed and written, with PyAV and nothing outside the process.

::

    source ── packets ── probe            what a file is, or why it is refused
       └── reader ── decode ── sample     pictures out of it (shots: where one scene ends)
    part ── write ── transform            pictures and sound into an MP4
       └── remux ── cut, normalise        the same pictures in another file
    picture, poster, preview              still and small moving pictures

Time is in seconds from the start of the container; a picture is uint8 (h, w, 3), RGB, the way
a player would show it (rotation and pixel shape applied).
"""
