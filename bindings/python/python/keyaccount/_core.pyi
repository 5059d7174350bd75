"""
The compiled part of keyaccount: JSON text in, JSON text out.
"""

from typing import Final

__all__ = ["VERSION", "call", "check_json", "operations"]

VERSION: Final[str]
"""
The version of the library and of the package.
"""

def call(name: str, request: str) -> str:
    """
    Returns the answer text of the operation called `name` to the request text.
    """

def check_json(text: str, path: str) -> None:
    """
    Raises an error unless the text is exactly one JSON value, which may then stand at `path` in a request as it is.
    """

def operations() -> list[tuple[str, str]]:
    """
    Returns the name and the question of every operation, by name in ascending order.
    """
