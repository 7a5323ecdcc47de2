"""German."""

from hexapla.languages.de.conventions import CONVENTIONS
from hexapla.languages.de.paradigms import CONJUNCTIONS, PREPOSITIONS, GermanParadigms
from hexapla.languages.profile import Hyphens, Profile, head_before
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("de"),
    paradigms=GermanParadigms(),
    conventions=CONVENTIONS,
    conjunctions=CONJUNCTIONS,
    roles=head_before(PREPOSITIONS),
    capitalises_nouns=True,
    hyphens=Hyphens.HEAD,
)
