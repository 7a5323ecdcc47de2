"""Whether Word files keep to the schemas of ECMA-376, Transitional (ISO/IEC 29500-4).

    HEXAPLA_OOXML_SCHEMAS=folder python bench/docx_schema.py FILE.docx | FOLDER …

The folder holds `wml.xsd`, `dml-main.xsd`, `dml-chart.xsd` and what they import, as the standard
gives them (part 4, electronic annex). They are not part of this repository: the standard's texts
are ISO's and Ecma's. What markup compatibility (part 3) lets a program ignore is taken away before,
as such a program does. With folders of packs beside `--originals FOLDER` the deviations that the
original documents brought along are told apart.
"""

import argparse
import collections
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WORD = re.compile(
    r"word/(document|styles|numbering|settings|fontTable|comments|footnotes|endnotes|webSettings"
    r"|[\w-]*header[\w-]*|[\w-]*footer[\w-]*|comments-[\w-]+|hx_[\w-]+|blank_\w+)\.xml"
)
_OTHER = (
    (re.compile(r"word/(?:[\w-]*theme[\w-]*/)?[\w-]*theme[\w-]*\.xml"), "dml-main.xsd"),
    (re.compile(r"word/(?:charts/|[\w-]*charts_)?chart\d*\.xml"), "dml-chart.xsd"),
)
_NAMESPACE = re.compile(r"\{[^}]*/([^}/]*)\}")


class Schemas:
    """The schemas of a folder, each loaded when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loaded: dict[str, etree.XMLSchema] = {}

    def of(self, part: str) -> etree.XMLSchema | None:
        """Give the schema of a part of a Word file, or None for one without."""
        name = "wml.xsd" if _WORD.fullmatch(part) else ""
        name = name or next((xsd for known, xsd in _OTHER if known.fullmatch(part)), "")
        if not name:
            return None
        if name not in self._loaded:
            self._loaded[name] = etree.XMLSchema(etree.parse(self.folder / name))
        return self._loaded[name]


def deviations(content: Path, schemas: Schemas) -> Iterator[tuple[str, str]]:
    """Give each deviation as the part and what the schema says, without line numbers."""
    with zipfile.ZipFile(content) as archive:
        for part in sorted(archive.namelist()):
            schema = schemas.of(part)
            if schema is None:
                continue
            root = etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False))
            _understood(root)
            # anew from its bytes: libxml2 keeps namespaces of what was taken away
            tree = etree.fromstring(etree.tostring(root))
            if not schema.validate(tree):
                for error in schema.error_log:
                    yield part, _NAMESPACE.sub(r"\1:", error.message)


def _understood(root: etree._Element) -> None:
    """Take away what a program of the standard alone ignores (ECMA-376 Part 3)."""
    ignored = set()
    for prefix in (root.get(f"{_MC}Ignorable") or "").split():
        if prefix in root.nsmap:
            ignored.add(root.nsmap[prefix])
    for one in list(root.iter(f"{_MC}AlternateContent")):
        parent = one.getparent()
        fallback = one.find(f"{_MC}Fallback")
        place = parent.index(one)
        for offset, inner in enumerate(list(fallback) if fallback is not None else []):
            parent.insert(place + offset, inner)
        parent.remove(one)
    for one in list(root.iter()):
        if not isinstance(one.tag, str):
            continue
        for key in list(one.attrib):
            space = key[1:].partition("}")[0] if key.startswith("{") else ""
            if space in ignored or key.startswith(_MC):
                del one.attrib[key]
        if etree.QName(one).namespace in ignored and one.getparent() is not None:
            one.getparent().remove(one)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--originals", type=Path)
    asked = parser.parse_args()
    folder = os.environ.get("HEXAPLA_OOXML_SCHEMAS", "")
    if not folder or not Path(folder, "wml.xsd").is_file():
        sys.exit("set HEXAPLA_OOXML_SCHEMAS to the folder of ISO/IEC 29500-4's schemas")
    schemas = Schemas(Path(folder))
    brought = set()
    if asked.originals:
        for path in sorted(asked.originals.rglob("*.docx")):
            brought |= {said for _, said in deviations(path, schemas)}
    files = [
        one
        for path in asked.paths
        for one in (sorted(path.rglob("*.docx")) if path.is_dir() else [path])
    ]
    counts: collections.Counter[str] = collections.Counter()
    valid = 0
    for path in files:
        found = list(deviations(path, schemas))
        own = [(part, said) for part, said in found if said not in brought]
        valid += not found
        for part, said in own:
            counts[f"{re.sub('[0-9]+', 'N', part)}: {said}"] += 1
    print(f"files {len(files)}  valid {valid}  kinds of deviation {len(counts)}")
    for said, count in counts.most_common(40):
        print(f"  {count:5}  {said[:300]}")


if __name__ == "__main__":
    main()
