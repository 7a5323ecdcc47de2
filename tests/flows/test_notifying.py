"""People are told of what went wrong: by a real mail server and a real web server, once each."""

import datetime as dt
import http.server
import json
import socket
import threading
from contextlib import contextmanager

import pytest

from flows import order
from flows.notifying import message_of, notify, overdue
from flows.runner import LocalRunner
from hexapla.errors import InputError
from hexapla.model import Published
from hexapla.revisions import Ledger, record
from hexapla.workspace import FixedClock, Notify, Workspace
from hexapla.workspace.template import Answers, make

controller = pytest.importorskip("aiosmtpd.controller", reason="needs aiosmtpd")
smtp = pytest.importorskip("aiosmtpd.smtp", reason="needs aiosmtpd")

FIRST = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
PASSWORD = "correct-horse"  # noqa: S105  of a test
FAILED = Published(changed=True, troubles=(InputError("is broken", place="plan.lv.docx"),))


class Postbox:
    def __init__(self):
        self.mails = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  the library's name
        self.mails.append(envelope)
        return "250 taken"


def authenticator(_server, _session, _envelope, _mechanism, data):
    return smtp.AuthResult(success=data.password == PASSWORD.encode(), handled=False)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def postbox():
    box = Postbox()
    running = controller.Controller(
        box,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=authenticator,
        auth_require_tls=False,
    )
    running.start()
    box.port = running.port
    yield box
    running.stop()


@contextmanager
def web_server(status):
    taken = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["content-length"])
            taken.append((self.path, json.loads(self.rfile.read(length))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", taken
        server.shutdown()
        thread.join()


@pytest.fixture
def space(tmp_path):
    make(tmp_path / "space", Answers(title="Clean harbours", languages=("lv",)))
    return tmp_path / "space"


def configured(space, table):
    path = space / "hexapla.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[notify]\n" + table, encoding="utf-8")
    return Workspace.open(space)


def mail_table(port, user="desk"):
    return (
        f'to = ["secretariat@example.org"]\nsmtp_host = "127.0.0.1"\nsmtp_port = {port}\n'
        f'smtp_security = "none"\nsmtp_user = "{user}"\n'
    )


def test_a_mail_says_what_was_not_done(space, postbox, monkeypatch):
    monkeypatch.setenv("HEXAPLA_SMTP_PASSWORD", PASSWORD)
    workspace = configured(space, mail_table(postbox.port))
    with Ledger.open(workspace, FixedClock(FIRST)) as ledger:
        assert notify(workspace, ledger, FAILED) == ()
    (mail,) = postbox.mails
    assert mail.rcpt_tos == ["secretariat@example.org"]
    assert b"plan.lv.docx: is broken" in mail.content
    assert b"1 not done" in mail.content


def test_the_same_is_told_once_and_again_after_it_was_mended(space, postbox, monkeypatch):
    monkeypatch.setenv("HEXAPLA_SMTP_PASSWORD", PASSWORD)
    workspace = configured(space, mail_table(postbox.port))
    with Ledger.open(workspace, FixedClock(FIRST)) as ledger:
        notify(workspace, ledger, FAILED)
        notify(workspace, ledger, FAILED)
        assert len(postbox.mails) == 1
        notify(workspace, ledger, Published(changed=True))
        notify(workspace, ledger, FAILED)
    assert len(postbox.mails) == 2


def test_a_wrong_password_is_an_error_that_does_not_say_it(space, postbox, monkeypatch):
    monkeypatch.setenv("HEXAPLA_SMTP_PASSWORD", "wrong-secret")
    workspace = configured(space, mail_table(postbox.port))
    with Ledger.open(workspace, FixedClock(FIRST)) as ledger:
        (error,) = notify(workspace, ledger, FAILED)
    assert "HEXAPLA_SMTP_PASSWORD" in str(error)
    assert "wrong-secret" not in str(error)
    assert postbox.mails == []


def test_a_webhook_gets_the_text_and_its_secret_address_is_never_said(space, monkeypatch):
    with web_server(200) as (address, taken):
        monkeypatch.setenv("TEAM_HOOK", f"{address}/services/T0P-S3CRET")
        workspace = configured(space, 'webhooks = ["env:TEAM_HOOK"]\n')
        with Ledger.open(workspace, FixedClock(FIRST)) as ledger:
            assert notify(workspace, ledger, FAILED) == ()
    ((path, body),) = taken
    assert path.endswith("T0P-S3CRET")
    assert "plan.lv.docx: is broken" in body["text"]
    kept = b"".join(one.read_bytes() for one in workspace.private.rglob("*") if one.is_file())
    assert b"S3CRET" not in kept


def test_a_run_whose_webhook_refuses_ends_with_that_trouble_after_retries(space):
    with web_server(500) as (address, taken):
        workspace = configured(space, f'webhooks = ["{address}/S3CRET"]\nstale_days = 1\n')
        broken = workspace.documents_root / "plan" / "plan.lv.docx"
        broken.parent.mkdir(exist_ok=True)
        broken.write_bytes(b"PK no docx")
        said = []
        with Ledger.open(workspace, FixedClock(FIRST)) as ledger:
            published = order.publish(
                workspace,
                ledger,
                order.Request(),
                LocalRunner(said.append, workers=1, sleep=lambda _: None),
            )
    assert len(taken) == 1 + order.RETRIES
    assert "the webhook answers 500" in str(published.troubles[-1])
    assert "S3CRET" not in "".join(said) + "".join(map(str, published.troubles))


def test_a_translation_is_overdue_once_it_has_been_stale_for_longer_than_allowed(space):
    workspace = Workspace.open(space)
    (document,) = workspace.documents()[0]
    source = next(one.path for one in document.files if one.language == "en")
    with Ledger.open(workspace, FixedClock(FIRST)) as ledger:
        record(workspace, ledger)
    text = source.read_text(encoding="utf-8")
    changed = next(line for line in text.splitlines() if len(line.split()) > 5)
    source.write_text(text.replace(changed, changed + " In 2027 this ends."), encoding="utf-8")
    with Ledger.open(workspace, FixedClock(FIRST + dt.timedelta(days=10))) as ledger:
        record(workspace, ledger)
    with Ledger.open(workspace, FixedClock(FIRST + dt.timedelta(days=17))) as ledger:
        assert overdue(ledger, 7) == ()
    with Ledger.open(workspace, FixedClock(FIRST + dt.timedelta(days=18))) as ledger:
        (late,) = overdue(ledger, 7)
    assert (late.language, late.since, late.days) == ("lv", 2, 8)
    message = message_of(Published(changed=False), (late,), Notify(stale_days=7), "harbours")
    assert "stale since revision 2" in message.text


def test_nothing_grave_is_no_message():
    assert message_of(Published(changed=True), (), Notify(), "harbours") is None
