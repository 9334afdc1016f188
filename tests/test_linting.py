"""Linting a workspace: its own words, what it ignores, fixing, many releases at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate import pipeline, sharing
from tiptranslate.errors import GlossaryError, InputError, UsageError
from tiptranslate.linting import LintChoice, Linter, chosen
from tiptranslate.model import Level
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.qa.lint import IDS

Write = Callable[..., Project]
SPACE = LintChoice(select=("double-space",))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Makes a workspace of releases, and of other files by their paths."""

    def write(*texts: str | bytes, settings: str = "", **files: str) -> Project:
        (tmp_path / "tiptranslate.toml").write_text(settings)
        (tmp_path / "releases").mkdir()
        (tmp_path / "glossary").mkdir()
        for number, text in enumerate(texts):
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / "releases" / f"r{number}.txt").write_bytes(data)
        for name, text in files.items():
            (tmp_path / "glossary" / f"{name}.csv").write_text(text, encoding="utf-8")
        return Project(tmp_path)

    return write


def lines(project: Project, choice: LintChoice) -> list[tuple[str, int, int, str]]:
    """Path, line, column and check of every finding."""
    report = pipeline.lint(project, list(project.releases), choice)
    assert not report.errors
    return [(item.path.as_posix(), item.line, item.column, item.check) for item in report.findings]


def test_which_checks(write: Write) -> None:
    """All but those ignored; only those selected, which the settings cannot take away."""
    project = write(settings='[lint]\nignore = ["double-space", "nbsp-run"]\n')

    def ids(*select: str, ignore: tuple[str, ...] = ()) -> list[str]:
        return [check.id for check in chosen(project, LintChoice(select, ignore))]

    assert ids() == [name for name in IDS if name not in ("double-space", "nbsp-run")]
    assert set(ids()) - set(ids(ignore=("zero-width",))) == {"zero-width"}
    assert ids("double-space") == ["double-space"]
    assert ids("double-space", "zero-width", ignore=("zero-width",)) == ["double-space"]
    with pytest.raises(UsageError, match="unknown check 'zero'; did you mean 'zero-width'"):
        ids("zero")


def test_the_vocabulary(write: Write) -> None:
    """The workspace's own terms, names and wrong wordings are looked for."""
    project = write(
        "Course opens\n\nThe frobnicated course of the Quux Board was a greatly happening.\n",
        terms="term,status,use,note\nfrobnicated,forbidden,,no word\n",
        names="name,kind,wrong\nQux Board,body,Quux Board\n",
        slips="wrong,right\ngreatly happening,great event\n",
    )

    assert lines(project, LintChoice(select=("forbidden-term", "wrong-name", "slip"))) == [
        ("releases/r0.txt", 3, 5, "forbidden-term"),
        ("releases/r0.txt", 3, 31, "wrong-name"),
        ("releases/r0.txt", 3, 48, "slip"),
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"terms": "term,status\na,bad\nb,bad\n"}, r"glossary/terms\.csv:2: .*\(and 1 more"),
        ({"slips": "wrong,right\nab,c\nd,e\n"}, r"glossary/slips\.csv:2: .*\(and 1 more\)$"),
        ({"slips": "wrong,right\nab,c\n"}, r"glossary/slips\.csv:2: .*together$"),
    ],
)
def test_wrong_tables(write: Write, files: dict[str, str], message: str) -> None:
    """One error of the run, with its line, however many releases there are."""
    project = write("One.\n", "Two.\n", **files)

    with pytest.raises((GlossaryError, InputError), match=message):
        pipeline.lint(project, list(project.releases))


def test_order(write: Write) -> None:
    """By file, line and column."""
    project = write("A  b\n\nC  d  e\n", "A  b\n")

    assert lines(project, SPACE) == [
        ("releases/r0.txt", 1, 2, "double-space"),
        ("releases/r0.txt", 3, 2, "double-space"),
        ("releases/r0.txt", 3, 5, "double-space"),
        ("releases/r1.txt", 1, 2, "double-space"),
    ]


