"""From Python values to the text of a request.

A document is a mapping, a list, a pydantic model, or its JSON text. Text is passed on as it is, so that every digit
of an amount is kept; `Decimal` is written digit for digit, a float with the fewest digits that give it back.
"""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from keyaccount import _core
from keyaccount.errors import InputError

if TYPE_CHECKING:
    from keyaccount.types import Document


class JsonText(str):
    """JSON text that stands in a request as it is."""


def document(value: Document | None) -> object:
    """Marks a text as the JSON text of a document; leaves everything else as it is."""
    # A file may begin with a byte-order mark; in the middle of a request it would be a fault.
    return JsonText(value.removeprefix("\ufeff")) if isinstance(value, str) else value


def request_text(fields: Mapping[str, object]) -> str:
    """Returns the JSON text of a request with these fields, in their order; a field that is `None` is left out."""
    members = (
        f"{encode_basestring(name)}:{_member_text(name, value)}"
        for name, value in fields.items()
        if value is not None
    )
    return "{" + ",".join(members) + "}"


def value_text(value: object, path: str = "") -> str:
    """Returns the JSON text of a value that stands at `path` in the request.

    Raises `InputError` for a value that JSON cannot write, with its place.
    """
    try:
        return json.dumps(
            value, allow_nan=False, ensure_ascii=False, separators=(",", ":"), default=_plain
        )
    except (TypeError, ValueError, RecursionError):
        # The encoder of the standard library is quick, but knows no exact decimals and names no place.
        return _ExactWriter(path).text(value)


def _member_text(name: str, value: object) -> str:
    path = f"/{_pointer_token(name)}"
    if not isinstance(value, JsonText):
        return value_text(value, path)
    try:
        _core.check_json(value, path)
    except UnicodeEncodeError as error:
        raise not_unicode(error, path) from None
    return value


def not_unicode(error: UnicodeEncodeError, path: str = "") -> InputError:
    """Returns the error for a text that holds half a character."""
    return InputError(
        f"text must be Unicode without lone surrogates (got one at character {error.start})", "not_unicode", path
    )


class _ExactWriter:
    """Writes what `json.dumps` writes, and decimals; remembers where it is."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._steps: list[str] = []
        self._pieces: list[str] = []

    def text(self, value: object) -> str:
        try:
            self._write(value)
        except RecursionError:
            message = "a value must not be nested so deeply"
            raise InputError(message, "too_deep", self._path, expected="a value without cycles") from None
        return "".join(self._pieces)

    def _write(self, value: object) -> None:
        if isinstance(value, str):
            self._pieces.append(encode_basestring(value))
        elif value is None or isinstance(value, bool):
            self._pieces.append({None: "null", True: "true", False: "false"}[value])
        elif isinstance(value, int):
            self._pieces.append(self._integer(value))
        elif isinstance(value, float):
            self._pieces.append(self._number(float.__repr__(value), math.isfinite(value)))
        elif isinstance(value, Decimal):
            self._pieces.append(self._number(str(value), value.is_finite()))
        elif isinstance(value, (list, tuple)):
            self._write_list(value)
        elif isinstance(value, Mapping):
            self._write_object(value)
        else:
            self._write(_plain(value, self._place()))

    def _write_list(self, items: Sequence[object]) -> None:
        separator = "["
        for place, item in enumerate(items):
            self._pieces.append(separator)
            self._steps.append(str(place))
            self._write(item)
            self._steps.pop()
            separator = ","
        self._pieces.append("]" if items else "[]")

    def _write_object(self, members: Mapping[Any, object]) -> None:
        separator = "{"
        for name, value in members.items():
            self._pieces += (separator, self._name(name), ":")
            self._steps.append(str(name))
            self._write(value)
            self._steps.pop()
            separator = ","
        self._pieces.append("}" if members else "{}")

    def _name(self, name: object) -> str:
        if isinstance(name, str):
            return encode_basestring(name)
        try:
            # The standard library decides what may be a name besides text, as it does on the quick way.
            member = json.dumps({name: None}, allow_nan=False, separators=(",", ":"))
        except (TypeError, ValueError):
            raise _refused("a name must be text", name, self._place()) from None
        return member[1 : -len(":null}")]

    def _integer(self, value: int) -> str:
        try:
            return int.__repr__(value)
        except ValueError:  # more digits than Python is willing to print
            message = "a number must have fewer digits"
            raise InputError(message, "unwritable_value", self._place()) from None

    def _number(self, text: str, is_finite: bool) -> str:
        if is_finite:
            return text
        raise InputError(
            f"a number must be finite (got `{text}`)",
            "not_finite",
            self._place(),
            found=text,
            expected="a finite number",
            help="leave the field out where the value is missing",
        )

    def _place(self) -> str:
        return self._path + "".join(f"/{_pointer_token(step)}" for step in self._steps)


def _plain(value: object, path: str = "") -> object:
    """Returns a value as the plain Python value that JSON writes for it."""
    if isinstance(value, datetime.datetime):
        if value.utcoffset() is None:
            raise _refused("an instant must have an offset", value, path)
        return value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "model_dump"):  # pydantic
        return value.model_dump(by_alias=True, exclude_none=True)
    if hasattr(value, "tolist"):  # numbers and columns of numpy and pandas
        return value.tolist()
    raise _refused("a value must be one that JSON can write", value, path)


def _refused(rule: str, value: object, path: str) -> InputError:
    found = f"{value!r}"[:60]
    kind = type(value).__name__
    return InputError(f"{rule} (got `{found}`, a {kind})", "unwritable_value", path, found=found)


def _pointer_token(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
