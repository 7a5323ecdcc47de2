"""Hexapla keeps the documents of a multilingual partnership in step.

Documents go one way: pull, read, record, align, check, assemble, review, release. ARCHITECTURE.md
says which package does what and which may import which.
"""

__version__ = "0.1.0"
