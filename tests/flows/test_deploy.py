"""The deployments of prefect.yaml and of `hexapla deploy`, taken by a real server and a worker."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from prefect_client import environment, hexapla
from test_server import until

from hexapla.workspace.template import Answers, make

pytestmark = pytest.mark.flow

REPOSITORY = Path(__file__).parents[2]
TELL = """
import sys
from pathlib import Path
from flows.watching import tell
from hexapla.workspace import Workspace
tell(Workspace.open(Path(sys.argv[1])), sys.argv[2:])
"""


def prefect(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )


@pytest.fixture
def pool(server):
    if not server.ask("/work_pools/filter", {"work_pools": {"name": {"any_": ["hexapla"]}}}):
        server.ask("/work_pools/", {"name": "hexapla", "type": "process"})


def parameters(server, name):
    known = {one["name"]: one for one in server.ask("/deployments/filter", {})}
    return known[name]["id"], known[name]["parameters"]["parameters"]


def ended(worker):
    """End Prefect's own worker, which on a busy machine may not answer to a wish."""
    worker.terminate()
    try:
        worker.wait(60)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def test_prefect_yaml_is_deployed_and_a_worker_runs_what_an_event_tells(
    server, pool, space, tmp_path, monkeypatch
):
    monkeypatch.setenv("HEXAPLA_WORKSPACE", str(space.root))
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "home"))
    shutil.copy(REPOSITORY / "prefect.yaml", tmp_path)
    (document,) = space.documents()[0]
    with environment(server):
        done = prefect("deploy", "--all", cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count("successfully created") == 5
        arrival, said = parameters(server, "arrival")
        assert said == {"workspace": str(space.root), "pull": False}
        worker = subprocess.Popen(
            [sys.executable, "-m", "prefect", "worker", "start", "--pool", "hexapla"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            told = f"source_docs/{document.name}/{document.name}.lv.md"
            subprocess.run([sys.executable, "-c", TELL, str(space.root), told], check=True)
            asked = {"deployments": {"id": {"any_": [arrival]}}}
            end = time.monotonic() + 60
            while not server.ask("/flow_runs/count", asked) and time.monotonic() < end:
                time.sleep(0.3)
            (run,) = server.ask("/flow_runs/filter", asked)
            assert run["parameters"]["parameters"]["documents"] == [document.name]
            state = until(server, run["id"], "Checked", "Incomplete", within=120)
        finally:
            ended(worker)
    assert state["name"] == "Checked", state["message"]
    assert (space.output / "reports" / "findings.html").is_file()


def test_hexapla_deploy_refuses_the_names_of_another_workspace_and_takes_a_suffix(
    server, pool, space, cache, tmp_path
):
    variables = server.environment()
    path = space.root / "hexapla.toml"
    job = '\n[run.job]\nimage = "hexapla:test"\n'
    path.write_text(path.read_text(encoding="utf-8") + job, encoding="utf-8")
    first = hexapla(space.root, cache, *("deploy", "--suffix", "-of-two"), **variables)
    assert first.returncode == 0, first.stderr
    assert "publish/nightly-of-two" in first.stdout
    (nightly,) = (
        one for one in server.ask("/deployments/filter", {}) if one["name"] == "nightly-of-two"
    )
    assert nightly["job_variables"] == {"image": "hexapla:test"}
    assert nightly["work_pool_name"] == "hexapla"
    other = tmp_path / "other"
    make(other, Answers(title="Clean forests", languages=("lv",)))
    second = hexapla(other, cache, *("deploy", "--suffix", "-of-two"), **variables)
    assert second.returncode == 2
    assert str(space.root) in second.stderr
    assert "--suffix -other" in second.stderr
    none = hexapla(other, cache, *("deploy", "--suffix", "-x", "--pool", "nowhere"), **variables)
    assert none.returncode == 4
    assert "work pool “nowhere”" in none.stderr
