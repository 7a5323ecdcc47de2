"""XLIFF, TMX, PO and tables, in and out."""

from hexapla.exchange.bilingual import read_units
from hexapla.exchange.writing import FORMS, write_units

__all__ = ["FORMS", "read_units", "write_units"]
