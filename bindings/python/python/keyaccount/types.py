"""The types that stand in signatures."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol, TypeAlias


class Model(Protocol):
    """A pydantic model."""

    def model_dump(self, *, by_alias: bool, exclude_none: bool) -> dict[str, Any]:
        """Returns the fields as plain Python values."""


#: A document where a text would be a value of its own, such as the name of a method.
Structure: TypeAlias = Mapping[str, Any] | Sequence[Any] | Model
#: A document: its JSON text, a mapping, a list, or a pydantic model. Text keeps every digit of an amount.
Document: TypeAlias = str | Structure
#: A date, as such or as text such as `2026-01-31`.
Date: TypeAlias = datetime.date | str
#: An exact number; text and `Decimal` keep every digit.
Exact: TypeAlias = Decimal | str | int | float
#: A number that the library reads as a float.
Number: TypeAlias = float | Decimal
