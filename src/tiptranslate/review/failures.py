"""What becomes of errors: a status and a code of HTTP, and the one line they say."""

from http import HTTPStatus

from starlette.exceptions import HTTPException

from tiptranslate.errors import InputError, TiptranslateError, UsageError, WorkspaceError
from tiptranslate.model import State
from tiptranslate.review.merging import Conflict
from tiptranslate.review.reading import UnknownError
from tiptranslate.review.session import NothingToUndoError


class Refused(Exception):  # noqa: N818 - an answer
    """A request that is answered with a refusal.

    Args:
        status: That of HTTP.
        code: What programs read.
        message: What people read.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


_STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (Conflict, HTTPStatus.CONFLICT, "conflict"),
    (NothingToUndoError, HTTPStatus.CONFLICT, "nothing"),
    (UnknownError, HTTPStatus.NOT_FOUND, "not-found"),
    (UsageError, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid"),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY, "broken"),
    (WorkspaceError, HTTPStatus.LOCKED, "locked"),
    (TiptranslateError, HTTPStatus.UNPROCESSABLE_ENTITY, "broken"),
)


def status_of(error: Exception) -> tuple[int, str, str]:
    """Status, code and message of an error; of a bug it says no more than that it is one."""
    if isinstance(error, Refused):
        return error.status, error.code, error.message
    if isinstance(error, HTTPException):
        code = "not-found" if error.status_code == HTTPStatus.NOT_FOUND else "bad-request"
        return error.status_code, code, HTTPStatus(error.status_code).phrase.lower()
    for kind, status, code in _STATUS:
        if isinstance(error, kind):
            return int(status), code, str(error)
    message = "a fault of the program; the terminal it runs in says more"
    return int(HTTPStatus.INTERNAL_SERVER_ERROR), "bug", message


def state_of(name: object) -> State | None:
    """The state that a decision names; None for none.

    Raises:
        Refused: It is none that can be decided.
    """
    if name is None:
        return None
    if name in ("draft", "reviewed"):
        return State(name)
    raise Refused(400, "bad-request", "a state must be draft or reviewed")
