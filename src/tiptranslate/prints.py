"""Fingerprints of all that goes into a catalog: what tells whether there is anything to do."""

from tiptranslate import __version__
from tiptranslate.cache import fingerprint
from tiptranslate.files import read_bytes
from tiptranslate.planning import Planner
from tiptranslate.project import SETTINGS_FILE, Project


class Prints:
    """Fingerprints of the catalogs of one workspace, as one run reads them.

    Raises:
        InputError: The settings, rules or glossary cannot be read.
    """

    def __init__(self, project: Project, planner: Planner) -> None:
        self._project = project
        self._planner = planner
        paths = (project.root / SETTINGS_FILE, project.terms, project.names_table)
        parts = __version__.encode(), planner.rules.encode(), *map(read_bytes, paths)
        self._base = fingerprint(parts).encode()

    def of(self, slug: str, language: str) -> str:
        """The fingerprint of all that goes into a catalog, its own bytes included."""
        paths = (
            self._project.releases[slug],
            self._project.template(slug),
            self._project.catalog(slug, language),
        )
        return fingerprint([self._base, *(self._planner.seen(path).encode() for path in paths)])
