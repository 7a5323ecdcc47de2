"""Glossaries, compiled terms, and the matcher that finds a term in any of its forms."""

from hexapla.terminology.glossary import Glossary, export, load_glossary
from hexapla.terminology.matcher import Analysis, Match, TermMatcher, compile_terms

__all__ = [
    "Analysis",
    "Glossary",
    "Match",
    "TermMatcher",
    "compile_terms",
    "export",
    "load_glossary",
]
