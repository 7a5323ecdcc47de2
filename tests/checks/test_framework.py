"""How rules are switched, weighed, narrowed, kept apart and put in order."""

from __future__ import annotations

import pickle

import pytest

from hexapla.checks import (
    Context,
    Facts,
    check,
    check_document,
    check_pair,
    check_units,
    checks,
    fill,
)
from hexapla.errors import ConfigurationError, UsageError
from hexapla.model import (
    Block,
    BlockKind,
    BlockState,
    ChangeType,
    Document,
    Language,
    Severity,
    State,
    Unit,
    digest,
)
from hexapla.workspace import Config

LV, EN = Language("lv"), Language("en")


def block(text: str, path: str = "body/0") -> Block:
    return Block(id=digest(path, text), kind=BlockKind.PARAGRAPH, text=text, path=path)


def unit(source: str, target: str, state: State = State.CURRENT, path: str = "body/0") -> Unit:
    return Unit(
        document="d",
        source_language=EN,
        target_language=LV,
        source=(block(source, path),) if source else (),
        target=(block(target, path),) if target else (),
        state=state,
    )


WRONG = unit("There are 12 rooms in the house.", "Mājā ir 21 istaba.")


def context(**said: object) -> Context:
    return Context(config=Config.model_validate({"checks": said}))


def rules(found: tuple) -> list[str]:
    return [one.rule for one in found]


def test_a_finding_points_at_the_spot_and_fills_its_template():
    (found,) = check_units([WRONG], Context())
    assert found.rule == "number"
    assert WRONG.target[0].text[found.location.start : found.location.end] == "21"
    assert found.message == "the source says 12, the translation 21"
    assert fill(found.template, found.evidence) == found.message
    assert found.evidence["source"] == WRONG.source_text


def test_a_rule_can_be_disabled():
    assert check_units([WRONG], context(disable=["number"])) == ()
    assert check_units([WRONG], context(rules={"number": {"enabled": False}})) == ()


def test_a_rule_can_be_narrowed_to_languages_families_and_partners():
    assert check_units([WRONG], context(rules={"number": {"languages": ["lt"]}})) == ()
    narrowed = context(rules={"number": {"families": ["PLAN"]}})
    assert check_units([WRONG], narrowed) == ()
    assert rules(check_units([WRONG], narrowed.about(Facts(family="PLAN")))) == ["number"]
    of_partner = context(rules={"number": {"partners": ["lv-police"]}})
    assert check_units([WRONG], of_partner.about(Facts(partner="lt-police"))) == ()
    assert rules(check_units([WRONG], of_partner.about(Facts(partner="lv-police")))) == ["number"]


def test_a_severity_of_the_workspace_weighs_and_low_confidence_still_lowers():
    heavy = context(rules={"number": {"severity": "critical"}})
    (found,) = check_units([WRONG], heavy)
    assert found.severity is Severity.CRITICAL
    (unsure,) = check_units([unit("12 rooms, 12 beds are here.", "12 istabas un gultas.")], heavy)
    assert unsure.severity is Severity.MAJOR


def test_a_rule_that_is_not_there_is_an_error_that_lists_those_that_are():
    with pytest.raises(ConfigurationError, match="no rule “numbers”"):
        context(disable=["numbers"]).verified()


def test_what_is_found_comes_in_reading_order_whatever_the_order_of_the_rules():
    one = unit("A 12 is written here.", "Šeit rakstīts 21  reizi.", path="body/0")
    two = unit("A 13 is written here.", "Šeit rakstīts 31 reizi.", path="body/1")
    found = check_units([one, two], Context())
    assert rules(found) == ["number", "spacing", "number"]
    assert found == check_units([one, two], Context())


def test_the_same_wrong_block_twice_gives_two_fingerprints():
    found = check_units([WRONG, WRONG], Context())
    assert len({one.fingerprint for one in found}) == len(found) == 2 or len(found) == 1
    other = unit("There are 12 rooms in the house.", "Mājā ir 21 istaba.", path="body/9")
    found = check_units([WRONG, other], Context())
    assert len({one.fingerprint for one in found}) == 2


def test_a_fingerprint_survives_a_move_and_dies_with_the_text():
    (here,) = check_units([WRONG], Context())
    moved = unit("There are 12 rooms in the house.", "Mājā ir 21 istaba.", path="body/7")
    (there,) = check_units([moved], Context())
    changed = unit("There are 12 rooms in the house.", "Namā ir 21 istaba.")
    (after,) = check_units([changed], Context())
    assert here.fingerprint == there.fingerprint != after.fingerprint


