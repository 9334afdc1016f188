"""Documents of releases: which are made of what, where they go, and the list of them.

A script that the settings do not list is derived from the one they do: ``uz@cyrillic``
from the catalog of ``uz``.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from tiptranslate.errors import InputError, TiptranslateError, UsageError
from tiptranslate.files import read_bytes, write_atomic
from tiptranslate.model import Catalog, State
from tiptranslate.planning import Plan, Planner, Text
from tiptranslate.project import Project
from tiptranslate.reports import AssembleReport, Made

if TYPE_CHECKING:
    from tiptranslate.assemble import Document
    from tiptranslate.deriving import Convert

DERIVED = {"uz@cyrillic": "uz"}
"""Languages that can be had by rule, each with the one it is made of."""
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents to make, and from what.

    ``several`` are the languages of documents in several, by default all; ``manifest``
    asks for a list of the files beside them.
    """

    languages: Sequence[str]
    formats: Sequence[str]
    layouts: Sequence[str]
    allow_drafts: bool = False
    out: Path | None = None
    several: Sequence[str] = ()
    manifest: bool = False


def derivable(project: Project) -> list[str]:
    """The languages that no catalog of the workspace is in, but that can be derived."""
    known = project.settings.workspace.languages
    return [code for code, base in DERIVED.items() if base in known and code not in known]


def check_wanted(wanted: Wanted) -> None:
    """See to it that what is wanted can be made at all, before anything is.

    Raises:
        UsageError: A format that is not there, or not possible on this machine; a
            document in several languages of one.
    """
    from tiptranslate.assemble import SEVERAL, require_possible  # noqa: PLC0415 - not for drafting

    for name in wanted.formats:
        require_possible(name)
    codes = wanted.several or wanted.languages
    if SEVERAL in wanted.layouts and len(codes) < 2:  # noqa: PLR2004 - what several means
        raise UsageError(
            f"layout {SEVERAL!r} needs two languages or more, and there is only "
            f"{', '.join(codes)}; give --lang for each"
        )


def wanted_languages(project: Project, codes: Sequence[str], *, derived: bool) -> list[str]:
    """The languages asked for, or all of the settings.

    Args:
        project: The workspace.
        codes: What was asked for; none for all.
        derived: Whether all has those that can be derived in it.

    Raises:
        UsageError: One that the settings do not list and that cannot be derived either.
    """
    others = derivable(project)
    plain = [code for code in codes if code not in others]
    if codes:
        project.languages(plain)
        return list(dict.fromkeys(codes))
    return project.languages(()) + (others if derived else [])


class Assembler:
    """Makes the documents of releases, one release after the other."""

    def __init__(self, project: Project, wanted: Wanted) -> None:
        self._project = project
        self._wanted = wanted
        self._planner = Planner(project)

    def run(self, slugs: Sequence[str]) -> AssembleReport:
        """Make all documents of some releases; a fault is reported and stops no other."""
        made: list[Made] = []
        errors: list[TiptranslateError] = []
        manifests: list[Path] = []
        for slug in slugs:
            work = _Release(self._project, self._wanted, self._planner, slug, lambda: self._convert)
            made += work.make()
            errors += work.errors
            if self._wanted.manifest and work.files:
                try:
                    manifests.append(work.write_manifest())
                except InputError as error:
                    errors.append(error)
        return AssembleReport(tuple(made), tuple(errors), tuple(manifests))

    @cached_property
    def _convert(self) -> "Convert":
        """How the workspace writes Uzbek in Cyrillic.

        Raises:
            InputError: Its table of words for it, or its glossary, is wrong.
        """
        from tiptranslate.deriving import converter  # noqa: PLC0415 - rarely needed

        return converter(self._planner, self._project)


