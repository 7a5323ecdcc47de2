"""English."""

from hexapla.languages.en.conventions import CONVENTIONS
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(tag=Language("en"), conventions=CONVENTIONS)
