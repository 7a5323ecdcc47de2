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
FOLDERS = ("checks", "documents", "packs", "reports", "review", "revisions", "web")
Assigned = dict[str, list[ast.expr]]
_SAID = {"say": 0, "finding": 1, "concluded": 1, "_trouble": 0, "trouble": 0, "against": 1}
"""The functions that are given a text, and which of their arguments it is."""
_FACT = re.compile(r"\{\w+\}")
_IN_TEMPLATE = re.compile(r"""(?:say|(?<!\w)_)\(\s*(["'])(.+?)\1""")
LATER = {
    "critical", "major", "minor", "neutral", "Critical", "Major", "Minor", "Neutral",
    "severity", "rule", "language", "document",
    "Terminology", "Accuracy", "Linguistic conventions", "Style", "Locale conventions",
    "Audience", "Design", "restricted", "internal", "partners", "public", "block", "message",
    "source", "translation", "found", "suggestion", "concept", "category", "fingerprint",
    "current", "stale", "missing", "extra", "unknown", "is not translated", "is stale",
    "has an open critical finding", "was sent back",
    "preferred", "admitted", "deprecated", "superseded", "forbidden",
}  # fmt: skip
"""Texts that are said by the value of a field: severities, MQM's categories, distributions,
states, why a block is left alone, what a term is, and the heads of a workbook's columns."""
_TABLES = {"STATES", "VERDICTS", "CAUSES", "FLAGS", "DEEDS", "KINDS", "REFUSALS"}
"""The desk's tables of texts, by the names that they have in their modules."""


def texts() -> set[str]:
    """Give every text that the code has for people to read in their language."""
    found = set(LATER)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            found |= set(_of_module(ast.parse(path.read_text(encoding="utf-8"))))
        for kind in ("*.html", "*.svg"):
            for path in sorted((ROOT / folder).rglob(kind)):
                found |= {hit[2] for hit in _IN_TEMPLATE.finditer(path.read_text(encoding="utf-8"))}
    return found


def _of_module(tree: ast.Module) -> Iterator[str]:
    """Give the texts that a module says: as constants, or by the name of a constant or table."""
    assigned = _assigned(tree)
    for name in sorted(_TABLES & set(assigned)):
        for table in assigned[name]:
            yield from (one for one in _constants(table, assigned) if len(one) > 1)
    for node in ast.walk(tree):
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            first = node.value.elts[0]
            if isinstance(first, (ast.Constant, ast.IfExp)):
                yield from (one for one in _constants(first, assigned) if " " in one)
        elif isinstance(node, ast.Call):
            yield from _of_call(node, assigned)


def _of_call(node: ast.Call, assigned: Assigned) -> Iterator[str]:
    """Give the texts that a call is given to say: of an error those that its facts fill."""
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    named = {word.arg: word.value for word in node.keywords}
    given: list[ast.expr] = []
    if "facts" in named:
        given += (*node.args[:1], *(named[one] for one in ("cause", "remedy") if one in named))
    if name in _SAID:
        given += node.args[_SAID[name] : _SAID[name] + 1]
        given += [named["template"]] if "template" in named else []
    for one in given:
        yield from _constants(one, assigned)


def _assigned(tree: ast.Module) -> Assigned:
    """Give what each name of a module may stand for: what it is set to, or taken out of."""
    found: Assigned = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name):
            found.setdefault(node.target.id, []).append(node.iter)
    return found


def _constants(node: ast.expr, assigned: Assigned, depth: int = 0) -> Iterator[str]:
    """Give the texts that an expression can be."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and re.search(r"[^\W\d_]", _FACT.sub("", node.value)):
            yield node.value
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [list(_constants(side, assigned, depth)) for side in (node.left, node.right)]
        yield from ("".join(pair) for pair in zip(*parts, strict=False))
    elif isinstance(node, ast.Name) and depth < 3:
        for one in assigned.get(node.id, ()):
            yield from _constants(one, assigned, depth + 1)
    else:
        for one in _inside(node):
            yield from _constants(one, assigned, depth)


def _inside(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return node.elts
    if isinstance(node, ast.Dict):
        return node.values
    return [node.value] if isinstance(node, ast.Subscript) else []


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
    for text, translated in translations.items():
        flags = ["python-brace-format"] if "{" in text else []
        known = catalogue.get(text)
        catalogue.add(text, translated or (known.string if known else ""), flags=flags)
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, sort_output=True, omit_header=True)
    lines = path_of(tag).read_text(encoding="utf-8").split("\n\n", 1)[0]
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
