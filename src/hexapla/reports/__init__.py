"""Findings as people and machines read them: text, JSON, SARIF, a workbook, one HTML page."""

from hexapla.reports.render import FORMS, render, summary

__all__ = ["FORMS", "render", "summary"]
