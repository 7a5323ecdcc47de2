"""Fetches documents from where the partners keep them: folders, and whatever fsspec reaches."""

from hexapla.sources.pull import Pulled, pull

__all__ = ["Pulled", "pull"]
