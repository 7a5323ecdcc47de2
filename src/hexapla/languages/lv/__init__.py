"""Latvian."""

from hexapla.languages.lv.conventions import CONVENTIONS
from hexapla.languages.lv.paradigms import CONJUNCTIONS, PREPOSITIONS, LatvianParadigms
from hexapla.languages.profile import Profile, head_before
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("lv"),
    paradigms=LatvianParadigms(),
    conventions=CONVENTIONS,
    conjunctions=CONJUNCTIONS,
    roles=head_before(PREPOSITIONS),
)
