"""Decisions, sign-off, release, signatures."""
