"""A PO file before polib sees it: decoded, checked line by line, evened out.

polib reads the entries, but it takes much on trust: it loses an entry whose ``msgstr`` is
missing, forgets ``#~|`` lines, stumbles over ``#comment`` and knows no octal escapes. So
every line is looked at here first, and what is wrong is named with its line.
"""

import codecs
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tiptranslate.errors import CatalogError

_CHARSET = re.compile(
    rb'(?mi)^[ \t]*(?:msgstr[ \t]*)?"(?:[^"\n]*\\n)?Content-Type:[^\\]*?charset=([^\s"\\;]+)'
)

_COMPILED = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
"""How an MO file begins."""

_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Codecs of Python that read other things than a file's characters, some in quadratic time."""

END = "\0"
"""Put after a comment that is empty or ends in white space, which polib would drop."""

_EVENING = (
    (re.compile(r"(?m)^[ \t]+"), ""),
    (re.compile(r'(?m)^(?!#[ .:,])(.*")[ \t]+$'), r"\1"),
    (re.compile(r"(?m)^#(?![ .:,|~\n])"), "# "),
    (re.compile(r"(?m)^#~?\|[ \t]*(?=[^\s])"), "#| "),
    (re.compile(r"(?m)^#~[ \t]*(?=[^\s|])"), "#~ "),
    (re.compile(r"(?m)^#([.:,])(?=[^ \n])"), r"#\1 "),
    (re.compile(r"(?m)^#(?:~\|?|\|)[ \t]*$"), "#,"),
    (re.compile(r'(?m)^((?:#[~|] )?msg[a-z_]+(?:\[\d\])?)[ \t]*"'), r'\1 "'),
    (re.compile(r"(?m)^#(\.?) ?$"), r"#\1 " + END),
    (re.compile(r"(?m)^(#\.? .*[^\S\n])$"), r"\1" + END),
)
"""The freedoms gettext gives a writer, each brought to the one form checked below."""

_STRING_OPENS = r'(?:#[~|] )?(?:msg[a-z_]+(?:\[\d\])? )?"(?=(?:[^"\\\n]++|\\[^\n])*+"$)'
_KIND = re.compile(rf"(?m)^({_STRING_OPENS}|#(?![~|])|[^\n]+\n|)(?:(?<!\n)[^\n]*)?")
"""How a line opens. A line that is none of a PO file's is taken whole, line end included."""

_CODES = {"": "_", "#": "#", '"': "q", '#~ "': "Q", '#| "': "w"}
for _word, _code in (("msgctxt", "c"), ("msgid", "i"), ("msgid_plural", "p"), ("msgstr", "s")):
    _CODES[f'{_word} "'] = _code
    _CODES[f'#~ {_word} "'] = _code.upper()
for _index in range(10):
    _CODES[f'msgstr[{_index}] "'] = "n"
    _CODES[f'#~ msgstr[{_index}] "'] = "N"
_CODES |= {'#| msgctxt "': "x", '#| msgid "': "x", '#| msgid_plural "': "x"}

_BAD = re.compile(
    r"!"
    r"|\A_*[^#xciCI_!$]"
    r"|#_*[^#xciCI_!]"
    r"|x[w_]*[^#xwciCI_!]"
    r"|c[q_]*[^iq_!]|C[Q_]*[^IQ_!]"
    r"|i[q_]*[^psq_!]|I[Q_]*[^PSQ_!]"
    r"|p[q_]*[^nq_!]|P[Q_]*[^NQ_!]"
    r"|s[q_]*[^#xciCIq_!$]|S[Q_]*[^#xciCIQ_!$]"
    r"|n[q_]*[^#xciCInq_!$]|N[Q_]*[^#xciCINQ_!$]"
)
"""Two lines that cannot follow each other, one letter a line."""

_MISSING = {
    "#": "these comments belong to no entry",
    "x": "these '#|' lines belong to no entry",
    "c": "'msgctxt' has no 'msgid'",
    "i": "'msgid' has no 'msgstr'",
    "p": "'msgid_plural' has no 'msgstr[0]'",
}
"""What is wrong where the wrong line follows one of this kind."""

_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_QUOTED = re.compile(r'(?:#[~|] )?(?:msg[a-z_]+(?:\[\d+\])? )?"(?P<inside>.*)')
_BYTES = re.compile(r"(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+|\\.")
_RARE = re.compile(r"\\[0-7xa]")


@dataclass(frozen=True, slots=True)
class Source:
    """A checked PO file.

    ``text`` holds every string on one line and is what polib reads; ``lines`` are the
    line numbers, from 1, of the ``msgid`` keywords in the file as it was.
    """

    text: str
    lines: tuple[int, ...]


