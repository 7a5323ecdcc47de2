"""The commands. Each imports what it needs when it runs, so that all of them start fast."""

from hexapla.cli.app import app, main

__all__ = ["app", "main"]