def test_many_releases(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shared out among processes they give what one process gives."""
    project = write(*(f"A  b {number}\n\nThe agency closed it.\n" for number in range(6)))
    alone = pipeline.lint(project, list(project.releases))
    monkeypatch.setattr(sharing, "WORTH_A_WORKER", 2)
    monkeypatch.setattr(sharing, "available", lambda: 3)

    shared = pipeline.lint(project, list(project.releases))

    assert shared == alone
    assert shared.releases == 6
    assert shared.at_least(Level.SUGGESTION) >= 6


def test_errors_from_many_releases(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release at fault and a table at fault come back from another process."""
    project = write("A  b\n", b"\xff", "A  b\n", b"\0", terms="term,status\n")
    monkeypatch.setattr(sharing, "WORTH_A_WORKER", 2)
    monkeypatch.setattr(sharing, "available", lambda: 2)

    report = pipeline.lint(project, list(project.releases), SPACE)

    assert [str(error).partition(": ")[0] for error in report.errors] == [
        "releases/r1.txt:1",
        "releases/r3.txt:1",
    ]
    assert len(report.findings) == report.releases == 2
    project.terms.write_text("term,status\na,bad\n")
    with pytest.raises(GlossaryError, match=r"terms\.csv:2: ") as caught:
        pipeline.lint(project, list(project.releases), SPACE)
    assert caught.value.errors


def test_fixing(write: Write) -> None:
    """Bytes that no fix is about stay; the file is written once; fixed again it is the same."""
    project = write(
        b"\xef\xbb\xbfA  b\r\nC\xc2\xa0\r\n\r\n", "# tiptranslate: ignore=double-space\nA  b\n"
    )
    choice = LintChoice(select=("double-space",), fix=True)

    report = pipeline.lint(project, list(project.releases), choice)

    first, second = project.releases.values()
    assert first.read_bytes() == b"\xef\xbb\xbfA b\r\nC\xc2\xa0\r\n\r\n"
    assert second.read_text() == "# tiptranslate: ignore=double-space\nA  b\n"
    assert [(item.line, item.column) for item in report.fixed] == [(1, 2)]
    assert report.findings == ()
    before = first.stat().st_mtime_ns
    assert pipeline.lint(project, list(project.releases), choice).fixed == ()
    assert first.stat().st_mtime_ns == before
    assert {path.name for path in first.parent.iterdir()} == {"r0.txt", "r1.txt"}


def test_fixing_everything_once(write: Write, root: Path, shared: Path) -> None:
    """Real releases with all that can be fixed: a second run finds nothing left to fix."""
    paths = sorted([*(root / "releases").glob("*.txt"), *(shared / "releases").iterdir()])
    project = write(*(path.read_bytes() for path in paths))
    fixing = LintChoice(fix=True)
    assert pipeline.lint(project, list(project.releases), fixing).fixed
    once = [path.read_bytes() for path in project.releases.values()]

    assert pipeline.lint(project, list(project.releases), fixing).fixed == ()
    assert [path.read_bytes() for path in project.releases.values()] == once


def test_somebody_saves_meanwhile(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Theirs stays, and it says so."""
    project = write("A  b\n")
    path = project.releases["r0"]
    read = Planner.release

    def interrupted(planner: Planner, slug: str) -> object:
        result = read(planner, slug)
        path.write_text("Mine  now\n")
        return result

    monkeypatch.setattr(Planner, "release", interrupted)

    report = pipeline.lint(project, ["r0"], LintChoice(select=("double-space",), fix=True))

    assert path.read_text() == "Mine  now\n"
    assert report.fixed == ()
    assert str(report.errors[0]).startswith("releases/r0.txt: was saved by somebody while")


def test_a_release_that_leads_elsewhere(write: Write, tmp_path: Path) -> None:
    """What is no release is not put right through a link; one that is kept elsewhere is."""
    project = write("A  b\n")
    path, choice = project.releases["r0"], LintChoice(select=("double-space",), fix=True)
    for name, text in ((".profile", "A  b\n"), ("kept.txt", "A b\n")):
        kept = tmp_path / name
        kept.write_text("A  b\n")
        path.unlink()
        path.symlink_to(kept)
        report = pipeline.lint(Project(project.root), ["r0"], choice)

        assert kept.read_text() == text
        assert [str(error) for error in report.errors] == [
            "releases/r0.txt: is a link to a file of another kind; remove it"
        ] * (name == ".profile")


def test_a_second_look(write: Write) -> None:
    """Two releases that are right alone may not agree."""
    texts = ("News\n\nThe Qux Board met.\n", "More news\n\nThe Qux Council met.\n")
    project = write(*texts, names="name,kind,aliases\nQux Board,body,Qux Council\n")
    choice = LintChoice(select=("mixed-wordings",))

    assert [path for path, *_ in lines(project, choice)] == ["releases/r1.txt"]
    part = Linter(project, choice).run(["r1"])
    assert part.findings == []
    assert list(part.facts) == ["r1"]
