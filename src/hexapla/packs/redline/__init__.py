"""Two Word files as one with native tracked changes: accepting gives the new, rejecting the old."""

from __future__ import annotations

from dataclasses import dataclass

from hexapla.errors import FaultError, HexaplaError
from hexapla.model import Language
from hexapla.packs.package import Package
from hexapla.packs.redline.engine import Engine
from hexapla.packs.redline.oracle import Views, opened, settled
from hexapla.packs.redline.plain import plain_docx

__all__ = ["Redline", "plain_docx", "redline", "settled"]

_FALLBACKS = (
    "",
    "the words could not be compared exactly: whole paragraphs are shown as gone and come",
    "the paragraphs could not be compared exactly: the whole text is shown as gone and come",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """A Word file with tracked changes.

    `exact`: accepting all gives the new text and rejecting all the old one, as both are read.
    `fallback`: it took whole paragraphs to be so. `notes` say what a reader should know.
    """

    content: bytes
    exact: bool
    fallback: bool
    notes: tuple[str, ...] = ()


def redline(
    old: bytes, new: bytes, *, language: Language, author: str = "Hexapla", dated: str = ""
) -> Redline:
    """Write the changes from one Word file to another into the newer one.

    Accepting all changes gives the newer text, rejecting all gives the older one as it stood before
    any change that was pending in it. Changes pending in either file keep their author and date.
    `dated` is a date of the document (ISO 8601), never the clock's; without one none is written.

    Raises:
        UnreadableDocumentError: one of the two is no Word document.
        HostileDocumentError: one is beyond the caps.

    """
    date = f"{dated}T00:00:00Z" if len(dated) == len("2026-01-01") else dated
    older, newer = opened(old, place="the older file"), opened(new, place="the newer file")
    views = Views(language)
    best: Redline | None = None
    fault: Exception | None = None
    for care, said in enumerate(_FALLBACKS):
        try:
            engine = Engine(older, newer, author=author, date=date, care=care)
            package = engine.run()
            troubles = _troubles(package, older, newer, views)
        except HexaplaError:
            raise
        except Exception as error:  # noqa: BLE001  the coarser comparison may do without it
            fault = error
            continue
        notes = tuple(dict.fromkeys([*([said] if said else []), *engine.notes, *troubles]))
        made = Redline(content=package.write(), exact=not troubles, fallback=care > 0, notes=notes)
        if made.exact:
            return made
        best = best or made
    if best is None:
        raise FaultError.of(fault or RuntimeError("no comparison"), place="the redline")
    return best


def _troubles(package: Package, old: Package, new: Package, views: Views) -> list[str]:
    """Tell where accepting or rejecting all does not give the text that it should."""
    made = []
    for accept, wanted, said in ((True, new, "accepting"), (False, old, "rejecting")):
        difference = views.difference(package, wanted, accept=accept)
        if difference:
            made.append(f"{said} all does not give the exact text: {difference}")
    return made
