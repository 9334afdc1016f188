"""The documentation: complete, not stale, its links whole, its commands real."""

import importlib.util
import re
import shlex
import shutil
import sys
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from tiptranslate.cli import COMMANDS, main
from tiptranslate.settings import Settings
from tiptranslate.translate.checks import CHECKS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("training/*.md")})
FORBIDDEN = re.compile(r"(?<![\w.~}])/(?:work|tmp|root|opt)/|\.\./shared\b|\bTODO\b|\bFIXME\b")
"""Paths of one machine, and what is not done."""
_CODE = re.compile(r"^( *)```.*?^\1```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def load(name: str) -> ModuleType:
    """A script of the repository as a module."""
    spec = importlib.util.spec_from_file_location(
        f"scripts_{name}", ROOT / "scripts" / f"{name}.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


EXAMPLES = load("examples")


def read(page: Path) -> str:
    """The text of a page."""
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """What can be linked to in a page, made of its headings as GitHub does."""
    headings = re.findall(r"^#+ (.+)$", _CODE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


def commands(text: str) -> list[list[str]]:
    """The calls of tiptranslate in the shell blocks of a page."""
    blocks = re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    parts = [part.strip() for line in lines for part in re.split(r"&&|[|;>]", line)]
    return [shlex.split(part)[1:] for part in parts if part.startswith("tiptranslate ")]


def test_pages_are_found() -> None:
    """The tests below look at something."""
    assert len(PAGES) > 15
    assert EXAMPLES.pages()
    assert commands(read(ROOT / "README.md"))


def test_generated_pages_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    """docs/cli.md is what the program's own help says."""
    assert load("docs").run(check=True) == 0, capsys.readouterr().out


def test_every_command_is_documented() -> None:
    """The reference has a section for each command and each of its subcommands."""
    reference = read(ROOT / "docs" / "cli.md")
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        names = [name]
        if isinstance(command, click.Group):
            names += [f"{name} {inner}" for inner in command.commands]
        for each in names:
            assert f"\n## tiptranslate {each}\n" in reference


@pytest.mark.parametrize("table", [item.name for item in fields(Settings)])
def test_every_setting_is_documented(table: str) -> None:
    """The page of the workspace has each key with its default."""
    section = read(ROOT / "docs" / "workspace.md").split(f"### `[{table}]`\n")[1].split("\n#")[0]
    documented = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", section, re.MULTILINE))
    values = getattr(Settings(), table)

    assert set(documented) == {item.name for item in fields(values)}
    for name, shown in documented.items():
        value = getattr(values, name)
        if name == "index":
            continue  # an address too long for a table
        if not isinstance(value, str | int | float | tuple):
            value = {}
        text = str(list(value) if isinstance(value, tuple) else value).replace("'", '"')
        if isinstance(value, bool):
            text = text.lower()
        assert shown.strip("`") == (f'"{text}"' if isinstance(value, str) else text)


@pytest.mark.parametrize("name", ["github-actions.yml", "gitlab-ci.yml"])
def test_ci_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Their commands work in the project's own workspace, and fail where drafts are not enough."""
    for part in ("releases", "locales", "glossary"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "tiptranslate.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    calls = re.findall(r"(?:- |run: )(tiptranslate [^>\n]+)", read(ROOT / "docs" / "ci" / name))
    assert calls
    for call in calls:
        result = CliRunner().invoke(main, shlex.split(call)[1:])
        expected = 1 if "--require reviewed" in call else 2 if "assemble" in call else 0
        assert result.exit_code == expected, (call, result.output)


def test_hooks_run() -> None:
    """The entries of the pre-commit hooks are commands with their options."""
    entries = re.findall(r"entry: tiptranslate (.+)", read(ROOT / ".pre-commit-hooks.yaml"))
    assert len(entries) == 2
    for entry in entries:
        result = CliRunner().invoke(main, ["--workspace", str(ROOT), *shlex.split(entry)])
        assert result.exit_code == 0, result.output


def test_every_check_of_drafts_is_documented() -> None:
    """The page of the translate stage has each id."""
    page = read(ROOT / "docs" / "translate.md")
    for check in CHECKS:
        assert f"| `{check.id}` |" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_resolve(page: Path) -> None:
    """Every relative link leads to a file, and to a heading in it."""
    for link in _LINK.findall(_CODE.sub("", read(page))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page: Path) -> None:
    """Whatever a page tells to type is a command with its options."""
    for call in commands(read(page)):
        command: click.Command | None = main
        words = iter(call)
        while isinstance(command, click.Group):
            command = command.get_command(click.Context(command), next(words, ""))
        assert command is not None, call
        known = {option for item in command.params for option in (*item.opts, *item.secondary_opts)}
        options = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert options <= known | {"--help"}, call


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_forbidden_words(page: Path) -> None:
    """Nothing in a page is about the place where it was written."""
    found = FORBIDDEN.search(read(page))

    assert found is None, found


def test_pictures_are_used_and_there() -> None:
    """Every picture is shown in some page, and is made by the script."""
    script = read(ROOT / "scripts" / "screenshots")
    pages = read(ROOT / "scripts" / "screenshots_review.py")
    text = "".join(map(read, PAGES))
    for picture in (ROOT / "docs" / "images").iterdir():
        assert f"images/{picture.name})" in text
        assert f"picture {picture.stem} " in script or f'"{picture.stem}"' in pages


@pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("tiptranslate", path=Path(sys.executable).parent)),
    reason="needs a shell, and tiptranslate installed beside this Python",
)
@pytest.mark.parametrize("page", EXAMPLES.pages(), ids=lambda page: page.name)
def test_examples_are_real(page: Path) -> None:
    """What a page says that its commands print is what they print."""
    assert EXAMPLES.refreshed(page) == read(page)
