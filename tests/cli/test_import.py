"""``tiptranslate import``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

MOVED = "its translation was changed in the catalog since the export; export again"


@pytest.fixture
def xliff(run: Run, desk: Path) -> Path:
    """News in Russian as XLIFF, with one draft approved and one edited."""
    run("draft", "--engine", "pseudo")
    path = desk / "n.xlf"
    run("export", "xliff", "news", "-l", "ru", "-o", str(path))
    before, middle, after = path.read_text(encoding="utf-8").split("<segment ", 2)
    middle = middle.replace('state="initial"', 'state="final"')
    start, end = after.index("<target>"), after.index("</target>")
    after = f"{after[:start]}<target>Правка.{after[end:]}"
    path.write_text(f"{before}<segment {middle}<segment {after}", encoding="utf-8")
    return path


@pytest.mark.usefixtures("xliff")
def test_line_by_line(run: Run) -> None:
    """What became of each; then the sums."""
    assert run("import", "xliff", "n.xlf").stdout.splitlines() == [
        "n.xlf -> locales/ru/LC_MESSAGES/news.po",
        "  unit 1: approved",
        "  unit 2: changed",
        "  unit 3: unchanged",
        "  1 changed, 1 approved, 1 unchanged",
    ]
    assert run("import", "xliff", "n.xlf").stdout.splitlines() == [
        "n.xlf -> locales/ru/LC_MESSAGES/news.po",
        "  units 1 to 3: unchanged",
        "  3 unchanged",
    ]


def test_refused(run: Run, xliff: Path) -> None:
    """The exit code says that a person has to look; what could be taken is taken."""
    po = xliff.parent / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    lines = po.read_text(encoding="utf-8").splitlines()
    place = lines.index('msgid "It is free."') + 1
    lines[place] = 'msgstr "Иначе."'
    po.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run("import", "xliff", "n.xlf", code=1)

    assert result.stdout.splitlines()[1:] == [
        "  unit 1: approved",
        f"  unit 2: refused: {MOVED}",
        "  unit 3: unchanged",
        "  1 approved, 1 unchanged, 1 refused",
    ]
    assert 'msgstr "Иначе."' in po.read_text(encoding="utf-8")


@pytest.mark.usefixtures("xliff")
def test_json(run: Run) -> None:
    """Every field that the documentation names, and no other."""
    result = run("import", "xliff", "n.xlf", "--format", "json")

    assert json.loads(result.stdout) == {
        "version": 1,
        "imported": [
            {
                "slug": "news",
                "language": "ru",
                "file": "n.xlf",
                "path": "locales/ru/LC_MESSAGES/news.po",
                "written": True,
                "unit": "unit",
                "rows": [
                    {"row": 1, "what": "approved", "why": ""},
                    {"row": 2, "what": "changed", "why": ""},
                    {"row": 3, "what": "unchanged", "why": ""},
                ],
            }
        ],
        "errors": [],
    }


@pytest.mark.usefixtures("xliff")
def test_a_review_table(run: Run) -> None:
    """From Word, with its rows' numbers."""
    docx = pytest.importorskip("docx")
    run("export", "review", "news", "-l", "uz", "-o", "t.docx")
    word = docx.Document("t.docx")
    grid = word.tables[0]
    grid.cell(1, 6).text = "ha"
    grid.cell(2, 3).text = "U bepul."
    grid.cell(3, 6).text = "balki"
    word.save("t.docx")

    assert run("import", "review", "t.docx", code=1).stdout.splitlines() == [
        "t.docx -> locales/uz/LC_MESSAGES/news.po",
        "  row 1: approved",
        "  row 2: changed",
        "  row 3: refused: 'balki' in the column Approved is neither yes nor no",
        "  1 changed, 1 approved, 1 refused",
    ]


@pytest.mark.usefixtures("xliff")
def test_a_package(run: Run) -> None:
    """Every file of it."""
    run("export", "package", "news", "-l", "ru", "-o", "p.zip")

    assert run("import", "package", "p.zip").stdout.splitlines() == [
        "p.zip/ru/news.xlf -> locales/ru/LC_MESSAGES/news.po",
        "  units 1 to 3: unchanged",
        "  3 unchanged",
        "p.zip/ru/news.po -> locales/ru/LC_MESSAGES/news.po",
        "  lines 25 to 41: unchanged",
        "  3 unchanged",
    ]


@pytest.mark.parametrize(
    ("command", "name"), [("review", "none.docx"), ("xliff", "none.xlf"), ("package", "none.zip")]
)
@pytest.mark.usefixtures("desk")
def test_no_file(run: Run, command: str, name: str) -> None:
    """One line."""
    result = run("import", command, name, code=2)

    assert result.stderr == f"tiptranslate: {name}: cannot be read: No such file or directory\n"
