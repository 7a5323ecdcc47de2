"""Builds packs: sections, composer, PDF, bag.

A pack is made of plain values (`Content`): `build` gives its files, `assemble` gathers the content
from a workspace and its ledger and writes a BagIt bag, `verify` rechecks one anywhere.
"""

from hexapla.packs.anchors import ANCHOR, AUTHOR, BORDER, REFERENCE, anchor
from hexapla.packs.assembling import Assembled, assemble, gather
from hexapla.packs.bag import verify, write_bag
from hexapla.packs.building import Built, build, sections_of, web_pages
from hexapla.packs.collation import sort_key
from hexapla.packs.composer import Composer
from hexapla.packs.content import Content, Item, Version
from hexapla.packs.draft import Draft, Section
from hexapla.packs.emblem import emblem_png, emblem_svg
from hexapla.packs.integrity import dangling
from hexapla.packs.package import Package
from hexapla.packs.redline import Redline, plain_docx, redline
from hexapla.packs.rendering import to_pdf
from hexapla.packs.template import default_template

__all__ = [
    "ANCHOR",
    "AUTHOR",
    "BORDER",
    "REFERENCE",
    "Assembled",
    "Built",
    "Composer",
    "Content",
    "Draft",
    "Item",
    "Package",
    "Redline",
    "Section",
    "Version",
    "anchor",
    "assemble",
    "build",
    "dangling",
    "default_template",
    "emblem_png",
    "emblem_svg",
    "gather",
    "plain_docx",
    "redline",
    "sections_of",
    "sort_key",
    "to_pdf",
    "verify",
    "web_pages",
    "write_bag",
]