def prepare(data: bytes, path: Path) -> Source:
    """Decode and check a PO file.

    Raises:
        CatalogError: It cannot be decoded, is cut off, holds a merge conflict or a line
            that is no PO line, or its lines do not make entries.
    """
    text, charset = _decode(data, path)
    if END in text:
        line = text.count("\n", 0, text.index(END)) + 1
        _fail(path, line, "a zero byte, as crashes leave them; restore the file")
    for pattern, form in _EVENING:
        text = pattern.sub(form, text)
    kinds = "".join([_CODES.get(kind, "!") for kind in _KIND.findall(text)]).rstrip("_") + "$"
    if kinds == "$":
        raise CatalogError(
            "the file is empty; restore it, or delete it to have it made anew", path=path
        )
    bad = _BAD.search(kinds)
    if bad:
        _refuse(text, bad, path)
    if _RARE.search(text):
        text = _without_byte_escapes(text, charset, path)
    for prefix in ("", "#~ ", "#| "):
        text = text.replace(f'"\n{prefix}"', "")
    return Source(text, tuple(found.end() for found in re.finditer("[iI]", kinds)))


def is_utf8(charset: str) -> bool:
    """Whether a charset named in a header is UTF-8 in one of its spellings."""
    return charset.lower().replace("-", "").replace("_", "") == "utf8"


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    """The text, with LF line ends and without a byte order mark, and its charset."""
    if data[:4] in _COMPILED:
        message = "this is a compiled catalog; give the PO file it was made from"
        raise CatalogError(message, path=path)
    match = _CHARSET.search(data)
    charset = match[1].decode("ascii", "replace") if match else "UTF-8"
    declared = _line(data, match.start(1) if match else 0)
    if charset.upper() in {"CHARSET", "ASCII", "US-ASCII"} or data.startswith(b"\xef\xbb\xbf"):
        charset = "UTF-8"
    if not _is_charset(charset):
        _fail(path, declared, f"the charset {charset!r} is unknown; save the file as UTF-8")
    try:
        text = data.decode(charset)
    except UnicodeDecodeError as error:
        found = f"byte 0x{data[error.start]:02x} is no {charset}, which the file should be"
        _fail(path, _line(data, error.start), f"{found}; save it as UTF-8")
    if not is_utf8(charset) and not data.isascii() and _reads_as_utf8(data):
        found = f"the header says {charset}, but the text is UTF-8"
        _fail(path, declared, f"{found}; write charset=UTF-8 there")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n") + "\n", charset


def _is_charset(name: str) -> bool:
    """Whether a name is that of a charset; Python has codecs for other things under names, too."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):  # a name with a NUL in it is no name at all
        return False
    return found._is_text_encoding and found.name not in _NO_CHARSETS  # noqa: SLF001 - no other way


def _reads_as_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, which no text of any length in another charset is by chance."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _line(data: bytes, position: int) -> int:
    """The line number of a byte."""
    return data.count(b"\n", 0, position) + 1


def _fail(path: Path, line: int, message: str) -> NoReturn:
    """Raise the one error that every fault of a PO file becomes."""
    raise CatalogError(message, path=path, line=line)


def _refuse(text: str, bad: re.Match[str], path: Path) -> NoReturn:
    """Say what is wrong with a line, or with what is missing before it."""
    before, at = bad[0][0].lower(), bad[0][-1]
    if at == "!":
        _fail(path, bad.end(), _describe(text.split("\n")[bad.end() - 1]))
    if before in _MISSING and (before not in "#x" or at == "$"):
        _fail(
            path,
            bad.start() + 1,
            f"{_MISSING[before]}; restore the file if it was cut off, or mend the entry",
        )
    shown = _shown(text.split("\n")[bad.end() - 1])
    _fail(path, bad.end(), f"{shown} cannot stand here; an entry is msgid, then msgstr")


def _describe(line: str) -> str:
    """What is wrong with a line that is no PO line."""
    if _CONFLICT.match(line):
        return f"merge conflict marker {_shown(line)}; keep one side and remove the markers"
    quoted = _QUOTED.fullmatch(line)
    if quoted is None:
        return f"{_shown(line)} is no line of a PO file; remove it or put '# ' before it"
    if re.fullmatch(r'(?:[^"\\]|\\.)*"', quoted["inside"]):
        return f"the keyword of {_shown(line)} is unknown; it must be msgid or msgstr"
    if re.match(r'(?:[^"\\]|\\.)*"', quoted["inside"]):
        return r"a quotation mark inside a string; write \" for it"
    return "the string is not closed; end it with a quotation mark, or restore the file"


def _shown(line: str) -> str:
    """The line, cut to what fits in a message."""
    return repr(textwrap.shorten(line, 40, placeholder="…") if " " in line else line[:40])


def _without_byte_escapes(text: str, charset: str, path: Path) -> str:
    r"""Put characters for ``\303\251`` (msgcat --escape writes such) and for ``\a``."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _RARE.search(line) and not re.match(r"#[ .:,]", line):
            try:
                lines[number] = _BYTES.sub(lambda found: _character(found[0], charset), line)
            except UnicodeDecodeError:
                _fail(path, number + 1, f"escapes that are no {charset}; write the characters")
    return "\n".join(lines)


def _character(escape: str, charset: str) -> str:
    r"""What a run of octal or hexadecimal escapes, or ``\a``, stands for."""
    if escape == r"\a":
        return "\a"
    if escape[1] not in "01234567x" or escape == r"\x":
        return escape
    numbers = [
        int(part[1:], 16) if part[0] == "x" else int(part, 8) for part in escape[1:].split("\\")
    ]
    text = bytes(number & 0xFF for number in numbers).decode(charset)
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
