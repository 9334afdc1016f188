"""Findings that are known and wait: a gate for an old workspace looks at new ones alone.

The file has one finding a line, sorted, so that it can be read and merged in git:
check, catalog, a fingerprint of sentence and stretch, and how the sentence begins.
Line numbers are no part of it, since every edit above would change them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.model import Finding

_HEAD = "# tiptranslate baseline 1: check, catalog, fingerprint, sentence\n"
_SHOWN = 60
_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Baseline:
    """A set of known findings."""

    keys: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)

    def __contains__(self, finding: Finding) -> bool:
        return bool(self.keys) and _key(finding) in self.keys


def read_baseline(path: Path) -> Baseline:
    """Read a file of known findings.

    Raises:
        InputError: It is missing, not UTF-8 or no baseline; with the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise InputError(
            "no such baseline; make one with `check --write-baseline`", path=path
        ) from None
    except (OSError, UnicodeDecodeError):
        raise InputError("cannot be read as a baseline", path=path) from None
    keys = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) < _FIELDS:
            raise InputError("is no line of a baseline; write it anew", path=path, line=number)
        keys.add((parts[0], parts[1], parts[2]))
    return Baseline(frozenset(keys))


def dump_baseline(findings: Iterable[Finding]) -> bytes:
    """The bytes of a baseline of findings."""
    lines = {
        "\t".join([*_key(finding), " ".join(_source(finding).split())[:_SHOWN]])
        for finding in findings
    }
    return (_HEAD + "".join(f"{line}\n" for line in sorted(lines))).encode()


def _key(finding: Finding) -> tuple[str, str, str]:
    parts = f"{_source(finding)}\0{finding.found}\0{finding.message}"
    digest = blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return finding.check, finding.path.as_posix(), digest


def _source(finding: Finding) -> str:
    return finding.entry.source if finding.entry else ""
