"""A catalog written the way gettext itself would: `msgcat FILE` changes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tiptranslate.catalog import provenance
from tiptranslate.catalog.wrapping import WIDTH, wrap
from tiptranslate.model import Catalog, Entry, State

_REQUIRED = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_FORMATS = (
    "c",
    "objc",
    "python",
    "python-brace",
    "java",
    "java-printf",
    "csharp",
    "javascript",
    "scheme",
    "lisp",
    "elisp",
    "librep",
    "ruby",
    "sh",
    "awk",
    "lua",
    "object-pascal",
    "smalltalk",
    "qt",
    "qt-plural",
    "kde",
    "kde-kuit",
    "boost",
    "tcl",
    "perl",
    "perl-brace",
    "php",
    "gcc-internal",
    "gfc-internal",
    "ycp",
)
_FLAG_ORDER = {
    f"{prefix}{name}-format": number
    for number, name in enumerate(_FORMATS)
    for prefix in ("", "no-", "possible-", "impossible-")
}
"""msgcat writes the flags it knows in this order, then range and no-wrap."""


def dump(catalog: Catalog) -> bytes:
    """Write a catalog.

    ``fuzzy`` and ``#|`` follow from an entry's state; an obsolete entry that is not
    `worth_keeping` is left out. A target whose line breaks at its ends
    differ from its source's gets them mended, since msgfmt refuses the whole file otherwise;
    zero bytes and lone surrogates, which no PO file can carry, are dropped or become "?".

    Raises:
        ValueError: Two entries have one source and context; no tool would read the file.
    """
    entries = (*catalog.entries, *catalog.obsolete)
    if len({(entry.context, entry.source) for entry in entries}) < len(entries):
        raise ValueError(f"{catalog.slug}: two entries with one source and context")
    blocks = [_header(catalog)]
    blocks += [_block(entry) for entry in catalog.entries]
    blocks += [_block(entry, obsolete=True) for entry in filter(worth_keeping, catalog.obsolete)]
    return "\n".join(blocks).encode("utf-8", "replace")


def worth_keeping(entry: Entry) -> bool:
    """Whether an obsolete entry holds anyone's work: a target, or a comment on it.

    Gettext's tools drop the latter; a person's note is worth more to us.
    """
    return _filled(entry) or bool(entry.comments)


def complete_header(header: Mapping[str, str], language: str) -> dict[str, str]:
    """The header with what gettext's tools cannot do without, and with UTF-8 as charset."""
    fields = dict(header)
    if language and not fields.get("Language"):
        fields["Language"] = language
    for name, value in _REQUIRED.items():
        fields.setdefault(name, value)
    charset = fields["Content-Type"].partition("charset=")[2].strip()
    if charset.lower() not in {"utf-8", "utf8"}:
        fields["Content-Type"] = _REQUIRED["Content-Type"]
    return fields


def ordered_flags(flags: Iterable[str]) -> list[str]:
    """Flags in msgcat's order; what it does not know comes last (and it would drop it)."""

    def rank(flag: str) -> int:
        if flag.startswith("range:"):
            return len(_FORMATS)
        if flag == "no-wrap":
            return len(_FORMATS) + 1
        return _FLAG_ORDER.get(flag, len(_FORMATS) + 2)

    return sorted((flag for flag in flags if flag != "fuzzy"), key=rank)


def _header(catalog: Catalog) -> str:
    """The header entry; fuzzy in a template and nowhere else."""
    fields = complete_header(catalog.header, catalog.language)
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    comments = "".join(_comments("#", catalog.header_comments))
    translated = catalog.language or any(map(_filled, (*catalog.entries, *catalog.obsolete)))
    fuzzy = "" if translated else "#, fuzzy\n"
    return f'{comments}{fuzzy}msgid ""\n{wrap("msgstr", text)}'


def _block(entry: Entry, *, obsolete: bool = False) -> str:
    """One entry in the order of the GNU manual."""
    made = entry.provenance
    text = f"# {provenance.format(made)}\n" if made is not None else ""
    if entry.comments:
        text += "".join(_comments("#", entry.comments))
    text += _from_template(entry.notes, entry.locations)
    filled = _filled(entry)
    fuzzy = filled and entry.state is not State.REVIEWED
    if entry.flags:
        text += f"#, {', '.join([*(['fuzzy'] if fuzzy else []), *ordered_flags(entry.flags)])}\n"
    elif fuzzy:
        text += "#, fuzzy\n"
    wrapped = "no-wrap" not in entry.flags
    for keyword, string, prefix in _strings(entry, obsolete, stale=filled):
        text += wrap(keyword, string, prefix, wrapped)
    return text


@lru_cache(maxsize=1000)
def _from_template(notes: tuple[str, ...], locations: tuple[str, ...]) -> str:
    """The ``#.`` and ``#:`` lines, which many entries of a release share."""
    return "".join((*_comments("#.", notes), *_locations(locations)))


def _filled(entry: Entry) -> bool:
    """Whether an entry has a target, as it will be written."""
    if not entry.plural_targets and "\n" not in entry.target:
        return bool(entry.target)
    return any(_mended(text, entry.source) for text in (entry.target, *entry.plural_targets))


def _strings(entry: Entry, obsolete: bool, *, stale: bool) -> Iterator[tuple[str, str, str]]:
    """Keyword, text and prefix of each string of an entry."""
    if stale and entry.state is State.STALE and entry.previous_source is not None:
        prefix = "#~| " if obsolete else "#| "
        if entry.previous_context is not None:
            yield "msgctxt", entry.previous_context, prefix
        yield "msgid", entry.previous_source, prefix
        if entry.previous_plural is not None:
            yield "msgid_plural", entry.previous_plural, prefix
    prefix = "#~ " if obsolete else ""
    if entry.context is not None:
        yield "msgctxt", entry.context, prefix
    yield "msgid", entry.source, prefix
    if entry.plural_source is None:
        yield "msgstr", _mended(entry.target, entry.source), prefix
        return
    yield "msgid_plural", _mended(entry.plural_source, entry.source), prefix
    for number, target in enumerate(entry.plural_targets or ("", "")):
        yield f"msgstr[{number}]", _mended(target, entry.source), prefix


def _mended(text: str, source: str) -> str:
    """The text with a line feed at each end exactly where the source has one."""
    if not text or not source or ("\n" not in text and "\n" not in source):
        return text
    if text[0] != "\n" and source[0] == "\n":
        text = "\n" + text
    elif text[0] == "\n" and source[0] != "\n":
        text = text.lstrip("\n")
    if text[-1:] != "\n" and source[-1] == "\n":
        return text + "\n"
    return text.rstrip("\n") if source[-1] != "\n" else text


def _comments(mark: str, comments: Iterable[str]) -> Iterator[str]:
    """Comment lines behind their mark; a comment is never more than one line."""
    for comment in comments:
        for line in comment.split("\n"):
            yield f"{mark} {line}\n" if line else f"{mark}\n"


def _locations(places: Iterable[str]) -> Iterator[str]:
    """``#:`` lines filled up to the width, counted in bytes as gettext does."""
    line: list[str] = []
    column = len("#:")
    for place in places:
        size = len(place.encode()) + 1
        if line and column + size > WIDTH:
            yield f"#: {' '.join(line)}\n"
            line, column = [], len("#:")
        line.append(place)
        column += size
    if line:
        yield f"#: {' '.join(line)}\n"
