"""Estonian."""

from hexapla.languages.et.conventions import CONVENTIONS
from hexapla.languages.et.paradigms import EstonianParadigms, bases
from hexapla.languages.et.vabamorf import VABAMORF
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("et"),
    conventions=CONVENTIONS,
    paradigms=EstonianParadigms(VABAMORF.principal_parts),
    bases=bases,
    analyser=VABAMORF,
    conjunctions=frozenset({"ja", "või", "ning", "ehk"}),
)
