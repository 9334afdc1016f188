"""Well-known places, and a few given names, whose Russian and Uzbek names sound otherwise.

Vienna is Вена, England is Англия: there a table knows what comparing sounds cannot find out.
"""

from functools import cache
from importlib.resources import files

from tiptranslate.languages.words import fold

_COLUMNS = {"ru": 1, "uz": 2}


def exonym(name: str, language: str) -> tuple[str, ...] | None:
    """How the words for a name begin in a language, folded.

    Args:
        name: The name in English; an s at its end makes no difference (Georgians, Uzbeks).
        language: The code of the language.

    Returns:
        The beginnings; () where nobody has written them down; None for any other name.
    """
    return _table(language).get(_stem(name))


def _stem(name: str) -> str:
    return name.removesuffix("s")


@cache
def _table(language: str) -> dict[str, tuple[str, ...]]:
    text = files("tiptranslate.languages").joinpath("exonyms.tsv").read_text(encoding="utf-8")
    column = _COLUMNS.get(language)
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {_stem(row[0]): tuple(fold(row[column]).split()) if column else () for row in rows}
