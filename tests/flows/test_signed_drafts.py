"""A draft that shows approvals is built anew when there are new ones; the others are not."""

import json
import shutil

import pytest

from flows.order import DECISIONS, TALK, Request, idle, publish
from flows.runner import LocalRunner
from hexapla.model import Language
from hexapla.review import Review, comments, decisions
from hexapla.revisions import Ledger
from hexapla.workspace import Workspace, clock

LV = Language("lv")


@pytest.fixture
def desk(space):
    """Add a pack with a sign-off sheet to the new workspace, and build its packs."""
    config = space.root / "hexapla.toml"
    config.write_text(
        f'{config.read_text()}\n[roles.reviewer]\n\n[packs.signed]\nsections = ["cover", "sign-off"]\n'
    )
    workspace = Workspace.open(space.root)
    with Ledger.open(workspace, clock()) as ledger:
        run(workspace, ledger)
        yield workspace, ledger


def run(workspace, ledger):
    said = publish(workspace, ledger, Request(), LocalRunner(lambda _: None, workers=1))
    return {path.split("/")[1] for path in said.made if path.startswith("output/")} - {"reports"}


def test_an_approval_makes_the_pack_stale_whose_sign_off_sheet_shows_it(desk):
    workspace, ledger = desk
    assert idle(workspace, ledger, Request()) is not None
    (document,) = (one.name for one in workspace.documents()[0])
    review = Review(workspace, ledger, ())
    done = review.approve(document, LV, role="reviewer", person="Anna")
    assert idle(workspace, ledger, Request()) is None
    assert run(workspace, ledger) == {"signed"}
    assert idle(workspace, ledger, Request()) is not None
    review.undo(document, LV, person="Anna", seq=done.seq)
    assert run(workspace, ledger) == {"signed"}
    assert run(workspace, ledger) == set()


def found(workspace, ledger):
    said = publish(workspace, ledger, Request(), LocalRunner(lambda _: None, workers=1))
    report = json.loads((workspace.output / "reports" / "findings.json").read_bytes())
    assert {one["fingerprint"] for one in report["findings"]} == {
        one.fingerprint for one in said.findings
    }
    return {one.rule for one in said.findings}


@pytest.fixture
def faulty(space):
    path = next(space.documents_root.rglob("*.lv.md"))
    path.write_text(path.read_text(encoding="utf-8").replace("3", "4"), encoding="utf-8")
    with Ledger.open(space, clock()) as ledger:
        yield space, ledger


def test_a_waived_finding_is_in_no_report_of_a_run_until_the_waiver_is_taken_back(faulty):
    workspace, ledger = faulty
    assert "number" in found(workspace, ledger)
    (document,) = (one.name for one in workspace.documents()[0])
    review = Review(workspace, ledger)
    (fault,) = (one for one in review.findings_of(document, LV) if one.rule == "number")
    config = workspace.root / "hexapla.toml"
    config.write_text(f"{config.read_text()}\n[roles.reviewer]\n")
    workspace = Workspace.open(workspace.root)
    review = Review(workspace, ledger)
    done = review.waive(
        document, LV, [fault.fingerprint], role="reviewer", person="Anna", reason="agreed"
    )
    assert idle(workspace, ledger, Request()) is None
    assert "number" not in found(workspace, ledger)
    again = idle(workspace, ledger, Request())
    assert again is not None
    assert "number" not in {one.rule for one in again.findings}
    review.undo(document, LV, person="Anna", seq=done.seq)
    assert "number" in found(workspace, ledger)


def test_what_stands_in_the_baseline_is_in_no_report_of_a_run(faulty):
    workspace, ledger = faulty
    assert "number" in found(workspace, ledger)
    report = workspace.output / "reports" / "findings.json"
    shutil.copy(report, workspace.root / "baseline.json")
    config = workspace.root / "hexapla.toml"
    config.write_text(f'{config.read_text()}\n[checks]\nbaseline = "baseline.json"\n')
    workspace = Workspace.open(workspace.root)
    assert found(workspace, ledger) == set()
    (workspace.root / "baseline.json").write_text('{"findings": []}')
    assert "number" in found(workspace, ledger)


def test_the_events_that_a_run_looks_for_are_those_that_a_review_notes():
    assert set(DECISIONS) == {decisions.APPROVED, decisions.SENT_BACK, decisions.UNDONE}
    assert set(TALK) == {comments.COMMENTED, comments.SETTLED, comments.REOPENED}
