"""Blocks put together by hand: at once, over later revisions, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hexapla.errors import UsageError
from hexapla.model import Language, State
from hexapla.revisions import Group, Ledger, record, verify_ledger
from hexapla.workspace import FixedClock, Workspace

LV = Language("lv")
CLOCK = FixedClock(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
CONFIG = """
[project]
number = "EX/2026/01"
[languages]
source = "en"
targets = ["lv"]
"""
ENGLISH = ["The wind turns.", "A boat leaves the quay.", "Seven nets dry.", "The lamp goes out."]
LATVIAN = ["Vējš griežas.", "Laiva atiet no piestātnes.", "Žūst septiņi tīkli.", "Lampa izdziest."]


class Bench:
    def __init__(self, root: Path) -> None:
        root.mkdir()
        (root / "hexapla.toml").write_text(CONFIG, encoding="utf-8")
        self.root = root
        self.put("en", *ENGLISH)
        self.put("lv", *LATVIAN)
        self.workspace = Workspace.open(root)
        self.ledger = Ledger.open(self.workspace, CLOCK)
        self.record()

    def put(self, tag: str, *paragraphs: str) -> None:
        path = self.root / f"source_docs/plan/plan.{tag}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")

    def record(self) -> None:
        record(self.workspace, self.ledger)

    def id(self, tag: str, text: str) -> str:
        head = self.ledger.head("plan", Language(tag))
        assert head is not None
        return next(one.id for one in self.ledger.document(head).blocks if one.text == text)

    def pairs(self) -> list[tuple[str, str, State]]:
        return [
            (one.source_text, one.target_text, one.state) for one in self.ledger.units("plan", LV)
        ]

    def group(self, source: list[str], target: list[str]) -> Group:
        return Group(
            source=tuple(self.id("en", one) for one in source),
            target=tuple(self.id("lv", one) for one in target),
        )

    def cross(self) -> None:
        """Say that the boat is the nets, which no aligner would."""
        self.ledger.link("plan", LV, [self.group(ENGLISH[1:2], LATVIAN[2:3])], who="Anna")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "room")
    yield made
    made.ledger.close()


def test_blocks_are_joined_into_one_unit(bench):
    bench.ledger.link("plan", LV, [bench.group(ENGLISH[:2], LATVIAN[:2])], who="Anna")
    assert bench.pairs()[0] == ("\n".join(ENGLISH[:2]), "\n".join(LATVIAN[:2]), State.CURRENT)
    assert len(bench.pairs()) == 3


def test_what_a_link_takes_from_another_unit_is_missing_or_extra_there(bench):
    bench.cross()
    assert (ENGLISH[1], LATVIAN[2], State.CURRENT) in bench.pairs()
    assert (ENGLISH[2], "", State.MISSING) in bench.pairs()
    assert ("", LATVIAN[1], State.EXTRA) in bench.pairs()


def test_a_joined_unit_is_split_again(bench):
    bench.ledger.link("plan", LV, [bench.group(ENGLISH[:2], LATVIAN[:2])], who="Anna")
    groups = [bench.group([ENGLISH[n]], [LATVIAN[n]]) for n in (0, 1)]
    bench.ledger.link("plan", LV, groups, who="Anna")
    assert [one[:2] for one in bench.pairs()] == list(zip(ENGLISH, LATVIAN, strict=True))


def test_a_link_holds_when_the_translation_is_revised(bench):
    bench.cross()
    bench.put("lv", "Ziņa par jūru.", *LATVIAN[:3], "Lampa tagad izdziest.")
    bench.record()
    assert (ENGLISH[1], LATVIAN[2], State.CURRENT) in bench.pairs()


def test_a_link_holds_when_the_source_is_revised(bench):
    bench.cross()
    bench.put("en", "News of the sea.", *ENGLISH)
    bench.record()
    assert (ENGLISH[1], LATVIAN[2], State.CURRENT) in bench.pairs()


def test_a_link_ends_with_its_blocks(bench):
    bench.cross()
    bench.put("lv", *LATVIAN[:2], LATVIAN[3])
    bench.record()
    assert LATVIAN[2] not in [one[1] for one in bench.pairs()]


def test_a_stale_unit_stays_stale_when_blocks_are_put_to_it(bench):
    bench.put("en", ENGLISH[0], "Two boats leave the quay.", *ENGLISH[2:])
    bench.record()
    group = bench.group([ENGLISH[0], "Two boats leave the quay."], LATVIAN[:2])
    bench.ledger.link("plan", LV, [group], who="Anna")
    assert bench.pairs()[0][2] is State.STALE
    assert "[-A boat leaves-]{+Two boats leave+}" in bench.ledger.states("plan", LV)[0].diff


def test_a_link_is_taken_back_by_who_made_it(bench):
    before = bench.pairs()
    bench.cross()
    (event,) = bench.ledger.log(what="linked")
    with pytest.raises(UsageError, match="Anna"):
        bench.ledger.restore(event.seq, who="Rita")
    bench.ledger.restore(event.seq, who="Anna")
    assert bench.pairs() == before
    with pytest.raises(UsageError, match="moved on"):
        bench.ledger.restore(event.seq, who="Anna")


def test_a_waiver_of_a_stale_block_is_taken_back(bench):
    bench.put("en", ENGLISH[0], "Two boats leave the quay.", *ENGLISH[2:])
    bench.record()
    before = bench.ledger.states("plan", LV)
    bench.ledger.waive("plan", LV, before[1].block, who="Anna", reason="the same")
    (event,) = bench.ledger.log(what="waived")
    bench.ledger.restore(event.seq, who="Anna")
    assert bench.ledger.states("plan", LV) == before


def test_a_link_of_blocks_that_are_not_there_or_named_twice_is_refused(bench):
    whole = bench.group(ENGLISH[:1], LATVIAN[:1])
    for groups, said in (
        ([Group(source=("gone",), target=())], "no block"),
        ([Group(source=whole.target, target=())], "no blocks are named"),
        ([whole, whole], "twice"),
        ([], "no blocks are named"),
    ):
        with pytest.raises(UsageError, match=said):
            bench.ledger.link("plan", LV, groups, who="Anna")


def test_the_ledger_is_intact_after_links(bench):
    bench.cross()
    assert list(verify_ledger(bench.ledger)) == []
