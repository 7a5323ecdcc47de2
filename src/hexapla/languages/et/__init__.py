"""Estonian."""

from hexapla.languages.et.paradigms import EstonianParadigms, bases
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(tag=Language("et"), paradigms=EstonianParadigms(), bases=bases)
