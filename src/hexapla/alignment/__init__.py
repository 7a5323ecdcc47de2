"""Pairs the blocks and sentences of a translation with those of its source."""

from hexapla.alignment.blocks import ACCEPTED, Bead, TermHits, align, units
from hexapla.alignment.evidence import Lexicon
from hexapla.alignment.inside import SentenceBead, align_sentences
from hexapla.alignment.lexicon import learn
from hexapla.alignment.sentences import sentences

__all__ = [
    "ACCEPTED",
    "Bead",
    "Lexicon",
    "SentenceBead",
    "TermHits",
    "align",
    "align_sentences",
    "learn",
    "sentences",
    "units",
]
