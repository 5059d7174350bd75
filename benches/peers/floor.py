"""Prints how many bytes a second one thread moves, on arrays of half a gigabyte."""

from __future__ import annotations

import json
import time

import numpy

DOUBLES = 64 * 1024 * 1024
CALLS = 5


def best(call) -> float:
    """Returns the shortest of several calls in seconds."""
    times = []
    for _ in range(CALLS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


source, target = numpy.ones(DOUBLES), numpy.zeros(DOUBLES)
copied = best(lambda: numpy.copyto(target, source))
read = best(lambda: numpy.max(source))
print(json.dumps({"copy_bytes_per_second": 2 * source.nbytes / copied, "read_bytes_per_second": source.nbytes / read}))