def test_a_stale_unit_is_told_as_stale_alone():
    stale = unit("There are 12 rooms.", "Ir 21 istaba.", State.STALE)
    assert rules(check_units([stale], Context())) == ["stale"]


def test_a_stale_finding_says_since_when_and_what_changed():
    stale = unit("There are 12 rooms.", "Ir 10 istabas.", State.STALE)
    state = BlockState(
        block=stale.source[0].id,
        state=State.STALE,
        since=3,
        behind=1,
        types=(ChangeType.NUMBER,),
        diff="There are [-10-]{+12+} rooms.",
    )
    (found,) = check_units([stale], Context().about(Facts(), (state,)))
    assert found.message == (
        "the source changed in revision 3: it was “There are 10 rooms.”, it is “There are 12 rooms.”"
    )
    assert found.evidence["types"] == ["number"]
    assert found.evidence["diff"] == "There are [-10-]{+12+} rooms."


def test_a_stale_finding_shows_of_a_long_passage_what_stands_around_its_changes():
    stale = unit("It reports twice a year.", "Tā ziņo reizi gadā.", State.STALE)
    diff = (
        "Each of the six states that take part in it names one officer who reports [-once-]{+twice+}"
        " a year{+, before the summer+}; what is said [- stays where it is kept, in the list [- of all"
        " the officers who were named by the six states by then.-]{+there stays.+}"
    )
    state = BlockState(
        block=stale.source[0].id, state=State.STALE, since=None, behind=1, types=(), diff=diff
    )
    (found,) = check_units([stale], Context().about(Facts(), (state,)))
    assert found.evidence["was"] == (
        "… one officer who reports once a year; what is said stays where it is kept, in the list [-"
        " of all the officers who were …"
    )
    assert found.evidence["now"] == (
        "… one officer who reports twice a year, before the summer; what is said there stays."
    )


def test_a_lone_document_is_checked_without_a_source():
    document = Document(
        name="d", language=LV, digest="0", media="text/plain", blocks=(block("2016.gada maijā"),)
    )
    assert rules(check_document(document, Context())) == ["spacing"]


def test_a_missing_block_stands_where_its_source_block_stands():
    texts = ("First comes this.", "Then comes this.", "Last comes this.")
    source_blocks = tuple(block(text, f"body/{at}") for at, text in enumerate(texts))
    target_blocks = (block("Vispirms  nāk tas.", "body/0"), block("Beigās  nāk tas.", "body/1"))
    source = Document(name="d", language=EN, digest="0", media="", blocks=source_blocks)
    target = Document(name="d", language=LV, digest="1", media="", blocks=target_blocks)
    pairs = ((0, 0), (1, None), (2, 1))
    units = [
        Unit(
            document="d",
            source_language=EN,
            target_language=LV,
            source=(source_blocks[at],),
            target=() if to is None else (target_blocks[to],),
        )
        for at, to in pairs
    ]
    found = check_pair(source, target, units, Context())
    assert rules(found) == ["spacing", "missing-block", "spacing"] or set(rules(found)) == {
        "spacing",
        "missing-block",
    }


def test_the_context_travels_to_a_worker():
    sent = pickle.loads(pickle.dumps(context(disable=["spacing"])))  # noqa: S301  our own bytes
    assert rules(check_units([WRONG], sent)) == ["number"]


def test_findings_travel_back_from_a_worker():
    found = check_units([WRONG], Context())
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  our own bytes


def test_a_rule_without_a_manual_page_is_refused():
    with pytest.raises(UsageError, match="no docstring"):

        @check("mute", category="Style", severity=Severity.MINOR, over=Unit)
        def mute(unit, context):
            yield from ()


def test_a_category_that_mqm_does_not_know_is_refused():
    with pytest.raises(UsageError, match="no category"):

        @check("odd", category="Spelling", severity=Severity.MINOR, over=Unit)
        def odd(unit, context):
            """Find oddities."""
            yield from ()


def test_every_rule_s_module_and_function_are_its_id():
    for name, rule in checks().items():
        assert rule.look.__module__ == f"hexapla.checks.{name.replace('-', '_')}"
        assert rule.look.__name__ == name.replace("-", "_")
