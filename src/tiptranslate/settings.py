"""The settings of a workspace: one frozen dataclass a table of ``tiptranslate.toml``.

A field here is a key there, with its default; a key that is no field is an error
that names the nearest one, because a setting that is silently not used is worse
than none.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from tiptranslate import languages
from tiptranslate.errors import SettingsError, UsageError
from tiptranslate.model import Level
from tiptranslate.tables import Reader

ARGOS_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
_EMPTY: Mapping[str, str] = MappingProxyType({})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Workspace:
    """``[workspace]``: whose releases these are, and from and into which languages."""

    name: str = "Press releases"
    source: str = "en"
    languages: tuple[str, ...] = ("ru", "uz")
    contact: str = "press@example.org"
    teams: Mapping[str, str] = field(default_factory=lambda: _EMPTY)


@dataclass(frozen=True, slots=True)
class Draft:
    """``[draft]``: which engine drafts, and how hard it tries.

    ``engine`` is "auto" (an installed model, Argos first), "none" or the name of an
    engine; ``engines`` names another for one language. ``near`` is the word
    similarity (0 to 1) from which an old translation is worth more than a new draft.
    With ``starter_memory`` a sentence that comes with the program is taken where it is the same.
    """

    engine: str = "auto"
    engines: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    beam: int = 4
    hypotheses: int = 4
    batch_tokens: int = 512
    compute_type: str = "int8"
    device: str = "cpu"
    threads: int = 0
    near: float = 0.75
    starter_memory: bool = True


@dataclass(frozen=True, slots=True)
class Models:
    """``[models]``: where models are fetched from, and further ones beside the installed."""

    index: str = ARGOS_INDEX
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """``[check]``: the level from which a finding fails a run, what is required, what is left out.

    ``require`` is "reviewed" or "drafted", ``ignore`` lists checks of translations by id,
    ``meaning`` compares sentence vectors as well, which needs the extra ``semantic``.
    """

    fail_on: str = "error"
    require: str = "reviewed"
    ignore: tuple[str, ...] = ()
    meaning: bool = False


@dataclass(frozen=True, slots=True)
class Assemble:
    """``[assemble]``: which documents are made when nothing is said."""

    formats: tuple[str, ...] = ("html", "md", "txt")
    layouts: tuple[str, ...] = ("mono", "side")


@dataclass(frozen=True, slots=True)
class Lint:
    """``[lint]``: the checks of the English that this workspace does not want, by id."""

    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """``[review]``: who decides on the review page.

    ``name`` ("Name" or "Name <address>") goes into the header of a catalog as its last
    translator; empty, it is that of git's configuration. With ``sign`` every approval
    leaves a comment with name and day at its sentence.
    """

    name: str = ""
    sign: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """All tables of the settings file."""

    workspace: Workspace = field(default_factory=Workspace)
    draft: Draft = field(default_factory=Draft)
    models: Models = field(default_factory=Models)
    check: Check = field(default_factory=Check)
    lint: Lint = field(default_factory=Lint)
    assemble: Assemble = field(default_factory=Assemble)
    review: Review = field(default_factory=Review)


def read_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises:
        SettingsError: Not readable, not TOML, an unknown key, a value of the wrong
            kind or out of range; with the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"is not UTF-8 at byte {error.start}; save it as UTF-8", path=path
        ) from None
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", path=path) from None
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise SettingsError(
            f"is not valid TOML: {error}",
            path=path,
            line=int(line[1]) if line else text.rstrip().count("\n") + 1,
        ) from None
    reader = Reader(path, text)
    settings: Settings = reader.table(Settings, values, "")
    for check in (_check_workspace, _check_draft, _check_checks, _check_documents):
        check(settings, reader)
    return settings


def _check_workspace(settings: Settings, reader: "Reader") -> None:
    workspace = settings.workspace
    for key, codes in (
        ("workspace.source", (workspace.source,)),
        ("workspace.languages", workspace.languages),
        ("workspace.teams", workspace.teams),
        ("draft.engines", settings.draft.engines),
    ):
        for code in codes:
            try:
                languages.get(code)
            except UsageError as error:
                raise reader.error(error.message, key) from None
    reader.check_list("workspace.languages", workspace.languages, languages.LANGUAGES)
    if workspace.source in workspace.languages:
        raise reader.error(
            f"languages must not have the source {workspace.source!r} in it", "workspace.languages"
        )
    for key, text in (
        ("workspace.name", workspace.name),
        ("workspace.contact", workspace.contact),
        *(("workspace.teams", team) for team in workspace.teams.values()),
    ):
        if not text.strip() or _CONTROL.search(text):  # it stands in one line of a catalog
            raise reader.error(f"{key.partition('.')[2]} must be one line of text", key)
    if _CONTROL.search(settings.review.name):  # as well
        raise reader.error("name must be one line of text", "review.name")


def _check_draft(settings: Settings, reader: "Reader") -> None:
    draft = settings.draft
    if not 0 < draft.near <= 1:
        raise reader.error("near must be above 0 and at most 1", "draft.near")
    for key in ("beam", "hypotheses", "batch_tokens"):
        if getattr(draft, key) < 1:
            raise reader.error(f"{key} must be at least 1", f"draft.{key}")
    if draft.threads < 0:
        raise reader.error(
            "threads must be 0 (as many as there are cores) or more", "draft.threads"
        )


def _check_checks(settings: Settings, reader: "Reader") -> None:
    levels = [level.name.lower() for level in Level]
    if settings.check.fail_on not in levels:
        raise reader.error(f"fail_on must be one of {', '.join(levels)}", "check.fail_on")
    if settings.check.require != Check().require:
        from tiptranslate.qa.checking import REQUIREMENTS  # noqa: PLC0415 - rarely needed

        if settings.check.require not in REQUIREMENTS:
            known = ", ".join(REQUIREMENTS)
            raise reader.error(f"require must be one of {known}", "check.require")
    if settings.lint.ignore or settings.check.ignore:
        from tiptranslate.qa import lint, target  # noqa: PLC0415 - rarely needed

        _check_ids("lint.ignore", settings.lint.ignore, lint.IDS, reader)
        _check_ids("check.ignore", settings.check.ignore, target.IDS, reader)


def _check_ids(key: str, names: Iterable[str], known: Sequence[str], reader: "Reader") -> None:
    """Refuse a check that there is not."""
    from tiptranslate.qa.ignoring import unknown  # noqa: PLC0415 - rarely needed

    for name in names:
        if name not in known:
            raise reader.error(unknown(name, known), key)


def _check_documents(settings: Settings, reader: "Reader") -> None:
    if settings.assemble != Assemble():
        from tiptranslate.assemble import FORMATS, LAYOUTS  # noqa: PLC0415 - rarely needed

        reader.check_list("assemble.formats", settings.assemble.formats, FORMATS)
        reader.check_list("assemble.layouts", settings.assemble.layouts, LAYOUTS)
