"""Builds packs: sections, composer, redline, PDF, bag, delivery."""
