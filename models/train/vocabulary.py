"""``python -m models.train.vocabulary``: the words that requests are made of, for the speller.

They are those of the patterns that the reader was trained on (``models/train/phrases``), the
commonest first, and then those that several of the requests to train on have
(``assets/requests/taught.jsonl``) and the reader knows whole: people mistype there, too.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from models.train.phrasebook import PHRASES

ASSETS = Path(__file__).resolve().parents[2] / "assets"
READER = ASSETS / "weights" / "instructor"
REQUESTS = ASSETS / "requests" / "taught.jsonl"
OUT = READER / "words.txt"
SEVERAL = 3
"""Requests that a word has to be in."""
_WORD = re.compile(r"\b[a-z]{4,}\b")


def words(folder: Path = PHRASES, requests: Path | None = None) -> list[str]:
    """Return every word of four letters or more in the patterns, the commonest first.

    ``requests`` is a file of labelled ones, whose common words come last.
    """
    counts: Counter[str] = Counter()
    for file in sorted(folder.glob("*.txt")):
        counts.update(_WORD.findall(file.read_text(encoding="utf-8").lower()))
    found = [word for word, _ in counts.most_common()]
    if requests is None:
        return found
    told = json.loads((READER / "tokenizer.json").read_text(encoding="utf-8"))
    whole, said = told["model"]["vocab"], Counter[str]()
    for line in requests.read_text(encoding="utf-8").splitlines():
        said.update(set(_WORD.findall(json.loads(line)["text"].lower())))
    more = (word for word, count in sorted(said.items(), key=rank) if count >= SEVERAL)
    return found + [word for word in more if word in whole and word not in counts]


def rank(counted: tuple[str, int]) -> tuple[int, str]:
    """The commonest first, and of those the first by letters."""
    return -counted[1], counted[0]


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    made = words(requests=REQUESTS)
    args.out.write_text("\n".join(made) + "\n", encoding="utf-8")
    print(f"{len(made):,} words in {args.out}")


if __name__ == "__main__":
    main()
