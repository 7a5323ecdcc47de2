"""Swedish."""

from hexapla.languages.profile import Profile, head_before, with_genitives
from hexapla.languages.sv.conventions import CONVENTIONS
from hexapla.languages.sv.paradigms import CONJUNCTIONS, PREPOSITIONS, SwedishParadigms, agrees
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("sv"),
    paradigms=SwedishParadigms(),
    conventions=CONVENTIONS,
    conjunctions=CONJUNCTIONS,
    roles=with_genitives(head_before(PREPOSITIONS), agrees),
)
