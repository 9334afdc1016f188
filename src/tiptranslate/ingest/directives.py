"""What a line for the program may say: ``ignore=CHECK,CHECK``, the checks to leave out."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.ingest.parts import Directive

_IGNORE = re.compile(r"\s*ignore\s*=\s*([\w-]+(?:[\s,]+[\w-]+)*)[\s,]*", re.IGNORECASE)


def ignored(directive: Directive, path: Path) -> list[str]:
    """The checks that a directive names; whether there are such is for the checks to say.

    Raises:
        InputError: It says something else. As it is no text either, it would be lost.
    """
    found = _IGNORE.fullmatch(directive.text)
    if not found:
        raise InputError(
            f"cannot understand 'tiptranslate: {directive.text.strip()}'; "
            "write 'tiptranslate: ignore=CHECK' with ids of checks, commas between them",
            path=path,
            line=directive.line,
        )
    return re.split(r"[\s,]+", found[1])


def with_ignored(metadata: Mapping[str, str], checks: Sequence[str]) -> Mapping[str, str]:
    """The fields of a release with more checks in its ``ignore``, where there are any."""
    if not checks:
        return metadata
    given = [metadata["ignore"]] if metadata.get("ignore") else []
    return {**metadata, "ignore": ", ".join([*given, *checks])}
