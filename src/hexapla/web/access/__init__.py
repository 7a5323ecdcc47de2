"""Who gets to the desk: sign-in, sessions, trusted proxies, OpenID providers."""

from hexapla.web.access.gate import Gate
from hexapla.web.access.pages import Door
from hexapla.web.access.viewer import VIEWER, Viewer

__all__ = ["VIEWER", "Door", "Gate", "Viewer"]
