"""A mailbox as a place of files: the attachments of its newest messages, by their names.

Only what comes from senders that the workspace names is looked at. A mailbox is opened to be read:
no message is marked, moved or deleted. Of attachments with one name the newest counts.
"""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from datetime import timedelta
from email import policy
from email.errors import ObsoleteHeaderDefect
from email.message import Message
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from hexapla.errors import ConfigurationError
from hexapla.workspace import clock

DAYS = 30
"""How far back messages are looked at, where the source's option `days` says nothing else."""
_TIMEOUT = 60
_SECURE_PORT = 993


class Mailbox:
    """The attachments in a folder of a mailbox, over IMAP with TLS (RFC 3501, RFC 8314)."""

    protocol = "imaps"

    def __init__(
        self,
        url: str,
        *,
        password: str,
        senders: Sequence[str] = (),
        days: int = DAYS,
        certificates: Path | None = None,
    ) -> None:
        """Name a mailbox: imaps://user@host/FOLDER; `senders` are addresses, or @domains.

        Raises:
            ConfigurationError: nobody is named whose attachments may come in.

        """
        if not senders:
            raise ConfigurationError(
                "a mailbox needs the addresses whose attachments may come in",
                place="hexapla.toml: [[sources]]",
                remedy='write senders = ["anna@example.lv", "@example.ee"] under [sources.options]',
            )
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or _SECURE_PORT
        self._user, self._password = unquote(parts.username or ""), password
        self._folder = unquote(parts.path.strip("/")) or "INBOX"
        self._senders = tuple(one.casefold() for one in senders)
        self._since = (clock().now() - timedelta(days=days)).date()
        self._context = ssl.create_default_context(cafile=certificates)
        self._found: dict[str, bytes] | None = None

    def find(self, root: str) -> list[str]:  # noqa: ARG002  there is one folder, the mailbox's
        """List the attachments; asks the server.

        Raises:
            OSError, imap_tools.errors.MailboxLoginError: out of reach, or the password is wrong.

        """
        from imap_tools import AND, MailBox  # noqa: PLC0415  only a mailbox needs it

        newest: dict[str, tuple[Any, bytes]] = {}
        box = MailBox(self._host, self._port, timeout=_TIMEOUT, ssl_context=self._context)
        with box.client:  # it says good-bye and closes, also where the password is not taken
            box.login(self._user, self._password, self._folder)
            for message in box.fetch(AND(date_gte=self._since), mark_seen=False):
                if not self._welcome(message.obj):
                    continue
                order = (message.date.timestamp(), int(message.uid or 0))
                for attached in message.attachments:
                    name = PurePosixPath(attached.filename.replace("\\", "/")).name
                    if name and order >= newest.get(name, (order,))[0]:
                        newest[name] = (order, attached.payload)
        self._found = {name: content for name, (_, content) in newest.items()}
        return sorted(self._found)

    def size(self, path: str) -> int:
        """Give an attachment's size in bytes."""
        return len(self.cat_file(path))

    def cat_file(self, path: str) -> bytes:
        """Give an attachment's bytes."""
        if self._found is None:
            self.find("")
        return (self._found or {})[path]

    def _welcome(self, message: Message) -> bool:
        """Whether it names one sender, without a doubt, and that sender's files may come in."""
        said = message.get_all("from", [])
        if len(said) != 1:
            return False
        header = policy.default.header_factory("from", str(said[0]))
        doubts = [one for one in header.defects if not isinstance(one, ObsoleteHeaderDefect)]
        if doubts or len(header.addresses) != 1:
            return False
        address = header.addresses[0].addr_spec.casefold()
        return any(
            address == one or (one.startswith("@") and address.endswith(one))
            for one in self._senders
        )
