"""From the files of a workspace to revisions in the ledger: plan, prepare, commit."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from hexapla.errors import HexaplaError, UsageError
from hexapla.model import Language
from hexapla.revisions import schema
from hexapla.revisions.changes import Terms
from hexapla.revisions.encoding import canonical
from hexapla.revisions.ledger import Ledger
from hexapla.revisions.pairing import Aligner
from hexapla.revisions.preparing import Reader, prepare
from hexapla.revisions.tasks import Job, JobFile, Stat
from hexapla.revisions.vocabulary import glossary_terms
from hexapla.revisions.writing import Recorded
from hexapla.workspace import SourceDocument, SourceFile, Workspace

Follows = Mapping[Language, int | str] | int | None
"""What `--follows` says: of each language the source revision that it follows, whether its file is
new or not; or one revision that whatever is new follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be looked at: a job a document, how many files are as they were, what failed."""

    jobs: tuple[Job, ...]
    unchanged: int
    troubles: tuple[HexaplaError, ...]


def plan(
    workspace: Workspace,
    ledger: Ledger,
    *,
    documents: Sequence[str] | None = None,
    follows: Follows = None,
) -> Plan:
    """Find the documents in which something changed, by what the file system says of their files.

    Nothing is opened but configuration files; the ledger is asked twice, however many files there
    are.

    Raises:
        UsageError: `documents` names one that is not there.

    """
    found, troubles = workspace.documents()
    seen: dict[str, dict[str, Any]] = {}
    with ledger.database.reading() as connection:
        for row in connection.execute(sa.select(schema.seen)):
            seen.setdefault(row[1], {})[row[0]] = row
        known = {row.name: row for row in connection.execute(sa.select(schema.document))}
    if documents is not None:
        _all_there(documents, {one.name for one in found} | set(known))
    wanted = None if documents is None else set(documents)
    survey = _Survey(workspace, seen, follows)
    jobs = []
    for one in found:
        if wanted is None or one.name in wanted:
            job = survey.job(one, known.get(one.name))
            if job is not None:
                jobs.append(job)
    listed = {one.name for one in found}
    for name, row in known.items():
        if name not in listed and row.present and (wanted is None or name in wanted):
            gone = survey.gone(name)
            if gone is not None:
                jobs.append(_farewell(name, row, gone))
    return Plan(
        jobs=tuple(sorted(jobs, key=lambda job: job.document)),
        unchanged=survey.unchanged,
        troubles=tuple(troubles),
    )


def record(
    workspace: Workspace,
    ledger: Ledger,
    *,
    documents: Sequence[str] | None = None,
    who: str = "",
    follows: Follows = None,
    terms: Terms | None = None,
    read: Reader | None = None,
    align: Aligner | None = None,
) -> Recorded:
    """Record what is new in the workspace's documents; the same bytes are no new revision.

    `documents` narrows it by name, `who` stands in the log, `follows` declares which revision of
    the source the translations follow, `terms` finds a glossary's concepts in a text: they help to
    align; where nothing is given the workspace's glossary is asked. A file that cannot be read is
    a trouble; the others go on.

    Raises:
        UsageError: `documents` names one that is not there.
        OutputError: the ledger cannot be written.

    """
    planned = plan(workspace, ledger, documents=documents, follows=follows)
    made = Recorded(unchanged=planned.unchanged, troubles=planned.troubles)
    pending = planned.jobs
    if pending and terms is None:
        terms = glossary_terms(workspace)
    while pending:
        conflicts: list[str] = []
        for chunk in _chunks(pending, workspace.config.run.batch):
            tasks = ledger.tasks(chunk)
            prepared = [prepare(task, read=read, align=align, terms=terms) for task in tasks]
            done = ledger.commit(prepared, who=who)
            conflicts += done.conflicts
            made += Recorded(
                revisions=done.revisions, unchanged=done.unchanged, troubles=done.troubles
            )
        pending = (
            plan(workspace, ledger, documents=conflicts, follows=follows).jobs if conflicts else ()
        )
    return made


def _chunks(jobs: Sequence[Job], size: int) -> Iterator[Sequence[Job]]:
    for start in range(0, len(jobs), size):
        yield jobs[start : start + size]


def _all_there(documents: Sequence[str], there: set[str]) -> None:
    for name in documents:
        if name not in there:
            raise UsageError(
                f"there is no document “{name}”",
                remedy=f"use one of: {', '.join(sorted(there)[:20]) or 'none yet'}",
            )


class _Survey:
    """Asks the file system about every file and compares with what was seen last."""

    def __init__(
        self, workspace: Workspace, seen: Mapping[str, Mapping[str, Any]], follows: Follows
    ) -> None:
        self.workspace, self.follows = workspace, follows
        self.seen = seen
        self.unchanged = 0
        self._root = f"{workspace.root}{os.sep}"

    def job(self, document: SourceDocument, known: Any) -> Job | None:
        """Give a document's job, or None where nothing changed."""
        source = self.workspace.source_language(document)
        wanted = self.workspace.wanted_languages(document)
        declared = {str(tag): said for tag, said in document.config.follows.items()}
        before = json.loads(known.declared) if known is not None else {}
        same = known is not None and (
            known.source_language == source
            and known.present
            and known.wanted == canonical(list(wanted))
            and before == declared
            and not isinstance(self.follows, Mapping)
        )
        listed = (*document.earlier, *document.files)
        if same and self._as_they_were(document.name, listed):
            self.unchanged += len(listed)
            return None
        files = [self._file(one) for one in listed]
        places = {file.place for file in files}
        gone = tuple(
            path
            for path in self.seen.get(document.name, ())
            if path not in places and not os.path.lexists(self._root + path)
        )
        files.sort(key=lambda file: _order(file, source))
        return Job(
            document=document.name,
            source_language=source,
            wanted=wanted,
            declared=declared,
            declared_before=before,
            dates=document.config.dates,
            files=tuple(files),
            vanished=gone,
            follows=self.follows if isinstance(self.follows, int) else None,
            override=self._override(),
        )

    def _override(self) -> Mapping[str, int | str]:
        if isinstance(self.follows, Mapping):
            return {str(tag): said for tag, said in self.follows.items()}
        return {}

    def _as_they_were(self, document: str, files: Sequence[SourceFile]) -> bool:
        """Tell whether the file system says of every file what it said last time."""
        seen = self.seen.get(document, {})
        if len(seen) != len(files):
            return False
        for file in files:
            path = str(file.path)
            row = seen.get(path[len(self._root) :].replace(os.sep, "/"))
            if row is None:
                return False
            try:
                stat = os.stat(path)  # noqa: PTH116  60,000 files are asked for in a row
            except OSError:
                return False
            if row[3:7] != (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino):
                return False
        return True

    def _file(self, file: SourceFile) -> JobFile:
        path = str(file.path)
        place = path.removeprefix(self._root).replace(os.sep, "/")
        try:
            stat = Stat.of(path)
        except OSError:
            stat = None
        row = self.seen.get(file.document, {}).get(place)
        same = (
            row is not None
            and stat is not None
            and (row.size, row.mtime, row.ctime, row.inode)
            == (stat.size, stat.mtime, stat.ctime, stat.inode)
        )
        return JobFile(
            path=path,
            place=place,
            language=file.language,
            number=file.number,
            stat=stat,
            digest=row.digest if row is not None and same else "",
            follows=file.follows,
        )

    def gone(self, document: str) -> tuple[str, ...] | None:
        """Give the files of a document that are all gone; None where one is still there."""
        paths = self.seen.get(document, {})
        if any(os.path.lexists(self._root + path) for path in paths):
            return None
        return tuple(paths)


def _order(file: JobFile, source: Language) -> tuple[bool, int, bool, str]:
    """Oldest first, the newest last; of one revision the source first, then by language."""
    return (file.number is None, file.number or 0, file.language != source, file.language)


def _farewell(name: str, row: Any, gone: tuple[str, ...]) -> Job:
    declared = json.loads(row.declared)
    return Job(
        document=name,
        source_language=Language(row.source_language),
        wanted=tuple(Language(tag) for tag in json.loads(row.wanted)),
        declared=declared,
        declared_before=declared,
        dates={},
        files=(),
        vanished=gone,
    )
