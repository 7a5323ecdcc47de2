"""German."""

from hexapla.languages.de.conventions import CONVENTIONS
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(tag=Language("de"), conventions=CONVENTIONS)
