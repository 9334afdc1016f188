"""Bytes that are no text are refused with their place."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.errors import InputError
from tiptranslate.ingest.decoding import decode, position

PATH = Path("releases/a.txt")


def refusal(data: bytes) -> str:
    """The message that bytes are refused with."""
    with pytest.raises(InputError) as caught:
        decode(data, PATH)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        (b"a\r\nb", "a\r\nb", "utf-8"),
        ("\ufeffa".encode(), "a", "utf-8-sig"),
        ("\ufeff\ufeffa".encode(), "\ufeffa", "utf-8-sig"),
        ("ў\u00a0\u2028\x85\t\x0b\x0c".encode(), "ў\u00a0\u2028\x85\t\x0b\x0c", "utf-8"),
    ],
)
def test_text(data: bytes, text: str, encoding: str) -> None:
    """UTF-8 with and without a mark, and every white space there is."""
    assert decode(data, PATH) == (text, encoding)
    assert text.encode(encoding) == data


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xff", "releases/a.txt:1: is not UTF-8: byte 0xff at offset 0"),
        (b"a\nb\n\xe4c", "releases/a.txt:3: is not UTF-8: byte 0xe4 at offset 4"),
        (b"a\rb\r\n\xc3", "releases/a.txt:3: is not UTF-8: byte 0xc3 at offset 5"),
        (b"\xef\xbb\xbfab\x80", "releases/a.txt:1: is not UTF-8: byte 0x80 at offset 5"),
        (b"\xd0\xa0\xed\xa0\x80", "releases/a.txt:1: is not UTF-8: byte 0xed at offset 2"),
        ("Привет".encode("cp1251"), "releases/a.txt:1: is not UTF-8: byte 0xcf at offset 0"),
    ],
)
def test_not_utf8(data: bytes, place: str) -> None:
    """The message has the line, the byte and its offset in the file."""
    assert refusal(data) == f"{place}; save it as UTF-8"


@given(st.text(max_size=9), st.sampled_from([b"\xff", b"\x80", b"\xc0\xaf", b"\xf5"]))
def test_the_offset_is_that_of_the_file(text: str, bad: bytes) -> None:
    """Wherever the first bad byte stands."""
    good = text.encode()

    assert f" at offset {len(good)};" in refusal(good + bad + b"tail")


@pytest.mark.parametrize(
    ("mark", "encoding", "name"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    ],
)
def test_other_encodings_are_named(mark: bytes, encoding: str, name: str) -> None:
    """What Windows calls Unicode is told by its mark."""
    data = mark + "Text.\n".encode(encoding)

    assert refusal(data) == f"releases/a.txt: is {name} text; save it as UTF-8"


@pytest.mark.parametrize("bad", ["\x01", "\x08", "\x0e", "\x1b", "\x7f", "\x80", "\x9f", "\ufffe"])
def test_control_characters(bad: str) -> None:
    """No catalog can carry them; line and column count from 1, in characters."""
    data = f"ў\r\nўў{bad}".encode()

    assert refusal(data) == (
        f"releases/a.txt:2: control character U+{ord(bad):04X} at column 3; remove it"
    )


def test_zero_bytes_hint_at_the_encoding() -> None:
    """UTF-16 without a mark is full of them."""
    data = "Text".encode("utf-16-le")

    assert refusal(data) == (
        "releases/a.txt:1: control character U+0000 at column 2; save the file as UTF-8 text"
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_position(end: str) -> None:
    """Every line end that an editor may know begins a line."""
    text = f"ab{end}cd{end}{end}e"

    assert position(text, 0) == (1, 1)
    assert position(text, text.index("d")) == (2, 2)
    assert position(text, text.index("e")) == (4, 1)
