"""The same bytes as in every other language."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from vector import Vector, answer_part, identify, vectors

import keyaccount

FIELDS = ("code", "path", "line", "column", "message", "found", "expected", "help")


def check(vector: Vector) -> None:
    """Replays one case and compares bytes."""
    if vector.answer_text is not None:
        reply = keyaccount.call(vector.operation, vector.request_text)
        assert answer_part(reply) == vector.answer_text
        return
    with pytest.raises(keyaccount.KeyAccountError) as caught:
        keyaccount.call(vector.operation, vector.request_text)
    assert {field: getattr(caught.value, field) for field in FIELDS} == {
        field: vector.error.get(field) for field in FIELDS
    }


@pytest.mark.parametrize("vector", vectors(), ids=identify)
def test_vector(vector: Vector) -> None:
    check(vector)


def test_every_operation_has_a_vector() -> None:
    assert {vector.operation for vector in vectors()} == {name for name, _ in keyaccount.operations()}


def test_random_requests() -> None:
    """Requests and outcomes that the Rust build wrote with `cargo xtask gen --random-requests`."""
    file = os.environ.get("KEYACCOUNT_REQUESTS")
    if file is None:
        pytest.skip("KEYACCOUNT_REQUESTS names no file of requests; `cargo xtask ci` makes one")
    replayed = 0
    for vector in random_vectors(Path(file)):
        check(vector)
        replayed += 1
    assert replayed > 0


def random_vectors(file: Path) -> Iterator[Vector]:
    """Yields the cases of a file with one JSON object per line."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            members = json.loads(line)
            yield Vector(members["operation"], f"line {number}", members)
