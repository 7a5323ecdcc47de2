"""`hexapla align`: the blocks of two files that say the same."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from hexapla.alignment import Bead, TermHits
    from hexapla.model import Document, Language

_AMONG = ("en", "lv", "lt", "et", "fi", "sv", "de", "uk", "ro", "ka", "hy", "az")
"""The languages that a text is tried for when nothing says its language."""
_SHOWN = 68
_ENOUGH = 20000


class Form(enum.StrEnum):
    """What the beads are shown as."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    TMX = "tmx"
    XLIFF = "xliff"


def align(
    source: Annotated[Path, typer.Argument(help="The document that was translated.")],
    target: Annotated[Path, typer.Argument(help="Its translation.")],
    form: Annotated[Form, typer.Option("--format", "-f", help="What to write.")] = Form.TEXT,
    source_language: Annotated[
        str, typer.Option("--source-language", help="Of the source, if its name does not say.")
    ] = "",
    language: Annotated[
        str,
        typer.Option("--language", "--target-language", "-l", help="Of the translation."),
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file to write to.")
    ] = None,
) -> None:
    """Pair the blocks of a document with those of its translation.

    Works on any two files (.docx .html .md .txt .odt), in a workspace or not. The languages are
    taken from the options, else from the names (privacy.lv.html, privacy_lv.html), else from the
    texts. In a workspace the glossary helps.
    """
    from hexapla.alignment import align as align_blocks
    from hexapla.alignment import units

    ours, theirs = read_as(source, source_language), read_as(target, language)
    _translated(ours, theirs, source, target)
    beads = align_blocks(
        ours.blocks,
        theirs.blocks,
        source_language=ours.language,
        target_language=theirs.language,
        terms=_hits(ours, theirs),
    )
    if form is Form.JSON:
        made = _as_json(beads, ours, theirs)
    elif form is Form.HTML:
        made = _page(beads, ours, theirs)
    elif form is Form.TEXT:
        made = "".join(_told(beads, ours, theirs))
    else:
        from hexapla.exchange import write_units

        made = write_units(units(ours.name, ours, theirs, beads), form.value).decode()
    if output is None:
        typer.echo(made, nl=False)
    else:
        from hexapla.workspace import write_atomically

        write_atomically(output, made.encode())


def read_as(path: Path, stated: str) -> Document:
    """Read a file in the language that is stated, that its name says, or that its text is in."""
    from dataclasses import replace

    from hexapla.documents import read
    from hexapla.model import language

    name = re.split(r"[._-]", path.name)[0] or path.stem
    said = language(stated) if stated else language_of_name(path)
    document = read(path, language=said or language("und"), name=name)
    if said is None:
        text = "\n".join(block.text for block in document.blocks)[:_ENOUGH]
        return replace(document, language=language_of_text(text, str(path)))
    return document


def _translated(ours: Document, theirs: Document, source: Path, target: Path) -> None:
    """See that one document may be a translation of the other.

    A text that seems to be in another language than stated is only told of: it may hold a long
    quotation, and whoever stated the language may know better.

    Raises:
        UsageError: they are the same file, or in the same language.

    """
    from hexapla.documents import detect_language
    from hexapla.errors import UsageError
    from hexapla.model import language

    if ours.digest and ours.digest == theirs.digest:
        raise UsageError(
            "source and translation are the same file",
            place=str(target),
            remedy="name the document and its translation",
        )
    if ours.language == theirs.language:
        raise UsageError(
            f"source and translation are both taken to be in {ours.language}",
            place=str(target),
            remedy="state what they are in with --source-language and --language; "
            "`hexapla diff` compares revisions in one language",
        )
    for document, path in ((ours, source), (theirs, target)):
        text = "\n".join(block.text for block in document.blocks)[:_ENOUGH]
        among = {*map(language, _AMONG), ours.language, theirs.language}
        found = detect_language(text, among, claimed=document.language)
        if found is not None and found.language != document.language:
            typer.echo(
                f"hexapla: {path}: is taken to be in {document.language} "
                f"but reads like {found.language}",
                err=True,
            )


def language_of_name(path: Path) -> Language | None:
    """Give the language that a file's name ends in (x.lv.html, x_lv.html), or its folder's name."""
    from hexapla.terminology import known_language

    parts = re.split(r"[._]", path.stem)
    ends = [parts[-1], parts[-1].rsplit("-", maxsplit=1)[-1]] if len(parts) > 1 else []
    if len(parts) == 1:
        ends = [path.stem.rsplit("-", maxsplit=1)[-1]]
    for code in (*ends, path.parent.name):
        if re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z]{2,4})?", code) and (tag := known_language(code)):
            return tag
    return None


def language_of_text(text: str, place: str) -> Language:
    """Tell the language of a text.

    Raises:
        UsageError: it cannot be told.

    """
    from hexapla.documents import detect_language
    from hexapla.errors import UsageError
    from hexapla.model import language

    found = detect_language(text, [language(tag) for tag in _AMONG])
    if found is not None:
        return found.language
    raise UsageError(
        "its language cannot be told", place=place, remedy="give --language (and --source-language)"
    )


