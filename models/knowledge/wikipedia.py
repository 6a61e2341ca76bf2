"""Wikipedia through its public API: the first sentences of the page that fits best.

One request a question (MediaWiki's action API: a search as generator, extracts and addresses of
what it finds), within a time limit; answers are kept for a day. Without a network it knows nothing,
and asks again only after a while.
"""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.parse
import urllib.request
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from http.client import HTTPException
from typing import Any

from models.knowledge.knowledge import LONGEST, Fact, terms

API = "https://en.wikipedia.org/w/api.php"
AGENT = "GeneRec/0.1 (micro-video chat app; knowledge look-up)"
KEPT, DAY = 500, 86_400.0
REST = 60.0
"""Seconds for which it is left alone after it could not be reached."""
MOST_BYTES = 200_000


class Wikipedia:
    """Asks ``api``; each question takes ``seconds`` at most. Any thread may ask."""

    def __init__(self, api: str = API, seconds: float = 3.0) -> None:
        self.api, self.seconds = api, seconds
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int], tuple[float, tuple[Fact, ...]]] = OrderedDict()
        self._rests = 0.0

    def search(self, query: str, k: int = 3) -> Sequence[Fact]:
        """See :class:`models.knowledge.knowledge.Knowledge`."""
        asked = " ".join(terms(query))[:200]
        if not asked:
            return ()
        now, key = time.monotonic(), (asked, k)
        with self._lock:
            at, kept = self._kept.get(key, (0.0, ()))
            if key in self._kept and now - at < DAY:
                self._kept.move_to_end(key)
                return kept
            if now < self._rests:
                return ()
        try:
            facts = _facts(self._asked(asked, k))
        except (OSError, HTTPException, ValueError, TypeError, RecursionError):
            with self._lock:
                self._rests = time.monotonic() + REST
            return ()
        with self._lock:
            self._kept[key] = (now, facts)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return facts

    def _asked(self, query: str, k: int) -> Any:
        """The API's answer; reading it has the same time limit as the connection."""
        fields = {
            "action": "query", "format": "json", "formatversion": "2", "generator": "search",
            "gsrsearch": query, "gsrlimit": str(k), "prop": "extracts|info|pageprops",
            "ppprop": "disambiguation", "inprop": "url", "exintro": "1", "explaintext": "1",
            "exsentences": "3", "exlimit": "max", "redirects": "1",
        }  # fmt: skip
        url = f"{self.api}?{urllib.parse.urlencode(fields)}"
        request = urllib.request.Request(url, headers={"User-Agent": AGENT})
        until = time.monotonic() + self.seconds
        with urllib.request.urlopen(request, timeout=self.seconds) as answer:
            read = bytearray()
            while piece := answer.read1(16_384):
                read += piece
                if len(read) > MOST_BYTES or time.monotonic() > until:
                    raise ValueError(f"an answer of over {MOST_BYTES} bytes, or too slow a one")
        return json.loads(read)


def _facts(answer: Any) -> tuple[Fact, ...]:
    """The pages of an answer; raises ValueError or TypeError for what is none."""
    if not isinstance(answer, dict):
        raise ValueError("expected a JSON object")
    query = answer.get("query")
    pages = query.get("pages") if isinstance(query, dict) else None
    if not isinstance(pages, list):
        return ()  # nothing was found
    if not all(isinstance(page, Mapping) for page in pages):
        raise ValueError("expected pages that are JSON objects")
    found = []
    for page in sorted(pages, key=lambda one: int(one.get("index", 0))):
        text = " ".join(str(page.get("extract") or "").split())
        title = str(page.get("title", ""))
        if not text or not title or "disambiguation" in page.get("pageprops", {}):
            continue
        url = str(page.get("fullurl", ""))
        found.append(
            Fact(
                text=_without_holes(text)[:LONGEST],
                source=f"Wikipedia: {title}",
                about=title,
                url=url if url.startswith("https://") else "",
            )
        )
    return tuple(found)


def _without_holes(text: str) -> str:
    """Mend brackets that lost what stood in them, such as how a name is spoken."""
    return re.sub(r"\s*\(\s*\)", "", re.sub(r"\(\s*[;,]\s*", "(", text))
