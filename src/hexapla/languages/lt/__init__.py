"""Lithuanian."""

from hexapla.languages.lt.conventions import CONVENTIONS
from hexapla.languages.lt.paradigms import CONJUNCTIONS, PREPOSITIONS, LithuanianParadigms, agrees
from hexapla.languages.profile import Profile, head_before, with_genitives
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("lt"),
    paradigms=LithuanianParadigms(),
    conventions=CONVENTIONS,
    conjunctions=CONJUNCTIONS,
    roles=with_genitives(head_before(PREPOSITIONS), agrees),
)
