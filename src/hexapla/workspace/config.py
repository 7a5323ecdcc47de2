"""`hexapla.toml` and `document.toml` as types, and errors that name file, line and key."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from hexapla.errors import ConfigurationError, UsageError
from hexapla.model import Language, PackSpec, language
from hexapla.workspace.auth import Auth
from hexapla.workspace.table import Table


def _names_document(value: str) -> str:
    for part in ("{document}", "{language}"):
        if part not in value:
            raise ValueError(f"the pattern lacks {part}")
    return value


Pattern = Annotated[str, AfterValidator(_names_document)]


_COMMON = frozenset((
    "az", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "hy",
    "it", "ka", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "uk",
))  # fmt: skip
"""Codes that are known without a look into CLDR."""


def known_tag(value: str) -> Language:
    """Give `value` as a Language that CLDR knows.

    Raises:
        UsageError: it is no well-formed tag, or no language has the code.

    """
    tag = language(value)
    head = tag.split("-")[0]
    if head not in _COMMON:
        from babel.core import Locale  # noqa: PLC0415  the common ones need no CLDR

        if head not in Locale("en").languages:
            raise UsageError(
                f"no language has the code “{tag}”", remedy="use a BCP 47 tag such as lv or en"
            )
    return tag


def _tag(value: str) -> str:
    try:
        return known_tag(value)
    except UsageError as error:
        raise ValueError(error.problem) from error


Tag = Annotated[Language, AfterValidator(_tag)]
Texts = dict[Tag, str]
"""The same text in several languages."""
SeverityName = Literal["neutral", "minor", "major", "critical"]


class Project(Table):
    """Who pays for it and what it is called."""

    number: str = Field(default="", description="The grant number, copied exactly into every pack.")
    acronym: str = ""
    titles: Texts = Field(default_factory=dict)
    programme: str = Field(
        default="", description="A programme of the statements table, such as isec-2007-2013."
    )
    funding: Literal["funded", "cofunded"] = "cofunded"
    starts: date | None = None
    ends: date | None = None
    website: str = ""


class Partner(Table):
    """A partner of the project; the first one is the co-ordinator."""

    id: str
    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    language: Tag | None = None
    names: Texts = Field(default_factory=dict)
    head: Texts = Field(default_factory=dict, description="Title and name of the one who signs.")
    role: Literal["coordinator", "partner", "associate"] = "partner"


class Institution(Table):
    """A body that is named in the texts without being a partner: a directorate-general, say."""

    id: str
    names: Texts = Field(default_factory=dict)


class Languages(Table):
    """The language that is translated from, and those translated to."""

    source: Tag = Language("en")
    targets: tuple[Tag, ...] = ()


class Documents(Table):
    """Where the documents lie. Patterns know {document}, {language}, {ext} and {number}."""

    root: str = "source_docs"
    pattern: Pattern = "{document}/{document}.{language}.{ext}"
    revisions: Pattern = "{document}/revisions/{number}/{document}.{language}.{ext}"


class Glossary(Table):
    """Where the glossary lies."""

    root: str = "glossary"


class Source(Table):
    """A place that documents are pulled from: a folder's path or an fsspec address."""

    name: str
    url: str
    include: tuple[str, ...] = ("**/*",)
    exclude: tuple[str, ...] = ()
    rename: str = Field(default="", description="Pattern of the names found there, if another one.")
    document: str = Field(default="", description="The document, where the names do not tell it.")
    options: dict[str, Any] = Field(default_factory=dict)


class Rule(Table):
    """What the workspace says of one rule."""

    enabled: bool = True
    severity: SeverityName | None = None
    languages: tuple[Tag, ...] = ()
    families: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    options: dict[str, Any] = Field(default_factory=dict)


class Checks(Table):
    """Rules switched, weighed and narrowed; and the baseline of findings that do not count."""

    disable: tuple[str, ...] = ()
    baseline: str = ""
    rules: dict[str, Rule] = Field(default_factory=dict)


class Visibility(Table):
    """Statements that stand in place of the built-in ones, with the reason."""

    statements: Texts = Field(default_factory=dict)
    programme_names: Texts = Field(default_factory=dict)
    reason: str = ""


class Family(Table):
    """A family of documents: what its members are called, must hold and need to be released."""

    titles: Texts = Field(default_factory=dict)
    checks: tuple[str, ...] = Field(default=(), description="Family rules that apply to it.")
    quorum: dict[str, int] = Field(default_factory=dict, description="Role: approvals needed.")
    frozen: bool = Field(default=False, description="A signed revision is never altered.")
    follows: str = Field(default="", description="The family whose revision it reports on.")
    distribution: str = ""
    options: dict[str, Any] = Field(default_factory=dict)


