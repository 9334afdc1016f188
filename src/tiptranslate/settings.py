"""The settings of a workspace: one frozen dataclass a table of ``tiptranslate.toml``.

A field here is a key there, with its default; a key that is no field is an error
that names the nearest one, because a setting that is silently not used is worse
than none.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tiptranslate import languages
from tiptranslate.errors import SettingsError, UsageError

ARGOS_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
_EMPTY: Mapping[str, str] = MappingProxyType({})
_LEVELS = ("suggestion", "warning", "error")


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
        raise SettingsError(f"is not UTF-8 at byte {error.start}", path=path) from None
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", path=path) from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise SettingsError(
            f"is not valid TOML: {error}", path=path, line=int(line[1]) if line else None
        ) from None
    settings: Settings = _Reader(path, text).table(Settings, values, "")
    _check_values(settings, _Reader(path, text))
    return settings


def _check_values(settings: Settings, reader: "_Reader") -> None:
    for key, code in [
        ("source", settings.workspace.source),
        *(("languages", code) for code in settings.workspace.languages),
    ]:
        try:
            languages.get(code)
        except UsageError as error:
            raise reader.error(error.message, key) from None
    if settings.check.fail_on not in _LEVELS:
        raise reader.error(f"fail_on must be one of {', '.join(_LEVELS)}", "fail_on")
    if not 0 < settings.draft.near <= 1:
        raise reader.error("near must be above 0 and at most 1", "near")
    for key in ("beam", "hypotheses", "batch_tokens"):
        if getattr(settings.draft, key) < 1:
            raise reader.error(f"{key} must be at least 1", key)


class _Reader:
    """Turns nested tables into dataclasses; knows the file for its error messages."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    def table(self, kind: Any, values: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - any of the dataclasses above
        known = {item.name: item for item in fields(kind)}
        found = {}
        for key, value in values.items():
            if key not in known:
                raise self.error(_unknown(key, name, known), key)
            factory = known[key].default_factory
            default = known[key].default if factory is MISSING else factory()
            found[key] = self._value(value, default, key)
        return kind(**found)

    def _value(self, value: Any, default: Any, key: str) -> Any:  # noqa: ANN401
        match default:
            case str() | bool():
                return self._typed(value, type(default), key)
            case int():
                if isinstance(value, bool):
                    raise self.error(f"{key} must be a number", key)
                return self._typed(value, int, key)
            case float():
                return float(self._typed(value, int | float, key))
            case tuple():
                items = self._typed(value, list, key)
                return tuple(self._typed(item, str, key) for item in items)
            case Mapping():
                items = self._typed(value, dict, key)
                return MappingProxyType({k: self._typed(v, str, key) for k, v in items.items()})
        return self.table(type(default), self._typed(value, dict, key), key)

    def _typed(self, value: Any, kind: Any, key: str) -> Any:  # noqa: ANN401
        if not isinstance(value, kind):
            names = {str: "text", list: "a list of texts", dict: "a table", bool: "true or false"}
            raise self.error(f"{key} must be {names.get(kind, 'a number')}", key)
        return value

    def error(self, message: str, key: str) -> SettingsError:
        pattern = rf"^\s*(?:\[\s*(?:[\w.]+\.)?)?[\"']?{re.escape(key)}[\"']?\s*[=.\]]"
        match = re.search(pattern, self._text, re.MULTILINE)
        line = self._text.count("\n", 0, match.start()) + 1 if match else None
        return SettingsError(message, path=self._path, line=line)


def _unknown(key: str, table: str, known: Mapping[str, object]) -> str:
    place = f"in [{table}]" if table else "at the top"
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    return f"unknown key {key!r} {place}; {hint}"
