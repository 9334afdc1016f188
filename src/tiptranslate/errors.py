"""Every error a user can cause or meet, in one tree, each with its exit code.

    TiptranslateError            exit 2   base: a one-line message, perhaps with path and line
    ├── UsageError               exit 2   a command was asked for something it cannot do
    ├── SettingsError            exit 2   tiptranslate.toml is wrong
    ├── WorkspaceError           exit 2   no workspace, a locked one, a file in the way
    ├── InputError               exit 2   a release, glossary, rule file or catalog is bad
    │   ├── CatalogError         exit 2   a PO file cannot be read
    │   └── GlossaryError        exit 2   the tables of terms and names are wrong
    └── EngineError              exit 3   an engine or a model is missing or failing
        ├── ModelMissing         exit 3   no installed model translates this pair
        ├── ModelBroken          exit 3   a model or package is damaged, unsafe or unreadable
        └── DownloadError        exit 3   a model could not be fetched

They live in one module at the bottom of the layers so that every stage can raise
them and only the command line needs to know what becomes of them. ``str(error)``
is one line: ``path:line: what is wrong; what to do``.
"""

import re
from collections.abc import Sequence
from pathlib import Path

_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Controls, line ends and the marks that turn the direction of what follows."""


def visible(text: str) -> str:
    """A text as one line in which nothing is a command.

    What a terminal would obey (escape sequences), what would begin a line (of which a CI
    service may take commands) and what would show words in another order is written as a
    Python escape instead.
    """
    return _COMMANDS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class TiptranslateError(Exception):
    """Base of all errors a user can mend; never a bug.

    Args:
        message: What is wrong and, after a semicolon, what to do; one line.
        path: The file at fault, if one is.
        line: The line in it, counted from 1.
    """

    exit_code = 2

    def __init__(
        self, message: str, *, path: Path | str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = ""
        if self.path is not None:
            place = f"{self.path}:{self.line}: " if self.line is not None else f"{self.path}: "
        return visible(place + " ".join(self.message.split()))


class UsageError(TiptranslateError):
    """A command was asked for something it cannot do."""


class SettingsError(TiptranslateError):
    """The settings file is wrong."""


class WorkspaceError(TiptranslateError):
    """There is no workspace, it is locked, or a file is in the way."""


class InputError(TiptranslateError):
    """A release, glossary, rule file or catalog cannot be read as what it should be."""


class CatalogError(InputError):
    """A PO file cannot be read."""


class GlossaryError(InputError):
    """The tables of terms and names are wrong.

    As one line it is the first mistake and how many more there are.

    Args:
        errors: Every mistake, at least one.
    """

    def __init__(self, errors: Sequence[InputError]) -> None:
        first, more = errors[0], len(errors) - 1
        rest = f" (and {more} more; see `tiptranslate glossary validate`)" if more else ""
        super().__init__(first.message + rest, path=first.path, line=first.line)
        self.errors = tuple(errors)

    def __reduce__(self) -> tuple[type["GlossaryError"], tuple[tuple[InputError, ...]]]:
        # For a way back from another process.
        return GlossaryError, (self.errors,)


class EngineError(TiptranslateError):
    """An engine or a model is missing or failing."""

    exit_code = 3


class ModelMissing(EngineError):  # noqa: N818 - named for the fault
    """No installed model translates the pair asked for."""


class ModelBroken(EngineError):  # noqa: N818 - named for the fault
    """A model or package is damaged, unsafe to unpack, or cannot be loaded."""


class DownloadError(EngineError):
    """A model could not be fetched."""
