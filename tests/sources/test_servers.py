"""Real servers on this machine: what they keep comes in, and nothing secret goes out."""

import os
import socket
import threading
import wsgiref.simple_server
from contextlib import contextmanager
from pathlib import Path

import pytest

from hexapla.sources import pull
from hexapla.workspace import Workspace

paramiko = pytest.importorskip("paramiko")
wsgidav = pytest.importorskip("wsgidav.wsgidav_app")

PASSWORD = "a-partner's-secret"  # noqa: S105  of these servers alone


def workspace(root, *tables):
    root.mkdir()
    text = '[languages]\ntargets = ["lv"]\n' + "".join(tables)
    (root / "hexapla.toml").write_text(text, encoding="utf-8")
    return Workspace.open(root)


@pytest.fixture
def shared(tmp_path):
    folder = tmp_path / "shared"
    (folder / "plāns").mkdir(parents=True)
    (folder / "plāns" / "plāns.lv.md").write_text("Ostas darbs.\n", encoding="utf-8")
    (folder / "plāns" / "piezīmes.txt").write_text("ne dokuments\n", encoding="utf-8")
    return folder


class Files(paramiko.SFTPServerInterface):
    """A folder, as a server of SFTP shows it: to be read only."""

    root = ""

    def _at(self, path):
        return Path(self.root + self.canonicalize(path))

    def list_folder(self, path):
        made = []
        for entry in os.scandir(self._at(path)):
            one = paramiko.SFTPAttributes.from_stat(entry.stat())
            one.filename = entry.name
            made.append(one)
        return made

    def stat(self, path):
        try:
            return paramiko.SFTPAttributes.from_stat(self._at(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    lstat = stat

    def open(self, path, flags, attr):
        handle = paramiko.SFTPHandle(flags)
        handle.readfile = self._at(path).open("rb")
        return handle


class Gate(paramiko.ServerInterface):
    def check_auth_password(self, username, password):
        known = (username, password) == ("osta", PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if known else paramiko.AUTH_FAILED

    def get_allowed_auths(self, username):
        return "password"

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED


@pytest.fixture
def sftp(shared):
    key = paramiko.RSAKey.generate(2048)
    files = type("Shared", (Files,), {"root": str(shared)})
    listening = socket.create_server(("127.0.0.1", 0))
    open_now = []

    def serve():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, files)
            open_now.append(transport)
            transport.start_server(server=Gate(), event=threading.Event())

    thread = threading.Thread(target=serve)
    thread.start()
    port = listening.getsockname()[1]
    yield port, f"[127.0.0.1]:{port} {key.get_name()} {key.get_base64()}\n"
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    for transport in open_now:
        transport.close()
    thread.join()


def over_sftp(port):
    return (
        f'[[sources]]\nname = "osta"\nurl = "sftp://osta@127.0.0.1:{port}/"\n'
        '[sources.options]\npassword = "$OSTA_PASSWORD"\nknown_hosts = "known_hosts"\n'
    )


def test_a_partners_files_come_over_sftp(tmp_path, sftp, monkeypatch):
    port, known = sftp
    monkeypatch.setenv("OSTA_PASSWORD", PASSWORD)
    space = workspace(tmp_path / "space", over_sftp(port))
    (space.root / "known_hosts").write_text(known)
    pulled = pull(space)
    assert pulled.troubles == ()
    assert [path.read_text(encoding="utf-8") for path in pulled.written] == ["Ostas darbs.\n"]
    assert pull(space).unchanged == 1


def test_a_server_whose_key_nobody_has_confirmed_is_not_spoken_to(tmp_path, sftp, monkeypatch):
    port, _ = sftp
    monkeypatch.setenv("OSTA_PASSWORD", PASSWORD)
    (trouble,) = pull(workspace(tmp_path / "space", over_sftp(port))).troubles
    assert "is not in known_hosts" in str(trouble)
    assert PASSWORD not in str(trouble)


def test_a_password_that_is_not_taken_is_named_by_its_source_and_never_shown(
    tmp_path, sftp, monkeypatch
):
    port, known = sftp
    monkeypatch.setenv("OSTA_PASSWORD", "last-year's-secret")
    space = workspace(tmp_path / "space", over_sftp(port))
    (space.root / "known_hosts").write_text(known)
    (trouble,) = pull(space).troubles
    assert "renew the credentials of [[sources]] “osta”" in str(trouble)
    assert "last-year" not in str(trouble)


def test_a_variable_that_is_not_set_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("OSTA_PASSWORD", raising=False)
    (trouble,) = pull(workspace(tmp_path / "space", over_sftp(9))).troubles
    assert "OSTA_PASSWORD" in str(trouble)
    assert trouble.exit_code == 4


@contextmanager
def webdav_server(folder):
    class Quiet(wsgiref.simple_server.WSGIRequestHandler):
        def log_message(self, *_):
            pass

    application = wsgidav.WsgiDAVApp(
        {
            "provider_mapping": {"/dav": {"root": str(folder), "readonly": True}},
            "simple_dc": {"user_mapping": {"*": {"osta": {"password": PASSWORD}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    with wsgiref.simple_server.make_server(
        "127.0.0.1", 0, application, handler_class=Quiet
    ) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def over_webdav(port):
    return (
        f'[[sources]]\nname = "mākonis"\nurl = "webdav://osta@127.0.0.1:{port}/dav"\n'
        '[sources.options]\npassword = "$OSTA_PASSWORD"\n'
    )


def test_a_partners_files_come_over_webdav(tmp_path, shared, monkeypatch):
    monkeypatch.setenv("OSTA_PASSWORD", PASSWORD)
    with webdav_server(shared) as port:
        space = workspace(tmp_path / "space", over_webdav(port))
        pulled = pull(space)
        again = pull(space)
    assert pulled.troubles == ()
    assert [path.name for path in pulled.written] == ["plāns.lv.md"]
    assert again.unchanged == 1


def test_a_cloud_that_refuses_the_password_is_named_and_the_password_is_not(
    tmp_path, shared, monkeypatch
):
    monkeypatch.setenv("OSTA_PASSWORD", "last-year's-secret")
    with webdav_server(shared) as port:
        (trouble,) = pull(workspace(tmp_path / "space", over_webdav(port))).troubles
    assert "renew the credentials of [[sources]] “mākonis”" in str(trouble)
    assert "last-year" not in str(trouble)


def test_an_address_of_a_kind_that_nothing_here_knows_is_told(tmp_path):
    table = '[[sources]]\nname = "zap"\nurl = "zap://there/files"\n'
    (trouble,) = pull(workspace(tmp_path / "space", table)).troubles
    assert "zap" in str(trouble)
    assert "Remedy" in str(trouble)
