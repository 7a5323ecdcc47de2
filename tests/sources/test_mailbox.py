"""Partners mail their translations: a real server of IMAP keeps the mailbox."""

import ipaddress
import os
import shutil
import socket
import subprocess
import tempfile
import time
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from hexapla.sources import pull
from hexapla.workspace import Workspace, clock

pytest.importorskip("imap_tools")
x509 = pytest.importorskip("cryptography.x509")
from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402

DOVECOT = shutil.which("dovecot") or (
    "/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else ""
)
OWNER = "mail"
"""Whom the mailbox belongs to: an account that Debian has; the server refuses root."""
PASSWORD = "a-partner's-secret"  # noqa: S105  of this server alone

pytestmark = pytest.mark.skipif(
    not DOVECOT or os.getuid() != 0, reason="needs the server Dovecot, and root to start it"
)


def certificate(folder):
    """Write a key and a certificate of one's own for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = clock().now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "server.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@pytest.fixture(scope="module")
def server():
    with tempfile.TemporaryDirectory(prefix="hexapla-imap-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        certificate(folder)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        (folder / "dovecot.conf").write_text(
            f"""
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
log_path = {folder}/log
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={OWNER} gid={OWNER} home={folder}/mail
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"""
        )
        running = subprocess.Popen([DOVECOT, "-F", "-c", str(folder / "dovecot.conf")])
        try:
            for _ in range(200):
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert running.poll() is None, (folder / "log").read_text()
                time.sleep(0.05)
            yield folder, port
        finally:
            running.terminate()
            running.wait(30)


@pytest.fixture
def mailed(server):
    """Give a function that puts a message into the mailbox, which is empty at first."""
    folder, _ = server
    shutil.rmtree(folder / "mail", ignore_errors=True)
    for name in ("", "cur", "new", "tmp"):
        (folder / "mail" / name).mkdir()
        shutil.chown(folder / "mail" / name, OWNER, OWNER)
    count = iter(range(1000))

    def put(sender, name, content, *, days_ago=0):
        message = EmailMessage()
        message["From"] = sender
        message["To"] = "secretariat@example.eu"
        message["Subject"] = "Tulkojums"
        sent = clock().now() - timedelta(days=days_ago)
        message["Date"] = sent
        message.set_content("Pielikumā.")
        message.add_attachment(content.encode(), maintype="text", subtype="markdown", filename=name)
        path = folder / "mail" / "new" / f"{int(sent.timestamp())}.{next(count)}.here"
        path.write_bytes(message.as_bytes())
        shutil.chown(path, OWNER, OWNER)
        os.utime(path, (sent.timestamp(), sent.timestamp()))

    return put


@pytest.fixture
def space(server, tmp_path, monkeypatch):
    folder, port = server
    root = tmp_path / "space"
    root.mkdir()
    shutil.copy(folder / "server.pem", root)
    (root / "hexapla.toml").write_text(
        '[languages]\ntargets = ["lv"]\n'
        f'[[sources]]\nname = "post"\nurl = "imaps://secretariat@127.0.0.1:{port}/INBOX"\n'
        '[sources.options]\npassword = "$POST_PASSWORD"\ncertificates = "server.pem"\n'
        'senders = ["anna@example.lv", "@example.ee"]\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("POST_PASSWORD", PASSWORD)
    return Workspace.open(root)


def texts(space):
    found = sorted(space.documents_root.rglob("*.md")) if space.documents_root.is_dir() else []
    return {path.name: path.read_text(encoding="utf-8") for path in found}


def test_an_attachment_comes_in_under_its_documents_name(space, mailed):
    mailed("Anna <anna@example.lv>", "plāns.lv.md", "Ostas darbs.\n")
    pulled = pull(space)
    assert [str(one) for one in pulled.troubles] == []
    assert texts(space) == {"plāns.lv.md": "Ostas darbs.\n"}
    assert pulled.written[0].parent.name == "plāns"


def test_of_two_messages_the_newer_attachment_counts_wherever_it_lies(space, mailed):
    mailed("anna@example.lv", "plāns.lv.md", "Jaunais.\n", days_ago=1)
    mailed("anna@example.lv", "plāns.lv.md", "Vecais.\n", days_ago=2)
    pull(space)
    assert texts(space) == {"plāns.lv.md": "Jaunais.\n"}


def test_what_a_stranger_sends_stays_outside(space, mailed):
    mailed("anna@example.lv.attacker.example", "plāns.lv.md", "nepareizi\n")
    mailed("anna@example.lv <x@attacker.example>", "plāns.lv.md", "nepareizi\n")
    mailed("x@notexample.ee", "plāns.lv.md", "nepareizi\n")
    mailed("M. Tamm <mari@example.ee>", "kava.lv.md", "pareizi\n")
    pull(space)
    assert texts(space) == {"kava.lv.md": "pareizi\n"}


def test_a_name_that_leads_elsewhere_is_its_last_part(space, mailed):
    mailed("anna@example.lv", "../../plāns.lv.md", "Ostas darbs.\n")
    pull(space)
    assert list(texts(space)) == ["plāns.lv.md"]
    assert not (space.root.parent / "plāns.lv.md").exists()


def test_what_was_corrected_here_stands_until_another_message_comes(space, mailed):
    mailed("anna@example.lv", "plāns.lv.md", "Ostas darbs.\n", days_ago=2)
    (path,) = pull(space).written
    path.write_text("Ostas darbi.\n", encoding="utf-8")
    assert pull(space).written == ()
    assert texts(space) == {"plāns.lv.md": "Ostas darbi.\n"}
    mailed("anna@example.lv", "plāns.lv.md", "Ostu darbi.\n")
    pull(space)
    assert texts(space) == {"plāns.lv.md": "Ostu darbi.\n"}


def test_a_message_older_than_the_days_is_left_alone(space, mailed):
    mailed("anna@example.lv", "plāns.lv.md", "Sen.\n", days_ago=40)
    pull(space)
    assert texts(space) == {}


def test_a_wrong_password_is_named_by_its_source_and_never_shown(space, mailed, monkeypatch):
    mailed("anna@example.lv", "plāns.lv.md", "Ostas darbs.\n")
    monkeypatch.setenv("POST_PASSWORD", "last-year's-secret")
    (trouble,) = pull(space).troubles
    assert "renew the credentials of [[sources]] “post”" in str(trouble)
    assert "last-year" not in str(trouble)


def test_a_server_that_no_authority_vouches_for_is_not_spoken_to(space, mailed):
    mailed("anna@example.lv", "plāns.lv.md", "Ostas darbs.\n")
    path = space.root / "hexapla.toml"
    path.write_text(path.read_text().replace('certificates = "server.pem"\n', ""))
    (trouble,) = pull(Workspace.open(space.root)).troubles
    assert "CERTIFICATE_VERIFY_FAILED" in str(trouble)
    assert texts(space) == {}


def test_a_mailbox_open_to_everybody_is_refused(space):
    path = space.root / "hexapla.toml"
    path.write_text(path.read_text().partition("senders")[0])
    (trouble,) = pull(Workspace.open(space.root)).troubles
    assert "senders" in str(trouble)
    assert trouble.exit_code == 2
