"""The pins of CI: everything that is required, at one version, with its hashes."""

import re
import tomllib
from pathlib import Path

import pytest

requirements = pytest.importorskip("packaging.requirements", reason="packaging is not installed")
PIN = re.compile(
    r"(?m)^(?P<name>[\w.-]+)(?:\[[^]]*\])?==(?P<version>\S+)(?: ; .*?)?(?P<rest>(?: \\\n.*)*)$"
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
EXTRAS = ("dev", "test", "pdf", "compile", "semantic")


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub("[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def pins(root: Path) -> dict[str, list[tuple[str, str]]]:
    """Versions and the rest of their lines, by name; several where systems differ."""
    text = (root / "requirements" / "ci.lock").read_text(encoding="utf-8")
    found: dict[str, list[tuple[str, str]]] = {}
    for pin in PIN.finditer(text):
        found.setdefault(plain(pin["name"]), []).append((pin["version"], pin["rest"]))
    assert sum(map(len, found.values())) == sum(line[:1].isalnum() for line in text.splitlines())
    return found


def test_every_pin_has_hashes(pins: dict[str, list[tuple[str, str]]]) -> None:
    """What an index gives instead is refused by pip."""
    assert [
        name for name, found in pins.items() for _, rest in found if not HASH.search(rest)
    ] == []


def test_everything_required_is_pinned(root: Path, pins: dict[str, list[tuple[str, str]]]) -> None:
    """At versions that `pyproject.toml` allows; else `scripts/lock` makes the pins anew."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(line for name in EXTRAS for line in extras[name])]
    for line in wanted:
        required = requirements.Requirement(line)
        if required.name == "tiptranslate":
            continue
        versions = [version for version, _ in pins.get(plain(required.name), [])]

        assert versions, f"{line}: run scripts/lock"
        assert all(required.specifier.contains(version) for version in versions), line
