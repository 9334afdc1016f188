"""``tiptranslate glossary``."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tiptranslate import vocabulary
from tiptranslate.cli import main
from tiptranslate.errors import GlossaryError
from tiptranslate.project import find_project

Run = Callable[..., Result]

TERMS = """\
term,status,use,ru,ru_forms,uz
trafficking in persons,preferred,,торговля людьми,торговля людьми|торговлей людьми,odam savdosi
human trade,forbidden,trafficking in persons,,,
"""
NAMES = """\
name,kind,acronym,wrong,ru,uz
Board of Care,body,BOC,Board for Care,Совет по уходу,Parvarish kengashi
"""


@pytest.fixture
def tables(desk: Path) -> Path:
    """The folder of two small tables, in a workspace that is the current folder."""
    folder = desk / "glossary"
    (folder / "terms.csv").write_text(TERMS, encoding="utf-8")
    (folder / "names.csv").write_text(NAMES, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("desk")
def test_the_starter_glossary_is_good(run: Run) -> None:
    """What `init` makes has no mistake, and its forms are those that `compile` makes."""
    assert run("glossary", "validate").stdout.endswith(" names: good.\n")
    pytest.importorskip("pymorphy3")
    assert run("glossary", "compile", "--check").stdout == "All forms are up to date.\n"


def test_no_tables_are_empty_tables(run: Run, tables: Path) -> None:
    """A workspace need not have a glossary."""
    (tables / "terms.csv").unlink()
    (tables / "names.csv").unlink()

    assert run("glossary", "validate").stdout == "0 terms, 0 names: good.\n"
    assert run("glossary", "find", "human trade").stdout == (
        "No term and no name of the glossary is in it.\n"
    )


def test_all_mistakes_of_both_tables(run: Run, tables: Path) -> None:
    """One line each, with file, line and column; every command that reads them says so."""
    (tables / "terms.csv").write_text("term,status\nlaw,good\nlaw,preferred\n")
    (tables / "names.csv").write_text("name,kind\nBoard,bodi\n")

    lines = run("glossary", "validate", code=2).stderr.splitlines()

    shown = "tiptranslate: glossary"
    assert [line.partition(";")[0] for line in lines] == [
        f"{shown}/terms.csv:2: column 'status': unknown status 'good'",
        f"{shown}/terms.csv:3: column 'term': 'law' stands in line 2 already",
        f"{shown}/names.csv:2: column 'kind': unknown kind 'bodi'",
    ]
    assert run("glossary", "find", "law", code=2).stderr.splitlines() == lines
    with pytest.raises(GlossaryError, match=r"terms\.csv:2: .* \(and 2 more; see `tiptr") as caught:
        vocabulary.load(find_project())
    assert len(caught.value.errors) == 3


def test_a_table_that_cannot_be_read(run: Run, tables: Path) -> None:
    """One line."""
    (tables / "terms.csv").unlink()
    (tables / "terms.csv").mkdir()

    assert run("glossary", "validate", code=2).stderr == (
        "tiptranslate: glossary/terms.csv: cannot be read: Is a directory\n"
    )


@pytest.mark.usefixtures("tables")
def test_find(run: Run) -> None:
    """What was found, the term, its status, its targets and the place, in columns."""
    result = run("glossary", "find", "Human trade", "concerns", "the Board for Care (BOC).")

    cells = [re.split(" {2,}", line) for line in result.stdout.splitlines()]
    assert cells[0] == ["found", "term", "status", "target", "position"]
    assert cells[1:] == [
        ["Human trade", "human trade", "forbidden", "-", "1:1"],
        [
            *("Board for Care", "Board of Care", "body, wrong"),
            *("ru: Совет по уходу; uz: Parvarish kengashi", "1:26"),
        ],
        [
            *("BOC", "Board of Care", "body, acronym"),
            *("ru: Совет по уходу; uz: Parvarish kengashi", "1:42"),
        ],
    ]


@pytest.mark.usefixtures("tables")
def test_find_as_json(run: Run) -> None:
    """Every field that the documentation names, and no other."""
    result = run("glossary", "find", "-l", "ru", "Борьба с торговлей людьми", "--format", "json")

    assert json.loads(result.stdout) == {
        "version": 1,
        "matches": [
            {
                "term": "trafficking in persons",
                "found": "торговлей людьми",
                "start": 9,
                "end": 25,
                "kind": "term",
                "wording": "target",
                "status": "preferred",
                "target": {"ru": "торговля людьми"},
                "forms": {"ru": ["торговля людьми", "торговлей людьми"]},
            }
        ],
    }


@pytest.mark.usefixtures("tables")
def test_find_a_name_as_json(run: Run) -> None:
    """A name has a kind and no status; English gives all targets."""
    result = run("glossary", "find", "the BOC", "--format", "json")

    (match,) = json.loads(result.stdout)["matches"]
    assert (match["kind"], match["status"], match["wording"]) == ("body", None, "acronym")
    assert match["target"] == {"ru": "Совет по уходу", "uz": "Parvarish kengashi"}


@pytest.mark.usefixtures("tables")
def test_find_in_the_standard_input() -> None:
    """Lines are counted."""
    text = b"One line.\n\nA human trade.\n"

    result = CliRunner().invoke(main, ["glossary", "find", "-"], input=text)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].endswith("  3:3")


@pytest.mark.usefixtures("tables")
def test_an_input_that_is_no_text() -> None:
    """One line."""
    result = CliRunner().invoke(main, ["glossary", "find", "-"], input=b"\xd2\xe5")

    assert result.exit_code == 2
    assert result.stderr == ("tiptranslate: the standard input is not UTF-8; give it as UTF-8\n")


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["find"], "missing argument 'TEXT...'"),
        (["find", " "], "there is no text to look through"),
        (["find", "--lang", "kk", "law"], "unknown language 'kk'; known: en, ru, uz"),
        (["fnd"], "no such command 'fnd'"),
        (["import"], "missing argument 'FILE'"),
        (["import", "none.csv"], "none.csv: cannot be read: No such file or directory"),
        (["import", "releases"], "releases: cannot be read: "),
        (["import", "tiptranslate.toml"], "tiptranslate.toml:1: the first line has no column"),
        (["export", "x"], "missing option '--format'"),
        (["export", "--format", "po", "x"], "invalid value for '--format': 'po'"),
        (["export", "--format", "csv", "x.csv"], "several files are made; give a folder"),
        (["export", "--format", "vale", "x.yml"], "several files are made; give a folder"),
        (["export", "--format", "tbx", "releases"], "releases: is a folder; give the name"),
        (["export", "--format", "tbx", "tiptranslate.toml"], "is there already; --force"),
        (["export", "--format", "vale", "tiptranslate.toml/x"], "cannot be written: "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_calls(run: Run, args: list[str], message: str) -> None:
    """One line that says what is wrong; nothing is written."""
    before = sorted(Path().rglob("*"))

    result = run("glossary", *args, code=2)

    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert set(Path().rglob("*")) - set(before) <= {
        Path("build"),
        Path("build/.tiptranslate"),
        Path("build/.tiptranslate/lock"),
    }


@pytest.mark.parametrize("format_", ["csv", "tbx"])
def test_out_and_in_again(run: Run, tables: Path, format_: str) -> None:
    """An export brought into an empty workspace makes the same tables."""
    to = "out" if format_ == "csv" else "out.tbx"
    made = run("glossary", "export", "--format", format_, to).stdout.splitlines()
    before = vocabulary.read(find_project())
    for name in ("terms.csv", "names.csv"):
        (tables / name).unlink()

    for line in made:
        run("glossary", "import", line.removeprefix("made "))

    assert len(made) == (2 if format_ == "csv" else 1)
    assert vocabulary.read(find_project()) == before
    assert before.terms
    assert before.names


@pytest.mark.usefixtures("tables")
def test_export_of_one_kind(run: Run) -> None:
    """One table is one file; a second run writes it again without a question."""
    for _ in range(2):
        result = run("glossary", "export", "--format", "csv", "--kind", "names", "n.csv")

    assert result.stdout == "made n.csv\n"
    assert Path("n.csv").read_text().startswith("name,kind,")
    run("glossary", "export", "--format", "tbx", "--kind", "terms", "n.csv", "--force")
    assert Path("n.csv").read_text().startswith("<?xml")


@pytest.mark.usefixtures("tables")
def test_export_for_vale(run: Run) -> None:
    """A folder that Vale can be started with."""
    made = run("glossary", "export", "--format", "vale", "vale").stdout.splitlines()

    assert "made vale/.vale.ini" in made
    assert "human trades?" in Path("vale/styles/Tiptranslate/Forbidden.yml").read_text()


@pytest.mark.usefixtures("desk")
def test_nothing_to_export(run: Run, tables: Path) -> None:
    """Said, not written."""
    (tables / "names.csv").unlink()
    result = run("glossary", "export", "--format", "tbx", "--kind", "names", "n.tbx", code=2)

    assert result.stderr == "tiptranslate: there is nothing to export; the glossary has none\n"
    assert not Path("n.tbx").exists()


def test_import(run: Run, tables: Path) -> None:
    """New rows are added; rows that differ stay and are named; --replace takes them."""
    Path("new.csv").write_text(
        "term;status;use;uz\n"
        "shelter;preferred;;boshpana\n"
        "trafficking in persons;keep;;odam savdosi\n"
        "people trade;deprecated;trafficking in persons;\n"
    )

    first = run("glossary", "import", "new.csv", code=1)

    assert first.stdout == (
        "added: 2 (shelter; people trade)\ndiffer, not changed: 1 (trafficking in persons)\n"
    )
    assert first.stderr == "tiptranslate: some rows differ; --replace takes those of the file\n"
    table = vocabulary.read(find_project())
    assert [term.source for term in table.terms] == [
        *("trafficking in persons", "human trade", "shelter", "people trade"),
    ]
    assert table.terms[0].status.value == "preferred"

    second = run("glossary", "import", "new.csv", "--replace")

    assert second.stdout == "replaced: 1 (trafficking in persons)\nunchanged: 2\n"
    assert vocabulary.read(find_project()).terms[0].status.value == "keep"
    before = (tables / "terms.csv").read_bytes()
    assert run("glossary", "import", "new.csv").stdout == "unchanged: 3\n"
    assert (tables / "terms.csv").read_bytes() == before


def test_an_import_that_changes_nothing_writes_nothing(run: Run, tables: Path) -> None:
    """Not even the form in which a spreadsheet has saved the table."""
    text = "\ufeff" + TERMS.replace(",", ";").replace("\n", "\r\n")
    (tables / "terms.csv").write_bytes(text.encode())
    Path("same.csv").write_text(TERMS, encoding="utf-8")

    run("glossary", "import", "same.csv")

    assert (tables / "terms.csv").read_bytes() == text.encode()


@pytest.mark.parametrize(
    "text",
    [
        "term,status,use\nshelter,preferred,\nden,forbidden,refuge\n",
        "term,status\nshelter,preferred\ntrafficking in persons,forbidden\n",
    ],
    ids=["wrong", "makes the table wrong"],
)
def test_a_bad_import_changes_nothing(run: Run, tables: Path, text: str) -> None:
    """A mistake in one row keeps the others out, too."""
    Path("new.csv").write_text(text)

    result = run("glossary", "import", "--replace", "new.csv", code=2)

    assert "column 'use'" in result.stderr
    assert (tables / "terms.csv").read_text(encoding="utf-8") == TERMS


def test_compile(run: Run, tables: Path) -> None:
    """The forms go into the tables; `--check` only says that they would."""
    pytest.importorskip("pymorphy3")
    before = (tables / "terms.csv").read_bytes()

    check = run("glossary", "compile", "--check", code=1)

    assert check.stdout == ("forms to be made anew: 2 (trafficking in persons; Board of Care)\n")
    assert check.stderr.endswith("forms are stale; run `tiptranslate glossary compile`\n")
    assert (tables / "terms.csv").read_bytes() == before

    run("glossary", "compile")

    assert "торговли людьми" in (tables / "terms.csv").read_text(encoding="utf-8")
    assert "Совета по уходу" in (tables / "names.csv").read_text(encoding="utf-8")
    assert run("glossary", "compile", "--check").stdout == "All forms are up to date.\n"


def test_compile_without_its_dictionary(tables: Path) -> None:
    """One line that says what to install."""
    before = (tables / "terms.csv").read_bytes()
    program = (
        "import sys; sys.modules['pymorphy3'] = None\n"
        "from tiptranslate.cli import main; main(['glossary', 'compile'])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "tiptranslate[compile]" in done.stderr
    assert (tables / "terms.csv").read_bytes() == before
