"""Pairs the blocks and sentences of a translation with those of its source."""
