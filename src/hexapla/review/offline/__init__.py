"""The review of a pack in one file, without a server; and the decisions that come back from it."""

from hexapla.review.offline.answers import decisions_plan, is_decisions
from hexapla.review.offline.page import offline_page, offline_pages, pages_of

__all__ = ["decisions_plan", "is_decisions", "offline_page", "offline_pages", "pages_of"]
