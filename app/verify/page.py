"""The page "Was this made here?": one document with one script, which asks this host alone."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "theme"

ABOUT = """<details><summary>How it is answered</summary>
<p>Four things are looked at: the signed record in the file (C2PA), the invisible mark in its
pictures, its bytes, and what it looks like. <b>Yes</b> needs a signed record, a mark or bytes that
are in this app's registry. <b>Maybe</b> is said where they contradict each other, where a mark
cannot be read, or where it only looks like something from here; a person should look.
<b>Unknown</b> means that nothing was found. A mark can be lost, and other tools leave none of
ours, so it says nothing about who or what made it.</p>
<p>The file is deleted when the answer is there. Nothing about it is kept.</p></details>"""


def render(file_bytes: int) -> str:
    """Return the page; ``file_bytes`` is the largest file taken."""
    style = (ASSETS / "verify.css").read_text(encoding="utf-8")
    script = (ASSETS / "verify.js").read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Was this made here?</title><style>{style}</style></head><body>"
        '<header><a href="./">GeneRec</a></header><main>'
        "<h1>Was this made here?</h1>"
        "<p class=lead>Give a video or a picture, and see whether this app made or edited it.</p>"
        '<label class="drop" id="drop"><input type="file" id="file"'
        ' accept="video/*,image/*"><b>Choose a file</b>'
        f"<span>or drop it here, up to {file_bytes // 2**20} MiB</span></label>"
        '<div id="answer" role="status" aria-live="polite"></div>'
        f"{ABOUT}</main><script>{script}</script></body></html>"
    )
