"""Build the demonstration: source_docs/ and glossary/ from the texts in tools/demonstration/.

Each file there is a document: its blocks in order, each with its languages side by side, so that a
translator can read and mend them. A text may have been different in earlier editions (`was`), a
block may begin or end with an edition (`from`, `until`), and a fault may be planted in one language
(`planted`); every planted fault is listed in tests/demonstration.toml too.

    python tools/build_demonstration.py [FOLDER]     the repository's root by default
    python tools/build_demonstration.py --check      says which committed files differ; exit code 1
"""

from __future__ import annotations

import io
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from demonstration import emblem, tbx
from demonstration.configuration import document_toml
from demonstration.word import WordFile, spaced

HERE = Path(__file__).parent / "demonstration"
ROOT = Path(__file__).parents[1]
EMBLEM = emblem.png(240)

Table = Mapping[str, Any]


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        return _compare()
    root = Path(arguments[0]) if arguments else ROOT
    for path, content in files():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return 0


def _compare() -> int:
    different = [path for path, content in files() if not same(ROOT / path, content)]
    for path in different:
        print(f"{path} is not what the builder makes: run tools/build_demonstration.py")
    return 1 if different else 0


def same(path: Path, content: bytes) -> bool:
    """Tell whether the file holds `content`; of a Word file, part by part, however deflated."""
    if not path.is_file():
        return False
    found = path.read_bytes()
    return found == content or (path.suffix == ".docx" and _parts(found) == _parts(content))


def _parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def files() -> Iterator[tuple[str, bytes]]:
    """Give every file of the demonstration: its path below the root, and its bytes."""
    common = _load("common")
    yield "glossary/police-cooperation.tbx", tbx.write(_load("glossary"))
    for path in sorted((HERE / "documents").glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from _document(path.stem, document, common)


def _load(name: str) -> Table:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def _document(name: str, document: Table, common: Table) -> Iterator[tuple[str, bytes]]:
    yield f"source_docs/{name}/document.toml", document_toml(document)
    newest = len(document["editions"])
    extension = document.get("format", "docx")
    for tag in document["languages"]:
        last = document.get("stops", {}).get(tag, newest)
        for edition in range(1, last + 1):
            content = _word(document, common, tag, edition, newest=edition == last)
            folder = "" if edition == last else f"revisions/{edition}/"
            yield f"source_docs/{name}/{folder}{name}.{tag}.{extension}", content


def _word(document: Table, common: Table, tag: str, edition: int, *, newest: bool) -> bytes:
    words = {key: spaced(texts[tag]) for key, texts in common.items() if tag in texts}

    def filled(text: str) -> str:
        for key in ("project", "number"):
            text = text.replace(f"@{key}@", words.get(key, common[key].get("all", "")))
        return text

    notes = {
        note: filled(_text(texts, tag, edition) or "")
        for note, texts in document.get("notes", {}).items()
    }
    comments = {
        comment: filled(_text(texts, tag, edition) or "")
        for comment, texts in document.get("comments", {}).items()
    }
    made = WordFile(
        language=common["locale"][tag],
        title=document["titles"][tag],
        dated=document["editions"][edition - 1],
        header=filled(f"{document['titles'][tag]} · @number@"),
        page=words["page"],
        notes=notes,
        comments=comments,
        commenter=words["commenter"],
        changed_by=words["commenter"],
    )
    for block in document["block"]:
        if block.get("from", 1) <= edition <= block.get("until", edition):
            _add(made, block, words, tag, edition, filled, newest=newest)
    return made.save()


def _add(
    made: WordFile,
    block: Table,
    words: Table,
    tag: str,
    edition: int,
    filled: Callable[[str], str],
    *,
    newest: bool,
) -> None:
    kind = block["kind"]
    if kind == "table":
        rows = [
            row
            for row in block["rows"]
            if row.get("from", 1) <= edition <= row.get("until", edition)
        ]
        cells = [
            [filled(cell) for cell in _cells(row, tag, edition, newest=newest)] for row in rows
        ]
        if block.get("form") == "signatures":
            made.signatures(cells, block["widths"][0])
        else:
            made.table(cells, block["widths"])
    elif kind == "visibility":
        statement = _text(block, tag, edition, newest=newest) or words["statement"]
        lines = (*statement.split("\n"), filled(words["number_line"]))
        made.visibility(EMBLEM, words["emblem"], lines)
    elif kind == "turn":
        made.turn()
    else:
        text = _text(block, tag, edition, newest=newest)
        if text is None:
            return
        text = filled(text)
        if kind == "heading":
            made.heading(text, block.get("level", 1))
        elif kind in {"bullet", "numbered"}:
            made.item(text, kind)
        else:
            made.paragraph(text, kind)


def _text(block: Table, tag: str, edition: int, *, newest: bool = False) -> str | None:
    """Give the block's text in a language and edition; None where a fault leaves it out.

    Faults are planted in a language's newest edition alone.
    """
    planted = block.get("planted", {}).get(tag)
    if planted is not None and newest:
        return planted.get("text")
    for earlier in block.get("was", ()):
        if edition <= earlier["until"] and tag in earlier:
            return str(earlier[tag])
    return block.get(tag, block.get("all"))


def _cells(row: Table, tag: str, edition: int, *, newest: bool) -> list[str]:
    planted = row.get("planted", {}).get(tag)
    cells = list(row.get(tag, row.get("all", ())))
    for earlier in row.get("was", ()):
        if edition <= earlier["until"] and tag in earlier:
            cells = list(earlier[tag])
            break
    if planted is not None and newest:
        cells[planted["cell"]] = planted["text"]
    return cells


def planted() -> Iterator[tuple[str, str, str]]:
    """Give every planted fault as document, language and rule."""
    for path in sorted((HERE / "documents").glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for block in document["block"]:
            for one in (block, *block.get("rows", ())):
                for tag, fault in one.get("planted", {}).items():
                    yield path.stem, tag, fault["rule"]


def stopped() -> Iterator[tuple[str, str]]:
    """Give every translation that stops at an earlier edition than its source."""
    for path in sorted((HERE / "documents").glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for tag in document.get("stops", {}):
            yield path.stem, tag


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
