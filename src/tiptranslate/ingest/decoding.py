"""Bytes to text, strictly: what cannot be text is one clear error with its place."""

import codecs
import re
from pathlib import Path

from tiptranslate.errors import InputError

# PO files and editors cannot carry these; tab, line feed, vertical tab, form feed
# and carriage return are white space to us.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_OTHER_ENCODINGS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """Decode a file's bytes.

    Returns:
        The text without a byte order mark, and the codec that gives the bytes back
        ("utf-8", or "utf-8-sig" where the file began with a mark).

    Raises:
        InputError: Not UTF-8 (with the byte offset, counted from 0), or a control
            character in it (with line and column).
    """
    for mark, name in _OTHER_ENCODINGS.items():
        if data.startswith(mark):
            raise InputError(f"is {name} text; save it as UTF-8", path=path)
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        offset = error.start + (len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0)
        line, _ = position(data[:offset].decode(encoding), offset)
        raise InputError(
            f"is not UTF-8: byte 0x{data[offset]:02x} at offset {offset}; save it as UTF-8",
            path=path,
            line=line,
        ) from None
    bad = _CONTROL.search(text)
    if bad:
        line, column = position(text, bad.start())
        remedy = "save the file as UTF-8 text" if bad[0] == "\0" else "remove it"
        raise InputError(
            f"control character U+{ord(bad[0]):04X} at column {column}; {remedy}",
            path=path,
            line=line,
        )
    return text, encoding


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset in a text (or behind its end)."""
    line, start = 1, 0
    for end in _LINE_END.finditer(text, 0, offset):
        line, start = line + 1, end.end()
    return line, offset - start + 1
