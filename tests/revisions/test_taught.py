"""What a document's earlier pairs and the glossary teach the aligner when it is recorded anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hexapla.alignment import Bead, align
from hexapla.model import Block
from hexapla.revisions import Ledger, glossary_terms, record
from hexapla.workspace import FixedClock, Workspace

CLOCK = FixedClock(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
CONFIG = """
[project]
number = "EX/2026/01"
[languages]
source = "en"
targets = ["lv"]
"""
PORTS = [("Skulte", 12), ("Roja", 25), ("Mersrags", 31), ("Ainazi", 48), ("Pavilosta", 57)]
PORTS += [("Engure", 112), ("Jurkalne", 29), ("Kolka", 71), ("Lielupe", 305), ("Salacgriva", 18)]
ENGLISH = [
    f"The port of {name} has {number} berths" + (" and a lighthouse." if number < 40 else ".")
    for name, number in PORTS
]
LATVIAN = [
    f"{name} ostā ir {number} piestātnes" + (" un bāka." if number < 40 else ".")
    for name, number in PORTS
]


class Listening:
    """An aligner that keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[Mapping[str, Any]] = []

    def __call__(
        self, source: Sequence[Block], target: Sequence[Block], **told: Any
    ) -> Sequence[Bead]:
        self.told.append(told)
        return align(source, target, **told)


def put(root: Path, name: str, tag: str, *paragraphs: str) -> None:
    path = root / f"source_docs/{name}/{name}.{tag}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


def opened(root: Path) -> tuple[Workspace, Ledger]:
    root.mkdir()
    (root / "hexapla.toml").write_text(CONFIG, encoding="utf-8")
    workspace = Workspace.open(root)
    return workspace, Ledger.open(workspace, CLOCK)


def lexicons(root: Path, *others: str) -> list[Any]:
    """Record a document twice, its translation a block shorter, beside others of the same words."""
    aligner = Listening()
    workspace, ledger = opened(root)
    with ledger:
        for name in ("ports", *others):
            put(root, name, "en", *ENGLISH)
            put(root, name, "lv", *LATVIAN)
            record(workspace, ledger, align=aligner)
        aligner.told.clear()
        put(root, "ports", "lv", *LATVIAN[:9])
        record(workspace, ledger, align=aligner)
    return [told.get("lexicon") for told in aligner.told]


def test_the_documents_own_earlier_pairs_teach_the_aligner(tmp_path: Path) -> None:
    (lexicon,) = lexicons(tmp_path / "one")
    assert "bāka" in lexicon["light"]


def test_what_other_documents_teach_changes_nothing(tmp_path: Path) -> None:
    alone = lexicons(tmp_path / "alone")
    assert lexicons(tmp_path / "before", "atlas", "zebra") == alone


def test_the_glossarys_hits_in_each_block_are_told(tmp_path: Path) -> None:
    aligner = Listening()
    workspace, ledger = opened(tmp_path / "one")

    def terms(text: str, language: str) -> frozenset[str]:
        word = {"en": "lighthouse", "lv": "bāka"}[language]
        return frozenset({"c1"} if word in text else ())

    put(tmp_path / "one", "ports", "en", *ENGLISH, "An end.")
    put(tmp_path / "one", "ports", "lv", *LATVIAN, "Beigas.")
    with ledger:
        record(workspace, ledger, align=aligner, terms=terms)
    (told,) = aligner.told
    found = [[sorted(hits) for hits in side] for side in told["terms"]]
    assert found == [[["c1"] if number < 40 else [] for _, number in PORTS] + [[]]] * 2


def test_the_workspaces_glossary_is_asked_where_none_is_given(tmp_path: Path) -> None:
    aligner = Listening()
    workspace, ledger = opened(tmp_path / "one")
    write_glossary(workspace, "lighthouse", "bāka")
    put(tmp_path / "one", "ports", "en", *ENGLISH, "An end.")
    put(tmp_path / "one", "ports", "lv", *LATVIAN, "Beigas.")
    with ledger:
        record(workspace, ledger, align=aligner)
    (told,) = aligner.told
    found = [[sorted(hits) for hits in side] for side in told["terms"]]
    assert found == [[["c1"] if number < 40 else [] for _, number in PORTS] + [[]]] * 2


def test_a_glossary_that_changed_is_read_anew_by_the_same_process(tmp_path: Path) -> None:
    workspace, ledger = opened(tmp_path / "one")
    with ledger:
        assert glossary_terms(workspace) is None
        write_glossary(workspace, "lighthouse", "bāka")
        first = glossary_terms(workspace)
        write_glossary(workspace, "harbour", "osta")
        second = glossary_terms(workspace)
    assert first is not None
    assert second is not None
    text = "The lighthouse of the harbour"
    assert first(text, "en") == {"c1"}
    assert second("The harbours", "en") == {"c1"}
    assert second("The lighthouse", "en") == frozenset()


def test_a_changed_glossary_records_nothing_anew(tmp_path: Path) -> None:
    workspace, ledger = opened(tmp_path / "one")
    put(tmp_path / "one", "ports", "en", *ENGLISH)
    put(tmp_path / "one", "ports", "lv", *LATVIAN)
    with ledger:
        assert len(record(workspace, ledger).revisions) == 2
        write_glossary(workspace, "lighthouse", "bāka")
        assert not record(workspace, ledger).revisions


def write_glossary(workspace: Workspace, english: str, latvian: str) -> None:
    """Write a glossary of one concept, c1."""
    workspace.glossary_root.mkdir(exist_ok=True)
    (workspace.glossary_root / "ports.csv").write_text(
        f"concept,language,term\nc1,en,{english}\nc1,lv,{latvian}\n", encoding="utf-8"
    )
