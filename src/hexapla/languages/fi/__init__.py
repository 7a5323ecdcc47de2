"""Finnish."""

from hexapla.languages.fi.conventions import CONVENTIONS
from hexapla.languages.fi.paradigms import FinnishParadigms, bases
from hexapla.languages.fi.voikko import VOIKKO
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("fi"),
    conventions=CONVENTIONS,
    paradigms=FinnishParadigms(),
    bases=bases,
    analyser=VOIKKO,
    conjunctions=frozenset({"ja", "tai", "sekä", "taikka"}),
)
