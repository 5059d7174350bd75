"""One typed function per operation."""

from __future__ import annotations

import importlib
import inspect
import json
import keyword
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from vector import Vector, answered, identify

import keyaccount


def function(operation: str) -> Callable[..., keyaccount.Reply[Any, Any]]:
    """Returns the function of an operation."""
    area, name = operation.split(".")
    found = getattr(getattr(keyaccount, area), name)
    assert callable(found)
    return found  # type: ignore[no-any-return]


def arguments(vector: Vector) -> dict[str, Any]:
    """Returns the fields of a request as keyword arguments."""
    assert vector.request is not None
    return {f"{name}_" if keyword.iskeyword(name) else name: value for name, value in vector.request.items()}


def test_every_operation_has_a_function_and_every_function_an_operation() -> None:
    operations = {name for name, _ in keyaccount.operations()}
    areas = {name.split(".")[0] for name in operations}
    assert areas <= set(keyaccount.__all__) & set(dir(keyaccount))
    functions = {
        f"{area}.{name}" for area in areas for name in importlib.import_module(f"keyaccount.{area}").__all__
    }
    assert functions == operations
    assert operations, "the registry is empty"
    for operation in operations:
        function(operation)


def test_an_unknown_area_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'no_such_area'"):
        getattr(keyaccount, "no_such_area")


@pytest.mark.parametrize("operation", [name for name, _ in keyaccount.operations()])
def test_docstring_and_signature(operation: str) -> None:
    subject = function(operation)
    text = inspect.getdoc(subject) or ""
    summary = dict(keyaccount.operations())[operation]
    assert " ".join(text.split()).startswith(summary)
    names = inspect.signature(subject).parameters
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in names.values())
    for name in names:
        assert any(line.strip().startswith((f"{name}:", f"{name} (")) for line in text.splitlines()), name


@pytest.mark.parametrize("vector", answered(), ids=identify)
def test_the_function_gives_the_text_of_the_call(vector: Vector) -> None:
    reply = function(vector.operation)(**arguments(vector))
    assert reply.text == keyaccount.call(vector.operation, vector.request_text)
    assert reply.text == keyaccount.call(vector.operation, vector.request or {})
    assert reply.to_dict() == json.loads(reply.text)


@pytest.mark.parametrize("vector", answered(), ids=identify)
def test_documents_may_be_json_text(vector: Vector) -> None:
    annotations = function(vector.operation).__annotations__
    # Where a text is a value of its own, such as the name of a method, it is not read as JSON. Some answers repeat parts of a
    # document as it was written, so it is written here as there.
    texts = {
        name: json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        if isinstance(value, (dict, list)) and "Structure" not in annotations[name] else value
        for name, value in arguments(vector).items()
    }
    expected = keyaccount.call(vector.operation, vector.request_text)
    assert function(vector.operation)(**texts).text == expected


@pytest.mark.parametrize("vector", answered(), ids=identify)
def test_the_models_hold_the_whole_answer(vector: Vector) -> None:
    reply = function(vector.operation)(**arguments(vector))
    typed = {
        part: getattr(reply, part).model_dump(mode="json", by_alias=True, exclude_unset=True)
        for part in ("answer", "provenance")
    }
    assert typed == reply.to_dict()


@pytest.mark.parametrize("vector", answered(), ids=identify)
def test_a_reply_travels_between_processes(vector: Vector) -> None:
    reply = function(vector.operation)(**arguments(vector))
    assert reply.answer is reply.answer, "read once"
    copy = pickle.loads(pickle.dumps(reply))
    assert copy == reply
    assert copy.answer == reply.answer
    assert vector.operation in repr(reply)


def test_models_are_read_only() -> None:
    vector = next(iter(answered()))
    reply = function(vector.operation)(**arguments(vector))
    with pytest.raises(ValueError, match="frozen"):
        reply.provenance.version = "9"
