"""A table's style keeps its say over paragraphs when a document's defaults become styles."""

from __future__ import annotations

import io

import docx
import pytest
from docx.shared import Pt
from making import word_file

from hexapla.packs import Composer, Package, default_template
from hexapla.packs.xml import child, e, parse, q, serial, value


def tabled(*, size: float = 0, after: str = "") -> bytes:
    """Give a file with defaults of its own and a table whose style says the spacing and size."""
    document = docx.Document(io.BytesIO(word_file("Before.", table=(("In the table",),))))
    document.tables[0].style = "Table Grid"
    if size:
        document.tables[0].rows[0].cells[0].paragraphs[0].runs[0].font.size = Pt(size)
    stream = io.BytesIO()
    document.save(stream)
    package = Package.read(stream.getvalue())
    part = package.related(package.main, "styles")
    root = parse(package.parts[part])
    defaults = child(root, "docDefaults")
    for one in list(defaults):
        defaults.remove(one)
    defaults.append(e("rPrDefault", e("rPr", e("sz", val=30))))
    spacing = e("spacing", after=160, line=259, lineRule="auto")
    defaults.append(e("pPrDefault", e("pPr", spacing)))
    (grid,) = (one for one in root.findall(q("style")) if value(one, "name") == "Table Grid")
    for name in ("pPr", "rPr"):
        found = child(grid, name)
        if found is not None:
            grid.remove(found)
    grid.append(e("pPr", e("spacing", after=0, line=240, lineRule="auto")))
    grid.append(e("rPr", e("sz", val=16)))
    package.parts[part] = serial(root)
    if after:
        body = parse(package.parts[package.main])
        (paragraph,) = (one for one in body.iter(q("p")) if local_table(one))
        paragraph.insert(0, e("pPr", e("spacing", after=after)))
        package.parts[package.main] = serial(body)
    return package.write()


def local_table(paragraph) -> bool:
    return next(paragraph.iterancestors(q("tbl")), None) is not None


def composed(content: bytes):
    composer = Composer(default_template())
    for number, one in enumerate((word_file("Another.", size=9), content), 1):
        composer.document(Package.read(one), number)
    package = composer.finish()
    root = parse(package.parts[package.main])
    (paragraph,) = (one for one in root.iter(q("p")) if local_table(one))
    return paragraph.find(f"{q('pPr')}/{q('spacing')}"), paragraph.find(f".//{q('r')}/{q('rPr')}")


def test_spacing_and_size_of_a_table_style_hold_in_the_pack():
    spacing, run = composed(tabled())
    assert (spacing.get(q("after")), spacing.get(q("line"))) == ("0", "240")
    assert value(run, "sz") == "16"


@pytest.mark.parametrize(("size", "after"), [(20, "400")])
def test_what_a_paragraph_says_itself_is_stronger_than_its_tables_style(size, after):
    spacing, run = composed(tabled(size=size, after=after))
    assert (spacing.get(q("after")), spacing.get(q("line"))) == (after, "240")
    assert value(run, "sz") == str(2 * size)
