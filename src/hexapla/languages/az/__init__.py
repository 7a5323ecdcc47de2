"""Azerbaijani."""

from hexapla.languages.az.paradigms import AzerbaijaniParadigms, bases
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("az"),
    paradigms=AzerbaijaniParadigms(),
    bases=bases,
    conjunctions=frozenset({"və", "yaxud"}),
)
