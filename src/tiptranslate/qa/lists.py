"""The lists of words that checks go by: text files in ``data/``, with comments."""

from importlib.resources import files


def rows(name: str) -> list[str]:
    """The lines of a file in ``data/`` that are no comments."""
    text = files("tiptranslate.qa").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def words(name: str) -> list[str]:
    """The words of such a file."""
    return [word for line in rows(name) for word in line.split()]
