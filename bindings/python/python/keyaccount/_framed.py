"""What the functions over tables have in common: their columns, their counts, and what they return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from narwhals.typing import IntoFrameT

from keyaccount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keyaccount._table import Table
    from keyaccount.models import Provenance


@dataclass(frozen=True)
class Framed(Generic[IntoFrameT]):
    """A table with new columns, and what is needed to compute it again."""

    #: The table, of the same kind as the one that was given.
    frame: IntoFrameT
    #: What it was computed with, as JSON text: the version of the library; id, version and hash of a model.
    provenance_text: str

    @property
    def provenance(self) -> Provenance:
        """Returns what the new columns were computed with, as a typed model."""
        # Imported here because pydantic takes longer to import than all the rest.
        from keyaccount.models import Provenance

        return Provenance.model_validate_json(self.provenance_text)

    def _repr_html_(self) -> str | None:
        render = getattr(self.frame, "_repr_html_", None)
        return render() if render is not None else None


def new_names(table: Table[Any], added: Sequence[str], prefix: str) -> dict[str, str]:
    """Returns the name that each new column gets; none of them is taken."""
    names = {name: prefix + name for name in added}
    taken = sorted(set(names.values()) & set(table.columns))
    if taken:
        raise InputError(
            f"a new column must not be called like one of the frame (got `{taken[0]}`)",
            "column_exists",
            "/frame",
            found=taken[0],
            help="`prefix` stands before the names of new columns",
        )
    return names


def column_names(
    criterion_ids: Sequence[str], present: Sequence[str], given: Mapping[str, str | None]
) -> list[str | None]:
    """Returns the column of each criterion, which is there; `None` where the caller says that there is none."""
    unknown = [criterion for criterion in given if criterion not in criterion_ids]
    if unknown:
        raise InputError(
            f"there is no criterion `{unknown[0]}`",
            "unknown_criterion",
            "/columns",
            found=unknown[0],
            help=f"the criteria are {', '.join(criterion_ids)}",
        )
    names = [given.get(criterion, criterion) for criterion in criterion_ids]
    for criterion, name in zip(criterion_ids, names, strict=True):
        if name is not None and name not in present:
            raise InputError(
                f"the criterion `{criterion}` must have a column (there is no `{name}`)",
                "column_missing",
                "/frame",
                found=name,
                help=f'`columns={{"{criterion}": ...}}` names another column',
            )
    return names


def nulls_and_nans(
    criterion_ids: Sequence[str], absent: Sequence[tuple[int, int]]
) -> tuple[dict[str, int], dict[str, int]]:
    """Returns the nulls and the NaN of each criterion that has any."""
    by_criterion = list(zip(criterion_ids, absent, strict=True))
    return (
        {criterion: nulls for criterion, (nulls, _) in by_criterion if nulls},
        {criterion: nans for criterion, (_, nans) in by_criterion if nans},
    )
