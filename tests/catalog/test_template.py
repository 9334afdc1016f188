"""Templates and headers: one entry a sentence, and fields that are complete and stay put."""

import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tiptranslate import languages
from tiptranslate.catalog import (
    creation_date,
    dump,
    header,
    now,
    parse,
    template,
    template_entries,
)
from tiptranslate.model import BlockKind, Catalog, Entry, Segment

DATE = "2026-01-02 03:04+0000"
FIELDS = [
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
]


def segment(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Segment:
    """A sentence that is a block of its own."""
    return Segment(text, 0, 0, len(text), kind)


def pot(*entries: Entry, date: str = DATE) -> Catalog:
    """The template of a release called "sample"."""
    return template(
        "sample",
        entries,
        language="en",
        name="Press office",
        contact="Press office <press@example.org>",
        date=date,
    )


def po(language: str, old: Catalog | None = None, date: str = DATE) -> dict[str, str]:
    """The header of a catalog in a language."""
    facts = languages.get(language)
    return header(facts, pot(date=date), team=f"{facts.name} <l10n@example.org>", old=old)


def test_entries() -> None:
    """One entry a different sentence, in reading order, with every kind it occurs as."""
    entries = template_entries(
        [
            segment("Hotline opens", BlockKind.HEADLINE),
            segment("It is free."),
            segment("* * *", BlockKind.SEPARATOR),
            segment("Hotline opens"),
            segment("It is free."),
        ],
        "releases/sample.md",
        {"It is free.": ["term: free = бесплатный"]},
    )

    assert entries == (
        Entry(
            "Hotline opens",
            notes=("kind: headline, paragraph",),
            locations=("releases/sample.md",),
        ),
        Entry(
            "It is free.",
            notes=("kind: paragraph", "term: free = бесплатный"),
            locations=("releases/sample.md",),
        ),
    )


def test_a_release_without_a_sentence() -> None:
    """Nothing but separators gives no entries, and a template that still is one."""
    assert template_entries([segment("***", BlockKind.SEPARATOR)], "releases/sample.txt") == ()
    assert parse(dump(pot()), Path("sample.pot")).entries == ()


def test_template_header_is_complete() -> None:
    """Every field says something, and the date can be read back from the bytes."""
    data = dump(pot(Entry("It is free.")))
    catalog = parse(data, Path("locales/sample.pot"))

    assert [name for name in FIELDS if not catalog.header.get(name)] == []
    assert creation_date(data) == DATE
    assert creation_date(b"") == ""
    assert b"#, fuzzy\nmsgid" in data


@pytest.mark.parametrize("language", ["ru", "uz", "uz@cyrillic"])
def test_new_header(language: str) -> None:
    """A new catalog has every field, the language's plural forms, and the template's dates."""
    fields = po(language)

    assert [name for name in FIELDS if not fields[name]] == []
    assert fields["Language"] == language
    assert fields["Plural-Forms"] == languages.get(language).plural_forms
    assert fields["POT-Creation-Date"] == fields["PO-Revision-Date"] == DATE
    assert fields["Last-Translator"] == "tiptranslate <press@example.org>"


def test_old_header_stays() -> None:
    """What people and editors have put into a header stays, in its order; ours is set anew."""
    theirs = {
        "X-Poedit-Basepath": ".",
        "Last-Translator": "Translator <translator@example.org>",
        "PO-Revision-Date": "2025-05-05 05:05+0500",
        "Plural-Forms": "nplurals=1; plural=0;",
        "POT-Creation-Date": "2024-01-01 00:00+0000",
        "Project-Id-Version": "another",
        "X-Generator": "Poedit 3.4",
    }
    old = Catalog("sample", "uz", header=theirs)
    fields = po("uz", old)
    ours = {"POT-Creation-Date": DATE, "Project-Id-Version": "Press office"}

    assert {name: fields[name] for name in theirs} == theirs | ours
    assert list(fields)[: len(theirs)] == list(theirs)
    assert set(FIELDS) <= set(fields)
    assert po("uz", replace(old, header=fields)) == fields


@pytest.mark.parametrize("language", ["ru", "uz", "uz@cyrillic"])
def test_gettext_has_nothing_to_say(language: str, tmp_path: Path) -> None:
    """The header checks of msgfmt and i18nspector find nothing."""
    entry = Entry("It is free.")
    catalog = Catalog("sample", language, (entry,), header=po(language))
    files = {tmp_path / "sample.pot": pot(entry), tmp_path / f"{language}.po": catalog}
    for path, content in files.items():
        path.write_bytes(dump(content))
        for command in (["msgfmt", "--check", "-o", "/dev/null"], ["i18nspector"]):
            if not shutil.which(command[0]):
                pytest.skip(f"{command[0]} is not installed")
            result = subprocess.run(
                [*command, path], capture_output=True, text=True, check=False, timeout=30
            )
            found = [line for line in result.stdout.splitlines() if line.startswith("E:")]
            assert (found, result.stderr) == ([], ""), command[0]


def test_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time in UTC; SOURCE_DATE_EPOCH stops the clock."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert now() == "2023-11-14 22:13+0000"


@pytest.mark.parametrize("value", ["", "yesterday", "-5", "²", "9" * 30, "1.5"])
def test_an_epoch_that_is_none(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """What is no time in SOURCE_DATE_EPOCH leaves the clock running."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    before = time.strftime("%Y-%m-%d %H:%M+0000", time.gmtime())
    assert now() >= before
