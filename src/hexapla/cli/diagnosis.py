"""What `hexapla doctor` looks at: each part, its state, and what its absence costs."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from hexapla import __version__
from hexapla.errors import HexaplaError, NoWorkspaceError
from hexapla.languages import analysers
from hexapla.plugins import registered
from hexapla.workspace import Workspace

OK, MISSING, BROKEN = "ok", "missing", "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the installation. `state`: ok, missing (work goes on without it) or broken."""

    part: str
    state: str
    detail: str = ""
    cost: str = ""


def examine(folder: Path) -> tuple[Part, ...]:
    """Look at the installation and at the workspace that `folder` lies in, if any."""
    return (
        Part(part="hexapla", state=OK, detail=f"{__version__}, Python {sys.version.split()[0]}"),
        *_packages(),
        *_programs(),
        *_analysers(),
        *_plugins(),
        *_workspace(folder),
    )


def _packages() -> Iterator[Part]:
    pinned = {
        "prefect": ((3, 8, 8), (4,)),
        "fastapi": ((0, 139), (0, 151)),
        "sqlalchemy": ((2, 0, 36), (2, 1)),
    }
    for name, (least, below) in pinned.items():
        found = tuple(int(part) for part in version(name).split(".")[:3] if part.isdigit())
        right = least <= found < below
        yield Part(
            part=name,
            state=OK if right else BROKEN,
            detail=version(name),
            cost="" if right else "Prefect will not work: pip install -c constraints.txt",
        )
    extras = {
        "pikepdf": "no PDF packs: pip install 'hexapla[pdf]'",
        "joserfc": "no sign-in at an OpenID provider: pip install 'hexapla[oidc]'",
        "argon2-cffi": "no sign-in to the review desk: pip install 'hexapla[review]'",
        "paramiko": "no documents by SFTP or from the web: pip install 'hexapla[sources]'",
        "psycopg": "no ledger on PostgreSQL: pip install 'hexapla[postgresql]'",
        "prefect-dask": "no fan-out over Dask: pip install 'hexapla[dask]'",
    }
    for name, cost in extras.items():
        try:
            yield Part(part=name, state=OK, detail=version(name))
        except PackageNotFoundError:
            yield Part(part=name, state=MISSING, cost=cost)
    yield Part(part="SQLite", state=OK, detail=sqlite3.sqlite_version)


def _programs() -> Iterator[Part]:
    programs = {
        "soffice": ("LibreOffice", "packs come as DOCX only, without PDF"),
        "msgmerge": ("gettext", "the revision benchmark has nothing to compare with"),
    }
    for command, (name, cost) in programs.items():
        path = shutil.which(command)
        yield Part(
            part=name, state=OK if path else MISSING, detail=path or "", cost="" if path else cost
        )
    listed = shutil.which("fc-list")
    if listed:
        fonts = subprocess.run(  # noqa: S603  a program of the system, no input of ours
            [listed, ":", "family"], capture_output=True, text=True, check=False, timeout=30
        ).stdout
        for family, cost in {
            "Carlito": "PDF pages break elsewhere than in Word: install fonts-crosextra-carlito",
            "DejaVu Sans": "Georgian and Armenian may lack letters: install fonts-dejavu-core",
        }.items():
            there = family in fonts
            yield Part(
                part=f"font {family}",
                state=OK if there else MISSING,
                cost="" if there else cost,
            )


def _analysers() -> Iterator[Part]:
    for one in analysers():
        yield Part(
            part=f"{one.name} ({one.language})",
            state=OK if one.available else MISSING,
            detail="" if one.available else one.reason,
            cost="" if one.available else one.cost,
        )


def _plugins() -> Iterator[Part]:
    for group in ("readers", "checks", "sections", "targets", "languages", "flows"):
        try:
            names = registered(f"hexapla.{group}")
        except HexaplaError as error:
            yield Part(part=group, state=BROKEN, detail=str(error))
        else:
            yield Part(part=group, state=OK, detail=f"{len(names)}: {', '.join(names)}")


def _workspace(folder: Path) -> Iterator[Part]:
    try:
        workspace = Workspace.find(folder)
    except NoWorkspaceError as error:
        yield Part(part="workspace", state=MISSING, detail=str(error).splitlines()[0])
        return
    except HexaplaError as error:
        yield Part(part="workspace", state=BROKEN, detail=str(error))
        return
    documents, troubles = workspace.documents()
    yield Part(
        part="workspace",
        state=BROKEN if troubles else OK,
        detail=f"{workspace.root}: {len(documents)} documents, "
        f"{len(workspace.config.every_language)} languages, {len(workspace.config.packs)} packs",
        cost="; ".join(str(trouble) for trouble in troubles),
    )
    for tag in workspace.config.every_language:
        if tag.partition("-")[0] not in registered("hexapla.languages"):
            yield Part(
                part=f"language {tag}",
                state=MISSING,
                cost="no rules of it: a term is found as it is written and in its extra_forms; "
                "numbers, dates and sorting by CLDR alone",
            )
