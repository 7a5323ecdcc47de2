"""Swedish."""

from hexapla.languages.sv.conventions import CONVENTIONS
from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(tag=Language("sv"), conventions=CONVENTIONS)
