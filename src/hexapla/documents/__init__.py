"""Reads files into documents: ordered blocks with text, marks, language, path and a stable id."""
