"""Ukrainian."""

from hexapla.languages.profile import Hyphens, Profile
from hexapla.languages.uk.conventions import CONVENTIONS
from hexapla.languages.uk.paradigms import UkrainianParadigms
from hexapla.languages.uk.pymorphy import PYMORPHY
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("uk"),
    conventions=CONVENTIONS,
    paradigms=UkrainianParadigms(PYMORPHY.lexeme),
    analyser=PYMORPHY,
    roles=PYMORPHY.roles,
    conjunctions=frozenset({"і", "й", "та", "або", "чи"}),
    hyphens=Hyphens.EACH,
)
