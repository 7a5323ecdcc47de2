"""The texts that people read, extracted from the code; what a catalogue lacks; the catalogues made.

    python tools/catalogues.py            writes what is new into each catalogue, to be translated
    python tools/catalogues.py --check    names what is not translated; 1 where anything is

Texts are found by how the code uses them: the template of a finding, what `say` is given, and the
texts that stand in tables of a module and are said later.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1] / "src" / "hexapla"
LOCALES = ROOT / "locale"
FOLDERS = ("checks", "documents", "packs", "reports", "review", "web")
_SAID = {"say": 0, "finding": 1, "concluded": 1, "_trouble": 0, "trouble": 0}
"""The functions that are given a text, and which of their arguments it is."""
_IN_TEMPLATE = re.compile(r"""say\(\s*(["'])(.+?)\1""")
LATER = frozenset(
    "critical major minor neutral Critical Major Minor Neutral severity rule language document"
    .split()
) | {
    "Terminology", "Accuracy", "Linguistic conventions", "Style", "Locale conventions",
    "Audience", "Design", "restricted", "internal", "partners", "public", "block", "message",
    "source", "translation", "found", "suggestion", "concept", "category", "fingerprint",
    "current", "stale", "missing", "extra", "unknown",
}  # fmt: skip
"""Texts that are said by the value of a field: severities, MQM's categories, distributions,
states, and the heads of a workbook's columns."""


def texts() -> set[str]:
    """Give every text that the code has for people to read in their language."""
    found = set(LATER)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            found |= set(_of_module(ast.parse(path.read_text(encoding="utf-8"))))
        for path in sorted((ROOT / folder).rglob("*.html")):
            found |= {hit[2] for hit in _IN_TEMPLATE.finditer(path.read_text(encoding="utf-8"))}
    return found


def _of_module(tree: ast.Module) -> Iterator[str]:
    """Give the texts that a module says: as constants, or by the name of a constant or table."""
    assigned: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    assigned.setdefault(target.id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            assigned.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name):
            assigned.setdefault(node.target.id, []).append(node.iter)
    for node in ast.walk(tree):
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            first = node.value.elts[0]
            if isinstance(first, (ast.Constant, ast.IfExp)):
                yield from (one for one in _constants(first, assigned, 0) if " " in one)
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = getattr(function, "attr", getattr(function, "id", ""))
        place = _SAID.get(name)
        given = [*node.args[place : place + 1]] if place is not None else []
        given += [
            word.value for word in node.keywords if place is not None and word.arg == "template"
        ]
        for one in given:
            yield from _constants(one, assigned, 0)


def _constants(node: ast.expr, assigned: dict[str, list[ast.expr]], depth: int) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and re.search(r"[A-Za-z]{2}|[^\W\d_]", node.value):
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body, assigned, depth)
        yield from _constants(node.orelse, assigned, depth)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [list(_constants(side, assigned, depth)) for side in (node.left, node.right)]
        yield from ("".join(pair) for pair in zip(*parts, strict=False))
    elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        for one in node.elts:
            yield from _constants(one, assigned, depth)
    elif isinstance(node, ast.Dict):
        for one in node.values:
            yield from _constants(one, assigned, depth)
    elif isinstance(node, ast.Subscript):
        yield from _constants(node.value, assigned, depth)
    elif isinstance(node, ast.Name) and depth < 3:
        for one in assigned.get(node.id, ()):
            yield from _constants(one, assigned, depth + 1)


def languages() -> tuple[str, ...]:
    """Give the languages that have a catalogue."""
    return tuple(sorted(path.name for path in LOCALES.iterdir() if path.is_dir()))


def path_of(tag: str) -> Path:
    """Give where the catalogue of a language lies."""
    return LOCALES / tag / "LC_MESSAGES" / "hexapla.po"


def read(tag: str) -> Catalog:
    """Read the catalogue of a language."""
    return read_po(io.BytesIO(path_of(tag).read_bytes()), locale=tag)


def lacking(tag: str) -> list[str]:
    """Give the texts that a language has no translation of, sorted."""
    known = {one.id for one in read(tag) if one.id and one.string and not one.fuzzy}
    return sorted(texts() - known)


def write(tag: str, translations: dict[str, str]) -> None:
    """Add texts to a catalogue, sorted, each with its translation or none."""
    catalogue = read(tag)
    head = catalogue.header_comment
    for text, translated in translations.items():
        flags = ["python-brace-format"] if "{" in text else []
        known = catalogue.get(text)
        catalogue.add(text, translated or (known.string if known else ""), flags=flags)
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, sort_output=True, omit_header=True)
    lines = path_of(tag).read_text(encoding="utf-8").split("\n\n", 1)[0]
    del head
    path_of(tag).write_text(f"{lines}\n\n{stream.getvalue().decode().strip()}\n", encoding="utf-8")


def main() -> int:
    """Write what is new into the catalogues, or only name it."""
    wanting = 0
    for tag in languages():
        missing = lacking(tag)
        wanting += len(missing)
        print(f"{tag}: {len(missing)} of {len(texts())} not translated")
        if "--check" in sys.argv:
            for text in missing:
                print(f"  {text}")
        else:
            write(tag, dict.fromkeys(missing, ""))
    return int("--check" in sys.argv and wanting > 0)


if __name__ == "__main__":
    sys.exit(main())
