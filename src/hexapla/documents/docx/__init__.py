"""Word documents, read whole: own reader, one pass, no tree (see docs/explanation/word-files.md).

`read` is the reader of the entry-point group; `docx_locations` gives the way back from a block to
the XML that it came from, so that a finding can be marked at its very words.
"""

from hexapla.documents.docx.paragraph import Piece, Place
from hexapla.documents.docx.reader import View, docx_locations, read

__all__ = ["Piece", "Place", "View", "docx_locations", "read"]
