"""Every rule on its own cases: what it must find and what it must leave alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hexapla.checks import (
    Context,
    Corpus,
    Facts,
    Pair,
    Passage,
    check_document,
    check_pair,
    check_units,
    checks,
)
from hexapla.model import (
    Block,
    BlockKind,
    Cell,
    Concept,
    Document,
    Finding,
    Language,
    State,
    Term,
    TermStatus,
    Unit,
    digest,
)
from hexapla.workspace import Config

CASES = Path(__file__).parents[1] / "cases" / "checks"
LEAST = 10


@dataclass(frozen=True)
class Case:
    rule: str
    shape: str
    fields: list
    setup: dict
    fails: bool

    def __str__(self) -> str:
        return f"{self.rule}-{'fails' if self.fails else 'passes'}-{self.fields[0]}"


def _cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind in ("fails", "passes"):
            for fields in said[kind]:
                yield Case(path.stem, said["shape"], fields, said, kind == "fails")


ALL = list(_cases())


def _context(case: Case) -> Context:
    said = case.setup
    config = Config.model_validate(said.get("config", {}))
    concepts: dict[str, list[Term]] = {}
    for concept, language, text, status, *more in said.get("glossary", ()):
        sensitive = True if "case" in more else None
        concepts.setdefault(concept, []).append(
            Term(
                text=text,
                language=Language(language),
                status=TermStatus(status),
                case_sensitive=sensitive,
            )
        )
    keep = set(said.get("do_not_translate", ()))
    context = Context(
        config=config,
        concepts=tuple(
            Concept(id=name, terms=tuple(terms), translate=name not in keep)
            for name, terms in concepts.items()
        ),
        languages=tuple(
            Language(tag)
            for tag in ("en", "lv", "lt", "et", "fi", "sv", "de", "uk", "ro", "ka", "hy", "az")
        ),
    )
    return context.about(Facts(document="case", family=said.get("family", "")))


def _block(text: str, number: int = 0, **more: object) -> Block:
    return Block(
        id=digest(text, str(number)),
        kind=more.pop("kind", BlockKind.PARAGRAPH),
        text=text,
        path=f"body/{number}",
        **more,
    )


def _blocks(said: str) -> tuple[Block, ...]:
    """Read “h2:Heading / 3.#li:item / 0,1:cell / alt:text / text” into blocks."""
    made = []
    for number, piece in enumerate(said.split(" / ")):
        head, colon, text = piece.partition("::")
        label, _, kind = head.rpartition("#")
        if not colon:
            made.append(_block(piece, number))
        elif "," in head:
            row, column = (int(part) for part in head.split(","))
            made.append(
                _block(
                    text,
                    number,
                    kind=BlockKind.TABLE_CELL,
                    cell=Cell(table=0, row=row, column=column),
                )
            )
        elif kind.startswith("h"):
            made.append(
                _block(text, number, kind=BlockKind.HEADING, level=int(kind[1:]), label=label)
            )
        elif kind.startswith("li"):
            made.append(
                _block(
                    text, number, kind=BlockKind.LIST_ITEM, level=int(kind[2:] or 1), label=label
                )
            )
        elif kind == "alt":
            made.append(_block(text, number, kind=BlockKind.ALT_TEXT))
        else:
            raise ValueError(piece)
    return tuple(made)


def _document(language: str, said: str) -> Document:
    return Document(
        name="case",
        language=Language(language),
        digest="0",
        media="text/plain",
        blocks=_blocks(said),
    )


def _unit(language: str, source: str, target: str, state: State = State.CURRENT) -> Unit:
    return Unit(
        document="case",
        source_language=Language("en"),
        target_language=Language(language),
        source=(_block(source, 1),) if source else (),
        target=(_block(target, 2),) if target else (),
        state=state,
    )


def _run(case: Case) -> tuple[Finding, ...]:
    context = _context(case)
    language, *texts = case.fields
    if case.shape == "unit":
        return check_units([_unit(language, *texts[:2])], context)
    if case.shape == "stale":
        return check_units([_unit(language, *texts[:2], State(texts[2]))], context)
    if case.shape == "corpus":
        halves = [pair.split(" = ") for pair in texts[0].split(" / ")]
        return check_units([_unit(language, source, target) for source, target in halves], context)
    if case.shape == "document":
        return check_document(_document(language, texts[0]), context)
    source, target = _document("en", texts[0]), _document(language, texts[1])
    units = [
        Unit(
            document="case",
            source_language=Language("en"),
            target_language=Language(language),
            source=(one,),
            target=(other,),
            state=State.CURRENT,
        )
        for one, other in zip(source.blocks, target.blocks, strict=False)
    ]
    return check_pair(source, target, units, context)


@pytest.mark.parametrize("case", ALL, ids=str)
def test_a_rule_finds_what_is_wrong_and_leaves_alone_what_is_right(case: Case):
    found = [one for one in _run(case) if one.rule == case.rule]
    assert bool(found) is case.fails, [one.message for one in found]
    spot = {"unit": 3, "document": 2, "pair": 3, "stale": 4, "corpus": 2}[case.shape]
    if case.fails and len(case.fields) > spot:
        shown = [
            str(one.evidence.get("target", ""))[one.location.start : one.location.end]
            for one in found
        ]
        assert case.fields[spot] in shown


@pytest.mark.parametrize("rule", sorted(checks()))
def test_every_rule_has_ten_cases_that_fail_and_ten_that_pass(rule: str):
    said = tomllib.loads((CASES / f"{rule}.toml").read_text(encoding="utf-8"))
    assert len(said["fails"]) >= LEAST
    assert len(said["passes"]) >= LEAST


def test_no_case_file_is_of_a_rule_that_is_not_there():
    assert {path.stem for path in CASES.glob("*.toml")} <= set(checks())


def test_every_rule_looks_at_something_the_runner_gives():
    assert {rule.over for rule in checks().values()} <= {Unit, Passage, Document, Pair, Corpus}
