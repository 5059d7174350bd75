"""The table that every library ranks: uniform numbers between 1 and 10, ten criteria, three of them costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    import polars

CRITERIA = 10
COSTS = (2, 5, 8)
WEIGHTS = tuple(float(index + 1) for index in range(CRITERIA))
"""Points; a library that wants shares divides them by their sum."""
INDIFFERENCE, PREFERENCE = 0.5, 3.0
"""The thresholds q and p of the linear preference function."""


@dataclass(frozen=True)
class Table:
    """A table of doubles on disk, column after column, as `numpy.ndarray.tobytes` writes it."""

    path: Path
    rows: int

    @classmethod
    def make(cls, folder: Path, rows: int) -> Table:
        """Returns the table with so many rows, written once."""
        import numpy

        table = cls(folder / f"table-{rows}.f64", rows)
        if not table.path.exists():
            numbers = numpy.random.default_rng(20260131).uniform(1.0, 10.0, (CRITERIA, rows))
            table.path.write_bytes(numbers.tobytes())
        return table

    @cached_property
    def columns(self) -> numpy.ndarray:
        """Returns the numbers, one row of the array per criterion."""
        import numpy

        return numpy.fromfile(self.path).reshape(CRITERIA, self.rows)

    @cached_property
    def matrix(self) -> numpy.ndarray:
        """Returns the numbers as the peers want them: one row per alternative, rows next to each other in memory."""
        import numpy

        return numpy.ascontiguousarray(self.columns.T)

    @cached_property
    def frame(self) -> polars.DataFrame:
        """Returns the numbers as a frame with the columns `c0` to `c9`."""
        import polars

        return polars.DataFrame({f"c{index}": column for index, column in enumerate(self.columns)})

    @cached_property
    def shares(self) -> numpy.ndarray:
        """Returns the weights divided by their sum."""
        import numpy

        return numpy.array(WEIGHTS) / sum(WEIGHTS)

    @cached_property
    def signs(self) -> numpy.ndarray:
        """Returns 1 for a benefit and -1 for a cost."""
        import numpy

        return numpy.array([-1 if index in COSTS else 1 for index in range(CRITERIA)])