class Pack(Table):
    """A pack to build."""

    titles: Texts = Field(default_factory=dict)
    layout: Literal["language", "parallel", "review", "redline"] = "language"
    sections: tuple[str, ...] = ()
    languages: tuple[Tag, ...] = ()
    documents: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    template: str = ""
    formats: tuple[str, ...] = ("docx",)
    targets: tuple[str, ...] = Field(default=(), description="Names of [targets] it goes to.")
    label: str = Field(
        default="", description='"restricted": it may hold restricted documents, and says so.'
    )


class Target(Table):
    """A place that packs are delivered to; a pack names it in its `targets`."""

    kind: str = Field(default="folder", description="An entry point of hexapla.targets.")
    address: str = Field(description="For a folder: its path, from the workspace or absolute.")
    label: str = Field(
        default="", description='"restricted": packs of restricted documents may go there.'
    )


class Role(Table):
    """Who may approve what."""

    titles: Texts = Field(default_factory=dict)
    people: tuple[str, ...] = Field(
        default=(),
        description="Who has it. Empty: anybody; with `[review.auth]`: those that "
        "`hexapla users grant` gives it to.",
    )
    languages: tuple[Tag, ...] = ()
    families: tuple[str, ...] = ()
    waives_critical: bool = False
    releases: bool = Field(
        default=False,
        description="It may release packs; matters with `[review.auth]`, else anybody may.",
    )
    restricted: bool = Field(
        default=False,
        description="It sees restricted documents and packs; with `[review.auth]` nobody else.",
    )


class Run(Table):
    """How a run does its work."""

    workers: int = Field(default=0, ge=0, description="Worker processes; 0: one a core.")
    batch: int = Field(default=25, ge=1, description="Documents in one piece of work.")
    concurrency: Literal["wait", "refuse"] = "wait"
    timezone: str = "Europe/Riga"
    schedule: str = Field(default="0 2 * * *", description="Of the nightly run, as cron writes it.")
    weekly: str = Field(default="0 4 * * 6", description="Of the weekly run over everything.")
    dask: str = Field(
        default="",
        description="Where the engine prefect computes: a Dask scheduler’s address, or local for a "
        "cluster on this machine; empty: worker processes.",
    )
    job: dict[str, Any] = Field(
        default={},
        description="Job variables for the work pool of `hexapla deploy`: image, volumes, env.",
    )


class Notify(Table):
    """Whom a run tells of what went wrong. Secrets stand in variables of the environment."""

    to: tuple[str, ...] = Field(default=(), description="Addresses that a mail goes to.")
    sender: str = Field(default="", description="The address that it comes from.")
    smtp_host: str = Field(default="", description="The mail server; empty: no mail.")
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password_variable: str = Field(
        default="HEXAPLA_SMTP_PASSWORD", description="The variable that holds the password."
    )
    webhooks: tuple[str, ...] = Field(
        default=(), description="Addresses, or env:NAME for one that must not be read here."
    )
    severity: Literal["minor", "major", "critical", "never"] = Field(
        default="critical", description="The least severity of findings that are told."
    )
    troubles: bool = Field(default=True, description="Tell of what could not be done.")
    stale_days: int = Field(
        default=0, ge=0, description="Tell of translations stale for longer than this; 0: never."
    )
    waiting_days: int = Field(
        default=3, ge=0, description="Remind of a release that waits, every so many days; 0: never."
    )


class Ledger(Table):
    """Where revisions are kept; empty: in the workspace's .hexapla folder."""

    database: str = ""
    objects: str = ""


class Desk(Table):
    """The review desk."""

    auth: Auth | None = None


class Config(Table):
    """The whole of hexapla.toml."""

    project: Project = Field(default_factory=Project)
    partners: tuple[Partner, ...] = ()
    institutions: tuple[Institution, ...] = ()
    languages: Languages = Field(default_factory=Languages)
    documents: Documents = Field(default_factory=Documents)
    glossary: Glossary = Field(default_factory=Glossary)
    sources: tuple[Source, ...] = ()
    checks: Checks = Field(default_factory=Checks)
    visibility: Visibility = Field(default_factory=Visibility)
    families: dict[str, Family] = Field(default_factory=dict)
    packs: dict[str, Pack] = Field(default_factory=dict)
    targets: dict[str, Target] = Field(default_factory=dict)
    roles: dict[str, Role] = Field(default_factory=dict)
    run: Run = Field(default_factory=Run)
    ledger: Ledger = Field(default_factory=Ledger)
    review: Desk = Field(default_factory=Desk)
    notify: Notify = Field(default_factory=Notify)

    @property
    def every_language(self) -> tuple[Language, ...]:
        """The source language and the targets, without repetition, in their order."""
        return tuple(dict.fromkeys((self.languages.source, *self.languages.targets)))

    def pack_specs(self) -> tuple[PackSpec, ...]:
        """Give the packs as the steps take them, sorted by name."""
        return tuple(
            PackSpec(name=name, **{key: getattr(pack, key) for key in Pack.model_fields})
            for name, pack in sorted(self.packs.items())
        )


