"""Estonian."""

from hexapla.languages.et.conventions import CONVENTIONS
from hexapla.languages.et.paradigms import EstonianParadigms, agrees, bases
from hexapla.languages.et.vabamorf import VABAMORF
from hexapla.languages.profile import Profile, last_is_head, with_genitives
from hexapla.model import Language


def _agrees(modifier: str, head: str) -> bool:
    genitive = VABAMORF.is_genitive(modifier)
    return agrees(modifier, head) if genitive is None else not genitive


PROFILE = Profile(
    tag=Language("et"),
    conventions=CONVENTIONS,
    paradigms=EstonianParadigms(VABAMORF.principal_parts),
    bases=bases,
    analyser=VABAMORF,
    roles=with_genitives(last_is_head, _agrees),
    conjunctions=frozenset({"ja", "või", "ning", "ehk"}),
)
