"""How the analysis of match bands is printed."""

from collections.abc import Iterator, Mapping, Sequence

import click

from tiptranslate.analysis import BANDS
from tiptranslate.cli.common import echo_json, finish, table
from tiptranslate.cli.sheets import as_csv, as_markdown
from tiptranslate.errors import TiptranslateError
from tiptranslate.reports import Amount, Analysis, bands_of

_NAMES = {"100": "100 %", "95-99": "95-99 %", "85-94": "85-94 %", "75-84": "75-84 %"}
_Row = tuple[str, ...]


def show_bands(found: Sequence[Analysis | TiptranslateError], format_: str) -> None:
    """Print an analysis in a format of `status`, and what was wrong; sets the exit code."""
    errors = [item for item in found if isinstance(item, TiptranslateError)]
    analyses = [item for item in found if not isinstance(item, TiptranslateError)]
    if format_ == "json":
        _print_json(analyses)
    elif analyses or format_ == "csv":
        click.echo({"text": _text, "csv": _csv, "markdown": _markdown}[format_](analyses))
    finish(errors)


def _print_json(analyses: Sequence[Analysis]) -> None:
    """The bands of every catalog, of every language, and of all."""
    echo_json(
        catalogs=[
            {
                "slug": item.slug,
                "language": item.language,
                "path": item.path.as_posix(),
                **_json(item.bands),
            }
            for item in analyses
        ],
        languages={code: _json(bands) for code, bands in _by_language(analyses).items()},
        total=_json(bands_of(analyses)),
    )


def _json(bands: Mapping[str, Amount]) -> dict[str, object]:
    amounts = {name: bands.get(name, Amount()) for name in BANDS}
    total = sum(amounts.values(), Amount())
    return {
        "segments": total.segments,
        "words": total.words,
        "bands": {
            name: {"segments": amount.segments, "words": amount.words}
            for name, amount in amounts.items()
        },
    }


def _csv(analyses: Sequence[Analysis]) -> str:
    """Bare numbers, a line a catalog; no total, which a spreadsheet makes."""
    columns = [f"{name} {unit}" for name in BANDS for unit in ("words", "segments")]
    rows = [("release", "language", "words", "segments", *columns)]
    for item in analyses:
        amounts = (item.total, *(item.bands[name] for name in BANDS))
        cells = [str(number) for each in amounts for number in (each.words, each.segments)]
        rows.append((item.slug, item.language, *cells))
    return as_csv(rows)


def _text(analyses: Sequence[Analysis]) -> str:
    """Words by band, a row a catalog; then words and sentences of each language by band."""
    return f"{table(list(_catalogs(analyses)))}\n\n{table(list(_languages(analyses)))}"


def _markdown(analyses: Sequence[Analysis]) -> str:
    """The same tables for a page."""
    tables = (list(_catalogs(analyses)), list(_languages(analyses)))
    return "\n\n".join(as_markdown(rows, range(2, len(rows[0]))) for rows in tables)


def _catalogs(analyses: Sequence[Analysis]) -> Iterator[_Row]:
    """The head, and the words of every catalog by band."""
    yield ("release", "language", "words", *(_NAMES.get(name, name) for name in BANDS))
    for item in analyses:
        words = (f"{item.bands[name].words:,}" for name in BANDS)
        yield item.slug, item.language, f"{item.total.words:,}", *words


def _languages(analyses: Sequence[Analysis]) -> Iterator[_Row]:
    """The head, and a row for every band of every language."""
    yield "language", "match", "segments", "words", "share"
    for language, bands in _by_language(analyses).items():
        total = sum(bands.values(), Amount())
        for name, amount in bands.items():
            yield _row(language, _NAMES.get(name, name), amount, total)
        yield _row(language, "total", total, total)


def _row(language: str, name: str, amount: Amount, total: Amount) -> _Row:
    share = f"{100 * amount.words / total.words:.1f} %" if total.words else "-"
    return language, name, f"{amount.segments:,}", f"{amount.words:,}", share


def _by_language(analyses: Sequence[Analysis]) -> dict[str, dict[str, Amount]]:
    """The sum of every language, in the order they come."""
    codes = dict.fromkeys(item.language for item in analyses)
    return {code: bands_of(a for a in analyses if a.language == code) for code in codes}
