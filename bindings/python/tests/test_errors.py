"""Errors that say what, where and what to do."""

from __future__ import annotations

import pickle

import pytest

import keyaccount
from keyaccount import InputError, KeyAccountError, UnknownOperationError

OPERATIONS = [name for name, _ in keyaccount.operations()]


def test_an_unknown_operation() -> None:
    with pytest.raises(UnknownOperationError) as caught:
        keyaccount.call("score.walk", "{}")
    error = caught.value
    assert (error.code, error.path, error.found) == ("unknown_operation", "", "score.walk")
    assert error.message == "there is no operation called `score.walk`"
    assert isinstance(error, KeyAccountError) and isinstance(error, ValueError)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("text", ["", "{", "[", "{}}", "nul", "\x00", "[" * 100_000])
def test_a_request_that_is_not_json(operation: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        keyaccount.call(operation, text)
    assert caught.value.code
    assert caught.value.message


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_unknown_field(operation: str) -> None:
    with pytest.raises(InputError, match="no_such_field"):
        keyaccount.call(operation, {"no_such_field": 1})


@pytest.mark.parametrize("operation", OPERATIONS)
def test_half_a_character(operation: str) -> None:
    with pytest.raises(InputError) as caught:
        keyaccount.call(operation, {"name": "\ud800"})
    assert caught.value.code == "not_unicode"


def test_text_shows_place_and_help() -> None:
    error = InputError("a score must be at most 10 (got 11)", "out_of_range", "/a/0", "11", None, "use the scale")
    assert str(error) == "a score must be at most 10 (got 11)\n  at: /a/0\n  help: use the scale"
    assert str(InputError("no", "code")) == "no"


def test_pickling_keeps_every_field() -> None:
    error = InputError("message", "code", "/path", "found", "expected", "help", 3, 7)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is InputError
    assert copy.__dict__ == error.__dict__
    assert copy.help == "help"


def test_an_error_from_rust_can_be_pickled() -> None:
    with pytest.raises(UnknownOperationError) as caught:
        keyaccount.call("x", "{}")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), copy.__dict__) == (UnknownOperationError, caught.value.__dict__)
