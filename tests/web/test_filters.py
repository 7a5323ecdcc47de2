"""The filters of a document's page: whatever is asked for, the counts are those of the rows."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from hexapla.model import (
    Block,
    BlockKind,
    Finding,
    Language,
    Location,
    Severity,
    State,
    Unit,
)
from hexapla.review import Binding, Passage, Verdict
from hexapla.web.filters import CHOICES, FLAGS, Filters, options
from hexapla.web.rows import Beside, Cell, Row

LV, LT = Language("lv"), Language("lt")
RULES = ("number", "date")
WORDS = ("quay", "ship", "report")


def finding(rule: str, severity: Severity, number: int) -> Finding:
    return Finding(
        rule=rule,
        category="Accuracy",
        severity=severity,
        document="plan",
        language=LV,
        location=Location(),
        message="",
        fingerprint=f"f{number}",
    )


@st.composite
def cells(draw, language: Language, key: str) -> Cell:
    if draw(st.integers(0, 5)) == 0:
        return Cell(language=language, passage=None)
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=2)))
    block = Block(id=f"{key}-{language}", kind=BlockKind.PARAGRAPH, text=text, path="")
    unit = Unit(
        document="plan",
        source_language=Language("en"),
        target_language=language,
        source=(block,),
        target=(block,),
        state=draw(st.sampled_from(list(State))),
        score=draw(st.sampled_from((0.3, 1.0))),
    )
    findings = tuple(
        finding(rule, severity, number)
        for number, (rule, severity) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        st.sampled_from(RULES),
                        st.sampled_from((Severity.MINOR, Severity.CRITICAL)),
                    ),
                    max_size=3,
                )
            )
        )
    )
    passage = Passage(
        key=key,
        unit=unit,
        findings=findings,
        waivers={},
        binding=Binding(block=key, source="", target="", findings=""),
        decisions=(),
        voided=(),
        verdict=draw(st.sampled_from(list(Verdict))),
        seen="",
    )
    changed = frozenset([block.id] if draw(st.booleans()) else [])
    roles = {"reviewer": 1} if draw(st.booleans()) else {}
    beside = Beside(changed=changed, since=0, person="Anna", roles=roles)
    return Cell(language=language, passage=passage, beside=beside)


@st.composite
def tables(draw) -> tuple[Row, ...]:
    return tuple(
        Row(
            key=f"b{number}",
            source=None,
            cells=(draw(cells(LV, f"b{number}")), draw(cells(LT, f"b{number}"))),
        )
        for number in range(draw(st.integers(0, 6)))
    )


FILTERS = st.builds(
    Filters,
    state=st.sampled_from(("", "", *(one.value for one in State))),
    verdict=st.sampled_from(("", "", *(one.value for one in Verdict))),
    severity=st.sampled_from(("", "", "minor", "critical")),
    rule=st.sampled_from(("", "", *RULES)),
    q=st.sampled_from(("", "", "QUAY", "ship")),
    only=st.frozensets(st.sampled_from(("changed", "mine", "unsure", "findings")), max_size=2),
)


def asked(filters: Filters, **more: object) -> Filters:
    kept = {name: getattr(filters, name) for name in (*CHOICES, "q", "only")}
    return Filters(**{**kept, **more})


@settings(max_examples=200, deadline=None)
@given(rows=tables(), filters=FILTERS)
def test_each_choice_counts_the_rows_that_taking_it_would_leave(rows, filters):
    for name, listed in options(rows, filters).items():
        for one in listed:
            taken = {"only": filters.only | {one.value}} if name == "only" else {name: one.value}
            then = asked(filters, **taken)
            assert one.count == sum(then.fits(row) for row in rows), (name, one.value)


@settings(max_examples=100, deadline=None)
@given(rows=tables(), filters=FILTERS)
def test_no_choice_is_kept_back_that_would_leave_a_row(rows, filters):
    offered = {
        (name, one.value) for name, listed in options(rows, filters).items() for one in listed
    }
    values = {
        "state": [one.value for one in State],
        "verdict": [one.value for one in Verdict],
        "severity": ["minor", "critical"],
        "rule": list(RULES),
    }
    for name, value in ((name, one) for name, known in values.items() for one in known):
        if any(asked(filters, **{name: value}).fits(row) for row in rows):
            assert (name, value) in offered


def test_a_severity_and_a_rule_ask_for_one_finding_that_has_both():
    both = (finding("number", Severity.MINOR, 1), finding("date", Severity.CRITICAL, 2))
    passage = Passage(
        key="b",
        unit=None,
        findings=both,
        waivers={},
        binding=Binding(block="b", source="", target="", findings=""),
        decisions=(),
        voided=(),
        verdict=Verdict.OPEN,
        seen="",
    )
    row = Row(key="b", source=None, cells=(Cell(language=LV, passage=passage),))
    for rule, severity in product(RULES, ("minor", "critical")):
        wanted = (rule, severity) in {("number", "minor"), ("date", "critical")}
        assert Filters(rule=rule, severity=severity).fits(row) is wanted


def test_filters_survive_the_way_through_an_address():
    filters = Filters(state="stale", q="kuģis & co", only=frozenset({"mine", "unsure"}))
    given_back: dict[str, list[str]] = {}
    for name, value in filters.parameters():
        given_back.setdefault(name, []).append(value)
    assert Filters.of(given_back) == filters
    assert Filters.of({"only": ["nonsense"]}) == Filters()
    assert set(FLAGS) >= filters.only
