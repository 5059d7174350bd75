"""Calling an operation, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final, Generic, NamedTuple, TypeVar, cast

from keyaccount import _core, _request

AnswerT = TypeVar("AnswerT")
ProvenanceT = TypeVar("ProvenanceT")


class Operation(NamedTuple):
    """A question that the library answers."""

    #: The name, `area.operation`; the function is `keyaccount.area.operation`.
    name: str
    #: The question in one sentence.
    summary: str


class Reply(Generic[AnswerT, ProvenanceT]):
    """An answer, and what is needed to reproduce it."""

    #: The exact text that the library wrote; the same bytes in every language.
    text: Final[str]
    #: The name of the operation that was asked.
    operation: Final[str]

    def __init__(self, text: str, operation: str) -> None:
        self.text = text
        self.operation = operation

    @property
    def answer(self) -> AnswerT:
        """Returns the answer as a typed model."""
        return cast("AnswerT", self._model.answer)

    @property
    def provenance(self) -> ProvenanceT:
        """Returns what the answer was computed with, as a typed model."""
        return cast("ProvenanceT", self._model.provenance)

    def to_dict(self) -> dict[str, Any]:
        """Returns answer and provenance as plain Python values."""
        return cast("dict[str, Any]", json.loads(self.text))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reply) and (self.text, self.operation) == (other.text, other.operation)

    def __hash__(self) -> int:
        return hash((self.text, self.operation))

    def __reduce__(self) -> tuple[type[Reply[Any, Any]], tuple[str, str]]:
        # The text alone travels; models are read again where they are looked at.
        return Reply, (self.text, self.operation)

    def __repr__(self) -> str:
        """Returns the operation and the beginning of the text."""
        shown = self.text if len(self.text) <= 200 else self.text[:200] + "…"
        return f"<Reply of {self.operation}: {shown}>"

    @cached_property
    def _model(self) -> Any:
        # Imported here because pydantic takes longer to import than all the rest.
        from keyaccount import models

        name = self.operation.replace("_", " ").replace(".", " ").title().replace(" ", "") + "Reply"
        return getattr(models, name).model_validate_json(self.text)


def call(name: str, request: str | Mapping[str, Any]) -> str:
    """Returns the answer text of the operation called `name`, exactly as the library wrote it.

    A request that is text is passed on as it is.
    Raises `keyaccount.KeyAccountError` where there is no answer.
    """
    text = request if isinstance(request, str) else _request.value_text(request)
    try:
        return _core.call(name, text)
    except UnicodeEncodeError as error:
        raise _request.not_unicode(error) from None


def operations() -> list[Operation]:
    """Returns every operation of the library, by name in ascending order."""
    return [Operation(name, summary) for name, summary in _core.operations()]


def reply(name: str, fields: Mapping[str, object]) -> Reply[Any, Any]:
    """Returns the reply of the operation called `name` to a request with these fields."""
    return Reply(call(name, _request.request_text(fields)), name)
