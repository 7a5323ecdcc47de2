"""Romanian."""

from hexapla.languages.profile import Profile
from hexapla.languages.ro.conventions import CONVENTIONS
from hexapla.languages.ro.paradigms import RomanianParadigms, bases, roles
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("ro"),
    conventions=CONVENTIONS,
    paradigms=RomanianParadigms(),
    bases=bases,
    roles=roles,
    conjunctions=frozenset({"și", "sau", "ori"}),
)
