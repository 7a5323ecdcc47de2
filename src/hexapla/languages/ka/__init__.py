"""Georgian."""

from hexapla.languages.ka.conventions import CONVENTIONS
from hexapla.languages.ka.paradigms import GeorgianParadigms, bases
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("ka"),
    conventions=CONVENTIONS,
    paradigms=GeorgianParadigms(),
    bases=bases,
    conjunctions=frozenset({"და", "ან"}),
)
