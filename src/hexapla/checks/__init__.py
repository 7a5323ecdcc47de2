"""The rules, one module each, and the context that they look at a unit in."""
