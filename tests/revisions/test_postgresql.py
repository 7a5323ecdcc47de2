"""The same ledger on a PostgreSQL server, which the test starts and stops."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from ledger_desk import Desk
from test_follows import EN, LATE, LATE_LV, LV

from hexapla.errors import ServiceError
from hexapla.model import State
from hexapla.revisions import export_ocfl, import_ocfl, verify_ledger


def _tools() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


TOOLS = _tools()
pytestmark = pytest.mark.skipif(TOOLS is None, reason="PostgreSQL is not installed")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    pytest.importorskip("psycopg", reason="the extra “postgresql” is not installed")
    folder = tmp_path_factory.mktemp("postgresql")
    user = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        try:
            account = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("there is no user “postgres” to run the server as")
        for path in (folder, *folder.parents):
            if path.owner() == "root" and not path.stat().st_mode & 0o001:
                path.chmod(path.stat().st_mode | 0o011)
        os.chown(folder, account.pw_uid, account.pw_gid)
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    data, port = folder / "data", _free_port()
    run = {"cwd": folder, "stdout": subprocess.DEVNULL, **user}
    subprocess.run(
        [TOOLS / "initdb", "-D", data, "-U", "hexapla", "-A", "trust", "-E", "UTF8", "--locale=C"],
        check=True,
        **run,
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -F"
    control = [TOOLS / "pg_ctl", "-D", data, "-w", "-s"]
    subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], check=True, **run)
    yield f"postgresql://hexapla@127.0.0.1:{port}"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, **run)


@pytest.fixture
def desk(server, tmp_path, request):
    import psycopg

    name = "".join(c if c.isalnum() else "_" for c in request.node.name)[:60].lower()
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    made = Desk(tmp_path / "workspace")
    with (made.root / "hexapla.toml").open("a", encoding="utf-8") as config:
        config.write(f'\n[ledger]\ndatabase = "{server}/{name}"\n')
    made.workspace = type(made.workspace).open(made.root)
    return made


def test_it_records_follows_and_verifies_as_on_sqlite(desk):
    desk.put("en", *EN)
    desk.put("lv", *LV)
    assert len(desk.record(who="Ilze").revisions) == 2
    desk.put("en", EN[0], LATE, *EN[2:])
    desk.record()
    assert desk.version().state is State.STALE
    desk.put("lv", LV[0], LATE_LV, *LV[2:])
    desk.record()
    assert desk.version().state is State.CURRENT
    assert desk.record().revisions == ()
    with desk.ledger() as ledger:
        assert verify_ledger(ledger) == ()


def test_an_altered_row_is_named_there_too(desk):
    desk.put("en", *EN)
    desk.record()
    with desk.ledger() as ledger:
        with ledger.database.writing() as connection:
            connection.exec_driver_sql("UPDATE event SET who = 'x' WHERE seq = 1")
        assert [one.place for one in verify_ledger(ledger)] == ["event 1"]


def test_a_ledger_moves_from_sqlite_to_the_server(desk, tmp_path):
    first = Desk(tmp_path / "first")
    first.put("en", *EN)
    first.put("lv", *LV)
    first.record()
    with first.ledger() as old, desk.ledger() as new:
        export_ocfl(old, tmp_path / "ocfl")
        import_ocfl(new, tmp_path / "ocfl")
        assert new.status() == old.status()
        assert verify_ledger(new) == ()


def test_a_server_out_of_reach_is_told(tmp_path):
    desk = Desk(tmp_path / "w")
    with (desk.root / "hexapla.toml").open("a", encoding="utf-8") as config:
        config.write('\n[ledger]\ndatabase = "postgresql://hexapla:secret@127.0.0.1:1/none"\n')
    desk.workspace = type(desk.workspace).open(desk.root)
    with pytest.raises(ServiceError, match="out of reach") as told:
        desk.ledger()
    assert "secret" not in str(told.value)
