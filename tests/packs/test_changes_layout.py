"""The layout with tracked changes since the last release, and a comment for each finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from lxml import etree
from making import EN, LV, content, item, translated, version, word_file

from hexapla.model import Finding, Location, PackSpec, Severity, SignOff, State
from hexapla.packs import Package, assemble, build, dangling
from hexapla.packs.redline import settled
from hexapla.revisions import Ledger, record
from hexapla.workspace import FixedClock, Workspace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def told(raw: bytes) -> str:
    package = Package.read(raw)
    return "".join(etree.fromstring(package.parts[package.main]).itertext(f"{W}t"))


def plan(*, before: bool = True):
    new = version("plan", LV, word_file("Plāns ir spēkā no 2015. gada.", heading="Plāns"), number=2)
    old = version("plan", LV, word_file("Plāns ir spēkā no 2014. gada.", heading="Plāns"), number=1)
    if before:
        new = replace(
            new,
            before=old.revision,
            before_document=old.document,
            before_content=old.content,
        )
    return item("plan", version("plan", EN, word_file("The plan.", heading="Plan")), new)


def changed(what, *findings: Finding, sections=("contents", "changes")):
    (one,) = build(
        content(what, layout="redline", languages=(LV,), findings=findings, sections=sections)
    )
    assert dangling(Package.read(one.content)) == ()
    return one


def finding(what, words: str) -> Finding:
    document = what.versions[LV].document
    block = next(one for one in document.blocks if words in one.text)
    start = block.text.index(words)
    return Finding(
        rule="number",
        category="Accuracy",
        severity=Severity.MAJOR,
        document="plan",
        language=LV,
        location=Location(block=block.id, path=block.path, start=start, end=start + len(words)),
        message="the year differs",
        fingerprint="0" * 16,
    )


def test_accepting_all_gives_the_newest_text_and_rejecting_all_the_earlier_one():
    made = changed(plan()).content
    assert "no 2015. gada" in told(settled(made, accept=True))
    assert "no 2014. gada" in told(settled(made, accept=False))


def test_the_contents_name_the_revision_that_the_changes_are_from():
    assert "izmaiņas kopš 1. redakcijas" in told(changed(plan()).content)


def test_a_comment_stands_at_the_very_words_of_a_finding():
    what = plan()
    package = Package.read(changed(what, finding(what, "2015")).content)
    root = etree.fromstring(package.parts[package.main])
    inside, words = False, ""
    for one in root.iter():
        if one.tag in {f"{W}commentRangeStart", f"{W}commentRangeEnd"}:
            inside = one.tag.endswith("Start")
        elif inside and one.tag == f"{W}t":
            words += one.text
    assert words == "2015"
    assert "the year differs" in package.parts["word/comments.xml"].decode()


def test_a_finding_without_a_place_is_a_comment_at_the_start():
    what = plan()
    loose = replace(finding(what, "2015"), location=Location(block="", path=""))
    package = Package.read(changed(what, loose).content)
    assert package.parts[package.main].count(b"commentReference") == 1


def test_a_first_revision_is_there_without_marks_and_the_cover_says_so():
    one = changed(plan(before=False), sections=("cover", "changes"))
    assert "no 2015. gada" in told(one.content)
    assert "pirmā redakcija" in told(one.content)
    assert b"<w:ins " not in Package.read(one.content).parts["word/document.xml"]


def test_what_is_missing_or_stale_stands_on_the_cover():
    source = version("plan", EN, word_file("The plan.", "It ends."))
    states = {0: State.STALE, 1: State.MISSING}
    what = item("plan", source, translated("plan", LV, word_file("Plāns."), source, states))
    one = changed(what, sections=("cover", "changes"))
    page = told(one.content)
    assert len(one.missing) == 1
    assert one.missing[0] in page
    assert "agrākai avota redakcijai: 1" in page


CONFIG = """
[project]
number = "HOME/2013/ISEC/FP/C1/4000005037"
[languages]
source = "en"
targets = ["lv"]
[packs.changes]
layout = "redline"
"""


def test_the_changes_are_those_since_the_last_release(tmp_path):
    (tmp_path / "hexapla.toml").write_text(CONFIG, encoding="utf-8")
    folder = tmp_path / "source_docs" / "plan"
    folder.mkdir(parents=True)
    with Ledger.open(
        Workspace.open(tmp_path), FixedClock(datetime(2020, 1, 1, tzinfo=UTC))
    ) as ledger:
        for number, year in enumerate(("2013", "2014", "2015"), 1):
            (folder / "plan.en.docx").write_bytes(word_file(f"In force from {year}."))
            record(Workspace.open(tmp_path), ledger)
            if number == 1:
                ledger.note("released", {"pack": "changes", "release": 1}, who="Anna")
        workspace = Workspace.open(tmp_path)
        (spec,) = workspace.config.pack_specs()
        made = assemble(workspace, ledger, spec, (), output=tmp_path / "out")
    raw = next(one for one in made.files if one.name == "changes.en.docx").read_bytes()
    assert "from 2013" in told(settled(raw, accept=False))


def test_approvals_stand_on_the_sheet_and_a_line_waits_for_each_that_is_still_needed():
    from making import config

    own = config(
        roles={"reviewer": {"titles": {"lv": "Recenzents"}}},
        families={"PLAN": {"quorum": {"reviewer": 2}}},
    )
    given = SignOff(
        document="plan", language=LV, block="", source_hash="", target_hash="", findings_hash="",
        role="reviewer", person="Anna Liepa", at=datetime(2015, 9, 15, tzinfo=UTC),
    )  # fmt: skip
    what = replace(
        content(
            replace(plan(), family="PLAN"), languages=(LV,), sections=("sign-off",), settings=own
        ),
        signoffs=(given,),
    )
    (one,) = build(what)
    package = Package.read(one.content)
    lines = [
        ["".join(cell.itertext(f"{W}t")) for cell in row.iter(f"{W}tc")]
        for row in etree.fromstring(package.parts[package.main]).iter(f"{W}tr")
    ]
    assert lines[1][2:] == ["Recenzents", "Anna Liepa", "15.09.2015.", ""]
    assert lines[2][2:] == ["Recenzents", "", "", ""]
    assert len(lines) == 3


def test_a_restricted_pack_says_so_on_every_page_of_its_documents():
    what = content(plan(), languages=(LV,), sections=("documents",))
    spec = PackSpec(
        name="pilot", titles={LV: "Pilots"}, label="restricted", sections=("documents",)
    )
    (one,) = build(
        replace(what, spec=spec, dated=datetime.combine(date(2015, 1, 1), datetime.min.time(), UTC))
    )
    package = Package.read(one.content)
    headers = [
        raw.decode()
        for name, raw in package.parts.items()
        if package.type_of(name).endswith("header+xml")
    ]
    assert headers
    assert all("ierobežot" in said for said in headers)
