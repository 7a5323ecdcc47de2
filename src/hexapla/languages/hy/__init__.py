"""Armenian."""

from hexapla.languages.hy.conventions import CONVENTIONS
from hexapla.languages.hy.paradigms import ArmenianParadigms, bases
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("hy"),
    conventions=CONVENTIONS,
    paradigms=ArmenianParadigms(),
    bases=bases,
    # As casefolded words of a text show them: և is եւ then.
    conjunctions=frozenset({"եւ", "ու", "կամ"}),
)
