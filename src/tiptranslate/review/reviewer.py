"""Who reviews: by the settings, or by what git knows."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tiptranslate.settings import Settings

_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person as catalogs name them.

    Args:
        name: "Name" or "Name <address>", on one line; "" where nobody has said.
        sign: Whether each approval leaves a comment with the name.
    """

    name: str = ""
    sign: bool = False


def find_reviewer(settings: Settings, root: Path) -> Reviewer:
    """The name in the settings, else that of git's configuration for the workspace."""
    review = settings.review
    return Reviewer(review.name or _from_git(root), review.sign)


def _from_git(root: Path) -> str:
    name, address = _git(root, "user.name"), _git(root, "user.email")
    return f"{name} <{address}>" if name and address else name


def _git(root: Path, key: str) -> str:
    """One value of git's configuration; "" without it, or without git."""
    try:
        done = subprocess.run(
            ["git", "config", "--get", key],
            cwd=root,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    text = done.stdout.decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
