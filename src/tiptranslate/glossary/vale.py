r"""Rules for Vale, the prose linter, made of the vocabulary; one way, nothing comes back.

Editors and CI jobs that run Vale get: an error for a forbidden term, a warning for a
deprecated one, each with what to use; an error for a wrong wording of a name; and a
vocabulary of names and acronyms that spelling shall accept. Vale knows no English
forms beyond the plural in -s that is added here, and no dates of names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tiptranslate.model import Name, Term, TermStatus

STYLE = "Tiptranslate"
_INI = f"""\
# Made by `tiptranslate glossary export --format vale`.
StylesPath = styles
MinAlertLevel = suggestion
Vocab = {STYLE}

[*.{{md,txt,html}}]
BasedOnStyles = Vale, {STYLE}
# It would want every word that is also an acronym in capitals: tip, TIP.
Vale.Terms = NO
"""
_SPECIAL = re.compile(r"([\\.+*?()|\[\]{}^$])")
_APOSTROPHE = re.compile("['’ʼ]")
_LEVELS = {TermStatus.FORBIDDEN: "error", TermStatus.DEPRECATED: "warning"}


def vale_files(terms: Sequence[Term], names: Sequence[Name]) -> dict[str, bytes]:
    """The files of a folder for Vale, by their paths in it.

    Rules that would have nothing in them are left out.
    """
    folder = f"styles/config/vocabularies/{STYLE}"
    files = {}
    for status, level in _LEVELS.items():
        title = status.value.capitalize()
        for is_exact, suffix in ((False, ""), (True, "Case")):
            chosen = [
                term for term in terms if term.status is status and term.case_sensitive is is_exact
            ]
            swaps = {_pattern(term): "|".join(term.use) for term in chosen if term.use}
            alone = [_pattern(term) for term in chosen if not term.use]
            files[f"styles/{STYLE}/{title}{suffix}.yml"] = _substitution(level, swaps, is_exact)
            files[f"styles/{STYLE}/{title}{suffix}Alone.yml"] = _existence(level, alone, is_exact)
    wrong = {_literal(text): name.source for name in names for text in name.wrong}
    files[f"styles/{STYLE}/Names.yml"] = _substitution("error", wrong, is_exact=True)
    rules = {path: text for path, text in files.items() if text}
    # Vale wants the vocabulary to be there, even with nothing in it.
    always = {".vale.ini": _INI, f"{folder}/accept.txt": _lines(_accepted(terms, names))}
    return {path: text.encode() for path, text in (always | rules).items()}


def _accepted(terms: Iterable[Term], names: Iterable[Name]) -> Iterator[str]:
    for name in names:
        yield from filter(None, (name.source, *name.aliases, name.acronym))
    for term in terms:
        is_usable = term.status not in _LEVELS
        if is_usable and (term.case_sensitive or term.part_of_speech == "abbreviation"):
            yield term.source


def _lines(texts: Iterable[str]) -> str:
    return "".join(f"{text}\n" for text in sorted({_literal(text) for text in texts}))


def _literal(text: str) -> str:
    """A regular expression that finds the text, with whichever apostrophe."""
    return _APOSTROPHE.sub("['’ʼ]", _SPECIAL.sub(r"\\\1", text))


def _pattern(term: Term) -> str:
    """As `_literal`; a noun also in its plural where that is a plain -s."""
    is_noun = term.part_of_speech == "noun" and term.source[-1:].isalpha()
    return _literal(term.source) + ("s?" if is_noun and term.source[-1] not in "sxyz" else "")


def _substitution(level: str, swaps: Mapping[str, str], is_exact: bool) -> str:
    if not swaps:
        return ""
    # Several wordings, separated by |, need an action; then Vale quotes them itself.
    has_choice = any("|" in use for use in swaps.values())
    message = "Use %s instead of '%s'." if has_choice else "Use '%s' instead of '%s'."
    head = _head("substitution", message, level, is_exact)
    action = "action:\n  name: replace\n" if has_choice else ""
    body = "".join(f"  {_quoted(bad)}: {_quoted(use)}\n" for bad, use in swaps.items())
    return f"{head}{action}swap:\n{body}"


def _existence(level: str, patterns: Sequence[str], is_exact: bool) -> str:
    if not patterns:
        return ""
    body = "".join(f"  - {_quoted(text)}\n" for text in patterns)
    head = _head("existence", "Do not use '%s'.", level, is_exact)
    return f"{head}tokens:\n{body}"


def _head(kind: str, message: str, level: str, is_exact: bool) -> str:
    case = "false" if is_exact else "true"
    return f'extends: {kind}\nmessage: "{message}"\nlevel: {level}\nignorecase: {case}\n'


def _quoted(text: str) -> str:
    """A YAML scalar in single quotes, in which only they are special."""
    return "'" + text.replace("'", "''") + "'"
