"""Decisions, sign-off, release, signatures.

`Review` is the review of a workspace: where each translation stands (`standing`), and the acts upon
it (`approve`, `send_back`, `waive`, `undo`). `release` seals a pack; `verify_release` and
`read_container` recheck what was sealed and what was signed. `comment`, `settle` and `reopen` lead
the conversation about blocks, `threads` gives it.
"""

from hexapla.review.approvals import approvals
from hexapla.review.bringing import Act, Brought, Plan, Step, carry_out
from hexapla.review.choosing import ChangedError
from hexapla.review.comments import (
    Comment,
    Thread,
    comment,
    mentioning,
    mentions,
    people,
    reopen,
    settle,
    threads,
)
from hexapla.review.containers import UNCHECKED, Container, container, read_container
from hexapla.review.decisions import (
    WHOLE,
    Binding,
    Cause,
    Decision,
    Passage,
    Standing,
    Verdict,
    Voided,
    Waiver,
)
from hexapla.review.offline import decisions_plan, is_decisions, offline_pages, pages_of
from hexapla.review.permissions import NotAllowedError, Permissions, is_restricted
from hexapla.review.proposing import Proposal
from hexapla.review.releasing import (
    Blocker,
    NotReadyError,
    Release,
    blockers,
    may_release,
    release,
    releases,
    verify_release,
)
from hexapla.review.sight import SeenReview, Sight, Views
from hexapla.review.signatures import Signature
from hexapla.review.signing_off import Decided, Review
from hexapla.review.substance import OtherPackError, changed, substance
from hexapla.review.users import LONGEST, SHORTEST, Grant, User, Users
from hexapla.review.waiting import Waiting, answered, ask, due, ready, reminded, waiting
from hexapla.review.word_plan import word_plan

__all__ = [
    "LONGEST",
    "SHORTEST",
    "UNCHECKED",
    "WHOLE",
    "Act",
    "Binding",
    "Blocker",
    "Brought",
    "Cause",
    "ChangedError",
    "Comment",
    "Container",
    "Decided",
    "Decision",
    "Grant",
    "NotAllowedError",
    "NotReadyError",
    "OtherPackError",
    "Passage",
    "Permissions",
    "Plan",
    "Proposal",
    "Release",
    "Review",
    "SeenReview",
    "Sight",
    "Signature",
    "Standing",
    "Step",
    "Thread",
    "User",
    "Users",
    "Verdict",
    "Views",
    "Voided",
    "Waiting",
    "Waiver",
    "answered",
    "approvals",
    "ask",
    "blockers",
    "carry_out",
    "changed",
    "comment",
    "container",
    "decisions_plan",
    "due",
    "is_decisions",
    "is_restricted",
    "may_release",
    "mentioning",
    "mentions",
    "offline_pages",
    "pages_of",
    "people",
    "read_container",
    "ready",
    "release",
    "releases",
    "reminded",
    "reopen",
    "settle",
    "substance",
    "threads",
    "verify_release",
    "waiting",
    "word_plan",
]
