"""Reads files into documents: ordered blocks with text, marks, language, path and a stable id."""

from hexapla.documents.blocks import block_id, identified
from hexapla.documents.detection import Detection, can_tell, detect_language
from hexapla.documents.places import Piece, Place, docx_locations
from hexapla.documents.reading import Reader, read, read_bytes, sniff

__all__ = [
    "Detection",
    "Piece",
    "Place",
    "Reader",
    "block_id",
    "can_tell",
    "detect_language",
    "docx_locations",
    "identified",
    "read",
    "read_bytes",
    "sniff",
]
