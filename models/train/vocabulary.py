"""``python -m models.train.vocabulary``: the words that requests are made of, for the speller.

They are those of the patterns that the reader was trained on (``models/train/phrases``), the
commonest first; no labelled request is among them.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from models.train.phrasebook import PHRASES

OUT = Path(__file__).resolve().parents[2] / "assets" / "weights" / "instructor" / "words.txt"


def words(folder: Path = PHRASES) -> list[str]:
    """Return every word of four letters or more in the patterns, the commonest first."""
    counts: Counter[str] = Counter()
    for file in sorted(folder.glob("*.txt")):
        counts.update(re.findall(r"\b[a-z]{4,}\b", file.read_text(encoding="utf-8").lower()))
    return [word for word, _ in counts.most_common()]


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    made = words()
    args.out.write_text("\n".join(made) + "\n", encoding="utf-8")
    print(f"{len(made):,} words in {args.out}")


if __name__ == "__main__":
    main()
