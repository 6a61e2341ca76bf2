"""``python -m tests.browser.serve_roomy …``: ``app.py``, on a machine with much free memory.

Tiny models have the names of large ones, and what those need is asked of the machine: without this
it would hang on what else runs beside the test whether they are loaded.
"""

import runpy
import sys
from pathlib import Path

import psutil

from models.hub import memory

ROOT = Path(__file__).resolve().parents[2]
GB = 1_000_000_000

if __name__ == "__main__":
    true = psutil.virtual_memory
    psutil.virtual_memory = lambda: true()._replace(total=64 * GB, available=60 * GB)
    memory._number = lambda file: None  # of a container's limits
    sys.argv[0] = str(ROOT / "app.py")
    runpy.run_path(sys.argv[0], run_name="__main__")
