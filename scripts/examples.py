"""Run the commands that the documentation shows, and put their real output behind them.

Usage: python scripts/examples.py [--check] [PAGE...]

In a page,

- a ``console`` block holds commands (``$ `` in front) and what they print; a line ``...``
  in the output stands for any lines that are left out;
- ``<!-- file: PATH -->`` in front of a block has the block written to PATH;
- ``<!-- run ... -->`` holds commands that a reader does otherwise (in a PO editor, say).

Every page runs from top to bottom in an empty home folder of its own, without models; the
clock of catalogs stands still. ``$PROJECT`` is the root of this repository. A package in
``~/site`` is as good as installed.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = "/home/you"
"""What stands in a page for the scratch folder."""
_CLOCK = "1782900000"
"""Seconds since 1970: 1 July 2026."""
_STEP = re.compile(
    r"<!-- file: (?P<path>\S+) -->\n+```\w*\n(?P<content>.*?)^```$"
    r"|<!-- run\n(?P<hidden>.*?)^-->$"
    r"|^(?P<fence>```console\n)(?P<shown>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


def pages() -> list[Path]:
    """The pages with something to run."""
    candidates = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [page for page in candidates if "```console\n" in page.read_text(encoding="utf-8")]


def refreshed(page: Path) -> str:
    """The text of a page with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve() / "home"
        home.mkdir()
        shell = _Shell(home)
        return _STEP.sub(shell.step, page.read_text(encoding="utf-8"))


@dataclass
class _Shell:
    """A person at a terminal: a folder one is in, and the exit code of the last command."""

    home: Path
    folder: Path = field(init=False)
    code: int = 0

    def __post_init__(self) -> None:
        self.folder = self.home

    def step(self, match: re.Match[str]) -> str:
        """Do what a page says at one place; the place as it should stand."""
        if match["path"]:
            path = self.folder / match["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(match["content"], encoding="utf-8")
            return match[0]
        if match["hidden"]:
            output = self.run(match["hidden"])
            if self.code:
                raise RuntimeError(f"{match['hidden']}failed: {output}")
            return match[0]
        parts = re.split(r"^\$ ", match["shown"], flags=re.MULTILINE)[1:]
        return match["fence"] + "".join(self._shown(part) for part in parts) + "```"

    def _shown(self, part: str) -> str:
        """One command with its output, the old one where it says the same in short."""
        lines = part.splitlines(keepends=True)
        count = next(n for n, line in enumerate(lines, 1) if not line.endswith("\\\n"))
        command, old = "".join(lines[:count]), "".join(lines[count:])
        new = self.run(command)
        return f"$ {command}{old if _says(old, new) else new}"

    def run(self, command: str) -> str:
        """Run a command where the last one left off; what it prints, errors included."""
        state = self.home.parent / "state"
        note_folder = f"code=$?\npwd > {shlex.quote(str(state))}\nexit $code"
        script = f"(exit {self.code})\n{command}\n{note_folder}"
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=_environment(self.home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.code = done.returncode
        self.folder = Path(state.read_text(encoding="utf-8").strip())
        text = done.stdout.replace(str(self.home), HOME)
        return text if not text or text.endswith("\n") else text + "\n"


def _says(short: str, text: str) -> bool:
    """Whether an output with ``...`` lines in it is the same as one in full."""
    pattern = "(?:.*\n)*".join(map(re.escape, re.split(r"^\.\.\.\n", short, flags=re.MULTILINE)))
    return re.fullmatch(pattern, text) is not None


def _environment(home: Path) -> dict[str, str]:
    """The surroundings of a command: its own home, no models, a clock that stands still."""
    path = [str(home / "site"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "PYTHONPATH": os.pathsep.join(path),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(home),
        "PROJECT": str(ROOT),
        "TIPTRANSLATE_MODELS": str(home / "models"),
        "SOURCE_DATE_EPOCH": _CLOCK,
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }


def run(names: list[str], *, check: bool) -> int:
    """Refresh pages, or only compare; the number of pages that differed."""
    stale = 0
    for page in [Path(name).resolve() for name in names] or pages():
        text = refreshed(page)
        if text == page.read_text(encoding="utf-8"):
            continue
        stale += 1
        print(f"{page.relative_to(ROOT)} {'shows what is not so' if check else 'refreshed'}")
        if not check:
            page.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    arguments = [name for name in sys.argv[1:] if name != "--check"]
    differed = run(arguments, check="--check" in sys.argv[1:])
    sys.exit(1 if differed and "--check" in sys.argv[1:] else 0)
