"""The conformance vectors, which all languages replay (crates/keyaccount-wire/vectors/README.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "crates" / "keyaccount-wire" / "vectors"


@dataclass(frozen=True)
class Vector:
    """One case: a request and the exact text of its answer or error."""

    operation: str
    name: str
    members: dict[str, Any]

    @property
    def request_text(self) -> str:
        """Returns the request as every language sends it."""
        text = self.members.get("request_text")
        if isinstance(text, str):
            return text
        return json.dumps(self.members["request"], separators=(",", ":"), ensure_ascii=False)

    @property
    def request(self) -> dict[str, Any] | None:
        """Returns the fields of the request, or nothing where it is given as text."""
        request = self.members.get("request")
        return request if isinstance(request, dict) else None

    @property
    def answer_text(self) -> str | None:
        """Returns the exact text of the answer, or nothing where an error is expected."""
        return self.members.get("answer_text")

    @property
    def error(self) -> dict[str, Any]:
        """Returns the fields of the expected error."""
        error = json.loads(self.members["error_text"])
        assert isinstance(error, dict)
        return error


def vectors() -> list[Vector]:
    """Returns every vector, in order."""
    return [
        Vector(path.parent.name, path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*/*.json"))
    ]


def answered() -> list[Vector]:
    """Returns the vectors whose request is given as fields and has an answer."""
    return [vector for vector in vectors() if vector.request is not None and vector.answer_text is not None]


def answer_part(reply: str) -> str:
    """Returns the answer's own text, which is what vectors fix; the provenance names the version."""
    assert reply.startswith('{"answer":')
    return reply[len('{"answer":') : reply.rindex(',"provenance":')]


def identify(vector: Vector) -> str:
    """Returns the name of a case in reports."""
    return f"{vector.operation}/{vector.name}"
