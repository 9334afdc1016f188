"""Reading nested TOML tables into dataclasses, each mistake with its line."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tiptranslate.errors import SettingsError

_KINDS = {
    str: "text",
    int: "a whole number",
    list: "a list of texts",
    dict: "a table",
    bool: "true or false",
}
_KEY = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_HEADER = re.compile(rf"\s*\[+\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*\]")
_ASSIGNED = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*=")


class Reader:
    """Turns nested tables into dataclasses; knows the file for its error messages.

    Keys are named with their table, "draft.beam".
    """

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    def table(self, kind: Any, values: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - any dataclass
        """A table's values as a dataclass, with the defaults of what is not set."""
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
        """An error that points at the line of a key."""
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
