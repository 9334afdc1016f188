"""A page keeps all that is no text, byte for byte, and says in which language it is."""

import re
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.errors import InputError
from tiptranslate.formats import PLACEHOLDER, open_form
from tiptranslate.formats.html_tokens import tokens
from tiptranslate.languages import get

PAGE = Path("a.html")
FOLDER = Path(__file__).resolve().parent.parent / "data" / "formats"
SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    "<p>",
                    "</p>",
                    "<b>",
                    "</b>",
                    "<i>",
                    "</i>",
                    "<a href='x'>",
                    "</a>",
                    "<br>",
                    "<li>",
                ),
                *("<ul>", "</ul>", "<td>", "<h1>", "</h1>", "<title>", "</title>", "<!--", "-->"),
                *("<script>", "</script>", "<span>", "</span>", "<img alt='<b>'>", "&amp;", "&lt"),
                *(
                    "<",
                    ">",
                    "</",
                    "&",
                    "'",
                    '"',
                    "=",
                    "/>",
                    "a",
                    "Word. ",
                    " ",
                    "\n",
                    "<html lang=en>",
                ),
                *("<body>", "<head>", "</head>", "<meta charset=utf-8>", "<div hidden>", "</div>"),
                *(
                    "<svg>",
                    "</svg>",
                    "⟦1⟧",
                    "<!doctype html>",
                    "<pre>",
                    "</pre>",
                    "<x-y>",
                    "</x-y>",
                ),
            ]
        ),
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=3),
    ),
    max_size=25,
).map("".join)


def texts(page: str) -> list[str]:
    """The texts of a page's pieces."""
    return [piece.text for piece in open_form(page.encode(), PAGE).pieces]


def fill(page: str, *new: str, code: str = "ru") -> str:
    """A page with other texts; its own where none are given."""
    form = open_form(page.encode(), PAGE)
    return form.filled(new or [piece.text for piece in form.pieces], get(code)).decode()


@given(SOUP)
def test_tokens_are_the_page(page: str) -> None:
    """Nothing is lost or made up."""
    assert "".join(token.source for token in tokens(page)) == page


@given(SOUP)
def test_any_page(page: str) -> None:
    """Any page is read; with other texts its pieces are those, and its own come back."""
    form = open_form(page.encode(), PAGE)
    own = [piece.text for piece in form.pieces]
    again = open_form(form.filled(own, get("uz")), PAGE)

    assert [piece.text for piece in again.pieces] == own
    assert again.filled(own, get("uz")) == form.filled(own, get("uz"))
    other = open_form(form.filled([f"Ў{text}Ў" for text in own], get("uz")), PAGE)
    assert [bare(piece.text) for piece in other.pieces] == [bare(f"Ў{text}Ў") for text in own]


def bare(text: str) -> str:
    """The words of a text."""
    return "".join(PLACEHOLDER.sub("", text).split())


