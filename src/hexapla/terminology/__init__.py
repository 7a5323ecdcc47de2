"""Glossaries, compiled terms, and the matcher that finds a term in any of its forms."""
