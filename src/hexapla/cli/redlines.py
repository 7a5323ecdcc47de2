"""`hexapla diff --format docx`: two revisions as one Word file with native tracked changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hexapla.model import Revision
    from hexapla.revisions import Ledger


def write_redline(ledger: Ledger, old: Revision, new: Revision, output: Path | None) -> None:
    """Write `<document>.<lang>.r<old>-r<new>.docx` into the present folder, or `output`.

    Raises:
        UnreadableDocumentError: a revision cannot be read.
        OutputError: the file cannot be written.

    """
    from hexapla.cli.app import complain, say
    from hexapla.documents import sniff
    from hexapla.errors import UnreadableDocumentError
    from hexapla.packs import plain_docx, redline
    from hexapla.workspace import FixedClock, clock, write_atomically

    fixed = clock()
    dated = new.dated.isoformat() if new.dated else ""
    if isinstance(fixed, FixedClock):
        dated = fixed.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    contents = [ledger.content(one.digest) for one in (old, new)]
    rebuilt = any(sniff(content) != "docx" for content in contents)
    made = None
    if not rebuilt:
        try:
            made = redline(*contents, language=new.language, dated=dated)
        except UnreadableDocumentError as error:
            complain(f"{error.problem}: shown without its layout")
            rebuilt = True
    if made is None:
        contents = [plain_docx(ledger.document(one).blocks) for one in (old, new)]
        made = redline(*contents, language=new.language, dated=dated)
    name = f"{new.document}.{new.language}.r{old.number}-r{new.number}.docx"
    path = output if output is not None else Path(name)
    write_atomically(path, made.content)
    for note in made.notes:
        complain(note)
    said = "accepting all gives the new text, rejecting all the old one"
    say(f"{path}: {said}" if made.exact else f"{path}: not exact, see above")
