"""What somebody settled is not told again: a waiver in the ledger, a baseline of old findings."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hexapla.checks import Context, check_units, unsettled
from hexapla.errors import ConfigurationError
from hexapla.model import Block, BlockKind, Finding, Language, Unit, digest
from hexapla.reports import render
from hexapla.revisions import Ledger
from hexapla.workspace import FixedClock, Workspace

CLOCK = FixedClock(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


def workspace(root: Path, baseline: str = "") -> Workspace:
    root.mkdir(parents=True, exist_ok=True)
    said = '[languages]\nsource = "en"\ntargets = ["lv"]\n'
    if baseline:
        said += f'[checks]\nbaseline = "{baseline}"\n'
    (root / "hexapla.toml").write_text(said, encoding="utf-8")
    return Workspace.open(root)


def looked(*pairs: tuple[str, str]) -> tuple[Finding, ...]:
    def block(tag: str, text: str) -> Block:
        name = digest(tag, text)
        return Block(id=name, kind=BlockKind.PARAGRAPH, text=text, path="", language=Language(tag))

    units = [
        Unit(
            document="plan",
            source_language=Language("en"),
            target_language=Language("lv"),
            source=(block("en", source),),
            target=(block("lv", target),),
        )
        for source, target in pairs
    ]
    return check_units(units, Context())


OLD = ("The training was attended by 105 officers.", "Apmācībās piedalījās 150 darbinieki.")
NEW = ("There were 17 points on the list.", "Sarakstā bija 71 punkts.")


def test_without_waiver_and_baseline_every_finding_counts(tmp_path: Path):
    found = looked(OLD, NEW)
    assert found
    assert unsettled(found, workspace(tmp_path)) == found


def test_what_stands_in_the_baseline_does_not_block_new_work(tmp_path: Path):
    here = workspace(tmp_path, "old.json")
    (tmp_path / "old.json").write_bytes(render(looked(OLD), "json"))
    left = unsettled(looked(OLD, NEW), here)
    assert [one.evidence["found"] for one in left] == ["71"]


def test_a_baseline_ends_with_a_change_of_the_translation(tmp_path: Path):
    here = workspace(tmp_path, "old.json")
    (tmp_path / "old.json").write_bytes(render(looked(OLD), "json"))
    assert unsettled(looked((OLD[0], "Apmācībās piedalījās 501 darbinieks.")), here)


@pytest.mark.parametrize("content", [None, "", "[]", '{"findings": [{"rule": "number"}]}'])
def test_a_baseline_that_is_no_report_is_said_so_with_the_way_out(
    tmp_path: Path, content: str | None
):
    here = workspace(tmp_path, "old.json")
    if content is not None:
        (tmp_path / "old.json").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        unsettled(looked(OLD), here)
    assert "old.json" in str(refused.value)
    assert "hexapla check --format json" in str(refused.value.remedy)


def test_a_waiver_holds_until_it_is_taken_back(tmp_path: Path):
    here = workspace(tmp_path)
    found = looked(OLD, NEW)
    with Ledger.open(here, CLOCK) as ledger:
        body = {"findings": [{"fingerprint": found[0].fingerprint}], "reason": "as agreed"}
        event = ledger.note("finding-waived", body, who="Anna", document="plan", language="lv")
        assert unsettled(found, here, ledger) == found[1:]
        ledger.note("decision-undone", {"undoes": event.seq}, who="Anna")
        assert unsettled(found, here, ledger) == found
