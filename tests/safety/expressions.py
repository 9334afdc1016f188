"""Runs every regular expression of the package over texts made to bring it to its knees.

A program of its own, so that the test can give it a limit of processor time. For each
expression it makes texts of the characters that it speaks of: runs of one, of two in turn, and
of its own literals, with an end that does not fit. Prints the slowest; stops at the first that
takes longer than `--limit SECONDS` for one text. `--only EXPRESSION` tries that one.
"""

import argparse
import ast
import importlib
import itertools
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from re import _parser as sre  # what an expression speaks of
from typing import Any, NoReturn

import regex

import tiptranslate

LENGTH = 1_000
"""Characters of a text; no sentence and no line of a file of people has as many."""
_MOST = 10
"""Characters of an expression that are tried."""
_ENOUGH = 0.15
"""Seconds after which no worse text is looked for."""
_FOUND: dict[tuple[str, int, bool], str] = {}


def _record() -> None:
    """Note what the modules compile while they are imported."""
    for engine, is_regex in ((re, False), (regex, True)):
        compile_ = engine.compile

        def recording(
            pattern: Any,
            flags: int = 0,
            *rest: Any,
            _c: Any = compile_,
            _r: bool = is_regex,
            **more: Any,
        ) -> Any:
            frame = sys._getframe(1)
            name = frame.f_globals.get("__name__", "")
            if name.startswith("tiptranslate") and isinstance(pattern, str | bytes):
                _FOUND[pattern, int(flags), _r] = name
            return _c(pattern, flags, *rest, **more)

        engine.compile = recording  # type: ignore[assignment]
    for module in pkgutil.walk_packages(tiptranslate.__path__, "tiptranslate."):
        importlib.import_module(module.name)


def _inline() -> None:
    """Add the literals that functions give to ``re`` at once."""
    for path in Path(tiptranslate.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"re", "regex"}
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                _FOUND.setdefault((node.args[0].value, 0, node.func.value.id == "regex"), path.stem)


def _speaks_of(tree: Any) -> Iterator[str]:
    """The characters and runs of literals in a parsed expression."""
    run = ""
    for kind, value in tree:
        name = str(kind)
        if name in {"LITERAL", "NOT_LITERAL"}:
            run += chr(value)
            yield chr(value)
            continue
        if len(run) > 1:
            yield run
        run = ""
        if name == "RANGE":
            yield chr(value[0])
        elif name == "CATEGORY":
            yield {"CATEGORY_DIGIT": "5", "CATEGORY_SPACE": " "}.get(str(value), "a")
        elif name == "ANY":
            yield "."
        elif name == "IN":
            yield from _speaks_of(value)
        elif isinstance(value, tuple | list):
            yield from _deeper(value)
    if len(run) > 1:
        yield run


def _deeper(value: Any) -> Iterator[str]:
    """What stands inside groups, repeats and alternatives."""
    for item in value:
        if isinstance(item, sre.SubPattern):
            yield from _speaks_of(item)
        elif isinstance(item, tuple | list):
            yield from _deeper(item)


def _texts(pattern: str | bytes, flags: int) -> Iterator[str]:
    """Texts that begin to match again and again and never do."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    try:
        tree = sre.parse(text, flags & ~regex.V1 & 0xFFF)
        pieces = list(dict.fromkeys(_speaks_of(tree)))[: _MOST * 3]
    except re.error:  # what only the other package knows
        pieces = []
    pieces = list(dict.fromkeys([*pieces[:_MOST], " ", "a", "5", "A", ".", "\n"]))
    for piece in pieces:
        yield (piece * (LENGTH // len(piece))) + "\0"
        yield (piece * (LENGTH // len(piece)))
    for one, two in itertools.permutations(pieces[:4], 2):
        yield (one + two) * (LENGTH // len(one + two)) + "\0"
    if pieces:
        yield pieces[0] + " " * LENGTH + "\0"


def _give_up(*_: object) -> NoReturn:
    raise TimeoutError


def _worst(pattern: str | bytes, flags: int, is_regex: bool, limit: float) -> tuple[float, str]:
    """The seconds of the processor that the worst text takes, and how that begins.

    Raises:
        TimeoutError: One takes longer than the limit.
    """
    compiled: Any = regex.compile(pattern, flags) if is_regex else re.compile(pattern, flags)
    worst = (0.0, "")
    for text in _texts(pattern, flags):
        subject: Any = text.encode() if isinstance(pattern, bytes) else text
        signal.setitimer(signal.ITIMER_PROF, limit)
        begun = time.process_time()
        for _ in compiled.finditer(subject):
            pass
        worst = max(worst, (time.process_time() - begun, text[:12]))
        if worst[0] > _ENOUGH:
            break
    return worst


def main() -> int:
    """Try them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--only")
    wanted = parser.parse_args()
    signal.signal(signal.SIGPROF, _give_up)
    if wanted.only:
        _FOUND[wanted.only, 0, False] = "--only"
    else:
        _record()
        _inline()
    slow: list[tuple[float, str, str, str]] = []
    for (pattern, flags, is_regex), module in _FOUND.items():
        signal.setitimer(signal.ITIMER_PROF, 0)
        try:
            seconds, text = _worst(pattern, flags, is_regex, wanted.limit)
        except TimeoutError:
            print(f"over {wanted.limit} s", module, repr(pattern))
            return 1
        slow.append((seconds, module, repr(pattern)[:150], repr(text)))
    for line in sorted(slow, reverse=True)[:25]:
        print(f"{line[0]:7.3f} s", *line[1:])
    print(f"{len(slow)} expressions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
