"""From Python values to the text of a request."""

from __future__ import annotations

import array
import datetime
import enum
import json
import math
import random
import types
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, Field

from keyaccount import InputError
from keyaccount._request import document, request_text, value_text

MONEY = '{"amount": 12345678901234567890.10, "currency": "EUR"}'


class Tier(str, enum.Enum):
    KEY = "key"


class Amount(BaseModel):
    amount: Decimal
    from_: str | None = Field(None, alias="from")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        (7.0, "7.0"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (-0.0, "-0.0"),
        (2**63, "9223372036854775808"),
        ("Zürich \"a\"\n", '"Zürich \\"a\\"\\n"'),
        ((1, [2]), "[1,[2]]"),
        ([], "[]"),
        ({}, "{}"),
        ({"a": 1, "b": []}, '{"a":1,"b":[]}'),
        (types.MappingProxyType({"a": 1}), '{"a":1}'),
        (datetime.date(2026, 1, 31), '"2026-01-31"'),
        (
            datetime.datetime(2026, 1, 31, 9, 30, tzinfo=datetime.timezone.utc),
            '"2026-01-31T09:30:00+00:00"',
        ),
        (Tier.KEY, '"key"'),
        (array.array("d", [1.5, 2.0]), "[1.5,2.0]"),
        ([Decimal("1250000.00")], "[1250000.00]"),
        ([Decimal("1.5E+3"), datetime.date(2026, 1, 31), 0.1], '[1.5E+3,"2026-01-31",0.1]'),
        (Amount.model_validate({"amount": "0.10", "from": "A"}), '{"amount":0.10,"from":"A"}'),
        (Amount.model_validate({"amount": "1"}), '{"amount":1}'),
    ],
)
def test_written_as(value: object, text: str) -> None:
    assert value_text(value) == text
    assert json.loads(text, parse_float=Decimal) == json.loads(value_text(value), parse_float=Decimal)


def test_text_of_a_document_is_passed_on_as_it_is() -> None:
    assert request_text({"money": document(MONEY)}) == '{"money":' + MONEY + "}"


def test_a_byte_order_mark_is_left_out() -> None:
    assert request_text({"plan": document("\ufeff{}")}) == '{"plan":{}}'


def test_a_fault_in_the_text_of_a_document_has_its_place() -> None:
    with pytest.raises(InputError) as caught:
        request_text({"plan": document('{"owner": {"id": 1,}}')})
    assert caught.value.path == "/plan/owner"
    assert caught.value.message


def test_repeated_keys_are_left_to_the_operation() -> None:
    text = '{"a": 1, "a": 2}'
    assert request_text({"plan": document(text)}) == '{"plan":' + text + "}"


def test_text_of_a_value_is_a_json_string() -> None:
    assert request_text({"name": "{}", "left_out": None}) == '{"name":"{}"}'


@pytest.mark.parametrize("text", ["", "{", '{}, "as_of": "2026-01-31"', "{} {}", "NaN", "'a'"])
def test_text_of_a_document_is_one_value(text: str) -> None:
    with pytest.raises(InputError) as caught:
        request_text({"a/b": document(text)})
    assert caught.value.path.startswith("/a~1b")
    assert caught.value.code == "not_json"


def test_half_a_character_in_the_text_of_a_document() -> None:
    with pytest.raises(InputError) as caught:
        request_text({"plan": document('"\udc80"')})
    assert (caught.value.code, caught.value.path) == ("not_unicode", "/plan")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, Decimal("sNaN7"), Decimal("-Infinity")])
def test_numbers_are_finite(value: object) -> None:
    with pytest.raises(InputError) as caught:
        request_text({"accounts": [{}, {"a/~": value}]})
    error = caught.value
    assert (error.code, error.path, error.found) == ("not_finite", "/accounts/1/a~1~0", str(value))
    assert error.message == f"a number must be finite (got `{value}`)"


def endless() -> list[Any]:
    """Returns a list that holds itself."""
    items: list[Any] = []
    items.append(items)
    return items


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (object, "unwritable_value"),
        (lambda: {1, 2}, "unwritable_value"),
        (lambda: b"{}", "unwritable_value"),
        (lambda: {(1, 2): 3}, "unwritable_value"),
        (lambda: datetime.datetime(2026, 1, 31), "unwritable_value"),
        (lambda: 1j, "unwritable_value"),
        (lambda: 10**5000, "unwritable_value"),
        (endless, "too_deep"),
    ],
)
def test_refused(make: Callable[[], object], code: str) -> None:
    with pytest.raises(InputError) as caught:
        request_text({"plan": {"x": make()}})
    assert caught.value.code == code
    assert caught.value.path.startswith("/plan")


def test_the_exact_way_writes_what_the_quick_way_writes() -> None:
    """A `Decimal` anywhere in a value takes the exact way; the rest of the value must not notice."""
    source = random.Random(7)
    for _ in range(500):
        value = some_value(source, 4)
        quick = value_text([value])
        assert value_text([value, Decimal("0.10")]) == quick[:-1] + ",0.10]"
        assert json.loads(quick) == json.loads(json.dumps([value]))


def some_value(source: random.Random, depth: int) -> object:
    """Returns a random value as JSON knows them."""
    kind = source.randrange(8 if depth else 6)
    if kind == 0:
        return source.choice([None, True, False])
    if kind == 1:
        return source.randrange(-(2**60), 2**60)
    if kind < 4:
        return source.uniform(-1, 1) * 10.0 ** source.randrange(-300, 300)
    if kind < 6:
        return "".join(chr(source.randrange(0x2FF)) for _ in range(source.randrange(9)))
    size = source.randrange(5)
    if kind == 6:
        return [some_value(source, depth - 1) for _ in range(size)]
    names = [source.choice([str(place), place]) for place in range(size)]
    return {name: some_value(source, depth - 1) for name in names}