@pytest.mark.parametrize("name", ["page.html", "word.htm"])
def test_html5lib_sees_the_same_page(name: str) -> None:
    """A browser's parser finds the same elements before and after, and all of the new words."""
    path = FOLDER / name
    form = open_form(path.read_bytes(), path)
    new = [piece.text.replace("e", "ў") for piece in form.pieces]
    before = html5lib.parse(path.read_bytes(), namespaceHTMLElements=False)

    after = html5lib.parse(form.filled(new, get("uz")), namespaceHTMLElements=False)

    noise = ("span", "{urn", "wbr", "o:p")
    names = [
        [element.tag for element in tree.iter() if not str(element.tag).startswith(noise)]
        for tree in (before, after)
    ]
    assert [tag for tag in names[0] if tag != "b"] == [tag for tag in names[1] if tag != "b"]
    words = "".join(" ".join(after.itertext()).split())
    for text in new:
        for part in PLACEHOLDER.split(text)[::4]:
            assert "".join(part.split()) in words


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a <b>b</b> c", ["a ⟦1⟧b⟦/1⟧ c"]),
        ("<p><b>all</b></p>", ["all"]),
        ("<p><a href=x>all <i>of</i> it</a></p>", ["all ⟦1⟧of⟦/1⟧ it"]),
        ("a<br>b<br/>\n<br>c", ["a⟦1/⟧b", "c"]),
        ("<p>a</b> c</p>", ["a⟦1/⟧ c"]),
        ("<p>a <b>b <i>c</b> d</p>", ["a ⟦1⟧b ⟦2/⟧c⟦/1⟧ d"]),
        ("a <b>b</b><b>c</b> <b>d</b>", ["a ⟦1⟧bc d⟦/1⟧"]),
        ("a&nbsp;&lt;b&gt;\n\n &shy;c", ["a\u00a0<b> \u00adc"]),
        ("x <span>a</span> <span lang=en-US>b</span> <font>c</font>", ["x a b c"]),
        ("x <span class=q>a</span>", ["x ⟦1⟧a⟦/1⟧"]),
        ("<p>a<script>b('<p>')</script>c", ["a⟦1/⟧c"]),
        ("<p>a<p>b<div>c</div>d", ["a", "b", "c", "d"]),
        ("<nav>a</nav><template>b</template><pre>c</pre><svg><text>d</text></svg>e", ["e"]),
        ("<div hidden>a</div><div translate=no>b</div><div class='x notranslate'>c</div>d", ["d"]),
        ("<title>a &amp; b</title><h1>a <i>&amp;</i> b</h1>", ["a ⟦1⟧&⟦/1⟧ b"]),
        ("<title>a | site</title><h1>a</h1>", ["a | site", "a"]),
        ("<title>a</title>b", ["a", "b"]),
        ("a ⟦3⟧ b", ["a ⟦1/⟧ b"]),
        ("<textarea>a <b></textarea>b", ["b"]),
        ("a<wbr>b<!-- c -->", ["ab"]),
        ("<a id=x></a>a <a id=y></a>b", ["a ⟦1/⟧b"]),
        ("<p title='a > b' data-x=\"</p>\">c", ["c"]),
        ("<!-- <p>a</p> --><p>b<!-- unclosed", ["b"]),
        ("a <3 b", ["a <3 b"]),
        ("a <b", ["a"]),
    ],
)
def test_texts(page: str, expected: list[str]) -> None:
    """What readers see, cut where they see paragraphs."""
    assert texts(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<html><head></head><p>a", '<html lang="ru"><head><meta charset="utf-8"></head><p>Б'),
        ("<HTML LANG=en-GB><p>a", '<HTML LANG="ru"><meta charset="utf-8"><p>Б'),
        ("<!doctype html>\n<p>a", '<!doctype html>\n<html lang="ru"><meta charset="utf-8"><p>Б'),
        (
            '<html lang="en"><meta charset="UTF-8"><p lang=en>a<p lang=uz title="lang=en">',
            '<html lang="ru"><meta charset="utf-8"><p lang="ru">Б<p lang=uz title="lang=en">',
        ),
        (
            '<?xml version="1.0" encoding="utf-8"?><html xml:lang="en" lang="en"><p>a',
            (
                '<?xml version="1.0" encoding="utf-8"?><html xml:lang="ru" lang="ru">'
                '<meta charset="utf-8"><p>Б'
            ),
        ),
        ("a", '<html lang="ru"><meta charset="utf-8">Б'),
    ],
)
def test_language_and_characters(page: str, expected: str) -> None:
    """The page says what it is in; what is marked as another language stays."""
    assert fill(page, "Б") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("⟦2⟧б ⟦1⟧в⟦/1⟧⟦/2⟧", "<i>б <b>в</b></i>"),
        ("⟦1⟧б ⟦2⟧в⟦/1⟧ г⟦/2⟧", "<b>б <i>в</i></b><i> г</i>"),
        ("⟦1⟧б ⟦9⟧&<", "б &amp;&lt;"),
        ("⟦/1⟧б⟦1⟧", "б"),
        ("⟦1⟧а⟦/1⟧⟦1⟧б⟦/1⟧", "<b>а</b><b>б</b>"),
        ("", ""),
    ],
)
def test_what_translators_do_to_placeholders(text: str, expected: str) -> None:
    """Moved, crossed, lost and made-up ones."""
    filled = fill("<p>some <b>b</b> and <i>c</i> text</p>", text)

    assert filled.partition("<p>")[2] == f"{expected}</p>"


