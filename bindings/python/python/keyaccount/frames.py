"""Accounts that come as rows of a table: pandas, polars (eager or lazy), pyarrow, DuckDB.

`score` and `top` give the headline score, `rank` a second opinion, `weights` the weights that the data suggest. The
table keeps its kind, its rows and all its columns; the numbers are those of the operations in `keyaccount.score` to the
last bit. Null and NaN both mean missing: a score model says what a missing value counts, the methods that compare whole
rows refuse it or leave the row out, and the summary says how many there were. Columns of 64-bit floats are read where they
lie, without a copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from narwhals.typing import IntoFrameT

from keyaccount import _core, _request
from keyaccount._across_rows import Compromise, FrameWeights, RankedFrame, RankSummary, rank, weights
from keyaccount._framed import Framed, column_names, new_names, nulls_and_nans
from keyaccount._table import Table
from keyaccount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from keyaccount.types import Document

__all__ = [
    "Compromise",
    "FrameWeights",
    "RankSummary",
    "RankedFrame",
    "ScoredFrame",
    "Summary",
    "TopFrame",
    "rank",
    "score",
    "top",
    "weights",
]


@dataclass(frozen=True)
class Summary:
    """What was counted while the rows were scored."""

    #: The rows of the table.
    rows: int
    #: The rows without a score, because no criterion counts.
    unscored_rows: int
    #: The rows with a missing value.
    partial_rows: int
    #: The values beyond an anchor that counted as the anchor.
    clipped_values: int
    #: The nulls of each criterion that has any.
    nulls: Mapping[str, int]
    #: The NaN of each criterion that has any; a criterion without a column has neither.
    nans: Mapping[str, int]


@dataclass(frozen=True)
class ScoredFrame(Framed[IntoFrameT]):
    """A table with new columns, what was counted, and what is needed to compute it again."""

    summary: Summary


@dataclass(frozen=True)
class TopFrame(ScoredFrame[IntoFrameT]):
    """The best rows of a table; the summary speaks of all rows."""

    #: The number of rows that share the last rank where they are more than the places left for them, else 0.
    tied_at_line: int


def score(
    frame: IntoFrameT,
    *,
    model: Document | None = None,
    ready_model: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    coverage: bool = False,
    interval: bool = False,
    contributions: bool = False,
    rank: bool = False,
    prefix: str = "",
    progress: Callable[[int], object] | None = None,
) -> ScoredFrame[IntoFrameT]:
    """How does each row score?

    Adds the column `score`, null where no criterion counts. A model with gates adds `final_score` (after its caps)
    and `excluded` as well.

    Arguments:
        frame: The table, one account per row. A lazy one is computed and becomes lazy again; a DuckDB relation
            comes back on the default connection.
        model (optional): The score model; leave it out to use a ready one.
        ready_model (optional): The name of a ready score model, such as `ranking-1-to-10`.
        columns (optional): The column of each criterion whose column is not called by its id; `None` for a criterion
            without a column, which is then missing in every row.
        coverage: Adds `known_share`, the share of the weight with a known value.
        interval: Adds `low` and `high`, the final score with everything missing at its worst and at its best.
        contributions: Adds `points_` and the id for each criterion: the points that it gave.
        rank: Adds `rank`: 1, 1, 3 where two tie for the first, null for rows that a gate excludes or without a score.
        prefix: Stands before the name of each new column.
        progress (optional): Called with the number of rows done, every 65,536 rows; `False` stops.

    Returns:
        The table with its new columns, and what was counted.

    Raises:
        keyaccount.InputError: The model is faulty, a column is missing or holds no numbers, or a value is refused;
            row and criterion are named, rows counted from 0.
        keyaccount.StoppedError: `progress` returned `False`.
    """
    table, scorer = Table(frame), _scorer(model, ready_model)
    wanted: Any = {"coverage": coverage, "interval": interval, "contributions": contributions, "rank": rank}
    names = new_names(table, scorer.added(**wanted), prefix)
    used, indexes = _columns(scorer.criterion_ids, table.columns, columns or {})
    batches, counts = scorer.score(table.numbers(used), indexes, progress=progress, **wanted)
    scored = table.with_columns(batches, names)
    return ScoredFrame(scored.native(), scorer.provenance, _summary(scorer, counts))


def top(
    frame: IntoFrameT,
    places: int,
    *,
    model: Document | None = None,
    ready_model: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    coverage: bool = False,
    interval: bool = False,
    contributions: bool = False,
    prefix: str = "",
    progress: Callable[[int], object] | None = None,
) -> TopFrame[IntoFrameT]:
    """Which rows score best?

    Returns the rows whose rank is at most `places`, best first, and in the order of the table where scores are equal:
    as many rows, and all that tie with the last of them. All rows are scored, few are sorted. Adds the column `rank`
    and those of `score`.

    Arguments:
        frame: The table, one account per row; see `score`.
        places: The number of rows wanted, at least 0.
        model (optional): The score model; leave it out to use a ready one.
        ready_model (optional): The name of a ready score model, such as `ranking-1-to-10`.
        columns (optional): The column of each criterion whose column is not called by its id; see `score`.
        coverage: Adds `known_share`; see `score`.
        interval: Adds `low` and `high`; see `score`.
        contributions: Adds `points_` and the id for each criterion; see `score`.
        prefix: Stands before the name of each new column.
        progress (optional): Called with the number of rows done, every 65,536 rows; `False` stops.

    Returns:
        The best rows, the number of those that tie at the line, and what was counted in all rows.

    Raises:
        keyaccount.InputError: As for `score`, or `places` is negative.
        keyaccount.StoppedError: `progress` returned `False`.
    """
    if places < 0:
        message = f"places must be at least 0 (got {places})"
        raise InputError(message, "places", "/places", found=str(places), expected="at least 0")
    table, scorer = Table(frame), _scorer(model, ready_model)
    wanted: Any = {"coverage": coverage, "interval": interval, "contributions": contributions, "rank": False}
    names = new_names(table, ["rank", *scorer.added(**wanted)], prefix)
    used, indexes = _columns(scorer.criterion_ids, table.columns, columns or {})
    rows, ranks, tied_at_line, counts = scorer.top(table.numbers(used), indexes, places, progress=progress)
    best = table.rows(rows)
    batches, _ = scorer.score(best.numbers(used), indexes, progress=None, **wanted)
    best = best.with_whole_numbers(names.pop("rank"), ranks).with_columns(batches, names)
    return TopFrame(best.native(), scorer.provenance, _summary(scorer, counts), tied_at_line)


def _scorer(model: Document | None, ready_model: str | None) -> _core.Scorer:
    given = _request.document(model)
    text = given if given is None or isinstance(given, str) else _request.value_text(given, "/model")
    try:
        return _core.Scorer(text, ready_model)
    except UnicodeEncodeError as error:
        raise _request.not_unicode(error) from None


def _columns(
    criterion_ids: Sequence[str], present: Sequence[str], given: Mapping[str, str | None]
) -> tuple[list[str], list[int | None]]:
    """Returns the columns to read and, per criterion, the index of its column among them."""
    names = column_names(criterion_ids, present, given)
    used = list(dict.fromkeys(name for name in names if name is not None))
    if not used:
        raise InputError("at least one criterion must have a column", "column_missing", "/columns")
    return used, [None if name is None else used.index(name) for name in names]


def _summary(scorer: _core.Scorer, counts: tuple[int, int, int, int, Sequence[tuple[int, int]]]) -> Summary:
    rows, unscored_rows, partial_rows, clipped_values, absent = counts
    nulls, nans = nulls_and_nans(scorer.criterion_ids, absent)
    return Summary(
        rows=rows,
        unscored_rows=unscored_rows,
        partial_rows=partial_rows,
        clipped_values=clipped_values,
        nulls=nulls,
        nans=nans,
    )
