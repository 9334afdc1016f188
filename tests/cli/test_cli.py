"""The command line as a whole: help, start-up, mistakes of any kind, interrupted pipes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tiptranslate import __version__, pipeline
from tiptranslate.cli import COMMANDS, main
from tiptranslate.errors import InputError, TiptranslateError

Run = Callable[..., Result]
PROGRAM = [sys.executable, "-c", "from tiptranslate.cli import main; main()"]


def every_command() -> Iterator[tuple[str, ...]]:
    """All commands and, of groups, all of theirs."""
    context = click.Context(main)
    for name in COMMANDS:
        yield (name,)
        command = main.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.commands)


EVERY = list(every_command())


def one_line(result: Result) -> str:
    """The only line that a command line at fault prints."""
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("tiptranslate: ")
    return line.removeprefix("tiptranslate: ")


def test_help(run: Run) -> None:
    """It lists every command with its line, however it is asked for."""
    text = run("--help").stdout

    assert run("-h").stdout == text
    listed = text.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed if line[2] != " "] == list(COMMANDS)
    assert run(code=2).stderr == text


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_help_of_every_command(run: Run, command: tuple[str, ...]) -> None:
    """Each has help, with a word on every option."""
    text = run(*command, "--help").stdout

    assert run(*command, "-h").stdout == text
    assert text.startswith(f"Usage: main {' '.join(command)} [OPTIONS]")
    lines = text.partition("Options:\n")[2].partition("\n\n")[0].splitlines()
    options = [line for line in lines if line.startswith("  -")]
    assert options
    for option in options:
        following = lines[lines.index(option) + 1 :]
        wrapped = following and following[0].startswith("    ")
        assert len(option.split("  ")) > 2 or wrapped, option


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command(run: Run, name: str) -> None:
    """What the list says is how the command's own help begins."""
    help_text = " ".join(run(name, "--help").stdout.split("\n\n")[1].split())

    assert help_text == COMMANDS[name]