class _Release:
    """The documents of one release.

    Args:
        convert: Gives the function that derives texts; called when one is wanted.
    """

    def __init__(
        self,
        project: Project,
        wanted: Wanted,
        planner: Planner,
        slug: str,
        convert: Callable[[], "Convert"],
    ) -> None:
        self._project, self._wanted, self._planner = project, wanted, planner
        self._slug, self._convert = slug, convert
        self._folder = (wanted.out or project.build) / slug
        self._documents: dict[str, Document] = {}
        self.errors: list[TiptranslateError] = []
        self.files: list[dict[str, object]] = []

    def make(self) -> Iterator[Made]:
        """Write the documents and say which; what is wrong is kept in ``errors``."""
        try:
            text = self._planner.text(self._slug)
        except TiptranslateError as error:
            self.errors.append(error)
            return
        from tiptranslate.assemble import SEVERAL  # noqa: PLC0415 - drafting needs no writers

        for code in self._wanted.languages:
            try:
                document = self._document(code, text)
                for format_, layout in product(self._wanted.formats, self._wanted.layouts):
                    if layout != SEVERAL:
                        yield self._write(format_, layout, [document])
            except TiptranslateError as error:
                self.errors.append(error)
        if SEVERAL in self._wanted.layouts:
            yield from self._several(SEVERAL)

    def _several(self, layout: str) -> Iterator[Made]:
        """Documents with all languages in them, if there is nothing wrong with any."""
        codes = self._wanted.several or self._wanted.languages
        documents = [self._documents[code] for code in codes if code in self._documents]
        if len(documents) < len(codes):
            return
        try:
            for format_ in self._wanted.formats:
                yield self._write(format_, layout, documents)
        except TiptranslateError as error:
            self.errors.append(error)

    def _document(self, code: str, text: Text) -> "Document":
        """The release in a language, approved unless drafts are allowed."""
        from tiptranslate import assemble  # noqa: PLC0415 - drafting needs no writers

        is_derived = code not in self._project.settings.workspace.languages
        plan = self._planner.plan(self._slug, DERIVED[code] if is_derived else code, text)
        catalog = self._derived(plan, text) if is_derived else plan.catalog
        document = assemble.build(
            text.release,
            text.sentences,
            catalog,
            original=self._original(text.release.path),
            derived=is_derived,
        )
        if not self._wanted.allow_drafts:
            assemble.require_reviewed(document, self._planner.shown(plan.path))
        self._documents[code] = document
        return document

    def _derived(self, plan: Plan, text: Text) -> Catalog:
        """The catalog in the other script: what people have written in it, the rest by rule."""
        from tiptranslate import deriving  # noqa: PLC0415 - rarely needed

        convert = self._convert()
        made = deriving.plan(self._planner, self._project, text, convert)
        return made.catalog if made else deriving.derive_catalog(plan.catalog, None, convert)

    def _original(self, path: Path) -> bytes:
        """The file of a release that is given back in its own form."""
        from tiptranslate.assemble import needs_original  # noqa: PLC0415 - as above

        return self._bytes(path) if needs_original(path) else b""

    def _bytes(self, path: Path) -> bytes:
        return read_bytes(self._project.root / path, path)

    def _write(self, format_: str, layout: str, documents: Sequence["Document"]) -> Made:
        """Write one document."""
        from tiptranslate import assemble  # noqa: PLC0415 - as above

        first, *others = documents
        data = assemble.assemble(first, format_, layout, others=others, allow_drafts=True)
        codes = [document.target.code for document in documents]
        name = assemble.file_name(self._slug, "+".join(codes), layout, format_)
        written = self._put(self._folder / name, data)
        made = Made(
            self._slug,
            "+".join(codes),
            layout,
            format_,
            self._folder / name,
            sum(len(document.unreviewed) for document in documents),
            written,
            any(document.derived for document in documents),
        )
        if self._wanted.manifest:
            self.files.append(_listed(made, data, documents))
        return made

    def _put(self, path: Path, data: bytes) -> bool:
        if path.is_symlink():  # a workspace of strangers may point it at any file of ours
            raise InputError(
                "is a link, which documents are not written through; remove it", path=path
            )
        try:
            return write_atomic(path, data, durable=False)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", path=path) from error

    def write_manifest(self) -> Path:
        """List the files that were made, and what was refused.

        Raises:
            InputError: It cannot be written.
        """
        source = Path(self._project.location(self._slug))
        manifest = {
            "version": 1,
            "slug": self._slug,
            "source": {
                "path": source.as_posix(),
                "sha256": _digest(self._bytes(source)),
                "language": self._project.settings.workspace.source,
            },
            "files": self.files,
            "refused": list(dict.fromkeys(map(str, self.errors))),
        }
        path = self._folder / MANIFEST
        self._put(path, (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode())
        return path


def _listed(made: Made, data: bytes, documents: Sequence["Document"]) -> dict[str, object]:
    """What the manifest says of a file."""
    from tiptranslate.assemble import count_states  # noqa: PLC0415 - as above

    states: Counter[str] = Counter()
    for document in documents:
        states.update({state.value: n for state, n in count_states(document).items()})
    return {
        "path": made.path.name,
        "sha256": _digest(data),
        "bytes": len(data),
        "languages": [document.target.code for document in documents],
        "layout": made.layout,
        "format": made.format,
        "draft": made.unreviewed > 0,
        "unreviewed": made.unreviewed,
        "states": {state.value: states[state.value] for state in State},
        "derived": made.derived,
    }


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
