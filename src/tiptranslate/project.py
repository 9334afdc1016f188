"""The workspace: finds ``tiptranslate.toml`` and knows where every file lives."""

import contextlib
import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tiptranslate.errors import UsageError, WorkspaceError
from tiptranslate.settings import Settings, read_settings

SETTINGS_FILE = "tiptranslate.toml"
SUFFIXES = (".txt", ".md", ".docx", ".html", ".htm")
"""What a release may end in; the readers of the ingest stage."""
LOCK_SECONDS = 10
"""How long a command waits for another that is writing in the same workspace."""
_SHOWN = 5
"""Releases named to somebody who asked for one that there is not."""
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True)
class Project:
    """A workspace on the disk.

    Args:
        root: The folder of the settings file; all paths below it are fixed.
    """

    root: Path

    @cached_property
    def settings(self) -> Settings:
        """What ``tiptranslate.toml`` says."""
        return read_settings(self.root / SETTINGS_FILE)

    @cached_property
    def releases(self) -> dict[str, Path]:
        """Every release by its slug, in the order of the slugs.

        Raises:
            WorkspaceError: Two files would share a slug.
        """
        found: dict[str, Path] = {}
        folder = self.root / "releases"
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            is_hidden = path.name.startswith((".", "~$"))  # hidden, or Word's while it is open
            if path.suffix.lower() not in SUFFIXES or is_hidden or path.is_dir():
                continue
            if path.stem in found:
                other = found[path.stem].name
                raise WorkspaceError(
                    f"has the same name as {other}; rename one", path=f"releases/{path.name}"
                )
            found[path.stem] = path
        return found

    def select(self, names: Sequence[str]) -> list[str]:
        """The slugs meant by names or paths of releases; all of them for no name.

        Raises:
            UsageError: No such release; names the nearest there is.
        """
        if not names:
            return list(self.releases)
        return list(dict.fromkeys(self._slug(name) for name in names))

    def _slug(self, name: str) -> str:
        if name in self.releases:
            return name
        # As one types it in the folder one is in, in the workspace's or in releases/.
        for folder in (Path.cwd(), self.root, self.root / "releases"):
            slug = self._by_path.get((folder / name).resolve())
            if slug is not None:
                return slug
        slug = Path(name).name
        for suffix in SUFFIXES:
            slug = slug.removesuffix(suffix)
        near = difflib.get_close_matches(slug, self.releases, n=1, cutoff=0.4)
        if near:
            raise UsageError(f"no release {name!r}; did you mean {near[0]!r}?")
        first = list(self.releases)[:_SHOWN]
        more = ", ..." if len(self.releases) > _SHOWN else ""
        known = ", ".join(first) + more or "none yet; bring one in with `tiptranslate add FILE`"
        raise UsageError(f"no release {name!r}; there are: {known}")

    @cached_property
    def _by_path(self) -> dict[Path, str]:
        return {path.resolve(): slug for slug, path in self.releases.items()}

    def languages(self, wanted: Sequence[str]) -> list[str]:
        """The target languages asked for, or all of the settings.

        Raises:
            UsageError: A language the settings do not list.
        """
        known = self.settings.workspace.languages
        for code in wanted:
            if code not in known:
                raise UsageError(
                    f"language {code!r} is not in this workspace; it has: {', '.join(known)}"
                )
        return list(dict.fromkeys(wanted)) or list(known)

    def location(self, slug: str) -> str:
        """How a release is named in a catalog: its path from the root, with slashes."""
        return self.releases[slug].relative_to(self.root).as_posix()

    def template(self, slug: str) -> Path:
        """The release's POT file."""
        return self.root / "locales" / f"{slug}.pot"

    def catalog(self, slug: str, language: str) -> Path:
        """The release's PO file in a language."""
        return self.root / "locales" / language / "LC_MESSAGES" / f"{slug}.po"

    def catalogs(self, language: str) -> list[Path]:
        """Every PO file of a language, those of releases long gone included."""
        return sorted((self.root / "locales" / language / "LC_MESSAGES").glob("*.po"))

    @property
    def memories(self) -> list[Path]:
        """The translation memories that were taken in."""
        return sorted((self.root / "memory").glob("*.tmx"))

    @property
    def build(self) -> Path:
        """Where documents go; may be deleted at any time."""
        return self.root / "build"

    @property
    def terms(self) -> Path:
        """The table of terms; may be missing."""
        return self.root / "glossary" / "terms.csv"

    @property
    def names_table(self) -> Path:
        """The table of names; may be missing."""
        return self.root / "glossary" / "names.csv"

    @property
    def rules(self) -> Path:
        """Where the user's own SRX files are."""
        return self.root / "segment"

    @property
    def cache(self) -> Path:
        """What a run remembers to be quick; may be deleted at any time."""
        return self.build / ".tiptranslate"

    def model_paths(self) -> tuple[Path, ...]:
        """The model folders and package files named in the settings."""
        return tuple(self.root / path for path in self.settings.models.paths)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the workspace while writing; the system lets go even of a killed process.

        Raises:
            WorkspaceError: Another command has held it for ten seconds.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - only writing commands need it

        self.cache.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.cache / "lock", timeout=LOCK_SECONDS):
                yield
        except Timeout:
            raise WorkspaceError(
                "another tiptranslate is writing in this workspace; try again when it is done",
                path=self.root,
            ) from None


def find_project(start: Path | None = None, *, exact: bool = False) -> Project:
    """The workspace of a folder: the nearest one upward with a settings file.

    Args:
        start: Where to begin; the current folder by default.
        exact: Look in ``start`` alone, as ``--workspace`` does.

    Raises:
        WorkspaceError: There is none.
    """
    start = (start or Path.cwd()).absolute()
    for folder in [start] if exact else [start, *start.parents]:
        if (folder / SETTINGS_FILE).is_file():
            return Project(folder)
    if not start.is_dir():
        raise WorkspaceError("no such folder", path=start)
    where = "in it" if exact else "here or in a folder above"
    raise WorkspaceError(
        f"no {SETTINGS_FILE} {where}; make a workspace with `tiptranslate init`", path=start
    )


def slugify(name: str) -> str:
    """A file name as a slug: ASCII letters, digits, dots and hyphens; "" if nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.")


def is_slug(name: str) -> bool:
    """Whether a name can be a slug."""
    return bool(_SLUG.fullmatch(name))
