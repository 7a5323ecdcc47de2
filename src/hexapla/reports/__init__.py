"""Findings and status as text, JSON, SARIF, XLSX and HTML."""
