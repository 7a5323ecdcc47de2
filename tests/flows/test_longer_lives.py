"""The Compose file and the units name commands, options and services that there are."""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml", reason="Prefect brings it")

DEPLOY = Path(__file__).parents[2] / "deploy"
VARIABLES = {
    "WORKSPACE": "/srv/partnership",
    "PREFECT_PASSWORD": "hexapla:of-the-tests",
    "DATABASE_PASSWORD": "of-the-tests",
}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def commands(compose):
    for name, service in compose["services"].items():
        said = service.get("command")
        if not said:
            continue
        if said[0] == "sh":
            for part in re.split(r"\|\||;", said[2]):
                yield name, shlex.split(part.split(">")[0])
        else:
            yield name, said
    for unit in sorted(DEPLOY.glob("*.service")):
        made = configparser.ConfigParser(interpolation=None, strict=True)
        made.optionxform = str
        made.read(unit, encoding="utf-8")
        path, *arguments = shlex.split(made["Service"]["ExecStart"])
        yield unit.name, [Path(path).name, *arguments]


def test_every_command_has_the_options_that_it_is_given(compose):
    modules = {"hexapla": "hexapla.cli", "prefect": "prefect"}
    helps = {}
    for name, (program, *arguments) in commands(compose):
        words = [word for word in arguments if re.fullmatch(r"[a-z][a-z-]+", word)]
        deepest = words[: {"worker": 2, "server": 2, "work-pool": 2}.get(words[0], 1)]
        key = (program, *deepest)
        if key not in helps:
            helps[key] = subprocess.run(
                [sys.executable, "-m", modules[program], *deepest, "--help"],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
            ).stdout
        for option in (word for word in arguments if word.startswith("--")):
            assert option in helps[key], (name, option)


def test_what_is_open_to_the_machine_is_prefects_page_on_loopback_and_a_desk_with_sign_in(compose):
    opened = {
        name: service["ports"]
        for name, service in compose["services"].items()
        if "ports" in service
    }
    assert opened == {"server": ["127.0.0.1:4200:4200"], "desk": ["8340:8340"]}
    assert compose["services"]["desk"]["profiles"] == ["desk"]
    server = compose["services"]["server"]["environment"]
    assert server["PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED"] == "true"
    assert "*" not in server["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"]


def test_no_secret_stands_in_the_file_and_every_service_waits_for_one_that_there_is(compose):
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+)", text)) == {*VARIABLES, "WORKSPACE_USER", "CERTIFICATE"}
    for name, service in compose["services"].items():
        assert set(service.get("depends_on", {})) <= set(compose["services"]), name
        for key, value in service.get("environment", {}).items():
            if "PASSWORD" in key or "AUTH" in key:
                assert str(value).startswith("${"), (name, key)


def test_docker_takes_the_file(compose):
    docker = shutil.which("docker")
    ready = docker and subprocess.run(
        [docker, "compose", "version"], capture_output=True, check=False
    )
    if not ready or ready.returncode:
        pytest.skip("needs docker compose")
    done = subprocess.run(
        [docker, "compose", "-f", str(DEPLOY / "compose.yaml"), "config", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **VARIABLES},
    )
    assert done.returncode == 0, done.stderr


def test_systemd_takes_the_units():
    verify = shutil.which("systemd-analyze")
    if not verify:
        pytest.skip("needs systemd-analyze")
    for unit in sorted(DEPLOY.glob("*.service")):
        done = subprocess.run(
            [verify, "verify", "--user", str(unit)], capture_output=True, text=True, check=False
        )
        said = [
            line
            for line in done.stderr.splitlines()
            # The paths are the reader's to change.
            if unit.name in line and "is not executable" not in line
        ]
        if not said and done.returncode and unit.name not in done.stderr:
            pytest.skip(f"systemd-analyze cannot work here: {done.stderr.strip()[:100]}")
        assert said == []
