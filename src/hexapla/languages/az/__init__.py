"""Azerbaijani."""

from hexapla.languages.az.conventions import CONVENTIONS
from hexapla.languages.az.paradigms import AzerbaijaniParadigms, bases
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("az"),
    conventions=CONVENTIONS,
    paradigms=AzerbaijaniParadigms(),
    bases=bases,
    conjunctions=frozenset({"və", "yaxud"}),
)
