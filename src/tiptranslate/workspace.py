"""Making a workspace, and bringing releases into it: the only code that writes to releases/."""

from importlib import resources
from pathlib import Path

from tiptranslate.errors import InputError, UsageError, WorkspaceError
from tiptranslate.files import write_atomic
from tiptranslate.ingest import READERS, ingest, load, parse
from tiptranslate.project import SETTINGS_FILE, Project, is_slug, slugify

_SETTINGS = """\
# Settings of this translation workspace; every key may be left out.

[workspace]
name = "{name}"
source = "en"
languages = ["ru", "uz"]
contact = "press@example.org"      # where translators report faults in the English

[draft]
engine = "auto"                    # an installed model; or "none", "argos", "ctranslate2"
# engines = {{ uz = "ctranslate2" }} # another engine for one language
beam = 4
hypotheses = 4

[check]
fail_on = "error"

[assemble]
formats = ["html", "md", "txt"]
layouts = ["mono", "side"]
"""
_IGNORED = "build/\n.*.tmp\n"


def init(folder: Path) -> list[Path]:
    """Make a workspace: settings, folders and the glossary of the domain to begin with.

    Returns:
        The files that were made; what is there already stays as it is.

    Raises:
        WorkspaceError: The folder is a workspace, or cannot be written.
    """
    settings = folder / SETTINGS_FILE
    if settings.exists():
        raise WorkspaceError("is there already; nothing was changed", path=settings)
    # No name of a folder may make the file that is to hold it unreadable.
    own = "".join(c if c.isprintable() else " " for c in folder.resolve().name)
    name = own.replace("\\", " ").replace('"', "'").strip() or "Press releases"
    tables = resources.files("tiptranslate.glossary") / "data"
    files = {
        folder / "glossary" / "terms.csv": (tables / "terms.csv").read_bytes(),
        folder / "glossary" / "names.csv": (tables / "names.csv").read_bytes(),
        folder / ".gitignore": _IGNORED.encode(),
        settings: _SETTINGS.format(name=name).encode(),
    }
    made = []
    try:
        for part in ("releases", "locales", "glossary"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            if not path.exists() and write_atomic(path, data):
                made.append(path)
    except OSError as error:
        raise _unwritable(error, folder) from error
    return made


def add(project: Project, source: Path, slug: str | None = None) -> Path:
    """Bring a release in under a slug.

    Args:
        project: The workspace.
        source: The file; it is copied byte for byte.
        slug: Its name in the workspace; made of the file's name by default.

    Returns:
        The new file in ``releases/``.

    Raises:
        InputError: The file cannot be read as a release, or has nothing in it.
        UsageError: The slug cannot be one.
        WorkspaceError: There is such a release; it is never overwritten.
    """
    data = load(source)
    name = slugify(source.stem) if slug is None else slug
    if not is_slug(name):
        raise UsageError(
            f"{source.stem if slug is None else slug!r} cannot be a slug; "
            "give one with --slug, of small letters, digits, dots and hyphens"
        )
    if not parse(data, source, name).blocks:
        raise InputError("has no text in it", path=source)
    with project.lock():
        return _put(project, name, source.suffix.lower(), data)


def notes(path: Path) -> str:
    """What a reader should know of a release that was brought in, a line each; "" for nothing."""
    return ingest(path, path.stem).metadata.get("notes", "")


def _put(project: Project, name: str, suffix: str, data: bytes) -> Path:
    folder = project.root / "releases"
    for known in READERS:
        if (folder / f"{name}{known}").exists():
            raise WorkspaceError(
                "is there already; give another name with --slug",
                path=f"{folder.name}/{name}{known}",
            )
    path = folder / f"{name}{suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(path, data)
    except OSError as error:
        raise _unwritable(error, path) from error
    return path


def _unwritable(error: OSError, path: Path) -> WorkspaceError:
    """The error, with the file that stands where a folder should."""
    in_the_way = isinstance(error, FileExistsError) and error.filename
    return WorkspaceError(f"cannot be written: {error.strerror}", path=in_the_way or path)
