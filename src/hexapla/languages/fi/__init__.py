"""Finnish."""

from hexapla.languages.profile import Profile
from hexapla.model import Language

PROFILE = Profile(tag=Language("fi"))
