"""Lithuanian."""

from hexapla.languages.lt.conventions import CONVENTIONS
from hexapla.languages.lt.paradigms import CONJUNCTIONS, PREPOSITIONS, LithuanianParadigms
from hexapla.languages.profile import Profile, head_before
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("lt"),
    paradigms=LithuanianParadigms(),
    conventions=CONVENTIONS,
    conjunctions=CONJUNCTIONS,
    roles=head_before(PREPOSITIONS),
)
