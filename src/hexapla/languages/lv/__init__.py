"""Latvian."""

from hexapla.languages.lv.conventions import CONVENTIONS
from hexapla.languages.lv.paradigms import CONJUNCTIONS, PREPOSITIONS, LatvianParadigms, agrees
from hexapla.languages.profile import Profile, head_before, with_genitives
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("lv"),
    paradigms=LatvianParadigms(),
    conventions=CONVENTIONS,
    conjunctions=CONJUNCTIONS,
    roles=with_genitives(head_before(PREPOSITIONS), agrees),
)