def test_a_lost_picture_comes_back() -> None:
    """At the end; a lost line break does not."""
    filled = fill("<p>a <img src=x> b<br>c</p>", "б")

    assert filled.partition("<p>")[2] == "б<img src=x></p>"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<p>Дом – «A»".encode(), "Дом – «A»"),
        (b"\xef\xbb\xbf<p>" + "Дом".encode(), "Дом"),
        ("\ufeff<p>Дом".encode("utf-16-le"), "Дом"),
        ("\ufeff<p>Дом".encode("utf-16-be"), "Дом"),
        ("<meta charset=windows-1251><p>Дом".encode("cp1251"), "Дом"),
        ("<meta charset='koi8-r'><p>Дом".encode("koi8-r"), "Дом"),
        (b"<meta charset=iso-8859-1><p>\x93a\x94", "“a”"),
        (b"<meta http-equiv=content-type content='text/html; charset=cp1252'><p>\x93a\x94", "“a”"),
        ('<?xml version="1.0" encoding="windows-1251"?><p>Дом'.encode("cp1251"), "Дом"),
        (b"<meta charset=utf-16><p>a", "a"),
    ],
)
def test_characters(data: bytes, expected: str) -> None:
    """By byte order mark, by what the page says, else UTF-8; given back in UTF-8."""
    form = open_form(data, PAGE)
    filled = form.filled([expected + " ʻ"], get("uz"))

    assert [piece.text for piece in form.pieces] == [expected]
    assert expected + " ʻ" in filled.decode()
    assert [piece.text for piece in open_form(filled, PAGE).pieces] == [expected + " ʻ"]
    assert not re.search(rb"1251|1252|koi8|8859", filled)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<p>\xff", "is not UTF-8: byte 0xff at offset 3; save it as UTF-8"),
        (
            b"<meta charset=rot13>a",
            "says that it is in 'rot13', which is not known; save it as UTF-8",
        ),
        (
            b"<meta charset=utf-7>a",
            "says that it is in 'utf-7', which is not known; save it as UTF-8",
        ),
        (b"<meta charset=cp1252>\x81", "is not CP1252: byte 0x81 at offset 21; save it as UTF-8"),
        (b"a\0b", "is no page: it has NUL characters in it; save it as HTML"),
    ],
)
def test_other_characters(data: bytes, message: str) -> None:
    """One line each."""
    with pytest.raises(InputError) as caught:
        open_form(data, PAGE)

    assert str(caught.value) == f"a.html: {message}"


HOSTILE = """
from pathlib import Path
from tiptranslate.formats import open_form
from tiptranslate.languages import get

SIZE = 60_000
for shape in [
    "<", "<a", "<a ", "<a b=", "<a b='", '<a b="c', "<!--", "<!", "</", "</a", "<b>", "</b>", "<p>",
    "<p hidden>", "<div>", "<li>", "<ul><li>", "<span>", "<script>", "<title>", "<br>", "<br> ",
    "&amp", "<b>a</b> ", "<i>a</b>", "\\u27e61\\u27e7", "<a b=c ", "= ", "<td>a", "<nav>", "</p>",
    "<!-- tiptranslate:", "a ", "<b>a<br></b>", "<a href=x>a</a>", "<svg><svg>",
    "&", "x<script></script>", "a<br><br>", "<b>a</b><i>b</i>", "<?xml ",
]:
    page = "<p>a" + shape * (SIZE // len(shape)) + "b"
    form = open_form(page.encode(), Path("a.html"))
    form.filled([piece.text + "." for piece in form.pieces], get("ru"))
"""


def test_hostile_pages_take_linear_time() -> None:
    """Anything of quadratic time would need many minutes for these."""
    subprocess.run([sys.executable, "-c", HOSTILE], check=True, timeout=240)