def test_version(run: Run) -> None:
    """Name and number."""
    assert run("--version").stdout == f"tiptranslate, version {__version__}\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--bogus"], "no such option '--bogus'; see `main --help`"),
        (["--workspace"], "option '--workspace' requires an argument"),
        (["--workspace", "."], "missing command; see `main --help`"),
        (["drft"], "no command 'drft'; did you mean 'draft'?"),
        (["modles"], "no command 'modles'; did you mean 'models'?"),
        (["zzz"], f"no command 'zzz'; there are: {', '.join(COMMANDS)}"),
        (["add"], "missing argument 'FILE'; see `main add --help`"),
        (["init", "a", "b"], "got unexpected extra argument (b); see `main init --help`"),
        (
            ["status", "--format", "xml"],
            "invalid value for '--format': 'xml' is not one of 'text', 'json', 'csv', ",
        ),
        (["segment", "--lang", "ru"], "no such option '--lang'"),
        (["draft", "--engine"], "option '--engine' requires an argument"),
        (["assemble", "--to", "odt"], "invalid value for '--to': 'odt' is not one of 'html', "),
        (["assemble", "--layout", "x"], "invalid value for '--layout': 'x' is not one of 'mono', "),
        (["memory", "fnd"], "no such command 'fnd'"),
        (["memory", "find"], "missing argument 'TEXT'; see `main memory find --help`"),
        (["memory", "find", "a", "--min", "0"], "invalid value for '--min': 0 is not in the range"),
        (["models", "zzz"], "no such command 'zzz'"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_wrong_arguments(run: Run, args: list[str], message: str) -> None:
    """One line that says what is wrong and where to read on; exit code 2."""
    assert one_line(run(*args, code=2)).startswith(message)


@pytest.mark.parametrize("command", [c for c in EVERY if c not in (("memory",), ("models",))])
@pytest.mark.usefixtures("folder")
def test_an_unknown_option_of_every_command(run: Run, command: tuple[str, ...]) -> None:
    """All commands treat it alike."""
    message = one_line(run(*command, "--bogus", code=2))

    assert message.startswith("no such option '--bogus'")
    assert message.endswith(f"ee `main {' '.join(command)} --help`")


@pytest.mark.parametrize("group", ["memory", "models"])
def test_a_group_without_a_command(run: Run, group: str) -> None:
    """It shows its help, as a mistake."""
    assert run(group, code=2).stderr.startswith(f"Usage: main {group} [OPTIONS] COMMAND")


OUTSIDE = [
    ["add", "a.txt"],
    ["segment"],
    ["draft"],
    ["status"],
    ["assemble"],
    ["memory", "find", "a"],
]


@pytest.mark.parametrize("args", OUTSIDE, ids=" ".join)
def test_outside_of_a_workspace(run: Run, folder: Path, args: list[str]) -> None:
    """Every command that needs one says so and how to make one."""
    assert one_line(run(*args, code=2)) == (
        f"{folder}: no tiptranslate.toml here or in a folder above; "
        "make a workspace with `tiptranslate init`"
    )


@pytest.mark.parametrize("args", [args for args in OUTSIDE if args[0] != "add"], ids=" ".join)
def test_bad_settings(run: Run, desk: Path, args: list[str]) -> None:
    """Every command that reads them has the file and the line."""
    (desk / "tiptranslate.toml").write_text("[draft]\nengin = 'none'\n")

    assert one_line(run(*args, code=2)) == (
        f"{desk / 'tiptranslate.toml'}:2: unknown key 'engin' in [draft]; did you mean 'engine'?"
    )


@pytest.mark.parametrize("command", ["segment", "draft", "status", "assemble"])
@pytest.mark.usefixtures("desk")
def test_an_unknown_release(run: Run, command: str) -> None:
    """The nearest one is named."""
    message = one_line(run(command, "nwes", code=2))

    assert message == "no release 'nwes'; did you mean 'news'?"


@pytest.mark.parametrize("args", [["draft"], ["status"], ["assemble"], ["memory", "find", "a"]])
@pytest.mark.usefixtures("desk")
def test_an_unknown_language(run: Run, args: list[str]) -> None:
    """Those of the workspace are named."""
    message = one_line(run(*args, "--lang", "de", code=2))

    assert message == "language 'de' is not in this workspace; it has: ru, uz"


@pytest.mark.parametrize("command", ["segment", "draft", "status", "assemble"])
def test_no_releases_yet(run: Run, desk: Path, command: str) -> None:
    """No mistake; a word on how to begin, and JSON stays whole."""
    for path in (desk / "releases").iterdir():
        path.unlink()

    assert run(command).stderr == ("No releases yet; bring one in with `tiptranslate add FILE`.\n")
    assert json.loads(run(command, "--format", "json").stdout)["version"] == 1


@pytest.mark.parametrize("command", ["segment", "draft", "status", "assemble"])
def test_a_bad_rule_file_is_told_once(run: Run, desk: Path, command: str) -> None:
    """Not once for every release."""
    (desk / "segment").mkdir()
    (desk / "segment" / "own.srx").write_text("<srx>\n<nothing>")

    message = one_line(run(command, code=2))

    assert message == (
        f"{desk / 'segment' / 'own.srx'}:2: is no XML: no element found; mend the rule file"
    )


def test_one_bad_release_does_not_stop_the_others(run: Run, desk: Path) -> None:
    """It is a line on stderr and sets the exit code."""
    (desk / "releases" / "bad.txt").write_bytes(b"\xff")
    line = "tiptranslate: releases/bad.txt:1: is not UTF-8: byte 0xff at offset 0; save it as UTF-8"

    segmented = run("segment", "--format", "json", code=2)
    drafted = run("draft", "--format", "json", code=2)
    status = run("status", "--format", "json", code=2)

    for result in (segmented, drafted, status):
        assert result.stderr.splitlines() == [line]
    assert [r["slug"] for r in json.loads(segmented.stdout)["releases"]] == ["course", "news"]
    assert json.loads(drafted.stdout)["errors"] == [line.removeprefix("tiptranslate: ")]
    assert len(json.loads(drafted.stdout)["drafts"]) == 4
    assert len(json.loads(status.stdout)["catalogs"]) == 4


def test_workspace_option(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the folder exactly, from wherever one is."""
    monkeypatch.chdir(desk.parent)
    assert json.loads(run("--workspace", "desk", "status", "--format", "json").stdout)["catalogs"]

    message = one_line(run("--workspace", "desk/releases", "status", code=2))
    assert message.startswith(f"{desk / 'releases'}: no tiptranslate.toml in it; make a workspace")

    message = one_line(run("--workspace", "none", "status", code=2))
    assert message == f"{desk.parent / 'none'}: no such folder"

    message = one_line(run("--workspace", "desk/tiptranslate.toml", "status", code=2))
    assert message.startswith("invalid value for '--workspace': ")


@pytest.mark.usefixtures("desk")
def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a user can mend becomes one line."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "segment", fail)

    assert isinstance(CliRunner().invoke(main, ["segment"]).exception, ZeroDivisionError)


@pytest.mark.parametrize(
    ("error", "line", "code"),
    [
        (InputError("is bad;\nmend it", path="a.txt", line=3), "a.txt:3: is bad; mend it", 2),
        (OSError(28, "No space left on device", "a.po"), "a.po: No space left on device", 2),
        (OSError("odd"), "odd", 2),
    ],
)
@pytest.mark.usefixtures("desk")
def test_errors_become_lines(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, line: str, code: int
) -> None:
    """Ours, and those of the system, from anywhere below."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "segment", fail)

    assert one_line(run("segment", code=code)) == line


@pytest.mark.usefixtures("desk")
def test_stopped_from_the_keyboard(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word, no traceback, and the exit code that shells know."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "segment", stop)

    assert run("segment", code=130).stderr == "\ntiptranslate: stopped\n"


def test_exit_codes_of_errors() -> None:
    """Arguments at fault have the code of any mistake of a user."""
    assert click.UsageError.exit_code == TiptranslateError.exit_code == 2


@pytest.mark.usefixtures("desk")
def test_a_real_process() -> None:
    """The program as it is installed: results on stdout, messages on stderr, the exit code."""
    good = subprocess.run([*PROGRAM, "segment", "news"], capture_output=True, text=True, check=True)
    bad = subprocess.run([*PROGRAM, "segment", "old"], capture_output=True, text=True, check=False)

    assert good.stdout.startswith("releases/news.txt: 2 blocks, 3 sentences\n")
    assert good.stderr == ""
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr == "tiptranslate: no release 'old'; there are: course, news\n"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_goes_away(desk: Path) -> None:
    """``tiptranslate ... | head`` ends without a word."""
    (desk / "releases" / "long.txt").write_text("A line of text.\n" * 20_000)
    with subprocess.Popen(
        [*PROGRAM, "segment", "long"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()

    assert errors == b""
    assert process.returncode not in (0, 2, 3)


def test_a_console_without_cyrillic(desk: Path) -> None:
    """Text shows question marks instead of failing; JSON loses nothing."""
    (desk / "releases" / "news.txt").write_text("Film “Дорога”\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}

    text, data = (
        subprocess.run(
            [*PROGRAM, "segment", "news", *args],
            env=environment,
            capture_output=True,
            check=True,
        ).stdout.decode("cp1252")
        for args in ([], ["--format", "json"])
    )

    assert "Film “??????”" in text
    assert json.loads(data)["releases"][0]["blocks"][0]["text"] == "Film “Дорога”"


@pytest.mark.skipif(
    sys.platform == "win32" or getattr(os, "geteuid", lambda: 1)() == 0,
    reason="permissions bind neither on Windows nor for root",
)
@pytest.mark.parametrize("args", [["draft"], ["add", "../a.txt"], ["assemble", "--allow-drafts"]])
def test_a_folder_that_cannot_be_written(run: Run, desk: Path, args: list[str]) -> None:
    """One line, and status still reads."""
    (desk.parent / "a.txt").write_text("Text.\n")
    folders = [path for path in (desk, *desk.rglob("*")) if path.is_dir()]
    for path in folders:
        path.chmod(0o555)
    try:
        lines = run(*args, code=2).stderr.splitlines()
        assert run("status").stderr == ""
    finally:
        for path in folders:
            path.chmod(0o755)

    assert lines
    assert all("Permission denied" in line for line in lines)


@pytest.mark.parametrize(
    ("blocked", "args"),
    [
        ("build", ["draft"]),
        ("locales", ["draft"]),
        ("build", ["assemble", "--allow-drafts"]),
        ("out", ["assemble", "--allow-drafts", "--out", "out/deep"]),
    ],
)
def test_a_file_in_the_way(run: Run, desk: Path, blocked: str, args: list[str]) -> None:
    """It is named, in a line or two, and left alone."""
    if (desk / blocked).is_dir():
        (desk / blocked).rmdir()
    (desk / blocked).write_bytes(b"mine")

    lines = run(*args, code=2).stderr.splitlines()

    assert lines
    assert all(line.startswith("tiptranslate: ") and blocked in line for line in lines)
    assert (desk / blocked).read_bytes() == b"mine"


def test_shells_can_complete_commands() -> None:
    """Click asks the group for its commands and their lines."""
    completion = {"_TIPTRANSLATE_COMPLETE": "bash_complete", "COMP_WORDS": "x s", "COMP_CWORD": "1"}

    result = CliRunner().invoke(main, [], env=completion, prog_name="tiptranslate")

    assert result.stdout.splitlines() == ["plain,segment", "plain,status"]
