"""Finnish."""

from hexapla.languages.fi.conventions import CONVENTIONS
from hexapla.languages.fi.paradigms import FinnishParadigms, agrees, bases
from hexapla.languages.fi.voikko import VOIKKO
from hexapla.languages.profile import Profile, last_is_head, with_genitives
from hexapla.model import Language

PROFILE = Profile(
    tag=Language("fi"),
    conventions=CONVENTIONS,
    paradigms=FinnishParadigms(),
    bases=bases,
    analyser=VOIKKO,
    roles=with_genitives(last_is_head, agrees),
    conjunctions=frozenset({"ja", "tai", "sekä", "taikka"}),
)
