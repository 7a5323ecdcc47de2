"""The review desk in a browser."""

from hexapla.web.desk import application

__all__ = ["application"]
