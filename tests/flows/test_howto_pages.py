"""What the how-to pages tell a reader to type is what the program takes."""

import ast
import configparser
import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from flows import states
from flows.watching import EVENT
from hexapla.cli.app import app
from hexapla.workspace import Config, DocumentConfig

REPOSITORY = Path(__file__).parents[2]
PAGES = sorted((REPOSITORY / "docs" / "how-to").glob("*.md"))


def blocks(page, language):
    text = page.read_text(encoding="utf-8")
    fenced = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [block for named, block in fenced if named == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_the_page_is_one(page):
    known = get_command(app)
    lines = [line for block in blocks(page, "") for line in block.splitlines()]
    lines += re.findall(r"`(hexapla [^`]+)`", page.read_text(encoding="utf-8"))
    seen = 0
    for line in lines:
        for part in re.split(r"&&|;|\|", line.split(" #")[0].replace("…", "")):
            words = part.split()
            if not words or Path(words[0]).name != "hexapla":
                continue
            seen += 1
            command = known
            options = set()
            for word in words[1:]:
                options |= {name for one in command.params for name in one.opts}
                below = command.list_commands(None) if hasattr(command, "commands") else []
                if word in below:
                    command = command.get_command(None, word)
                    options |= {name for one in command.params for name in one.opts}
                elif word.startswith("--"):
                    assert word in options, (part, word)
            assert command is not known or words[1:] == [], part
    assert seen


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_table_of_the_page_is_a_configuration(page):
    for block in blocks(page, "toml"):
        table = tomllib.loads(block)
        if "build-system" in table:
            continue  # a package's own pyproject.toml
        kind = DocumentConfig if table.keys() <= DocumentConfig.model_fields.keys() else Config
        kind.model_validate(table)


def test_the_event_of_the_page_is_the_one_that_is_watched_for():
    (page,) = (page for page in PAGES if page.stem == "trigger")
    (block,) = blocks(page, "python")
    (call,) = (one for one in ast.walk(ast.parse(block)) if isinstance(one, ast.Call))
    said = {one.arg: ast.literal_eval(one.value) for one in call.keywords}
    assert said["event"] == EVENT
    assert "hexapla.workspace" in said["resource"]
    assert "document" in said["payload"]


def test_the_unit_of_the_page_is_the_one_in_the_folder():
    (page,) = (page for page in PAGES if page.stem == "operate")
    (block,) = blocks(page, "ini")
    unit = (REPOSITORY / "deploy" / "hexapla.service").read_text(encoding="utf-8").splitlines()
    made = configparser.ConfigParser(interpolation=None)
    made.read_string(block)
    assert [line for line in block.splitlines() if line and line not in unit] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_the_page_links_to_is_there(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(((?!http)[^)#]+)\)", text):
        assert (page.parent / target).is_file(), target
    for target in re.findall(r"`((?:deploy|tools)/[\w.-]+)`", text):
        assert (REPOSITORY / target).exists(), target


def test_the_page_names_the_states_that_a_run_may_end_in():
    (page,) = (page for page in PAGES if page.stem == "schedule")
    text = page.read_text(encoding="utf-8")
    for name in ("Checked", "Incomplete", "NothingChanged", states.REFUSED, states.OUT_OF_REACH):
        assert f"| {name} |" in text
