"""A caller's table: numbers out of it, new columns into it, and the caller's kind of table back."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Generic, cast

import narwhals as nw
from narwhals.typing import IntoFrameT

from keyaccount import _core
from keyaccount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Table(Generic[IntoFrameT]):
    """A table of pandas, polars (eager or lazy), pyarrow or DuckDB.

    A lazy one is computed once, whole, when this is made; its kind is remembered.
    """

    def __init__(self, frame: IntoFrameT) -> None:
        try:
            found: Any = nw.from_native(cast("Any", frame))
        except TypeError:
            kind = type(frame).__name__
            raise InputError(
                f"a frame must be a table of pandas, polars, pyarrow or DuckDB (got a {kind})",
                "frame_kind",
                "/frame",
                found=kind,
            ) from None
        self._keeps_wrapper = isinstance(frame, (nw.DataFrame, nw.LazyFrame))
        self._lazy_kind: nw.Implementation | None = None
        if isinstance(found, nw.LazyFrame):
            self._lazy_kind = found.implementation
            found = found.collect()
        self._frame: nw.DataFrame[Any] = found

    def numbers(self, columns: Sequence[str]) -> _core.Numbers:
        """Returns columns as 64-bit floats; those that are such floats already are not copied."""
        schema = self._frame.schema
        for column in columns:
            dtype = schema[column]
            if not dtype.is_numeric():
                raise InputError(
                    f"the column `{column}` must hold numbers (got {dtype})",
                    "column_type",
                    "/frame",
                    found=str(dtype),
                    expected="numbers",
                )
        if self._frame.implementation.is_pandas():
            return _core.Numbers([self._arrays_of_pandas(columns)])
        # Columns are picked without an expression where none is cast: on small tables expressions take longer than scores.
        chosen = self._frame[list(columns)]
        others = [column for column in columns if schema[column] != nw.Float64]
        if others:
            chosen = chosen.with_columns(nw.col(*others).cast(nw.Float64))
        return _core.Numbers(_pieces(chosen))

    @property
    def columns(self) -> list[str]:
        """Returns the names of the columns."""
        return self._frame.columns

    def with_columns(self, batches: object, names: Mapping[str, str]) -> Table[IntoFrameT]:
        """Returns the table with new columns at its end, under the names that `names` gives them."""
        new = nw.from_arrow(cast("Any", batches), backend=self._frame.implementation)
        return self._like(self._frame.with_columns(*(new.get_column(old).alias(name) for old, name in names.items())))

    def with_whole_numbers(self, name: str, numbers: Sequence[int]) -> Table[IntoFrameT]:
        """Returns the table with a new column of whole numbers at its end."""
        new = nw.new_series(name, numbers, nw.UInt32, backend=self._frame.implementation)
        return self._like(self._frame.with_columns(new))

    def rows(self, rows: Sequence[int]) -> Table[IntoFrameT]:
        """Returns the table with these rows alone, in this order."""
        return self._like(self._frame[list(rows), :])

    def native(self) -> IntoFrameT:
        """Returns the table in the caller's kind."""
        frame: nw.DataFrame[Any] | nw.LazyFrame[Any] = self._frame
        if self._lazy_kind is not None:
            frame = self._frame.lazy(backend=cast("Any", self._lazy_kind))
        return cast("IntoFrameT", frame if self._keeps_wrapper else frame.to_native())

    def _arrays_of_pandas(self, columns: Sequence[str]) -> Any:
        # pandas itself would copy every column on the way to Arrow; its arrays go there as they are, NaN included.
        import pyarrow as pa

        arrays = [pa.array(self._frame.get_column(column).cast(nw.Float64).to_numpy()) for column in columns]
        return pa.Table.from_arrays(arrays, list(columns))

    def _like(self, frame: nw.DataFrame[Any]) -> Table[IntoFrameT]:
        other = object.__new__(type(self))
        other._frame, other._lazy_kind, other._keeps_wrapper = frame, self._lazy_kind, self._keeps_wrapper
        return other


def _pieces(frame: nw.DataFrame[Any]) -> list[Any]:
    """Returns the table as one stream of chunks, or as several where its library would join them by a copy."""
    native = frame.to_native()
    if not frame.implementation.is_polars() or native.n_chunks("all") == [1] * native.width:
        return [native]
    ends = sorted({end for column in native for end in accumulate(column.chunk_lengths()) if end})
    return [native.slice(start, end - start) for start, end in zip([0, *ends], ends, strict=False)] or [native]
