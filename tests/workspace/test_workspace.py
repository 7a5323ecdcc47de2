"""A workspace is found from below, and says what is wrong with it by file, line and key."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hexapla.errors import ConfigurationError, NoWorkspaceError
from hexapla.workspace import FixedClock, Workspace, clock, write_atomically
from hexapla.workspace.template import Answers, make

CONFIG = """\
[project]
number = "X/1"

[languages]
source = "en"
targets = ["lv", "lt"]

[[partners]]
id = "first"
country = "LV"

[[partners]]
id = "second"
country = "LT"
"""


def workspace(folder: Path, config: str = CONFIG, **files: str) -> Workspace:
    (folder / "hexapla.toml").write_text(config, encoding="utf-8")
    for name, text in files.items():
        path = folder / "source_docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Workspace.open(folder)


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / "source_docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")


def test_a_workspace_is_found_from_a_folder_inside_it(tmp_path):
    workspace(tmp_path)
    inside = tmp_path / "source_docs" / "plan"
    inside.mkdir(parents=True)
    assert Workspace.find(inside).root == tmp_path.resolve()


def test_without_a_workspace_the_remedy_names_init(tmp_path):
    with pytest.raises(NoWorkspaceError, match="hexapla init"):
        Workspace.find(tmp_path)


def test_broken_toml_names_the_line(tmp_path):
    with pytest.raises(ConfigurationError) as caught:
        workspace(tmp_path, "[project]\nnumber = oops\n")
    assert caught.value.place.endswith("hexapla.toml:2")
    assert caught.value.remedy


def test_an_unknown_key_names_its_line_and_the_keys_there_are(tmp_path):
    with pytest.raises(ConfigurationError) as caught:
        workspace(tmp_path, CONFIG + 'contry = "LT"\n')
    assert caught.value.place.endswith("hexapla.toml:15")
    assert "partners.1.contry" in caught.value.problem
    assert "country" in caught.value.remedy


def test_an_unknown_language_code_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="latviešu"):
        workspace(tmp_path, '[languages]\ntargets = ["lv", "latviešu"]\n')


def test_a_pattern_without_a_language_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="language"):
        workspace(tmp_path, '[documents]\npattern = "{document}.{ext}"\n')


def test_the_newest_and_the_earlier_files_of_a_document_are_told_apart(tmp_path):
    space = workspace(tmp_path)
    put(tmp_path, "plan/plan.en.md", "plan/plan.lv.md", "plan/revisions/1/plan.en.md")
    put(tmp_path, "plan/notes.txt", "plan/~$plan.en.md")
    (document,), troubles = space.documents()
    assert not troubles
    assert [(file.language, file.number) for file in document.files] == [("en", None), ("lv", None)]
    assert [(file.language, file.number) for file in document.earlier] == [("en", 1)]


def test_a_file_in_an_unknown_language_stops_itself_alone(tmp_path):
    space = workspace(tmp_path)
    put(tmp_path, "plan/plan.en.md", "plan/plan.xx.md")
    (document,), (trouble,) = space.documents()
    assert [file.language for file in document.files] == ["en"]
    assert "plan.xx.md" in trouble.place
    assert trouble.exit_code == 3


def test_a_document_may_be_wanted_in_a_language_of_its_own(tmp_path):
    space = workspace(tmp_path)
    put(tmp_path, "plan/plan.en.md", "plan/plan.de.md")
    (tmp_path / "source_docs/plan/document.toml").write_text('languages = ["lv", "de"]\n')
    (document,), troubles = space.documents()
    assert not troubles
    assert space.wanted_languages(document) == ("lv", "de")


def test_two_files_for_one_document_and_language_name_both(tmp_path):
    space = workspace(tmp_path)
    put(tmp_path, "plan/plan.en.md", "plan/plan.en.docx", "plan/plan.lv.md")
    (document,), (trouble,) = space.documents()
    assert [file.language for file in document.files] == ["lv"]
    assert "plan.en.docx" in str(trouble)
    assert "plan.en.md" in str(trouble)


def test_a_wrong_document_toml_stops_that_document_alone(tmp_path):
    space = workspace(tmp_path)
    put(tmp_path, "plan/plan.en.md", "other/other.en.md")
    (tmp_path / "source_docs/plan/document.toml").write_text("famly = 'x'\n")
    documents, (trouble,) = space.documents()
    assert [document.name for document in documents] == ["other"]
    assert "famly" in str(trouble)


def test_the_name_pattern_is_configurable(tmp_path):
    space = workspace(
        tmp_path,
        '[languages]\ntargets = ["lv"]\n[documents]\npattern = "{document}_{language}.{ext}"\n',
    )
    put(tmp_path, "privacy_lv.html", "privacy_en.html")
    (document,), troubles = space.documents()
    assert document.name == "privacy"
    assert not troubles


def test_source_date_epoch_sets_the_clock(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert clock() == FixedClock(datetime(1970, 1, 1, tzinfo=UTC))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(ConfigurationError, match="soon"):
        clock()


def test_a_written_file_leaves_no_part_behind(tmp_path):
    write_atomically(tmp_path / "a" / "b.txt", b"text")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_a_made_workspace_opens_and_holds_a_document(tmp_path):
    make(tmp_path, Answers(number='A"1', title="Kopā", languages=("lv", "en", "lv")))
    space = Workspace.open(tmp_path)
    assert space.config.project.number == 'A"1'
    assert space.config.languages.targets == ("lv",)
    (document,), troubles = space.documents()
    assert not troubles
    assert [file.language for file in document.files] == ["en", "lv"]
