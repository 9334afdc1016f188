"""Writing XLIFF 2.1 and 1.2 (OASIS), the exchange formats of translation programs.

One unit is one entry. Its id is the entry's key, which every program keeps. Translators'
comments travel as notes and come back; the template's notes and the sentence that an
outdated translation belongs to are there to be read.

| entry | XLIFF 2.1 | XLIFF 1.2 |
|---|---|---|
| untranslated | initial, no target | no target |
| draft of machine or memory | initial, ``tiptranslate:draft`` | needs-review-translation |
| draft of a person | translated | translated |
| stale | initial, ``tiptranslate:stale`` | needs-review-translation, previous version |
| reviewed | final | final, approved |
"""

from collections.abc import Callable, Iterator

from tiptranslate.exchange.inline import attribute, xliff1, xliff2, xml_text
from tiptranslate.exchange.rows import given_out, key_of
from tiptranslate.exchange.tags import tag_of
from tiptranslate.exchange.texts import UNSPEAKABLE
from tiptranslate.model import Catalog, Entry, Origin, State

HINT = "hint"
PREVIOUS = "previous-source"
COMMENT = "comment"
"""Who or what a note is of; programs show it."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def dump(catalog: Catalog, version: str, source: str = "en") -> bytes:
    """A catalog as XLIFF.

    Args:
        catalog: Obsolete entries and those with plural forms are left out.
        version: One of `VERSIONS`.
        source: The code of the language of its sentences.
    """
    return "".join(_VERSIONS[version](catalog, source)).encode()


def _dump2(catalog: Catalog, source: str) -> Iterator[str]:
    name = attribute(catalog.slug)
    yield (
        f'{_HEAD}<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" '
        f"srcLang={attribute(tag_of(source))} trgLang={attribute(tag_of(catalog.language))}>\n"
        f'  <file id={name} original={name} canResegment="no" xml:space="preserve">\n'
    )
    yield from map(_unit2, given_out(catalog))
    yield "  </file>\n</xliff>\n"


def _unit2(entry: Entry) -> str:
    name = f" name={attribute(entry.context)}" if entry.context is not None else ""
    notes = "".join(f"        {note}\n" for note in _notes(entry, "category"))
    if notes:
        notes = f"      <notes>\n{notes}      </notes>\n"
    target = f"        <target>{xliff2(entry.target)}</target>\n" if entry.target else ""
    return (
        f'    <unit id="{key_of(entry, entry.target)}"{name}>\n{notes}'
        f"      <segment {_state2(entry)}>\n"
        f"        <source>{xliff2(entry.source)}</source>\n{target}"
        "      </segment>\n    </unit>\n"
    )


def _state2(entry: Entry) -> str:
    if entry.state is State.REVIEWED:
        return 'state="final"'
    if entry.state is State.DRAFT and not _is_made(entry):
        return 'state="translated"'
    if entry.state is State.UNTRANSLATED:
        return 'state="initial"'
    return f'state="initial" subState="tiptranslate:{entry.state.value}"'


def _dump1(catalog: Catalog, source: str) -> Iterator[str]:
    yield (
        f'{_HEAD}<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">\n'
        f"  <file original={attribute(catalog.slug)} source-language={attribute(tag_of(source))} "
        f'target-language={attribute(tag_of(catalog.language))} datatype="plaintext" '
        'xml:space="preserve">\n    <body>\n'
    )
    yield from map(_unit1, given_out(catalog))
    yield "    </body>\n  </file>\n</xliff>\n"


def _unit1(entry: Entry) -> str:
    name = f" resname={attribute(entry.context)}" if entry.context is not None else ""
    approved = "yes" if entry.state is State.REVIEWED else "no"
    target = xliff1(entry.target)
    notes = "".join(f"        {note}\n" for note in _notes(entry, "from"))
    return (
        f'      <trans-unit id="{key_of(entry, entry.target)}"{name} approved="{approved}" '
        'xml:space="preserve">\n'
        f"        <source>{xliff1(entry.source)}</source>\n"
        + (f"        <target {_state1(entry)}>{target}</target>\n" if target else "")
        + notes
        + (_previous1(entry, target) if entry.previous_source is not None else "")
        + "      </trans-unit>\n"
    )


def _previous1(entry: Entry, target: str) -> str:
    """What an outdated translation is a translation of."""
    return (
        '        <alt-trans alttranstype="previous-version">\n'
        f"          <source>{xliff1(entry.previous_source or '')}</source>\n"
        f"          <target>{target}</target>\n"
        "        </alt-trans>\n"
    )


def _state1(entry: Entry) -> str:
    if entry.state is State.REVIEWED:
        return 'state="final"'
    if entry.state is State.DRAFT and not _is_made(entry):
        return 'state="translated"'
    made = entry.provenance
    if entry.state is State.DRAFT and made is not None and made.origin is Origin.MACHINE:
        return 'state="needs-review-translation" state-qualifier="mt-suggestion"'
    return 'state="needs-review-translation"'


def _is_made(entry: Entry) -> bool:
    """Whether an engine or the memory has made the draft, perhaps mended by a person."""
    return entry.provenance is not None and entry.provenance.origin is not Origin.HUMAN


def _notes(entry: Entry, kind: str) -> Iterator[str]:
    """Notes for the translator, then what translators have noted."""
    for line in entry.notes:
        yield _note(kind, HINT, line)
    if entry.state is State.STALE and entry.previous_source is not None and kind == "category":
        yield _note(kind, PREVIOUS, entry.previous_source)
    for line in entry.comments:
        yield _note(kind, COMMENT, line)


def _note(kind: str, value: str, text: str) -> str:
    return f'<note {kind}="{value}">{xml_text(UNSPEAKABLE.sub("�", text))}</note>'


_VERSIONS: dict[str, Callable[[Catalog, str], Iterator[str]]] = {"2.1": _dump2, "1.2": _dump1}
VERSIONS = tuple(_VERSIONS)
"""The newest first."""
