"""Time `assemble` over many releases, start-up included, and what every format takes of it.

Usage: python benchmarks/documents.py [RELEASES]
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import workspaces

from tiptranslate import assemble as documents
from tiptranslate.assemble import FORMATS, LAYOUTS, SEVERAL
from tiptranslate.errors import UsageError
from tiptranslate.planning import Planner
from tiptranslate.project import Project

_SAMPLE = 20
"""Releases over which one format is timed."""


def command(folder: Path, *options: str) -> float:
    """Seconds of a call as a person makes it, its documents not there yet."""
    out = tempfile.mkdtemp(dir=folder.parent)
    line = [str(Path(sys.executable).parent / "tiptranslate"), "--workspace", str(folder)]
    begin = time.perf_counter()
    done = subprocess.run(
        [*line, "assemble", *options, "-o", out], capture_output=True, text=True, check=False
    )
    took = time.perf_counter() - begin
    if done.returncode:
        raise SystemExit(done.stderr)
    return took


def by_format(project: Project, language: str) -> None:
    """Print milliseconds and kilobytes a document for every format and layout."""
    planner = Planner(project)
    sample = []
    for slug in list(project.releases)[:_SAMPLE]:
        text = planner.text(slug)
        catalog = planner.plan(slug, language, text).catalog
        sample.append(documents.build(text.release, text.sentences, catalog))
    layouts = [layout for layout in LAYOUTS if layout != SEVERAL]
    print("\nms and kB a document, one process")
    print(f"{'':6}" + "".join(f"{layout:>18}" for layout in layouts))
    for name in FORMATS:
        try:
            documents.require_possible(name)
        except UsageError as error:
            print(f"{name:6}  {error}")
            continue
        cells = []
        for layout in layouts:
            documents.assemble(sample[0], name, layout)  # what is read once
            begin = time.perf_counter()
            sizes = [len(documents.assemble(document, name, layout)) for document in sample]
            took = (time.perf_counter() - begin) / len(sample) * 1000
            cells.append(f"{took:9.1f} {sum(sizes) / len(sizes) / 1000:8.1f}")
        print(f"{name:6}" + "".join(cells))


def main(releases: int = 300) -> None:
    """Make the workspace and time it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "desk"
        begin = time.perf_counter()
        project = workspaces.make(folder, releases)
        print(f"{releases} releases made and approved in {time.perf_counter() - begin:.1f} s")
        for formats in (("html",), ("docx",), ("html", "docx")):
            options = [part for each in formats for part in ("--to", each)]
            for layouts in (("mono",), ("mono", "side")):
                more = [part for each in layouts for part in ("--layout", each)]
                took = command(folder, *options, *more)
                print(f"{took:7.2f} s  {' + '.join(formats)}: {' + '.join(layouts)}")
        by_format(project, "ru")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
