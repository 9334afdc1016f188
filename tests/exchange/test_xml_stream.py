"""XML of strangers: lines are right, entities refused, nothing grows without bound."""

from io import BytesIO
from pathlib import Path

import pytest

from tiptranslate.errors import InputError
from tiptranslate.exchange.xml_stream import Node, stream

NAME = Path("a.xml")


def read(text: str | bytes) -> list[Node]:
    """The units and the root of an XML file."""
    data = text.encode() if isinstance(text, str) else text
    return list(stream(BytesIO(data), NAME, frozenset({"u"}), frozenset({"root"})))


def test_pieces_and_frames() -> None:
    """Frames come empty and first, pieces whole; prefixes are dropped."""
    root, first, second = read(
        '<x:root xmlns:x="urn:x" v="1">\n <x:u a="b">t<x:c/>t</x:u>\n'
        '<o><u xml:lang="ru"/></o></x:root>'
    )

    assert (root.tag, root.attributes, root.content) == ("root", {"v": "1"}, [])
    assert (first.line, first.attributes, first.text) == (2, {"a": "b"}, "tt")
    assert first.child("c") is not None
    assert first.child("d") is None
    assert (second.line, second.attributes) == (3, {"lang": "ru"})


def test_utf_16() -> None:
    """As Windows programs write it."""
    data = '<?xml version="1.0" encoding="UTF-16"?><root><u>Ўзбек</u></root>'.encode("utf-16")

    assert read(data)[1].text == "Ўзбек"


def test_a_document_type_is_passed_over() -> None:
    """TMX files have one; what it names is never fetched."""
    assert read('<!DOCTYPE root SYSTEM "tmx14.dtd"><root><u>a</u></root>')[1].text == "a"


LAUGHS = '<!DOCTYPE root [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><root><u>&b;</u></root>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LAUGHS, "a.xml: declares entities; remove its DOCTYPE"),
        (
            '<!DOCTYPE root [<!ENTITY a SYSTEM "file:///etc/passwd">]><root><u>&a;</u></root>',
            "a.xml: declares entities; remove its DOCTYPE",
        ),
        (
            '<!DOCTYPE root [<!ENTITY % a SYSTEM "http://example.org/a.dtd"> %a;]><root/>',
            "a.xml: declares entities; remove its DOCTYPE",
        ),
        ("<root>\n<u>&nbsp;</u></root>", "a.xml:2: is no XML: undefined entity"),
        ("<root>\n<u></root>", "a.xml:2: is no XML: mismatched tag"),
        ("<root>", "a.xml:1: is no XML: no element found"),
        ("", "a.xml:1: is no XML: no element found"),
        ("PK\x03\x04", "a.xml:1: is no XML: "),
        ('<?xml version="1.0" encoding="x-none"?><root/>', "a.xml: is no XML that can be read: "),
        ("<a>" * 200, "a.xml:1: is too large or too deep to be right"),
        ("<root>\n<u>" + "a" * 4_100_000, "a.xml:2: is too large or too deep to be right"),
    ],
    ids=lambda value: value[:30],
)
def test_bad_files(text: str, message: str) -> None:
    """One line, with the place where there is one."""
    with pytest.raises(InputError) as error:
        read(text)

    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)
