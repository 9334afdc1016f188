"""Where every release stands in every language, for the first page."""

from tiptranslate.errors import TiptranslateError
from tiptranslate.reports import Counts, count
from tiptranslate.review import views
from tiptranslate.review.reading import Desk
from tiptranslate.review.shapes import ProgressCell, ProgressRow


def progress(desk: Desk) -> tuple[list[ProgressRow], list[str], list[Counts]]:
    """A row a release, what is wrong with any, and the counts for a total."""
    rows: list[ProgressRow] = []
    errors: dict[str, None] = {}
    totals: list[Counts] = []
    project = desk.project
    for slug in project.releases:
        try:
            title = desk.text(slug).release.title
        except TiptranslateError as error:
            errors[str(error)] = None
            title = slug
        cells = []
        for language in project.settings.workspace.languages:
            cell, counts = _cell(desk, slug, language)
            cells.append(cell)
            if counts is None:
                errors[cell.error] = None
            else:
                totals.append(counts)
        rows.append(ProgressRow(slug, title, tuple(cells)))
    return rows, list(errors), totals


def _cell(desk: Desk, slug: str, language: str) -> tuple[ProgressCell, Counts | None]:
    lang, url = views.lang(language), f"/releases/{slug}/{language}"
    try:
        snapshot = desk.snapshot(slug, language)
    except TiptranslateError as error:
        return ProgressCell(lang, None, "", url, str(error)), None
    revised = snapshot.file.header.get("PO-Revision-Date", "") if snapshot.file else ""
    counts = count(snapshot.entries)
    return ProgressCell(lang, views.of_total(counts), revised, url, ""), counts
