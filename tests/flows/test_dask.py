"""A Dask worker is handed the same parcels as a process: same bytes, or a clear word why not."""

import importlib.util
import subprocess
import sys

import pytest
from prefect_client import hexapla, packed

from flows.parcels import PREFIX, parcels
from flows.prefect_runner import dask
from hexapla.errors import UsageError

IMPORTED = """
import sys, flows.publish, flows.release, flows.engines, flows.serving
sys.exit(any(name.split(".")[0] in {"dask", "distributed"} for name in sys.modules))
"""
installed = pytest.mark.skipif(
    importlib.util.find_spec("prefect_dask") is None, reason="needs hexapla[dask]"
)


def three_documents(space, table):
    for number in range(3):
        for tag, text in (("en", "The harbour is clean."), ("lv", "Osta ir tīra.")):
            path = space.documents_root / f"note-{number}" / f"note-{number}.{tag}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{text} {number}\n", encoding="utf-8")
    path = space.root / "hexapla.toml"
    path.write_text(path.read_text(encoding="utf-8") + f"\n[run]\n{table}\n", encoding="utf-8")


@installed
@pytest.mark.flow
def test_local_workers_prefects_threads_and_dask_give_the_same_bytes(space, cache):
    three_documents(space, "batch = 1\nworkers = 2")
    engines = {"local": "local", "threads": "prefect", "dask": "prefect"}
    made = {}
    for name, engine in engines.items():
        if name == "dask":
            path = space.root / "hexapla.toml"
            text = path.read_text(encoding="utf-8")
            path.write_text(text + 'dask = "local"\n', encoding="utf-8")
        done = hexapla(space.root, cache, "run", "--force", "--engine", engine)
        assert done.returncode == 0, done.stderr
        made[name] = packed(space.root)
    assert "Creating a new Dask cluster" in done.stdout + done.stderr
    assert made["threads"] == made["local"]
    assert made["dask"] == made["local"]
    assert list(space.private.glob(f"{PREFIX}*")) == []


@installed
@pytest.mark.flow
def test_a_dask_scheduler_out_of_reach_ends_with_4_and_says_what_to_do(space, cache):
    three_documents(space, 'batch = 1\ndask = "tcp://127.0.0.1:9"')
    done = hexapla(
        space.root,
        cache,
        *("run", "--engine", "prefect"),
        DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s",
    )
    assert done.returncode == 4, done.stderr
    assert "the Dask cluster is out of reach" in done.stderr
    assert "leave `dask` out" in done.stderr


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "prefect_dask", None)
    with pytest.raises(UsageError) as caught:
        dask("local")
    assert "hexapla[dask]" in caught.value.remedy


def test_no_other_part_of_the_program_imports_dask(space):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            IMPORTED,
        ],
        check=False,
    )
    assert done.returncode == 0


def test_what_a_killed_run_left_is_removed_and_what_another_has_is_not(space):
    with parcels(space.private, len, ["abc"]) as (mine,):
        host = mine.folder.split("@")[1]
        dead = space.private / f"{PREFIX}@{host}@{dead_process()}@x"
        elsewhere = space.private / f"{PREFIX}@elsewhere@{dead_process()}@x"
        for folder in (dead, elsewhere):
            folder.mkdir()
        with parcels(space.private, len, []):
            pass
        assert (dead.exists(), elsewhere.exists()) == (False, True)
        mine.do()
        assert mine.made() == 3


def dead_process():
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid
