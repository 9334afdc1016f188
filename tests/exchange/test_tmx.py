"""Memories as TMX: written and read a unit at a time, other programs' read as far as they go."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.errors import InputError
from tiptranslate.exchange import tmx
from tiptranslate.model import Unit

NAME = Path("old.tmx")
_MAY = "2024-05-03T10:11:12Z"


def dumped(*units: tuple[Unit, str]) -> bytes:
    """A TMX file of some units."""
    out = BytesIO()
    assert tmx.dump(units, out.write) == len(units)
    return out.getvalue()


def read(data: bytes) -> list[tmx.Variants]:
    """The units of a file."""
    return list(tmx.read(BytesIO(data), NAME))


def test_golden(folder: Path) -> None:
    """Byte for byte."""
    units = [
        (Unit("It is free.", "Это бесплатно & «просто».", "news"), "ru"),
        (Unit("Call ⟦1⟧now⟦/1⟧\x07.", "Hozir qoʻngʻiroq qiling.", ""), "uz"),
        (Unit("It is free.", "Бу бепул.", "news"), "uz@cyrillic"),
    ]

    assert dumped(*units).decode() == (folder / "memory.tmx").read_text(encoding="utf-8")


TEXTS = st.text(min_size=1, max_size=30) | st.just("⟦1⟧a⟦/2⟧ ⟦3/⟧\r\n")
ORIGINS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=9)
UNITS = st.builds(Unit, TEXTS, TEXTS, ORIGINS)


@given(st.lists(st.tuples(UNITS, st.sampled_from(["ru", "uz", "uz@cyrillic"])), max_size=5))
def test_round_trips_lose_nothing(units: list[tuple[Unit, str]]) -> None:
    """Every character of both texts, the language, the origin."""
    back = [
        (Unit(found.source, target, found.origin), code)
        for found in read(dumped(*units))
        for code, target in found.targets.items()
    ]

    assert back == units


def test_a_file_of_another_program(folder: Path) -> None:
    """A document type, several languages a unit, other spellings of their tags, codes, gaps."""
    with (folder / "foreign" / "other.tmx").open("rb") as file:
        found = list(tmx.read(file, NAME))

    assert [(item.source, dict(item.targets)) for item in found] == [
        ("Call now.", {"ru": "Звоните сейчас.", "uz": "Hozir qoʻngʻiroq qiling.", "kk": "Қазір."}),
        ("Read this page.", {"ru": "Читайте эту страницу."}),
        ("", {"ru": "Без английского.", "fr": "Sans anglais."}),
        ("Nothing else.", {}),
    ]
    assert [item.line for item in found] == [6, 12, 17, 21]


@pytest.mark.parametrize(
    ("unit", "variant", "date"),
    [
        ('creationdate="20200101T000000Z" changedate="20240503T101112Z"', "", _MAY),
        ('creationdate="20240503T101112Z"', "", _MAY),
        ('changedate="20200101T000000Z"', f'creationdate="{_MAY}"', _MAY),
        ('changedate="yesterday"', 'changedate="20249903T101112Z"', ""),
        ("", "", ""),
    ],
)
def test_dates(unit: str, variant: str, date: str) -> None:
    """That of the language goes first, then the unit's; changed goes before made."""
    data = (
        f'<tmx><tu {unit}><tuv xml:lang="en"><seg>a</seg></tuv>'
        f'<tuv xml:lang="ru" {variant}><seg>b</seg></tuv></tu></tmx>'
    )
    (found,) = read(data.encode())

    assert dict(found.dates) == {"en": found.dates["en"], "ru": date}
    written = dumped((Unit("a", "b", "", date), "ru"))
    assert [one.dates["ru"] for one in read(written)] == [date]


def test_units_of_a_language(folder: Path) -> None:
    """What has both languages; the file's name is the origin where it names none."""
    path = folder / "foreign" / "other.tmx"

    assert list(tmx.units(path, "ru")) == [
        Unit("Call now.", "Звоните сейчас.", "other"),
        Unit("Read this page.", "Читайте эту страницу.", "other"),
    ]
    first = next(tmx.units(path, "ru", name=Path("memory/other.tmx")))
    assert (first.date, first.path, first.line) == ("2020-01-01T00:00:00Z", "memory/other.tmx", 6)
    assert list(tmx.units(path, "uz@cyrillic")) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<xliff/>", "old.tmx: is XML, but no TMX"),
        (b"<tu/>", "old.tmx: is XML, but no TMX"),
        (b"", "old.tmx:1: is no XML: no element found"),
        (b"<tmx>\n<body>\n<tu></body></tmx>", "old.tmx:3: is no XML: mismatched tag"),
        (
            b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>',
            "old.tmx: declares entities; remove its DOCTYPE",
        ),
        (
            b'<tmx>\n<tu><tuv><seg><ph type="x-character">z</ph></seg></tuv></tu></tmx>',
            "old.tmx:2: there is no character 'z'",
        ),
    ],
)
def test_bad_files(data: bytes, message: str) -> None:
    """One line, with the place where there is one."""
    with pytest.raises(InputError) as error:
        read(data)

    assert str(error.value) == message


def test_no_file(tmp_path: Path) -> None:
    """Says so under the name it is known by."""
    with pytest.raises(InputError, match=r"^memory/a.tmx: cannot be read: No such file"):
        list(tmx.units(tmp_path / "a.tmx", "ru", name=Path("memory/a.tmx")))


def test_memory_does_not_grow(tmp_path: Path) -> None:
    """Neither with what is written nor with what is read."""

    def units(number: int) -> Iterator[tuple[Unit, str]]:
        for count in range(number):
            yield Unit(f"Sentence {count} of a long memory.", f"Предложение {count}.", "m"), "ru"

    def peak(number: int) -> int:
        path = tmp_path / "big.tmx"
        tracemalloc.start()
        with path.open("wb") as file:
            assert tmx.dump(units(number), file.write) == number
        assert sum(1 for _ in tmx.units(path, "ru")) == number
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    peak(100)  # imports
    assert peak(1200) < 2 * peak(400)
