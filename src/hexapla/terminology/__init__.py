"""Glossaries, compiled terms, and the matcher that finds a term in any of its forms."""

from hexapla.terminology.candidates import Candidate, candidates
from hexapla.terminology.coverage import Figures, Occurrence, coverage, figures
from hexapla.terminology.glossary import Glossary, export, load_glossary
from hexapla.terminology.lint import Fault, Weight, lint
from hexapla.terminology.matcher import Match, TermMatcher, compile_terms
from hexapla.terminology.paradigm import WordForms, paradigm
from hexapla.terminology.readings import Analysis
from hexapla.terminology.tags import known_language
from hexapla.terminology.xml import XML_SPACE, local, parse_xml

__all__ = [
    "XML_SPACE",
    "Analysis",
    "Candidate",
    "Fault",
    "Figures",
    "Glossary",
    "Match",
    "Occurrence",
    "TermMatcher",
    "Weight",
    "WordForms",
    "candidates",
    "compile_terms",
    "coverage",
    "export",
    "figures",
    "known_language",
    "lint",
    "load_glossary",
    "local",
    "paradigm",
    "parse_xml",
]
