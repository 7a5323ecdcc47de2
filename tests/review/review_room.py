from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hexapla.model import Finding, Language, Location, Severity
from hexapla.review import Review
from hexapla.revisions import Ledger, record
from hexapla.workspace import FixedClock, Workspace

CLOCK = FixedClock(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
LV = Language("lv")
CONFIG = """
[project]
number = "EX/2026/01"
titles = { en = "Clean harbours", lv = "Tīras ostas" }

[languages]
source = "en"
targets = ["lv"]

[families.PLAN]
quorum = { translator = 1, reviewer = 1 }

[roles.translator]
languages = ["lv"]

[roles.reviewer]
people = ["Rita", "Ragnar"]

[roles.head]
waives_critical = true

[packs.all]
titles = { en = "The plan", lv = "Plāns" }
languages = ["en", "lv"]
"""
ENGLISH = (
    "# Plan",
    "The steering group meets once a year.",
    "Divers check the quay in spring.",
    "The report names every ship.",
)
LATVIAN = (
    "# Plāns",
    "Vadības grupa tiekas reizi gadā.",
    "Nirēji pārbauda piestātni pavasarī.",
    "Ziņojumā nosaukts katrs kuģis.",
)


def finding(
    block: str = "", fingerprint: str = "f1", severity: Severity = Severity.MAJOR
) -> Finding:
    return Finding(
        rule="number",
        category="Accuracy",
        severity=severity,
        document="plan",
        language=LV,
        location=Location(block=block),
        message="the number 7 is missing",
        fingerprint=fingerprint,
    )


class Room:
    """A workspace with one plan in English and Latvian, for reviewing."""

    def __init__(self, root: Path) -> None:
        root.mkdir()
        (root / "hexapla.toml").write_text(CONFIG, encoding="utf-8")
        self.root = root
        self.put("en", *ENGLISH)
        self.put("lv", *LATVIAN)
        (root / "source_docs/plan/document.toml").write_text('family = "PLAN"\n', encoding="utf-8")
        self.workspace = Workspace.open(root)
        self.ledger = Ledger.open(self.workspace, CLOCK)
        self.record()

    def put(self, tag: str, *paragraphs: str) -> None:
        path = self.root / f"source_docs/plan/plan.{tag}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")

    def record(self) -> None:
        record(self.workspace, self.ledger)

    def review(self, *findings: Finding) -> Review:
        return Review(self.workspace, self.ledger, findings)

    def review_of_workspace(self) -> Review:
        """Give the review with the findings that the rules find."""
        made = Review(self.workspace, self.ledger)
        made.refresh()
        return made

    def approve_all(self, *findings: Finding) -> None:
        for role, person in (("translator", "Anna"), ("reviewer", "Rita")):
            self.review(*findings).approve("plan", LV, role=role, person=person)

    def keys(self, *findings: Finding) -> list[str]:
        return [one.key for one in self.review(*findings).standing("plan", LV).passages]

    def target(self, index: int) -> str:
        unit = self.review().standing("plan", LV).passages[index].unit
        assert unit is not None
        return unit.target[0].id
