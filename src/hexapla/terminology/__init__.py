"""Glossaries, compiled terms, and the matcher that finds a term in any of its forms."""

from hexapla.terminology.glossary import Glossary, export, load_glossary

__all__ = ["Glossary", "export", "load_glossary"]
