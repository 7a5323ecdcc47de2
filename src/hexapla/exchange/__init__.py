"""XLIFF, TMX, PO and tables, in and out."""

from hexapla.exchange.bilingual import read_units
from hexapla.exchange.importing import Imported, translated
from hexapla.exchange.writing import FORMS, write_units

__all__ = ["FORMS", "Imported", "read_units", "translated", "write_units"]
