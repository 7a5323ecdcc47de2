"""Tells people of what went wrong: by mail and by webhook, the same thing once.

What is told: findings of the severity that `[notify]` names, what a run could not do, and the
translations that have been stale for longer than it allows. What was told is kept as a digest; the
same is told again only after it has changed. A secret stands in a variable of the environment and
in no message, log or file.
"""

from __future__ import annotations

import json
import os
import smtplib
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from hexapla.errors import ServiceError
from hexapla.model import Finding, Published, Severity, State, digest
from hexapla.revisions import Ledger
from hexapla.workspace import Notify, Workspace, write_atomically

TOLD = "told.json"
"""What was told last, by way, in the workspace's private folder."""
WAIT = 20.0
SHOWN = 20
"""Lines of one kind in a message; the reports hold them all."""
_TOO_MANY_REQUESTS = 429
_TEAMS = (".webhook.office.com", ".logic.azure.com", ".powerplatform.com")
"""Where the webhooks of Microsoft Teams are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What people are told."""

    subject: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole of it, as plain text."""
        return "\n".join((self.subject, "", *self.lines)) + "\n"


Send = Callable[[str, Message, Notify], None]
"""Sends a message on a way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A translation that has been stale since a revision of its source, and for how many days."""

    document: str
    language: str
    since: int
    days: int

    def __str__(self) -> str:
        return f"{self.document} {self.language}: stale since revision {self.since}"


def notify(workspace: Workspace, ledger: Ledger, published: Published) -> tuple[ServiceError, ...]:
    """Tell what there is to tell on every way that `[notify]` names; give the ways that failed."""
    said = workspace.config.notify
    message = message_of(published, overdue(ledger, said.stale_days), said, workspace.root.name)
    told = _told(workspace)
    fingerprint = digest(message.text) if message else ""
    failed: list[ServiceError] = []
    for way, send in _ways(said):
        key = digest(way)
        if told.get(key, "") == fingerprint:
            continue
        if message:
            try:
                send(way, message, said)
            except ServiceError as error:
                failed.append(error)
                continue
        told[key] = fingerprint
    write_atomically(workspace.private / TOLD, json.dumps(told, sort_keys=True).encode())
    return tuple(failed)


def tell(workspace: Workspace, message: Message) -> tuple[ServiceError, ...]:
    """Tell something now, on every way that `[notify]` names; give the ways that failed."""
    failed: list[ServiceError] = []
    for way, send in _ways(workspace.config.notify):
        try:
            send(way, message, workspace.config.notify)
        except ServiceError as error:
            failed.append(error)
    return tuple(failed)


def _ways(said: Notify) -> tuple[tuple[str, Send], ...]:
    mail: tuple[tuple[str, Send], ...] = (("mail", _mail),) if said.smtp_host and said.to else ()
    return (*mail, *((hook, _hook) for hook in said.webhooks))


def overdue(ledger: Ledger, days: int) -> tuple[Overdue, ...]:
    """Give the translations that have been stale for more than `days` days; none where it is 0.

    They count from when the source's revision that they do not follow was recorded.
    """
    if not days:
        return ()
    now = ledger.clock.now()
    made = []
    for document in ledger.status().documents:
        recorded = {
            event.body.get("number"): datetime.fromisoformat(event.at)
            for event in ledger.log(
                document=document.document, language=document.source_language, what="recorded"
            )
        }
        for language, where in sorted(document.languages.items()):
            at = recorded.get(where.since)
            if where.state is State.STALE and where.since and at and (now - at).days > days:
                made.append(
                    Overdue(
                        document=document.document,
                        language=language,
                        since=where.since,
                        days=(now - at).days,
                    )
                )
    return tuple(made)


def message_of(
    published: Published, late: Sequence[Overdue], said: Notify, name: str
) -> Message | None:
    """Put what is to be told into words; None where there is nothing."""
    grave: list[Finding] = []
    if said.severity != "never":
        least = Severity[said.severity.upper()]
        grave = [one for one in published.findings if one.severity >= least]
    troubles = published.troubles if said.troubles else ()
    counts = (
        (len(troubles), "not done"),
        (len(grave), f"findings, {said.severity} or worse"),
        (len(late), f"stale for more than {said.stale_days} days"),
    )
    heads = [f"{number} {what}" for number, what in counts if number]
    if not heads:
        return None
    lines = [
        *_part("Not done", [str(one) for one in troubles]),
        *_part("Findings", [_finding(one) for one in grave]),
        *_part(f"Stale for more than {said.stale_days} days", [str(one) for one in late]),
        "All of it: output/reports/findings.html, and `hexapla status`.",
    ]
    return Message(subject=f"Hexapla {name}: {', '.join(heads)}", lines=tuple(lines))


def _finding(one: Finding) -> str:
    return f"{one.severity.label} {one.rule}, {one.document} {one.language}: {one.message}"


def _part(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    more = [f"- and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [title, *(f"- {line}" for line in lines[:SHOWN]), *more, ""]


def _told(workspace: Workspace) -> dict[str, str]:
    try:
        kept = json.loads((workspace.private / TOLD).read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _mail(_way: str, message: Message, said: Notify) -> None:
    place = f"{said.smtp_host}:{said.smtp_port}"
    mail = EmailMessage()
    mail["Subject"] = " ".join(message.subject.split())
    mail["From"] = said.sender or said.smtp_user or "hexapla@localhost"
    mail["To"] = ", ".join(said.to)
    mail.set_content(message.text)
    trusted = ssl.create_default_context()
    try:
        server: smtplib.SMTP
        if said.smtp_security == "tls":
            server = smtplib.SMTP_SSL(said.smtp_host, said.smtp_port, timeout=WAIT, context=trusted)
        else:
            server = smtplib.SMTP(said.smtp_host, said.smtp_port, timeout=WAIT)
        with server:
            if said.smtp_security == "starttls":
                server.starttls(context=trusted)
            if said.smtp_user:
                server.login(said.smtp_user, os.environ.get(said.smtp_password_variable, ""))
            server.send_message(mail)
    except smtplib.SMTPAuthenticationError as error:
        raise ServiceError(
            f"the mail server refuses “{said.smtp_user}”",
            place=place,
            cause=str(error.smtp_code),
            remedy=f"put its password into the variable {said.smtp_password_variable}",
        ) from None
    except (OSError, smtplib.SMTPException) as error:
        raise ServiceError(
            "the mail was not sent",
            place=place,
            cause=type(error).__name__ + (f": {error}" if isinstance(error, OSError) else ""),
            remedy="correct [notify] in hexapla.toml, or try again later",
        ) from None


def posted(host: str, message: Message) -> dict[str, object]:
    """Give what a webhook is sent: `{"text": …}`, as Slack, Mattermost and Rocket.Chat take it.

    The workflows of Microsoft Teams want an Adaptive Card, and are known by their host.
    """
    if not f".{host}".lower().endswith(_TEAMS):
        return {"text": message.text}
    blocks = [
        {"type": "TextBlock", "text": message.subject, "weight": "Bolder", "wrap": True},
        {"type": "TextBlock", "text": "\n\n".join(message.lines), "wrap": True},
    ]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": blocks,
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "content": card}]}


def _hook(way: str, message: Message, _said: Notify) -> None:
    """Post what a webhook takes; a redirect or an answer other than 2xx is a failure."""
    variable = way.removeprefix("env:") if way.startswith("env:") else ""
    address = os.environ.get(variable, "") if variable else way
    parts = urllib.parse.urlsplit(address)
    # The path of such an address is its secret: only the host is ever said.
    place = f"webhook {variable or parts.hostname or ''}"
    if parts.scheme not in {"http", "https"}:
        raise ServiceError(
            "is no address of the web",
            place=place,
            remedy=f"set the variable {variable}" if variable else "begin it with https://",
        )
    body = json.dumps(posted(parts.hostname or "", message)).encode()
    request = urllib.request.Request(  # noqa: S310  the scheme was looked at above
        address, body, {"content-type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=WAIT):  # noqa: S310  the same
            pass
    except urllib.error.HTTPError as error:
        error.close()
        wait = error.code == _TOO_MANY_REQUESTS
        raise ServiceError(
            f"the webhook answers {error.code}",
            place=place,
            remedy="try again later" if wait else "correct [notify] webhooks in hexapla.toml",
        ) from None
    except OSError as error:
        raise ServiceError(
            "the webhook is out of reach",
            place=place,
            cause=type(getattr(error, "reason", error)).__name__,
            remedy="correct [notify] webhooks in hexapla.toml, or try again later",
        ) from None
