"""English."""

from hexapla.languages.en.conventions import CONVENTIONS
from hexapla.languages.en.paradigms import CONJUNCTIONS, PREPOSITIONS, EnglishParadigms
from hexapla.languages.profile import Hyphens, Profile, head_before
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("en"),
    paradigms=EnglishParadigms(),
    conventions=CONVENTIONS,
    conjunctions=CONJUNCTIONS,
    roles=head_before(PREPOSITIONS),
    hyphens=Hyphens.EACH,
)
