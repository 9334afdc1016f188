"""The programs that catalogs are measured against: GNU gettext's and i18nspector."""

import shutil
import subprocess
from collections.abc import Callable

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a program on bytes; the test is skipped where the program is not installed."""

    def run(program: str, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed (Debian: gettext, i18nspector)")
        command = [program, *arguments]
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            command, input=data, capture_output=True, check=False, timeout=60, env=environment
        )

    return run


@pytest.fixture(scope="session")
def msgcat(run: Run) -> Callable[[bytes], bytes]:
    """What msgcat makes of a catalog; skipped unless it is the gettext whose breaks we follow."""
    version = run("msgcat", "--version").stdout.split(b"\n")[0].split()[-1].decode()
    if not version.startswith("0.21"):
        pytest.skip(f"msgcat is {version}, whose line breaking differs from 0.21")

    def msgcat(data: bytes) -> bytes:
        done = run("msgcat", "-", data=data)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    return msgcat
