"""Findings as people and machines read them: text, JSON, SARIF, a workbook, one HTML page."""

from hexapla.reports.render import FORMS, render, summary
from hexapla.reports.status_form import render_status

__all__ = ["FORMS", "render", "render_status", "summary"]
