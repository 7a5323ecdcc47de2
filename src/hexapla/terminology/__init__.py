"""Glossaries, compiled terms, and the matcher that finds a term in any of its forms."""

from hexapla.terminology.glossary import Glossary, export, load_glossary
from hexapla.terminology.matcher import Analysis, Match, TermMatcher, compile_terms
from hexapla.terminology.tags import known_language
from hexapla.terminology.xml import XML_SPACE, local, parse_xml

__all__ = [
    "XML_SPACE",
    "Analysis",
    "Glossary",
    "Match",
    "TermMatcher",
    "compile_terms",
    "export",
    "known_language",
    "load_glossary",
    "local",
    "parse_xml",
]
