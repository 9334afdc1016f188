"""What a release's catalogs must hold: one entry a sentence, and the header around them."""

import os
import re
import time
from collections.abc import Mapping, Sequence

from tiptranslate import __version__
from tiptranslate.languages import Language
from tiptranslate.model import BlockKind, Catalog, Entry, Segment

GENERATOR = f"tiptranslate {__version__}"
_DATE = re.compile(rb'^"POT-Creation-Date: ([^\\"]*)', re.MULTILINE)
_EPOCH = re.compile(r"[0-9]{1,11}")
"""Seconds up to the year 5138; anything else is not taken for a time."""
_GENERATED = ("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date")


def template_entries(
    segments: Sequence[Segment], location: str, hints: Mapping[str, Sequence[str]] | None = None
) -> tuple[Entry, ...]:
    """One untranslated entry for every different sentence, in reading order.

    Args:
        segments: The sentences of a release; separators are left out.
        location: The release's path as the ``#:`` line shows it; no line numbers,
            since they would change with every edit above.
        hints: Further ``#.`` lines by sentence, such as terms.
    """
    kinds: dict[str, dict[str, None]] = {}
    for segment in segments:
        if segment.kind is not BlockKind.SEPARATOR:
            kinds.setdefault(segment.text, {})[segment.kind.value] = None
    return tuple(
        Entry(
            source=source,
            notes=(f"kind: {', '.join(found)}", *(hints or {}).get(source, ())),
            locations=(location,),
        )
        for source, found in kinds.items()
    )


def template(
    slug: str, entries: Sequence[Entry], *, language: str, name: str, contact: str, date: str
) -> Catalog:
    """A release's POT, made at ``date`` (as `now` gives it).

    Its header says something in every field, since `msgfmt --check` complains of the
    usual place-holders; its language is that of the sentences.
    """
    fields = {
        "Project-Id-Version": name,
        "Report-Msgid-Bugs-To": contact,
        "POT-Creation-Date": date,
        "PO-Revision-Date": date,
        "Last-Translator": _translator(contact),
        "Language-Team": "none",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Generator": GENERATOR,
    }
    return Catalog(slug=slug, language="", entries=tuple(entries), header=fields)


def creation_date(data: bytes) -> str:
    """The POT-Creation-Date in the bytes of a catalog; "" if there is none."""
    found = _DATE.search(data)
    return found[1].decode("ascii", "replace") if found else ""


def header(language: Language, pot: Catalog, *, team: str, old: Catalog | None) -> dict[str, str]:
    """A PO header in full: what the old one says, and what is missing in it.

    Fields that people and editors own (translator, team, dates, plural forms) are
    never rewritten; ours are set anew each time.
    """
    fields = {
        "Project-Id-Version": pot.header["Project-Id-Version"],
        "Report-Msgid-Bugs-To": pot.header["Report-Msgid-Bugs-To"],
        "POT-Creation-Date": pot.header["POT-Creation-Date"],
        "PO-Revision-Date": pot.header["POT-Creation-Date"],
        "Last-Translator": _translator(pot.header["Report-Msgid-Bugs-To"]),
        "Language-Team": team,
        "Language": language.code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language.plural_forms,
        "X-Generator": GENERATOR,
    }
    if old is None:
        return fields
    kept = {key: fields[key] if key in _GENERATED else old.header[key] for key in old.header}
    return kept | {key: value for key, value in fields.items() if key not in kept}


def _translator(contact: str) -> str:
    """The program as last translator, with the bare address in "Name <address>"."""
    return "tiptranslate <" + contact.rpartition("<")[2].rstrip(">").strip() + ">"


def now() -> str:
    """The time as catalogs write it; ``SOURCE_DATE_EPOCH`` stops the clock for repeatable runs.

    See https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = int(epoch) if _EPOCH.fullmatch(epoch) else time.time()
    return time.strftime("%Y-%m-%d %H:%M+0000", time.gmtime(moment))
