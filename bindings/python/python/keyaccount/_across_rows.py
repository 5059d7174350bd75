"""Tables whose rows are compared with each other: second opinions, and weights from the data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from narwhals.typing import IntoFrameT

from keyaccount import _core, _request
from keyaccount._framed import Framed, column_names, new_names, nulls_and_nans
from keyaccount._table import Table
from keyaccount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal

    from keyaccount.models import DataWeights, Provenance
    from keyaccount.types import Document, Structure


@dataclass(frozen=True)
class Compromise:
    """The rows that VIKOR proposes."""

    #: On what ground: both conditions hold, the leader does not lead by S or R, or the advantage is too small.
    outcome: Literal["accepted_alone", "first_two", "near_the_leader"]
    #: The rows proposed, counted from 0, best first.
    rows: tuple[int, ...]
    #: Q of the second less Q of the leader; `None` where all rows share the first place.
    advantage: float | None
    #: The advantage that is asked for, 1 / (n - 1); `None` for a single row.
    required_advantage: float | None
    #: Whether the advantage is large enough; it is where there is no second.
    advantage_holds: bool
    #: The measures besides Q by which the leader leads.
    also_leads_by: tuple[Literal["s", "r"], ...]


@dataclass(frozen=True)
class RankSummary:
    """What a second opinion says of all rows together, and what was counted; what only other methods say is `None`."""

    #: The rows of the table.
    rows: int
    #: The rows that were left out because a cell is missing; their new cells are null.
    left_out_rows: int
    #: The nulls of each criterion that has any.
    nulls: Mapping[str, int]
    #: The NaN of each criterion that has any.
    nans: Mapping[str, int]
    #: Whether higher or lower measures are better in this method.
    better: Literal["higher", "lower"]
    #: The difference of measures that means nothing, rounding apart; ties are judged with it.
    resolution: float
    #: The part of the weight of each criterion, between 0 and 1; all add up to 1.
    shares: Mapping[str, float]
    #: The criteria with weight in which all rows are equal, so that they tell none of them apart.
    constant_criterion_ids: tuple[str, ...]
    #: TOPSIS: the rows that stand at the best and at the worst at once, whose closeness counts as 0.5.
    undecided_rows: int | None = None
    #: VIKOR: the halves of Q that were left out, because all rows are equal in them.
    dropped_halves: tuple[Literal["s", "r"], ...] | None = None
    #: VIKOR: the rows that the method proposes, and why; `None` where there are no rows.
    compromise: Compromise | None = None
    #: SPOTIS: the cells beyond an anchor that counted as the anchor.
    clipped_cells: int | None = None
    #: PROMETHEE I: the pairs of rows that it refuses to order, the one with the higher net flow first; `None` for more
    #: than 200 rows.
    incomparable: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True)
class RankedFrame(Framed[IntoFrameT]):
    """A table with the measures of a second opinion, and what the method says of all rows together."""

    summary: RankSummary


@dataclass(frozen=True)
class FrameWeights:
    """The weights that the columns of a table suggest, beside the judged ones."""

    #: The rows of the table.
    rows: int
    #: The rows that were left out because a cell is missing.
    left_out_rows: int
    #: The nulls of each criterion that has any.
    nulls: Mapping[str, int]
    #: The NaN of each criterion that has any.
    nans: Mapping[str, int]
    #: The part of the weight that the data suggest for each criterion, between 0 and 1; all add up to 1. Empty where
    #: undefined.
    shares: Mapping[str, float]
    #: Why there are no weights: too few rows, no spread, or criteria that all move together; `None` where there are.
    undefined: Literal["too_few_rows", "no_spread", "no_conflict"] | None
    #: The whole answer as JSON text.
    answer_text: str
    #: The version of the library, as JSON text.
    provenance_text: str

    @property
    def answer(self) -> DataWeights:
        """Returns what was measured on each criterion, as the typed model that `keyaccount.score.data_weights` has."""
        # Imported here because pydantic takes longer to import than all the rest.
        from keyaccount.models import DataWeights

        return DataWeights.model_validate_json(self.answer_text)

    @property
    def provenance(self) -> Provenance:
        """Returns what the weights were computed with, as a typed model."""
        from keyaccount.models import Provenance

        return Provenance.model_validate_json(self.provenance_text)


def rank(
    frame: IntoFrameT,
    *,
    criteria: Document,
    method: Literal["worst_of"] | Structure,
    columns: Mapping[str, str] | None = None,
    rank: bool = True,
    missing: Literal["refuse", "leave_out"] = "refuse",
    prefix: str = "",
) -> RankedFrame[IntoFrameT]:
    """In which order does another method put the rows?

    Adds the measures of the method, the one that ranks last: `worst_value`; `product`; `joint` (WASPAS); `closeness`
    (TOPSIS); `s`, `r` and `q` (VIKOR); `distance` (SPOTIS); `positive_flow`, `negative_flow` and `net_flow` (PROMETHEE).
    They are those of `keyaccount.score.rank` for the same accounts in ascending order of their ids, to the last bit.
    Formulas and sources stand beside each method in the documentation of the Rust module `scoring::second_opinion`.

    A column of 64-bit floats in one piece and without nulls is read where it lies; one in several pieces, or with nulls,
    is copied once into one. Methods on fixed anchors compute one more column per criterion that has anchors.

    Arguments:
        frame: The table, one account per row. A lazy one is computed and becomes lazy again; a DuckDB relation
            comes back on the default connection.
        criteria: The criteria by id, such as `{"growth": {"better": "higher", "weight": 3}, "effort": {"better":
            "lower", "weight": 1}}`. Either all have a weight or none; then all count alike. `anchors`, such as
            `{"worst": 0, "best": 20}`, turn cells into values between 0 and 1 for `worst_of` and the forms with
            `anchors`, which take the cells as such values otherwise; SPOTIS needs them. A cell beyond them is refused
            unless `outside` is `clip`.
        method: The method, as for `keyaccount.score.rank`: `"worst_of"`, or its name with its options, such as
            `{"topsis": {}}`.
        columns (optional): The column of each criterion whose column is not called by its id.
        rank: Adds `rank`: 1, 1, 3 where two tie for the first. It sorts, which takes longer than most methods.
        missing: What happens to a row with a null or NaN: `refuse` it, or `leave_out` the row, whose new cells are null.
        prefix: Stands before the name of each new column.

    Returns:
        The table with its new columns, and what the method says of all rows together.

    Raises:
        keyaccount.InputError: Criteria or method are faulty, a column is missing or holds no numbers, or the method
            cannot use a cell; row and criterion are named, rows counted from 0.
    """
    table, read = Table(frame), _criteria(criteria)
    method_text = _request.value_text(method, "/method")
    names = new_names(table, read.added(method_text, rank=rank), prefix)
    parts, indexes = _parts(table, read.ids, columns or {})
    batches, absent, text = read.rank(parts, indexes, method_text, leave_out=_leaves_out(missing), rank=rank)
    return RankedFrame(
        table.with_columns(batches, names).native(), read.provenance, _summary(read.ids, absent, json.loads(text))
    )


def weights(
    frame: IntoFrameT,
    *,
    criteria: Document,
    method: Literal["entropy", "critic", "merec"] | Structure,
    columns: Mapping[str, str] | None = None,
    missing: Literal["refuse", "leave_out"] = "refuse",
) -> FrameWeights:
    """Which criteria tell the rows apart, beside the judged weights?

    The weights measure how far the data spread, not what matters to the business. They are those of
    `keyaccount.score.data_weights` for the same accounts in ascending order of their ids, to the last bit. Formulas and
    sources stand in the documentation of the Rust type `scoring::data_weights::DataWeightMethod`. Columns are read as
    for `rank`.

    Arguments:
        frame: The table, one account per row; see `rank`.
        criteria: The criteria by id, such as `{"growth": {"better": "higher"}}`; see `rank`. The weights are the judged
            ones, which stand beside those of the data.
        method: The method, as for `keyaccount.score.data_weights`: `"entropy"`, `"critic"`, `"merec"` or
            `{"standard_deviation": "normalised"}`.
        columns (optional): The column of each criterion whose column is not called by its id.
        missing: What happens to a row with a null or NaN: `refuse` it, or `leave_out` the row.

    Returns:
        The weights, and what was measured on each criterion.

    Raises:
        keyaccount.InputError: As for `rank`.
    """
    table, read = Table(frame), _criteria(criteria)
    parts, indexes = _parts(table, read.ids, columns or {})
    method_text = _request.value_text(method, "/method")
    absent, text = read.data_weights(parts, indexes, method_text, leave_out=_leaves_out(missing))
    answer = json.loads(text)
    shares = {entry["criterion_id"]: entry.get("data_share") for entry in answer["criteria"]}
    nulls, nans = nulls_and_nans(read.ids, absent[2])
    return FrameWeights(
        rows=absent[0],
        left_out_rows=absent[1],
        nulls=nulls,
        nans=nans,
        shares={} if "undefined" in answer else shares,
        undefined=answer.get("undefined"),
        answer_text=text,
        provenance_text=read.provenance,
    )


def _criteria(criteria: Document) -> _core.Criteria:
    given = _request.document(criteria)
    text = given if isinstance(given, str) else _request.value_text(given, "/criteria")
    try:
        return _core.Criteria(text)
    except UnicodeEncodeError as error:
        raise _request.not_unicode(error, "/criteria") from None


def _leaves_out(missing: str) -> bool:
    if missing not in ("refuse", "leave_out"):
        message = f"missing must be `refuse` or `leave_out` (got `{missing}`)"
        raise InputError(message, "missing", "/missing", found=str(missing), expected="`refuse` or `leave_out`")
    return missing == "leave_out"


def _parts(
    table: Table[Any], criterion_ids: Sequence[str], given: Mapping[str, str]
) -> tuple[list[_core.Numbers], list[int]]:
    """Returns the columns to read and, per criterion, the index of its column among them."""
    names = [name for name in column_names(criterion_ids, table.columns, given) if name is not None]
    if len(names) < len(criterion_ids):
        message = "every criterion must have a column (got `None`)"
        raise InputError(message, "column_missing", "/columns", found="None", expected="the name of a column")
    used = list(dict.fromkeys(names))
    numbers = table.numbers(used)
    # In one stream, a column in one piece is cut where another one is.
    parts = [numbers] if numbers.chunks < 2 else [table.numbers([name]) for name in used]
    return parts, [used.index(name) for name in names]


def _summary(
    criterion_ids: Sequence[str], absent: tuple[int, int, Sequence[tuple[int, int]]], findings: dict[str, Any]
) -> RankSummary:
    nulls, nans = nulls_and_nans(criterion_ids, absent[2])
    return RankSummary(
        rows=absent[0],
        left_out_rows=absent[1],
        nulls=nulls,
        nans=nans,
        better=findings["better"],
        resolution=findings["resolution"],
        shares={weight["criterion_id"]: weight["share"] for weight in findings["weights"]},
        constant_criterion_ids=tuple(findings["constant_criterion_ids"]),
        undecided_rows=findings.get("undecided_rows"),
        dropped_halves=None if "dropped_halves" not in findings else tuple(findings["dropped_halves"]),
        compromise=_compromise(findings.get("compromise")),
        clipped_cells=findings.get("clipped_cells"),
        incomparable=_pairs(findings.get("incomparable")),
    )


def _compromise(found: dict[str, Any] | None) -> Compromise | None:
    if found is None:
        return None
    return Compromise(
        outcome=found["outcome"],
        rows=tuple(found["rows"]),
        advantage=found.get("advantage"),
        required_advantage=found.get("required_advantage"),
        advantage_holds=found["advantage_holds"],
        also_leads_by=tuple(found["also_leads_by"]),
    )


def _pairs(found: list[list[int]] | None) -> tuple[tuple[int, int], ...] | None:
    return None if found is None else tuple((row, other) for row, other in found)
