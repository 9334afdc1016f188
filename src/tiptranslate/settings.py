"""The settings of a workspace: one frozen dataclass a table of ``tiptranslate.toml``.

A field here is a key there, with its default; a key that is no field is an error
that names the nearest one, because a setting that is silently not used is worse
than none.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tiptranslate import languages
from tiptranslate.errors import SettingsError, UsageError

ARGOS_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
_EMPTY: Mapping[str, str] = MappingProxyType({})
_LEVELS = ("suggestion", "warning", "error")
_KINDS = {
    str: "text",
    int: "a whole number",
    list: "a list of texts",
    dict: "a table",
    bool: "true or false",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_KEY = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_HEADER = re.compile(rf"\s*\[+\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*\]")
_ASSIGNED = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*=")


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
    """

    engine: str = "auto"
    engines: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    beam: int = 4
    hypotheses: int = 4
    batch_tokens: int = 1024
    compute_type: str = "int8"
    device: str = "cpu"
    threads: int = 0
    near: float = 0.75


@dataclass(frozen=True, slots=True)
class Models:
    """``[models]``: where models are fetched from, and further ones beside the installed."""

    index: str = ARGOS_INDEX
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """``[check]``: the level from which a finding fails a run."""

    fail_on: str = "error"


@dataclass(frozen=True, slots=True)
class Assemble:
    """``[assemble]``: which documents are made when nothing is said."""

    formats: tuple[str, ...] = ("html", "md", "txt")
    layouts: tuple[str, ...] = ("mono", "side")


@dataclass(frozen=True, slots=True)
class Settings:
    """All tables of the settings file."""

    workspace: Workspace = field(default_factory=Workspace)
    draft: Draft = field(default_factory=Draft)
    models: Models = field(default_factory=Models)
    check: Check = field(default_factory=Check)
    assemble: Assemble = field(default_factory=Assemble)


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
    reader = _Reader(path, text)
    settings: Settings = reader.table(Settings, values, "")
    for check in (_check_workspace, _check_draft, _check_documents):
        check(settings, reader)
    return settings


def _check_workspace(settings: Settings, reader: "_Reader") -> None:
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


def _check_draft(settings: Settings, reader: "_Reader") -> None:
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


def _check_documents(settings: Settings, reader: "_Reader") -> None:
    if settings.check.fail_on not in _LEVELS:
        raise reader.error(f"fail_on must be one of {', '.join(_LEVELS)}", "check.fail_on")
    if settings.assemble != Assemble():
        from tiptranslate.assemble import FORMATS, LAYOUTS  # noqa: PLC0415 - rarely needed

        reader.check_list("assemble.formats", settings.assemble.formats, FORMATS)
        reader.check_list("assemble.layouts", settings.assemble.layouts, LAYOUTS)


class _Reader:
    """Turns nested tables into dataclasses; knows the file for its error messages.

    Keys are named with their table, "draft.beam".
    """

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    def table(self, kind: Any, values: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - any of the dataclasses above
        known = {item.name: item for item in fields(kind)}
        found = {}
        for key, value in values.items():
            place = f"{name}.{key}" if name else key
            if key not in known:
                raise self.error(_unknown(key, name, known), place)
            factory = known[key].default_factory
            default = known[key].default if factory is MISSING else factory()
            found[key] = self._value(value, default, place)
        return kind(**found)

    def _value(self, value: Any, default: Any, key: str) -> Any:  # noqa: ANN401
        match default:
            case str() | bool() | int():
                return self._typed(value, type(default), key)
            case float():
                return float(self._typed(value, int | float, key))
            case tuple():
                items = tuple(self._typed(value, list, key))
                self._typed(value if all(isinstance(i, str) for i in items) else None, list, key)
                return items
            case Mapping():
                items = self._typed(value, dict, key)
                return MappingProxyType(
                    {k: self._typed(v, str, f"{key}.{k}") for k, v in items.items()}
                )
        return self.table(type(default), self._typed(value, dict, key), key)

    def _typed(self, value: Any, kind: Any, key: str) -> Any:  # noqa: ANN401
        # Python counts true and false among the numbers; TOML does not.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            name = _KINDS.get(kind, "a number")
            raise self.error(f"{key.rpartition('.')[2]} must be {name}", key)
        return value

    def check_list(self, key: str, values: Sequence[str], known: Iterable[str]) -> None:
        """Refuse an empty list, one with something in it twice, or with something unknown."""
        name = key.partition(".")[2]
        if not values:
            raise self.error(f"{name} must not be empty", key)
        for number, value in enumerate(values):
            if value not in known:
                raise self.error(f"unknown {value!r} in {name}; known: {', '.join(known)}", key)
            if value in values[:number]:
                raise self.error(f"{value!r} is in {name} twice", key)

    def error(self, message: str, key: str) -> SettingsError:
        return SettingsError(message, path=self._path, line=self._line(key))

    def _line(self, key: str) -> int | None:
        """The line where a key is set or its table begins; None if it cannot be found."""
        table = ""
        for number, line in enumerate(self._text.split("\n"), start=1):
            header, assigned = _HEADER.match(line), _ASSIGNED.match(line)
            if header:
                table = found = _plain(header[1])
            elif assigned:
                found = f"{table}.{_plain(assigned[1])}".lstrip(".")
            else:
                continue
            if f"{found}.".startswith(f"{key}."):
                return number
        inline = re.search(rf"[\"']?\b{re.escape(key.rpartition('.')[2])}[\"']?\s*=", self._text)
        return self._text.count("\n", 0, inline.start()) + 1 if inline else None


def _plain(key: str) -> str:
    """A dotted key as written, without its quotation marks and the space around its dots."""
    return ".".join(part.strip(" \t\"'") for part in key.split("."))


def _unknown(key: str, table: str, known: Mapping[str, object]) -> str:
    place = f"in [{table}]" if table else "at the top"
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    return f"unknown key {key!r} {place}; {hint}"
