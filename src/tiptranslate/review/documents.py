"""Documents of a release as it stands, for looking at and for saving."""

import mimetypes
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tiptranslate import pipeline
from tiptranslate.assemble import FORMATS, LAYOUTS
from tiptranslate.assembling import Wanted
from tiptranslate.errors import UsageError
from tiptranslate.review.reading import Desk


@dataclass(frozen=True, slots=True)
class Download:
    """A document and what it is called."""

    name: str
    media_type: str
    data: bytes


def preview(desk: Desk, slug: str, language: str, layout: str) -> Download:
    """The document as a page, unreviewed text marked.

    Raises:
        TiptranslateError: What `assemble` says of it.
    """
    return export(desk, slug, language, layout, "html", drafts=True)


def export(
    desk: Desk, slug: str, language: str, layout: str, format_: str, *, drafts: bool
) -> Download:
    """A document as `assemble` makes it; nothing stays in ``build/``.

    Raises:
        UsageError: No such release, language, layout or format.
        InputError: Something is unreviewed and drafts are not allowed.
    """
    for what, name, known in (("layout", layout, LAYOUTS), ("format", format_, FORMATS)):
        if name not in known:
            raise UsageError(f"unknown {what} {name!r}; known: {', '.join(known)}")
    _ = desk.path(slug, language)
    with tempfile.TemporaryDirectory(prefix="tiptranslate-") as folder:
        wanted = Wanted([language], [format_], [layout], allow_drafts=drafts, out=Path(folder))
        report = pipeline.assemble(desk.project, [slug], wanted)
        if report.errors:
            raise report.errors[0]
        path = report.made[0].path
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return Download(path.name, f"{kind}; charset=utf-8", path.read_bytes())