class DocumentConfig(Table):
    """The whole of a document.toml; every key may be left out."""

    family: str = ""
    titles: Texts = Field(default_factory=dict)
    source_language: Tag | None = None
    languages: tuple[Tag, ...] = Field(
        default=(), description="The languages that it is wanted in; empty: all of the workspace."
    )
    distribution: str = ""
    partner: str = ""
    dates: dict[str, date] = Field(
        default_factory=dict, description='Dates of the revisions: "2" or "lv.2" = 2015-03-01.'
    )
    follows: dict[Tag, int | str] = Field(
        default_factory=dict,
        description="lv = 2: the newest lv file translates revision 2 of the source.",
    )
    reports_on: dict[str, int] = Field(
        default_factory=dict, description='For an evaluation: "plan-2015" = 2.'
    )
    options: dict[str, Any] = Field(default_factory=dict)


_T = TypeVar("_T", bound=Table)


def load(path: Path, kind: type[_T]) -> _T:
    """Read a configuration file.

    Raises:
        ConfigurationError: it cannot be read, is no TOML, or has a wrong or unknown key; the place
            names file and line, the remedy says what would be right.

    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            "cannot be read", place=str(path), cause=str(error), remedy="save it as UTF-8 text"
        ) from error
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = found[1] if found else str(text.count("\n") + 1)
        raise ConfigurationError(
            "is not valid TOML",
            place=f"{path}:{line}",
            cause=re.sub(r" \(at .*\)", "", str(error)),
            remedy=f"correct line {line}; texts stand in double quotes",
        ) from error
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise _explained(path, text, error, kind) from error


def _explained(
    path: Path, text: str, error: ValidationError, kind: type[Table]
) -> ConfigurationError:
    first = error.errors(include_url=False)[0]
    location = first["loc"]
    key = ".".join(str(part) for part in location if part != "[key]")
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        known = _known(kind, location[:-1])
        problem = f"unknown key “{key}”"
        remedy = f"remove it, or use one of: {', '.join(known)}" if known else "remove it"
    else:
        problem = f"“{key}”: {message}"
        remedy = "correct the value; docs/reference/configuration.md lists every key"
    more = error.error_count() - 1
    return ConfigurationError(
        problem,
        place=f"{path}:{_line(text, location)}",
        cause=f"and {more} more" if more else "",
        remedy=remedy,
    )


def _known(kind: type[Table], location: tuple[int | str, ...]) -> list[str]:
    """Give the keys that the table at `location` may hold."""
    here: Any = kind
    for part in location:
        if isinstance(here, type) and issubclass(here, BaseModel) and part in here.model_fields:
            here = here.model_fields[str(part)].annotation
            for inner in getattr(here, "__args__", ()):
                if isinstance(inner, type) and issubclass(inner, BaseModel):
                    here = inner
    is_table = isinstance(here, type) and issubclass(here, BaseModel)
    return sorted(here.model_fields) if is_table else []


def _line(text: str, location: tuple[int | str, ...]) -> int:
    """Find the line that a key stands in, by its table headers; 1 where it cannot be told."""
    names = [str(part) for part in location if isinstance(part, str) and part != "[key]"]
    index = next((part for part in location if isinstance(part, int)), 0)
    table: list[str] = []
    seen: dict[str, int] = {}
    best = 1
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[(\[?)([^\[\]]+)\]", line)
        if header:
            name = header[2].strip()
            table = [part.strip().strip("\"'") for part in name.split(".")]
            if header[1]:
                seen[name] = seen.get(name, -1) + 1
            here = table
        else:
            assigned = re.match(r"\s*([A-Za-z0-9_\-.\"']+)\s*=", line)
            if not assigned:
                continue
            here = table + [part.strip("\"'") for part in assigned[1].split(".")]
        common = len(here) if here == names[: len(here)] else 0
        right_entry = seen.get(".".join(table[:1]), index) == index
        if common > depth and right_entry:
            best, depth = number, common
    return best
