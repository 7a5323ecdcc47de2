"""The monitoring of a plan is computed from the documents; an evaluation follows its plan."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import MappingProxyType

import docx
import pytest
from lxml import etree

from hexapla.documents import read
from hexapla.model import Language, PackSpec, Revision
from hexapla.packs import (
    Built,
    Composer,
    Content,
    Draft,
    Item,
    Package,
    Version,
    build,
    dangling,
    default_template,
)
from hexapla.packs.monitoring import years
from hexapla.workspace import Workspace

ROOT = Path(__file__).parents[2]
HEXAPLA = Path(sys.executable).with_name("hexapla")
EN, LV, FI = Language("en"), Language("lv"), Language("fi")
C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
DESCRIPTION = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def of_demonstration(name: str, family: str, reports_on: dict[str, int]) -> Item:
    versions = {}
    for tag in (EN, LV, FI):
        path = ROOT / "source_docs" / name / f"{name}.{tag}.docx"
        document = read(path, language=tag, name=name)
        revision = Revision(document=name, language=tag, number=2, digest=document.digest)
        versions[tag] = Version(revision=revision, document=document, content=path.read_bytes())
    return Item(
        name=name, source_language=EN, family=family, versions=versions,
        reports_on=MappingProxyType(reports_on),
    )  # fmt: skip


def monitored(language: Language) -> Built:
    plan = of_demonstration("action-plan-2015", "PLAN", {})
    evaluation = of_demonstration("plan-evaluation", "EVAL", {"action-plan-2015": 2})
    content = Content(
        config=Workspace.open(ROOT).config,
        spec=PackSpec(name="monitoring", sections=("measures",)),
        items=(plan, evaluation),
        languages=(language,),
    )
    (made,) = build(content)
    return made


def charts(built: Built) -> list[dict[str, dict[str, int]]]:
    """Give each chart as series: category: figure."""
    found = []
    with zipfile.ZipFile(io.BytesIO(built.content)) as archive:
        for name in sorted(
            one for one in archive.namelist() if one.startswith("word/charts/chart")
        ):
            root = etree.fromstring(archive.read(name))
            told = {}
            for series in root.iterfind(".//c:ser", C):
                names = [one.text for one in series.iterfind("c:cat//c:v", C)]
                values = [int(one.text) for one in series.iterfind("c:val//c:v", C)]
                told[series.find("c:tx//c:v", C).text] = dict(zip(names, values, strict=True))
            found.append(told)
    return found


def test_the_table_holds_every_measure_with_its_newest_status():
    document = docx.Document(io.BytesIO(monitored(EN).content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[0] for row in rows] == [
        "Item",
        "1.1",
        "1.2",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
        "4.1",
        "4.2",
    ]
    assert rows[6][6] == "under way\nin the plan: not begun"
    assert rows[5][6] == "done"


def test_the_charts_count_by_status_by_lead_and_by_year():
    by_status, by_lead, by_year = charts(monitored(EN))
    assert by_status == {"measures": {"done": 4, "under way": 4, "not begun": 0}}
    assert by_lead["done"] == {
        "Estonia": 1, "Finland": 0, "Latvia": 1, "Lithuania": 2, "Sweden": 0
    }  # fmt: skip
    assert by_year["under way"] == {"2015": 2, "2016": 4, "2017": 1}


def test_a_chart_speaks_the_language_of_its_pack():
    by_status, by_lead, _ = charts(monitored(LV))
    assert by_status == {"pasākumi": {"īstenots": 4, "tiek īstenots": 4, "nav sākts": 0}}
    assert list(by_lead["īstenots"]) == ["Igaunija", "Latvija", "Lietuva", "Somija", "Zviedrija"]
    assert list(charts(monitored(FI))[1]["toteutettu"]) == [
        "Latvia",
        "Liettua",
        "Ruotsi",
        "Suomi",
        "Viro",
    ]


def test_a_chart_is_told_in_words_to_those_who_cannot_see_it():
    document = docx.Document(io.BytesIO(monitored(EN).content))
    told = [one.get("descr") for one in document.element.iter(DESCRIPTION)]
    assert told[0] == "Measures by status: done 4; under way 4; not begun 0"
    assert "Lithuania – done 2, under way 1" in told[1]


def test_the_same_documents_give_the_same_bytes_and_nothing_dangles():
    built = monitored(LV)
    assert built.content == monitored(LV).content
    assert not dangling(Package.read(built.content))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2015", ["2015"]),
        ("2015–2017", ["2015", "2016", "2017"]),
        ("2015, 2017", ["2015", "2017"]),
        ("2015. gads", ["2015"]),
        ("", []),
    ],
)
def test_a_measure_of_several_years_runs_in_each(text, named):
    assert years(text) == named


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Make a workspace with a plan and its evaluation."""
    (tmp_path / "hexapla.toml").write_text('[languages]\nsource = "en"\n')
    for name, text in (("plan", "The plan has two measures."), ("review", "Both are done.")):
        (tmp_path / "source_docs" / name).mkdir(parents=True)
        (tmp_path / "source_docs" / name / f"{name}.en.md").write_text(f"# {name}\n\n{text}\n")
    toml = tmp_path / "source_docs" / "review" / "document.toml"
    toml.write_text("[reports_on]\nplan = 1\n")
    return tmp_path


def stale_findings(folder: Path) -> list[dict[str, object]]:
    command = [str(HEXAPLA), "-C", str(folder)]
    subprocess.run([*command, "record"], check=True, capture_output=True)
    checked = subprocess.run(
        [*command, "check", "--format", "json", "--fail-on", "never"],
        check=True, capture_output=True,
    )  # fmt: skip
    return [one for one in json.loads(checked.stdout)["findings"] if one["rule"] == "stale"]


def test_an_evaluation_is_stale_when_its_plan_has_changed_after_it(small):
    assert stale_findings(small) == []
    plan = small / "source_docs" / "plan" / "plan.en.md"
    plan.write_text("# plan\n\nThe plan has three measures.\n")
    (found,) = stale_findings(small)
    assert found["document"] == "review"
    assert found["message"] == "this reports on revision 1 of “plan”, which changed in revision 2"


def test_an_evaluation_of_the_newest_revision_is_not_stale(small):
    plan = small / "source_docs" / "plan" / "plan.en.md"
    stale_findings(small)
    plan.write_text("# plan\n\nThe plan has three measures.\n")
    toml = small / "source_docs" / "review" / "document.toml"
    toml.write_text("[reports_on]\nplan = 2\n")
    assert stale_findings(small) == []


def test_a_plan_that_says_the_same_in_new_bytes_makes_no_evaluation_stale(small):
    stale_findings(small)
    plan = small / "source_docs" / "plan" / "plan.en.md"
    plan.write_text("# plan\n\nThe plan has   two measures.\n\n")
    assert stale_findings(small) == []
    shutil.rmtree(small / ".hexapla")


def test_a_georgian_name_of_a_language_begins_with_no_capital():
    draft = Draft(
        content=Content(
            config=Workspace.open(ROOT).config,
            spec=PackSpec(name="handover"),
            items=(),
            languages=(),
        ),
        composer=Composer(default_template()),
        languages=(Language("ka"),),
        language=Language("ka"),
        layout="language",
    )
    assert draft.name_of(Language("ka")) == "ქართული"
    draft.language = LV
    assert draft.name_of(LV) == "Latviešu"
