"""What a file format can carry of a text, and what a word processor adds to one."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tiptranslate.model import Entry

UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2), lone surrogates among it."""
_LINE_END = re.compile("\r\n?")
_BROKEN = re.compile("[ \t]*\n[ \t\n]*")
_ENDS = " \t\n"
_LINES = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_OURS = "tiptranslate:"
"""Begins the comment in which a catalog says where a draft is from."""


@dataclass(frozen=True, slots=True)
class Medium:
    """How a kind of file treats texts.

    Args:
        carried: What it can show of a translation.
        cleaned: A translation that came back, without what people do not see.
    """

    carried: Callable[[str], str]
    cleaned: Callable[[str, Entry], str]


def shown(text: str) -> str:
    """A text as a table can show it: line feeds for line ends, � for what XML cannot hold."""
    return UNSPEAKABLE.sub("\ufffd", _LINE_END.sub("\n", text))


def cleaned(text: str, entry: Entry) -> str:
    """A cell's text as a translation: on one line, without white space at its ends.

    Line breaks stay where the sentence or its translation had some, spaces at an end where
    the sentence has them. No-break spaces and quotation marks stay as they were typed.
    """
    text = shown(text)
    if "\n" not in entry.source and "\n" not in shown(entry.target):
        text = _BROKEN.sub(" ", text.strip(_ENDS))
    if not entry.source[:1].isspace():
        text = text.lstrip(_ENDS)
    return text if entry.source[-1:].isspace() else text.rstrip(_ENDS)


def comment_lines(text: str) -> tuple[str, ...]:
    """A remark as the lines of a catalog's comment; none of them can pass for one of ours."""
    lines = (UNSPEAKABLE.sub("", line).strip() for line in _LINES.split(text))
    return tuple(f"- {line}" if line.startswith(_OURS) else line for line in lines if line)


EXACT = Medium(carried=str, cleaned=lambda text, _: text)
"""Files that bring every character back."""
TABLE = Medium(carried=shown, cleaned=cleaned)
"""Tables, which people type in."""
