"""Word documents, read whole: own reader, one pass, no tree (docs/explanation/word-files.md)."""

from hexapla.documents.docx.reader import located, read

__all__ = ["located", "read"]
