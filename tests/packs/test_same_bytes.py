"""Whatever a pack is made of, two builds give the same bytes: every format and every layout.

The second build has another clock, time zone, locale, hash seed, order of files and number of
workers, and its sources lie in another folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("strategy", "closing-report", "project-page")
FORMATS = '"docx", "html", "xlsx"'
PACKS = """
[packs.together]
layout = "language"
languages = ["lv"]
formats = [{formats}]

[packs.columns]
layout = "parallel"
languages = ["lv", "fi"]
formats = ["docx", "html"]

[packs.copy]
layout = "review"
languages = ["lv"]

[packs.redlines]
layout = "redline"
languages = ["lv", "fi"]
"""
SCRIPT = """
import datetime, os, sys
from hexapla.workspace import clock
from hexapla.cli import main

if {elsewhere}:
    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + datetime.timedelta(days=4000, hours=7)
    kept = datetime.datetime
    for module in [one for name, one in sorted(sys.modules.items()) if name.startswith("hexapla")]:
        for name, found in list(vars(module).items()):
            if found is kept:
                setattr(module, name, Later)
    assert clock().now() > kept.now(datetime.UTC) + datetime.timedelta(days=3999)
    listed = os.listdir
    os.listdir = lambda *given: sorted(listed(*given), reverse=True)
sys.argv = ["hexapla", "run", "--engine", "local"]
main()
"""


def built(folder: Path, *, elsewhere: bool) -> dict[str, str]:
    """Build the packs in a process of its own; give the digest of each file."""
    pdf = ', "pdf"' if shutil.which("soffice") else ""
    settings = (ROOT / "hexapla.toml").read_text()
    workers = "[run]\nworkers = 2\n" if elsewhere else "[run]\nworkers = 1\n"
    kept = settings[: settings.index("[packs.")]
    assert "[run]" not in kept
    names = sorted(DOCUMENTS, reverse=elsewhere)
    folder.mkdir()
    for name in names:
        shutil.copytree(ROOT / "source_docs" / name, folder / "source_docs" / name)
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    (folder / "hexapla.toml").write_text(kept + PACKS.replace("{formats}", FORMATS + pdf) + workers)
    own = (
        {"TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}
        if elsewhere
        else {"TZ": "America/Lima", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    )
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.replace("{elsewhere}", str(elsewhere))],
        cwd=folder,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    output = folder / "output"
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bytes")
    return [built(folder / name, elsewhere=name == "there") for name in ("here", "there")]


def test_two_builds_give_the_same_bytes_of_everything(both):
    here, there = both
    assert {
        name for name in here.keys() | there.keys() if here.get(name) != there.get(name)
    } == set()


def test_every_format_and_layout_was_among_them(both):
    names = {
        name.removeprefix(f"{pack}/draft/data/")
        for pack in ("together", "columns", "copy", "redlines")
        for name in both[0]
    }
    wanted = {
        "together.lv.docx", "together.lv.html", "together.xlsx", "together.review.html",
        "columns.docx", "columns.html", "copy.lv.docx", "redlines.lv.docx", "redlines.fi.docx",
    }  # fmt: skip
    if shutil.which("soffice"):
        wanted.add("together.lv.pdf")
    assert wanted <= names
