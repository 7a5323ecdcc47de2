"""Lithuanian."""

from hexapla.languages.lt.conventions import CONVENTIONS
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(tag=Language("lt"), conventions=CONVENTIONS)
