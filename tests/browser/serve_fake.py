"""``python -m tests.browser.serve_fake PORT HOME [CLIP …]``: the page over the fake service."""

import json
import sys
from pathlib import Path

from app.ui.fake_service import FakeService, tiny_clip
from app.ui.site import Site
from models.domain import FeedbackKind

RECORDED = "recorded.jsonl"
NAMES = ("blue boat", "old dog", "red kite", "slow train")


class RecordingService(FakeService):
    """Writes down what it is told, so that a test in another process can read it."""

    def feedback(
        self, user: str, item_id: str, kind: FeedbackKind, value: float | None, text: str = ""
    ) -> None:
        super().feedback(user, item_id, kind, value, text)
        line = {"user": user, "item": item_id, "kind": kind, "value": value, "text": text}
        with (self.home / RECORDED).open("a") as file:
            file.write(json.dumps(line) + "\n")


def main(port: str, home: str, *clips: str) -> None:
    folder = Path(home)
    paths = [Path(clip) for clip in clips]
    paths = paths or [tiny_clip(folder / f"{name}.mp4", seconds=1.5) for name in NAMES]
    service = RecordingService(folder, paths, warm_seconds=0.5)
    Site(service, folder).serve("127.0.0.1", int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])