def _hits(ours: Document, theirs: Document) -> TermHits | None:
    """Look for the terms of the workspace's glossary, where there is one."""
    from hexapla.cli.app import settings
    from hexapla.errors import HexaplaError
    from hexapla.terminology import compile_terms, load_glossary

    try:
        files = settings.workspace().glossary_files()
    except HexaplaError:
        return None
    concepts = load_glossary(files).concepts if files else ()
    if not concepts:
        return None
    source, target = (
        [
            {matcher.terms[match.term_id][0].id for match in matcher.find(block.text)}
            for matcher in [compile_terms(document.language, concepts)]
            for block in document.blocks
        ]
        for document in (ours, theirs)
    )
    return source, target


def _as_json(beads: Sequence[Bead], ours: Document, theirs: Document) -> str:
    """Give the beads for a program: numbers and texts of the blocks, the score, if it is sure."""
    listed = [
        {
            "source": list(bead.source),
            "target": list(bead.target),
            "score": bead.score,
            "sure": _is_sure(bead),
            "source_text": [ours.blocks[i].text for i in bead.source],
            "target_text": [theirs.blocks[j].text for j in bead.target],
        }
        for bead in beads
    ]
    languages = {"source_language": ours.language, "target_language": theirs.language}
    return json.dumps({**languages, "beads": listed}, ensure_ascii=False, indent=1) + "\n"


_STYLE = """
body { font: 1rem/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
table { border-collapse: collapse; table-layout: fixed; width: 100% }
th, td { border-bottom: 1px solid #bbb; padding: .4rem .6rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere }
.how { width: 9rem } p { margin: 0 0 .4rem }
.ask td { background: #fff3c9 } .alone td { background: #fde2dd }
thead { display: table-header-group } tr { break-inside: avoid }
"""


def _page(beads: Sequence[Bead], ours: Document, theirs: Document) -> str:
    """Give the beads as a page for a reviewer: side by side, what needs a look said in colour."""
    rows = []
    for bead in beads:
        both = bool(bead.source and bead.target)
        mark, said = ("", "sure") if _is_sure(bead) else ("ask", "look at it")
        if not both:
            mark, said = "alone", "missing" if bead.source else "extra"
        kind = f"{len(bead.source)}–{len(bead.target)}"
        sides = [
            f'<td lang="{escape(document.language)}">'
            + "".join(f"<p>{escape(document.blocks[k].text)}</p>" for k in indexes)
            for document, indexes in ((ours, bead.source), (theirs, bead.target))
        ]
        score = f", {bead.score:.2f}" if both else ""
        rows.append(f'<tr class="{mark}"><td>{kind}{score}<br>{said}{"".join(sides)}\n')
    names = [f"<th scope=col>{escape(f'{one.name} ({one.language})')}" for one in (ours, theirs)]
    title = escape(f"{ours.name}: {ours.language} – {theirs.language}")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>\n'
        f"<h1>{title}</h1>\n<p>{escape(_summary(beads))}</p>\n"
        f'<table><thead><tr><th scope=col class="how">Blocks{"".join(names)}</thead>\n<tbody>\n'
        f"{''.join(rows)}</tbody></table></body></html>\n"
    )


def _is_sure(bead: Bead) -> bool:
    from hexapla.alignment import ACCEPTED

    return bool(bead.source and bead.target) and bead.score >= ACCEPTED


def _told(beads: Sequence[Bead], ours: Document, theirs: Document) -> list[str]:
    """Give the beads for eyes: the blocks under each other, with how sure it is."""
    lines = []
    for bead in beads:
        doubt = "" if _is_sure(bead) or not (bead.source and bead.target) else "  ?"
        kind = f"{len(bead.source)}–{len(bead.target)}"
        lines.append(f"{kind}  {bead.score:.2f}{doubt}\n")
        lines += [f"  {ours.language}  {i:4}  {_line(ours, i)}\n" for i in bead.source]
        lines += [f"  {theirs.language}  {j:4}  {_line(theirs, j)}\n" for j in bead.target]
    doubted = any(bead.source and bead.target and not _is_sure(bead) for bead in beads)
    ask = "; look at those marked “?”" if doubted else ""
    lines.append(f"{_summary(beads)}{ask}\n")
    return lines


def _summary(beads: Sequence[Bead]) -> str:
    sure = sum(_is_sure(bead) for bead in beads)
    paired = sum(bool(bead.source and bead.target) for bead in beads)
    missing = sum(not bead.target for bead in beads)
    return (
        f"{paired} pair{'' if paired == 1 else 's'}, {sure} of them sure; "
        f"{missing} block{'' if missing == 1 else 's'} missing, "
        f"{sum(not bead.source for bead in beads)} extra"
    )


def _line(document: Document, index: int) -> str:
    text = " ".join(document.blocks[index].text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(align)
