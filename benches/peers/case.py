"""Runs one case in this process and prints what it took: `case.py LIBRARY METHOD ROWS FOLDER`."""

from __future__ import annotations

import importlib
import json
import sys
import threading
import time
import warnings
from pathlib import Path

from data import Table

SECONDS = 2.0
"""A case is repeated until this much time has passed."""
FIRST = 50
"""So many results are handed back for comparison."""


def main(library: str, method: str, rows: int, folder: str) -> dict[str, object]:
    """Returns time, memory and the first results of one case."""
    warnings.simplefilter("ignore")
    module = importlib.import_module(f"libraries.with_{library}")
    table = Table(Path(folder) / f"table-{rows}.f64", rows)
    call = getattr(module, method)(table)
    # The first call loads what is loaded once, the second one is watched for memory.
    result = call()
    before = _resident("VmRSS")
    _forget_peak()
    result = call()
    peak = max(0, _resident("VmHWM") - before)
    times: list[float] = []
    while not times or sum(times) < SECONDS:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return {
        "seconds": min(times),
        "calls": len(times),
        "peak_bytes": peak,
        "threads": threading.active_count(),
        "first": [float(value) for value in result[:FIRST]],
    }


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _resident(line: str) -> int:
    for entry in Path("/proc/self/status").read_text().splitlines():
        name, _, value = entry.partition(":")
        if name == line:
            return int(value.split()[0]) * 1024
    return 0


if __name__ == "__main__":
    _, library, method, rows, folder = sys.argv
    print(json.dumps(main(library, method, int(rows), folder)))
