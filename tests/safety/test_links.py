"""A workspace that somebody else has made, with links in it that lead out of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tiptranslate.cache import Cache, Sentences
from tiptranslate.reports import Counts

Run = Callable[..., Result]
PRECIOUS = "export PATH\n"


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A file of whoever runs the program, outside of the workspace."""
    path = tmp_path / ".profile"
    path.write_text(PRECIOUS)
    return path


def link(place: Path, to: Path) -> None:
    """Put a link in the place of a file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(to)


def test_a_template_that_leads_elsewhere(desk: Path, run: Run, precious: Path) -> None:
    """The release's words would be run by the next shell."""
    link(desk / "locales" / "news.pot", precious)
    (desk / "releases" / "news.txt").write_text("News\n\n$(touch owned)\n")

    result = run("draft")

    assert precious.read_text() == PRECIOUS
    assert "is a link to a file of another kind; remove it" in result.output
    assert result.exit_code == 2


def test_a_catalog_that_leads_elsewhere(desk: Path, run: Run, precious: Path) -> None:
    """What is no catalog is not written over with one."""
    link(desk / "locales" / "ru" / "LC_MESSAGES" / "news.po", precious)

    assert run("draft").exit_code == 2
    assert precious.read_text() == PRECIOUS


def test_a_catalog_that_is_kept_elsewhere(desk: Path, run: Run, tmp_path: Path) -> None:
    """A link to a catalog is one's own arrangement, and goes on to work."""
    place, kept = desk / "locales" / "ru" / "LC_MESSAGES" / "news.po", tmp_path / "kept.po"
    place.replace(kept)
    link(place, kept)
    (desk / "releases" / "news.txt").write_text("News\n\nAnother sentence.\n")

    assert run("draft").exit_code == 0
    assert place.is_symlink()
    assert "Another sentence." in kept.read_text(encoding="utf-8")


def test_a_document_that_leads_elsewhere(desk: Path, run: Run, precious: Path) -> None:
    """Documents are made anew each time and never through a link."""
    assert run("assemble", "--allow-drafts").exit_code == 0
    for made in (desk / "build" / "news").iterdir():
        link(made, precious)

    result = run("assemble", "--allow-drafts")

    assert result.exit_code == 2
    assert "is a link, which documents are not written through; remove it" in result.output
    assert precious.read_text() == PRECIOUS


@pytest.mark.parametrize("make", [Cache, lambda path: Sentences(path, "rules")])
def test_a_cache_that_leads_elsewhere(
    tmp_path: Path, precious: Path, make: Callable[[Path], Cache | Sentences]
) -> None:
    """The link is replaced by the cache's own file."""
    place = tmp_path / "desk" / "build" / "known.json"
    link(place, precious)
    known = make(place)
    if isinstance(known, Cache):
        known.put("ru/a", "print", "", Counts())
    else:
        known["Text."] = ((0, 5),)
    known.save()

    assert not place.is_symlink()
    assert precious.read_text() == PRECIOUS


def test_a_lock_that_leads_elsewhere(desk: Path, run: Run, precious: Path) -> None:
    """Taking the lock does not empty what it leads to; one line says what is wrong."""
    link(desk / "build" / ".tiptranslate" / "lock", precious)

    result = run("draft")

    assert precious.read_text() == PRECIOUS
    assert "Traceback" not in result.output


def test_a_journal_that_leads_elsewhere(desk: Path, precious: Path) -> None:
    """What is decided on the review page is not noted in any other file."""
    from tiptranslate.review.undo import Journal  # noqa: PLC0415 - only this test needs it

    place = desk / "build" / ".tiptranslate" / "review" / "news.jsonl"
    link(place, precious)
    journal = Journal(place)
    journal.do(())

    assert precious.read_text() == PRECIOUS
    assert not place.is_symlink()
