"""Lines for the program: read, kept in the file, and never text."""

from pathlib import Path

import pytest

from tiptranslate.errors import InputError
from tiptranslate.ingest import parse, write_back
from tiptranslate.model import Release


def release(text: str, name: str = "a.txt") -> Release:
    """A release of a file's text, which it can give back."""
    data = text.encode()
    made = parse(data, Path(name), "a")
    assert write_back(made) == data
    return made


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("# tiptranslate: ignore=a-b", "a-b"),
        ("#tiptranslate:ignore = a,b ,c", "a, b, c"),
        ("\u00a0 # Tiptranslate: IGNORE=a b,", "a, b"),
    ],
)
def test_text(line: str, ids: str) -> None:
    """A line of its own anywhere in a plain text; the lines behind it count on."""
    made = release(f"{line}\r\nHotline opens\n\n{line}\nIt is free.\n{line}")

    assert [(block.text, block.line) for block in made.blocks] == [
        ("Hotline opens", 2),
        ("It is free.", 5),
    ]
    assert made.metadata["ignore"] == ", ".join([ids] * 3)
    assert made.title == "Hotline opens"


@pytest.mark.parametrize(
    "line",
    [
        "<!-- tiptranslate: ignore=a-b, c -->",
        "<!--tiptranslate:ignore=a-b c-->",
        "<!--\ntiptranslate: ignore=a-b,\n  c\n-->",
        "# tiptranslate: ignore=a-b,c",
        "## tiptranslate: ignore=a-b,c ##",
        "> # tiptranslate: ignore=a-b,c",
    ],
)
def test_markdown(line: str) -> None:
    """A comment of its own, or what is one in plain text."""
    made = release(f"{line}\n# Hotline opens\n\nIt is\nfree.\n{line}\n", "a.md")

    assert [block.text for block in made.blocks] == ["Hotline opens", "It is free."]
    assert made.blocks[0].line == 2 + line.count("\n")
    assert made.metadata["ignore"] == "a-b, c, a-b, c"


@pytest.mark.parametrize(
    "text", ["```\n<!-- tiptranslate: no -->\n```\n", "    # tiptranslate: no\n", "A\n\n- b # c\n"]
)
def test_code_says_nothing(text: str) -> None:
    """An example of an instruction is none."""
    assert "ignore" not in release(text, "a.md").metadata


def test_front_matter() -> None:
    """Its field means the same, and both together count."""
    text = "---\nignore: a, b\n---\n# tiptranslate: ignore=c\nText.\n"

    assert release(text).metadata == {"ignore": "a, b, c"}
    assert release("---\ntitle: t\n---\nText.\n").metadata == {"title": "t"}


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.txt", "One.\n\n# tiptranslate: ingore=a\n", 3),
        ("a.txt", "# tiptranslate: ignore=\n", 1),
        ("a.md", "---\ntitle: t\n---\n\n<!-- tiptranslate: ignore a -->\n", 5),
        ("a.md", "One.\n\n<!--\n\n tiptranslate: ignore a -->\n", 3),
        ("a.md", "> # a\n>\n> # tiptranslate: x\n", 3),
    ],
)
def test_nonsense(name: str, text: str, line: int) -> None:
    """What is neither text nor understood is an error with its line."""
    with pytest.raises(InputError, match=r"cannot understand 'tiptranslate: .*; write ") as caught:
        release(text, name)

    assert caught.value.line == line
    assert str(caught.value).startswith(f"{name}:{line}: ")
