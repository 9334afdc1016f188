"""A catalog with one entry of every kind, and ways to change a file as people do."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tiptranslate import catalog as catalogs
from tiptranslate.model import Catalog


@pytest.fixture(scope="session")
def folder(data: Path) -> Path:
    """The golden files of this part."""
    return data / "exchange"


@pytest.fixture
def catalog(folder: Path) -> Catalog:
    """Drafted, reviewed, stale, untranslated, in a context, with placeholders, with plurals."""
    return catalogs.read(folder / "news.po")


@pytest.fixture
def repacked(tmp_path: Path) -> Callable[..., Path]:
    """Writes a zip file anew, with parts of it replaced, added or (None) left out."""

    def repack(data: bytes, name: str, parts: dict[str, bytes | None]) -> Path:
        path = tmp_path / name
        with ZipFile(BytesIO(data)) as old, ZipFile(path, "w") as new:
            whole: dict[str, bytes | None] = {item: old.read(item) for item in old.namelist()}
            for item, content in (whole | parts).items():
                if content is not None:
                    new.writestr(item, content)
        return path

    return repack
