"""LibreOffice itself accepts all changes of a redline, or rejects them: the new text, or the old."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from hexapla.model import Language
from hexapla.packs import redline

SOURCES = Path(__file__).resolve().parents[2] / "source_docs"

# Settling changes is a command of a window's; a macro gives it to a hidden one.
MACRO = """Sub Settle(command, given, made)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  opened = StarDesktop.loadComponentFromURL(ConvertToURL(given), "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  wanted = ".uno:" & command & "AllTrackedChanges"
  dispatcher.executeDispatch(opened.CurrentController.Frame, wanted, "", 0, Array())
  Dim plain(0) As New com.sun.star.beans.PropertyValue
  plain(0).Name = "FilterName"
  plain(0).Value = "Text"
  opened.storeToURL(ConvertToURL(made), plain())
  opened.close(True)
End Sub
"""
_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
)
_LIBRARY = (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Settling"/></library:library>'
)
_LIBRARIES = (
    '<library:libraries xmlns:library="http://openoffice.org/2000/library" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" '
    'xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>'
    "</library:libraries>"
)
_MODULE = (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settling" '
    f'script:language="StarBasic">{escape(MACRO)}</script:module>'
)

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


class Office:
    """LibreOffice with a profile of its own that holds the macro."""

    def __init__(self, folder: Path) -> None:
        self.profile = folder / "profile"
        self._run("--terminate_after_init")  # a new profile gets an empty library: ours comes after
        standard = self.profile / "user/basic/Standard"
        standard.mkdir(parents=True, exist_ok=True)
        (standard / "script.xlb").write_text(_OPENING.format("library", "library") + _LIBRARY)
        (standard / "Settling.xba").write_text(_OPENING.format("script", "module") + _MODULE)
        libraries = _OPENING.format("library", "libraries") + _LIBRARIES
        (standard.parent / "script.xlc").write_text(libraries)

    def words(self, command: str, given: Path) -> list[str]:
        """Settle a file's changes by “Accept” or “Reject” and give the words that then stand."""
        made = given.with_suffix(f".{command}.txt")
        self._run(f'macro:///Standard.Settling.Settle("{command}","{given}","{made}")')
        return made.read_text("utf-8-sig").split()

    def _run(self, argument: str) -> None:
        profile = f"-env:UserInstallation=file://{self.profile}"
        subprocess.run(
            [str(shutil.which("soffice")), "--headless", profile, argument],
            check=True,
            capture_output=True,
            timeout=120,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize(("document", "tag"), [("strategy", "lv"), ("action-plan-2015", "en")])
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old(
    tmp_path: Path, office: Office, document: str, tag: str
) -> None:
    new = SOURCES / document / f"{document}.{tag}.docx"
    old = max((SOURCES / document / "revisions").glob(f"*/{document}.{tag}.docx"))
    made = redline(old.read_bytes(), new.read_bytes(), language=Language(tag))
    for name, content in (
        ("redline", made.content),
        ("old", old.read_bytes()),
        ("new", new.read_bytes()),
    ):
        (tmp_path / f"{name}.docx").write_bytes(content)
    before = office.words("Accept", tmp_path / "old.docx")
    after = office.words("Accept", tmp_path / "new.docx")
    assert before != after
    assert office.words("Accept", tmp_path / "redline.docx") == after
    assert office.words("Reject", tmp_path / "redline.docx") == before
