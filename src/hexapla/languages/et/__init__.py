"""Estonian."""

from hexapla.languages.et.conventions import CONVENTIONS
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(tag=Language("et"), conventions=CONVENTIONS)
