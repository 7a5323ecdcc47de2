"""Swedish."""

from hexapla.languages.profile import Profile, head_before
from hexapla.languages.sv.conventions import CONVENTIONS
from hexapla.languages.sv.paradigms import CONJUNCTIONS, PREPOSITIONS, SwedishParadigms
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("sv"),
    paradigms=SwedishParadigms(),
    conventions=CONVENTIONS,
    conjunctions=CONJUNCTIONS,
    roles=head_before(PREPOSITIONS),
)
