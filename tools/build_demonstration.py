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
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from demonstration import emblem, tbx
from demonstration.configuration import document_toml
from demonstration.html import HtmlFile
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
            version = Version(document, common, tag, edition, newest=edition == last)
            folder = "" if edition == last else f"revisions/{edition}/"
            yield f"source_docs/{name}/{folder}{name}.{tag}.{extension}", version.file()


class Version:
    """One edition of a document in one language; faults are planted in a language's newest."""

    def __init__(
        self, document: Table, common: Table, tag: str, edition: int, *, newest: bool
    ) -> None:
        self.document = document
        self.tag = tag
        self.edition = edition
        self.newest = newest
        self.words = {
            key: spaced(texts.get(tag, texts.get("all", ""))) for key, texts in common.items()
        }

    def file(self) -> bytes:
        """Give the file's bytes."""
        made = (HtmlFile if self.document.get("format") == "html" else WordFile)(
            language=self.words["locale"],
            title=self.document["titles"][self.tag],
            dated=self.document["editions"][self.edition - 1],
            header=f"{self.document['titles'][self.tag]} · {self.words['number']}",
            page=self.words["page"],
            notes=self._texts("notes"),
            comments=self._texts("comments"),
            commenter=self.words["commenter"],
        )
        for block in self.document["block"]:
            if self._stands(block):
                self._add(made, block)
        return made.save()

    def _texts(self, kind: str) -> dict[str, str]:
        return {
            name: self._text(texts) or "" for name, texts in self.document.get(kind, {}).items()
        }

    def _stands(self, block: Table) -> bool:
        until = block.get("until", self.edition)
        return bool(block.get("from", 1) <= self.edition <= until)

    def _add(self, made: WordFile | HtmlFile, block: Table) -> None:
        kind = block["kind"]
        if kind == "table":
            rows = [self._cells(row) for row in block["rows"] if self._stands(row)]
            if block.get("form") == "signatures":
                made.signatures(rows, block["widths"][0])
            else:
                made.table(rows, block["widths"])
        elif kind == "visibility":
            fault = block.get("planted", {}).get(self.tag, {}) if self.newest else {}
            lines = [*fault.get("text", self.words["statement"]).split("\n")]
            lines.append(self._filled(self.words["number_line"]))
            made.visibility(EMBLEM, fault.get("alt", self.words["emblem"]), lines)
        elif kind == "turn":
            made.turn()
        elif (text := self._text(block)) is not None:
            if kind == "heading":
                made.heading(text, block.get("level", 1))
            elif kind in {"bullet", "numbered"}:
                made.item(text, kind)
            else:
                made.paragraph(text, kind)

    def _text(self, block: Table) -> str | None:
        """Give the block's text; None where a fault leaves the block out."""
        fault = block.get("planted", {}).get(self.tag)
        if fault is not None and self.newest:
            return self._filled(fault["text"]) if "text" in fault else None
        return self._filled(self._as_of(block))

    def _cells(self, row: Table) -> list[str]:
        cells = list(self._as_of(row))
        fault = row.get("planted", {}).get(self.tag)
        if fault is not None and self.newest:
            cells[fault["cell"]] = fault["text"]
        return [self._filled(cell) for cell in cells]

    def _as_of(self, block: Table) -> Any:
        """Give what the block said in this edition: the text until the first later change."""
        for earlier in block.get("was", ()):
            if self.edition <= earlier["until"] and self.tag in earlier:
                return earlier[self.tag]
        return block["all"] if "all" in block else block[self.tag]

    def _filled(self, text: str) -> str:
        for key in ("project", "number"):
            text = text.replace(f"@{key}@", self.words[key])
        return text


def planted() -> Iterator[tuple[str, str, str]]:
    """Give every planted fault as document, language and rule; `also`: rules that see it too."""
    for path in sorted((HERE / "documents").glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for block in document["block"]:
            for one in (block, *block.get("rows", ())):
                for tag, fault in one.get("planted", {}).items():
                    for rule in (fault["rule"], *fault.get("also", ())):
                        yield path.stem, tag, rule


def stopped() -> Iterator[tuple[str, str]]:
    """Give every translation that stops at an earlier edition than its source."""
    for path in sorted((HERE / "documents").glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for tag in document.get("stops", {}):
            yield path.stem, tag


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
