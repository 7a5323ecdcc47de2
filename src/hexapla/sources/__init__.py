"""Fetches documents from where the partners keep them."""
