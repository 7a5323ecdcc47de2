"""Opens the place that a source names: a folder, SFTP, WebDAV, a mailbox, what else fsspec knows.

Secrets stand in variables of the environment: `$NAME` in an address or an option is filled in here,
and taken out again of whatever is said of the place. A server of SFTP is believed only if its key
is among the known hosts, as `ssh` does; fsspec's own default takes any key.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from hexapla.errors import HexaplaError, ServiceError
from hexapla.sources.mailbox import Mailbox
from hexapla.workspace import Source, Workspace

_VARIABLE = re.compile(r"\$(?:(\w+)|\{(\w+)\})")
_SECRET = re.compile(r"//[^/@\s]+@")
_REFUSED = re.compile(
    r"\b(401|403|Unauthorized|Forbidden|AccessDenied|ExpiredToken|Auth\w*Exc|MailboxLogin|AUTHENT)"
)
"""What HTTP, S3, SSH and IMAP call credentials that they do not take (any more)."""
_LEAST_SECRET = 4
"""A filled-in value shorter than this is no secret worth taking out of a message."""


@dataclass(slots=True)
class Place:
    """Where a source's files lie: a filesystem as fsspec has them, and the folder in it.

    `flat`: it knows no folders.
    """

    source: Source
    filesystem: Any = None
    root: str = ""
    flat: bool = False
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def local(self) -> bool:
        """Whether it is a folder of this machine."""
        return getattr(self.filesystem, "protocol", "") in {"file", "local", ("file", "local")}

    def trouble(self, problem: str, place: str, error: Exception, remedy: str) -> ServiceError:
        """Say what went wrong: what has run out by name, and no secret."""
        said = f"{type(error).__name__}: {error}"
        if _REFUSED.search(said) or 401 <= _status(error) <= 403:  # noqa: PLR2004  HTTP's numbers
            remedy = f"renew the credentials of [[sources]] “{self.source.name}”, then pull again"
        return ServiceError(
            problem, place=self._plain(place), cause=self._plain(said), remedy=remedy
        )

    def _plain(self, text: str) -> str:
        for value, name in sorted(self.secrets.items(), key=lambda one: -len(one[0])):
            text = text.replace(value, name)
        return _SECRET.sub("//…@", text)


def _status(error: Exception) -> int:
    said = getattr(error, "status", None) or getattr(error, "status_code", None)
    return said if isinstance(said, int) else 0


def open_place(workspace: Workspace, source: Source) -> Place:
    """Reach a source's place.

    Raises:
        ServiceError: it is out of reach, or a package or a variable that it needs is not there.

    """
    from fsspec.core import url_to_fs  # noqa: PLC0415  fsspec is slow to import, pulls are rare

    place = Place(source)
    problem = f"the source “{source.name}” is out of reach"
    remedy = "check the address and the connection, then pull again"
    try:
        url = _filled(source.url, place.secrets)
        options = {key: _filled(value, place.secrets) for key, value in source.options.items()}
        if "://" not in url:
            url = str((workspace.root / Path(url).expanduser()).resolve())
        scheme = url.partition("://")[0]
        if scheme in {"sftp", "ssh"}:
            known = options.pop("known_hosts", "~/.ssh/known_hosts")
            options["host_key_policy"] = _known_hosts(workspace.root / Path(known).expanduser())
        elif scheme in _WEBDAV:
            url, options = _webdav(url, options)
        elif scheme == Mailbox.protocol:
            place.filesystem, place.flat = _mailbox(workspace, url, options), True
            return place
        place.filesystem, root = url_to_fs(url, **options)
        place.root = str(root)
        if not place.filesystem.isdir(root):
            raise FileNotFoundError(root)  # noqa: TRY301  as a library would
    except ImportError as error:
        remedy = "pip install 'hexapla[sources]'; for S3 and the like what the cause names"
        raise place.trouble(problem, source.url, error, remedy) from error
    except HexaplaError:
        raise
    except Exception as error:  # each kind of place brings errors of its own
        raise place.trouble(problem, source.url, error, remedy) from error
    return place


def _filled(value: Any, secrets: dict[str, str]) -> Any:
    """Put the environment's values for `$NAME` and `${NAME}` in, and remember what stood there."""
    if isinstance(value, list | tuple):
        return tuple(_filled(one, secrets) for one in value)
    if isinstance(value, Mapping):
        return {key: _filled(one, secrets) for key, one in value.items()}
    if not isinstance(value, str):
        return value

    def value_of(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        said = os.environ.get(name)
        if said is None:
            if found[0] != value:
                return found[0]
            raise ServiceError(
                f"the variable {name} is not set",
                place="hexapla.toml: [[sources]]",
                remedy=f"set {name} in the environment that pulls, then pull again",
            )
        if len(said) >= _LEAST_SECRET:
            secrets[said] = found[0]
        return said

    return _VARIABLE.sub(value_of, value)


_WEBDAV = {"webdav": "http", "dav": "http", "webdavs": "https", "davs": "https"}


def _webdav(url: str, options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Give the address of WebDAV as its library wants it: where the server is stands apart.

    The name stands in the address, the password in the address or the option `password`.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    made = {**options, "base_url": f"{_WEBDAV[parts.scheme]}://{host}{port}{parts.path}"}
    user = made.pop("username", None) or unquote(parts.username or "")
    password = made.pop("password", None) or unquote(parts.password or "")
    if user:
        made["auth"] = (user, password)
    return "webdav://", made


def _mailbox(workspace: Workspace, url: str, options: dict[str, Any]) -> Mailbox:
    if "certificates" in options:
        options["certificates"] = workspace.root / Path(options["certificates"]).expanduser()
    return Mailbox(url, **{"password": "", **options})


def _known_hosts(path: Path) -> Any:
    """Give paramiko's policy for a server: its key is in the file, or it is not spoken to."""
    import paramiko  # noqa: PLC0415  only SFTP needs it

    class KnownHosts(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]  # it ships no types
        def missing_host_key(self, client: object, hostname: str, key: Any) -> None:  # noqa: ARG002  paramiko's signature
            known = paramiko.HostKeys()
            if path.is_file():
                known.load(str(path))
            if not known.check(hostname, key):
                raise paramiko.SSHException(
                    f"the key of {hostname} ({key.get_name()}) is not in {path.name}; ask the "
                    "partner for its fingerprint, then add it (ssh-keyscan shows the key)"
                )

    return KnownHosts()
