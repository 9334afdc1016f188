"""SRX 2.0 rule files, read strictly: whatever is wrong in one has its file and line."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

import regex

from tiptranslate.errors import InputError

if TYPE_CHECKING:
    from tiptranslate.segment.engine import Rule, SrxDocument

LANGUAGE = "en"
"""The language that a file's ``languagemap`` has to match."""
WRONG = (regex.error, OverflowError, RecursionError, MemoryError, ValueError)
"""What the regex package raises for an expression it cannot compile."""
_LOOKBEHIND = 100
"""Most characters that ``*`` and ``+`` mean in a no-break rule: the engine's own limit."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A rule and where it stands."""

    rule: "Rule"
    path: Path
    line: int


def read(path: Path, language: str = LANGUAGE) -> list[Stated]:
    """The rules of a file that apply to a language, in the order in which they are asked.

    Their expressions are not compiled yet.

    Raises:
        InputError: It cannot be read, is no SRX 2.0, has a document type or no rules
            for the language.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from None
    reader = _Reader(path, language)
    reader.read(data)
    return reader.chosen()


def prove(stated: Stated, document: "SrxDocument") -> None:
    """Compile one rule as the engine would.

    Raises:
        InputError: It cannot be compiled.
    """
    from tiptranslate.segment.engine import (  # noqa: PLC0415 - takes long to import
        LanguageRule,
        Rule,
        RuleManager,
    )

    rule = stated.rule
    try:
        document.compile(rule.after_pattern)
        if rule.is_break:
            document.compile(rule.before_pattern)
        else:
            # It is asked as a lookbehind of limited length in front of a break rule.
            anywhere = Rule(is_break=True, before_pattern="", after_pattern="")
            RuleManager(document, [LanguageRule("", [rule, anywhere])], _LOOKBEHIND)
    except WRONG as error:
        raise InputError(
            f"a rule's expression is wrong: {reason(error)}; mend it in the rule file",
            path=stated.path,
            line=stated.line,
        ) from None


def reason(error: Exception) -> str:
    """Why an expression cannot be compiled, without a place in what the engine has made of it."""
    return str(getattr(error, "msg", "")) or str(error) or type(error).__name__


class _Reader:
    """Goes through the elements of one file."""

    def __init__(self, path: Path, language: str) -> None:
        self._path = path
        self._language = language
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._characters
        self._expat.StartDoctypeDeclHandler = self._doctype
        self._languages: dict[str, list[Stated]] = {}
        self._chosen: list[list[Stated]] = []
        self._current: list[Stated] | None = None
        self._cascade = True
        self._is_root = True
        self._line = 1
        self._break = True
        self._parts: dict[str, str] = {}
        self._open = ""

    def read(self, data: bytes) -> None:
        """Take in the whole file."""
        try:
            self._expat.Parse(data, True)
        except expat.ExpatError as error:
            raise self._error(
                f"is no XML: {expat.ErrorString(error.code)}; mend the rule file", error.lineno
            ) from None
        except (LookupError, ValueError) as error:  # an encoding that there is not
            raise self._error(f"is no XML: {error}; save it as UTF-8") from None

    def chosen(self) -> list[Stated]:
        """The rules of every map that matches, or of the first if the file does not cascade."""
        if not self._chosen:
            wanted = "English" if self._language == LANGUAGE else repr(self._language)
            raise InputError(
                f"has no rules for {wanted}; add a languagemap that matches {self._language!r}",
                path=self._path,
            )
        languages = self._chosen if self._cascade else self._chosen[:1]
        return [stated for language in languages for stated in language]

    def _error(self, message: str, line: int | None = None) -> InputError:
        line = self._expat.CurrentLineNumber if line is None else line
        return InputError(message, path=self._path, line=line)

    def _doctype(self, *_: object) -> None:
        # Entities can make a short file endless, or fetch another.
        raise self._error("has a document type, which rule files do not need; remove it")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open = name = name.rpartition(" ")[2]
        if self._is_root and name != "srx":
            raise self._error(f"is no SRX 2.0 rule file: its root is <{name}>, not <srx>")
        self._is_root = False
        if name == "header":
            self._cascade = attributes.get("cascade", "yes") == "yes"
        elif name == "languagerule":
            self._current = self._languages[attributes.get("languagerulename", "")] = []
        elif name == "rule":
            self._start_rule(attributes.get("break", "yes"))
        elif name == "languagemap":
            self._map(attributes.get("languagepattern", ""), attributes.get("languagerulename", ""))

    def _start_rule(self, value: str) -> None:
        if value not in ("yes", "no"):
            raise self._error(f"break is {value!r}; it must be yes or no")
        self._break = value == "yes"
        self._line = self._expat.CurrentLineNumber
        self._parts = {"beforebreak": "", "afterbreak": ""}

    def _characters(self, text: str) -> None:
        if self._open in self._parts:
            self._parts[self._open] += text

    def _end(self, name: str) -> None:
        from tiptranslate.segment.engine import Rule  # noqa: PLC0415 - takes long to import

        self._open = ""
        if name.rpartition(" ")[2] != "rule":
            return
        if self._current is None:
            raise self._error("a rule stands outside of a languagerule", self._line)
        rule = Rule(self._break, self._parts["beforebreak"], self._parts["afterbreak"])
        self._current.append(Stated(rule, self._path, self._line))

    def _map(self, pattern: str, name: str) -> None:
        try:
            matches = regex.fullmatch(pattern, self._language)
        except WRONG as error:
            raise self._error(f"languagepattern is wrong: {reason(error)}; mend it") from None
        if name not in self._languages:
            known = ", ".join(map(repr, self._languages)) or "none"
            raise self._error(f"no languagerule is called {name!r}; there are: {known}")
        if matches:
            self._chosen.append(self._languages[name])
