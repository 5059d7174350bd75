"""
The compiled part of keyaccount: JSON text in, JSON text out; columns of numbers in, columns out.
"""

from _typeshed import SupportsGetItem
from typing import Any, Final, SupportsIndex, final

__all__ = ["VERSION", "Batches", "Criteria", "Numbers", "Scorer", "call", "check_json", "operations"]

VERSION: Final[str]
"""
The version of the library and of the package.
"""

@final
class Batches:
    """
    New columns, chunk by chunk; any library that reads Arrow streams takes them.
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> "object":
        """
        Returns the columns as an Arrow stream; every call returns a new one.
        """

@final
class Criteria:
    """
    The criteria of a table whose rows are compared with each other.
    """
    def __new__(cls, /, criteria: str) -> Criteria:
        """
        Checks criteria, given as the JSON text of an object by id.
        """
    def added(self, /, method: str, *, rank: bool) -> list[str]:
        """
        Returns the names of the columns that `rank` adds with a method, given as JSON text, in order.
        """
    def data_weights(self, /, parts: SupportsGetItem[int, Numbers], columns: SupportsGetItem[int, SupportsIndex], method: str, *, leave_out: bool) -> tuple[tuple[int, int, list[tuple[int, int]]], str]:
        """
        Returns what was absent, as `rank` counts it, and the JSON text of the weights that the data suggest.
        """
    @property
    def ids(self, /) -> list[str]:
        """
        The ids of the criteria, in ascending order.
        """
    @property
    def provenance(self, /) -> str:
        """
        The JSON text of what is computed with.
        """
    def rank(self, /, parts: SupportsGetItem[int, Numbers], columns: SupportsGetItem[int, SupportsIndex], method: str, *, leave_out: bool, rank: bool) -> tuple[Batches, tuple[int, int, list[tuple[int, int]]], str]:
        """
        Ranks every row and returns the new columns, what was absent, and the JSON text of what the method says of all
        rows together. Absent are counted: rows, rows left out, and per criterion nulls and NaN.

        `columns` gives, per criterion in the order of the ids, the index of its column among those of all parts.
        """

@final
class Numbers:
    """
    Columns of numbers, as they lie in the memory of whoever made them.
    """
    def __new__(cls, /, pieces: SupportsGetItem[int, Any]) -> Numbers:
        """
        Reads the pieces of a table, one below the other; their columns are the same, all of 64-bit floats.
        """
    @property
    def addresses(self, /) -> list[list[int]]:
        """
        The addresses of the numbers, chunk by chunk and column by column: proof that nothing was copied.
        """
    @property
    def chunks(self, /) -> int:
        """
        The number of pieces in which the columns come.
        """
    @property
    def rows(self, /) -> int:
        """
        The number of rows.
        """

@final
class Scorer:
    """
    A score model that scores tables.
    """
    def __new__(cls, /, model: str | None, ready_model: str | None) -> Scorer:
        """
        Compiles a model, given as JSON text or by the name of a ready one.
        """
    def added(self, /, *, coverage: bool, interval: bool, contributions: bool, rank: bool) -> list[str]:
        """
        Returns the names of the columns that `score` adds, in order.
        """
    @property
    def criterion_ids(self, /) -> list[str]:
        """
        The ids of the criteria, in the order of the model.
        """
    @property
    def provenance(self, /) -> str:
        """
        The JSON text of what the scores are computed with.
        """
    def score(self, /, numbers: Numbers, columns: SupportsGetItem[int, SupportsIndex | None], *, coverage: bool, interval: bool, contributions: bool, rank: bool, progress: Any | None) -> tuple[Batches, tuple[int, int, int, int, list[tuple[int, int]]]]:
        """
        Scores every row and returns the new columns with what was counted: rows, rows without a score, rows with an
        absent value, values beyond an anchor, and per criterion nulls and NaN.

        `columns` gives, per criterion in the order of the model, the index of its column; a criterion without one is
        missing in every row. `progress` is called with the number of rows done; `False` stops.
        """
    def top(self, /, numbers: Numbers, columns: SupportsGetItem[int, SupportsIndex | None], places: SupportsIndex, *, progress: Any | None) -> tuple[list[int], list[int], int, tuple[int, int, int, int, list[tuple[int, int]]]]:
        """
        Returns the `places` best rows and those that tie with the last of them, best first, with their ranks, the number
        of rows that tie at the line, and what was counted in all rows.
        """

def call(name: str, request: str) -> str:
    """
    Returns the answer text of the operation called `name` to the request text.
    """

def check_json(text: str, path: str) -> None:
    """
    Raises an error unless the text is exactly one JSON value, which may then stand at `path` in a request as it is.
    """

def operations() -> list[tuple[str, str]]:
    """
    Returns the name and the question of every operation, by name in ascending order.
    """
