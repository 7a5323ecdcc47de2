"""Extensions in a document: Word's own are named anew in the pack, those of others are left out."""

from __future__ import annotations

from lxml import etree
from making import word_file

from hexapla.packs import Composer, Package, default_template

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TOOL = "http://example.org/tool"
WORD = "http://schemas.microsoft.com/office/word/2012/wordml"


def extended() -> bytes:
    package = Package.read(word_file("Text."))
    old = etree.fromstring(package.parts[package.main])
    spaces = {**old.nsmap, "t": TOOL, "w15": WORD, "mc": MC[1:-1]}
    root = etree.Element(old.tag, {f"{MC}Ignorable": "t w15"}, nsmap=spaces)
    root.extend(list(old))
    paragraph = next(one for one in root.iter() if one.tag.endswith("}p"))
    paragraph.set(f"{{{TOOL}}}id", "1")
    paragraph.set(f"{{{WORD}}}collapsed", "0")
    paragraph.append(etree.Element(f"{{{TOOL}}}note"))
    package.parts[package.main] = etree.tostring(root)
    return package.write()


def test_what_another_program_marks_is_left_out_and_words_own_is_ignorable():
    composer = Composer(default_template())
    composer.document(Package.read(extended()), 1)
    made = composer.finish()
    raw = made.parts[made.main]
    root = etree.fromstring(raw)
    assert TOOL.encode() not in raw
    assert b"collapsed" in raw
    named = {root.nsmap[prefix] for prefix in root.get(f"{MC}Ignorable").split()}
    assert named == {WORD}
    assert b"Text." in raw
