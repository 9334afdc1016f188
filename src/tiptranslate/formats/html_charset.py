"""In which characters a page is written, and saying so anew."""

import codecs
import re
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.formats.html_tokens import Part, Token, attributes, tokens

CHARSET = re.compile(r"(charset\s*=\s*[\"']?\s*)([\w:.-]+)", re.IGNORECASE)
"""How the ``content`` of a ``meta`` says it."""
_PROLOGUE = re.compile(
    rb"\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:-]{1,40})", re.IGNORECASE
)
_LOOKED_AT = 4096
"""Bytes at the beginning in which a page says it; the standard demands the first 1,024."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Browsers read these as their Windows relatives (https://encoding.spec.whatwg.org/#names-and-labels).
_TAKEN_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_KNOWN = re.compile(r"utf-8|cp125[0-8]|iso8859-\d{1,2}|koi8-[ru]|cp866|mac-cyrillic")


def decode_page(data: bytes, path: Path) -> tuple[str, str]:
    """A page's text without a byte order mark, and the codec it was in.

    Raises:
        InputError: It says of itself what is not known, or is not what it says.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _decode(data, codec, path), codec
    head = data[:_LOOKED_AT]
    prologue = _PROLOGUE.match(head)
    labels = (charset(token)[1] for token in tokens(head.decode("latin-1")))
    label = next(filter(None, labels), prologue[1].decode("ascii") if prologue else "utf-8")
    return _decode(data, codec := _codec(label, path), path), codec


def charset(token: Token) -> tuple[str, str]:
    """The attribute in which a tag says what the page's characters are, and what it says.

    Both are empty for any tag but a ``meta`` that says it. What a comment or a script holds
    is no tag, and an attribute that only ends in "charset" is another.
    """
    if token.part is not Part.START or token.name != "meta":
        return "", ""
    told: dict[str, str] = {}
    for name, value, *_ in attributes(token.source):
        told.setdefault(name, value.strip())
    if told.get("charset"):
        return "charset", told["charset"]
    found = CHARSET.search(told.get("content", ""))
    if found and told.get("http-equiv", "").lower() == "content-type":
        return "content", found[2]
    return "", ""


def _codec(label: str, path: Path) -> str:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):  # a NUL in it
        name = ""
    name = _TAKEN_AS.get(name, name)
    # A page that can say it in ASCII is not in UTF-16.
    if name.startswith("utf-16"):
        return "utf-8"
    if not _KNOWN.fullmatch(name):
        raise InputError(
            f"says that it is in {label!r}, which is not known; save it as UTF-8", path=path
        )
    return name


def _decode(data: bytes, codec: str, path: Path) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        shown = codec.removesuffix("-sig").upper()
        raise InputError(
            f"is not {shown}: byte 0x{data[error.start]:02x} at offset {error.start}; "
            "save it as UTF-8",
            path=path,
        ) from None
