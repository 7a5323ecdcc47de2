"""`hexapla doctor` says what is there, what is missing, and what that costs."""

import json
from importlib.metadata import PackageNotFoundError

import pytest
from typer.testing import CliRunner

from hexapla.cli import diagnosis
from hexapla.cli.app import app
from hexapla.workspace.template import Answers, make


def parts(folder):
    return {one.part: one for one in diagnosis.examine(folder)}


@pytest.fixture
def space(tmp_path):
    make(tmp_path / "space", Answers(title="Clean harbours", languages=("lv", "pl")))
    return tmp_path / "space"


def test_a_language_without_rules_is_named_with_what_that_costs(space):
    found = parts(space)
    assert "language lv" not in found
    assert found["language pl"].state == diagnosis.MISSING
    assert "as it is written" in found["language pl"].cost


def test_a_package_that_is_not_there_is_missing_and_its_extra_is_named(space, monkeypatch):
    known = diagnosis.version

    def version(name):
        if name == "paramiko":
            raise PackageNotFoundError(name)
        return known(name)

    monkeypatch.setattr(diagnosis, "version", version)
    assert parts(space)["paramiko"].state == diagnosis.MISSING
    assert "hexapla[sources]" in parts(space)["paramiko"].cost


@pytest.mark.parametrize(
    ("name", "release"), [("sqlalchemy", "2.1.0"), ("fastapi", "0.151.0"), ("prefect", "4.0")]
)
def test_a_release_that_breaks_prefect_is_broken(space, monkeypatch, name, release):
    known = diagnosis.version
    monkeypatch.setattr(diagnosis, "version", lambda one: release if one == name else known(one))
    assert parts(space)[name].state == diagnosis.BROKEN


def test_outside_a_workspace_the_rest_is_told_all_the_same(tmp_path):
    found = parts(tmp_path)
    assert found["workspace"].state == diagnosis.MISSING
    assert found["hexapla"].state == diagnosis.OK


def test_a_wrong_configuration_is_broken_and_says_where(space):
    (space / "hexapla.toml").write_text("[project]\nnumer = 1\n")
    found = parts(space)["workspace"]
    assert found.state == diagnosis.BROKEN
    assert "numer" in found.detail


def test_the_command_gives_the_same_to_machines(space):
    done = CliRunner().invoke(app, ["-C", str(space), "doctor", "--format", "json"])
    listed = json.loads(done.stdout)
    assert {"part", "state", "detail", "cost"} <= listed[0].keys()
    assert {one["part"] for one in listed} >= {"hexapla", "LibreOffice", "workspace"}
