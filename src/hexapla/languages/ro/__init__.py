"""Romanian."""

from hexapla.languages.profile import Profile
from hexapla.languages.ro.conventions import CONVENTIONS
from hexapla.languages.ro.paradigms import RomanianParadigms, bases
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("ro"),
    conventions=CONVENTIONS,
    paradigms=RomanianParadigms(),
    bases=bases,
    conjunctions=frozenset({"și", "sau", "ori"}),
)
