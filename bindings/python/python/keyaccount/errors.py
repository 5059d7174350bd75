"""What can go wrong: one base class, and one class per kind of remedy."""


class KeyAccountError(Exception):
    """An operation gave no answer.

    Branch on the class or on `code`, never on the text of the message.
    """

    #: One sentence that names what was expected and what was found.
    message: str
    #: The stable name of the kind of error, in snake_case.
    code: str
    #: The JSON Pointer (RFC 6901) of the place in the request, empty for the whole request.
    path: str
    #: The offending value as text, where there is one.
    found: str | None
    #: What would have been right, where one sentence says it.
    expected: str | None
    #: The next step for the reader, where there is a likely one.
    help: str | None
    #: The line in the request text, from 1, where the text could not be read.
    line: int | None
    #: The column in that line, in characters from 1.
    column: int | None

    def __init__(
        self,
        message: str,
        code: str,
        path: str = "",
        found: str | None = None,
        expected: str | None = None,
        help: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        # All of them, so that the exception can be pickled and sent to another process.
        super().__init__(message, code, path, found, expected, help, line, column)
        self.message = message
        self.code = code
        self.path = path
        self.found = found
        self.expected = expected
        self.help = help
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """Returns the message, with the place and the help where there are any."""
        place = f"\n  at: {self.path}" if self.path else ""
        remedy = f"\n  help: {self.help}" if self.help else ""
        return f"{self.message}{place}{remedy}"


class InputError(KeyAccountError, ValueError):
    """The request could not be read or computed: something in it must change."""


class UnknownOperationError(KeyAccountError, ValueError):
    """There is no operation of that name; `keyaccount.operations()` lists them."""


class StoppedError(KeyAccountError):
    """The caller asked to stop: its `progress` returned `False`."""


class InternalError(KeyAccountError):
    """A fault of keyaccount itself; please report it."""
