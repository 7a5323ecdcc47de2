"""XLIFF, TMX, PO and tables, in and out."""
