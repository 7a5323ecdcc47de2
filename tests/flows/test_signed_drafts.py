"""A draft that shows approvals is built anew when there are new ones; the others are not."""

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


def test_the_events_that_a_run_looks_for_are_those_that_a_review_notes():
    assert set(DECISIONS) == {decisions.APPROVED, decisions.SENT_BACK, decisions.UNDONE}
    assert set(TALK) == {comments.COMMENTED, comments.SETTLED, comments.REOPENED}
