"""The part of recording that only computes: what a document's new files come to.

A task carries everything that is needed and can be sent to a worker process; so can what comes
back. Objects are put into the store here, before any row speaks of them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hexapla.errors import ConfigurationError, HexaplaError, InputError, UnreadableDocumentError
from hexapla.model import Basis, Block, BlockState, Document, Language, Revision, State
from hexapla.revisions.changes import Terms
from hexapla.revisions.encoding import (
    EMPTY,
    Standing,
    file_digest,
    pack_document,
    pack_standing,
    sha256,
    unpack_document,
    unpack_standing,
)
from hexapla.revisions.lineage import Lineage, lineage
from hexapla.revisions.objects import Objects
from hexapla.revisions.pairing import Aligner, paired
from hexapla.revisions.standing import (
    Pair,
    Tie,
    block_states,
    declared,
    first_versions,
    next_versions,
    source_moved,
    target_moved,
    worst,
)
from hexapla.revisions.tasks import Head, JobFile, Prepared, Task
from hexapla.revisions.tokens import same

Reader = Callable[..., Document]


@dataclass(slots=True)
class _Version:
    """A language of the document while it is worked on."""

    revisions: list[Revision]
    path: str = ""
    document: Document | None = None
    standing: Standing = EMPTY
    touched: bool = False

    @property
    def number(self) -> int:
        return self.revisions[-1].number if self.revisions else 0

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.document.blocks if self.document else ()


def prepare(
    task: Task,
    *,
    read: Reader | None = None,
    align: Aligner | None = None,
    terms: Terms | None = None,
) -> Prepared:
    """Read, compare and align what a task names; nothing of the ledger's tables is touched.

    `terms` finds a glossary's concepts in a text: they help to align.
    What comes out depends on the task, the files and the glossary alone.

    A file that cannot be read is a trouble; the others go on.

    Raises:
        OutputError: the object store cannot be written.

    """
    from hexapla.alignment import align as align_blocks  # noqa: PLC0415  a status needs neither
    from hexapla.documents import read_bytes  # noqa: PLC0415

    return _Preparation(task, read or read_bytes, align or align_blocks, terms).done()


class _Preparation:
    def __init__(self, task: Task, read: Reader, align: Aligner, terms: Terms | None) -> None:
        self.task, self.job = task, task.job
        self.read, self.align, self.terms = read, align, terms
        self.objects = Objects(task.objects)
        self.versions: dict[Language, _Version] = {}
        for tag, known in task.known.items():
            self.versions[tag] = _Version(
                revisions=list(known.revisions),
                path=known.path,
                document=unpack_document(known.reading) if known.reading else None,
                standing=unpack_standing(known.standing) if known.standing else EMPTY,
            )
        self.source = self._version(self.job.source_language)
        self.made: list[tuple[Revision, bytes]] = []
        self.stood: list[Mapping[Language, State]] = []
        self.seen: list[JobFile] = []
        self.troubles: list[HexaplaError] = []
        self.unchanged = 0
        self.source_beside: dict[int, int] = {}

    def _version(self, tag: Language) -> _Version:
        return self.versions.setdefault(tag, _Version(revisions=[]))

    def _change_source(self) -> None:
        """Start anew from the present heads where another language became the source."""
        number = max(self.source.number, 1)
        for version in self.versions.values():
            version.standing = replace(version.standing, versions={}, ties=())
            version.touched = True
        self.source.standing = replace(
            self.source.standing, versions=first_versions(self.source.blocks, number)
        )
        for tag, version in self.versions.items():
            known = version.document is not None and self.source.document is not None
            if version is not self.source and known:
                pair = self._pair(tag, version)
                version.standing = replace(
                    version.standing,
                    ties=self._arrived(version, pair, old_blocks={}, line=None),
                )

    def done(self) -> Prepared:
        if self.task.source_before not in {"", self.job.source_language}:
            self._change_source()
        late = self._late()
        for file in self.job.files:
            try:
                digest = self._take(file, late=file.place in late)
            except InputError as error:
                self.troubles.append(error)
                continue
            if len(self.made) > len(self.stood):
                self.stood.append(self._states())
            if file.number is not None and file.language == self.job.source_language:
                self.source_beside[file.number] = next(
                    one.number for one in self.source.revisions if one.digest == digest
                )
        self._declare_again()
        gone = self._vanish()
        wanted = [tag for tag in self.job.wanted if tag not in self.versions]
        for tag in wanted:
            self._version(tag).touched = bool(self.source.revisions)
        heads = tuple(
            self._head(tag, version)
            for tag, version in sorted(self.versions.items())
            if version.touched
        )
        return Prepared(
            job=self.job,
            serial=self.task.serial,
            revisions=tuple(self.made),
            stood=tuple(self.stood),
            heads=heads,
            seen=tuple(self.seen),
            gone=gone,
            unchanged=self.unchanged,
            troubles=tuple(self.troubles),
        )

    # Files

    def _late(self) -> set[str]:
        """Find files of earlier revisions that come after later ones were recorded."""
        late: set[str] = set()
        by_language: dict[Language, list[JobFile]] = {}
        for file in self.job.files:
            by_language.setdefault(file.language, []).append(file)
        for tag, files in by_language.items():
            known = {revision.digest for revision in self._version(tag).revisions}
            if not known or len(files) == 1:
                continue
            digests = [file.digest or file_digest(Path(file.path)) for file in files]
            last = max((k for k, one in enumerate(digests) if one in known), default=-1)
            late.update(
                file.place
                for file, digest in zip(files[: max(last, 0)], digests, strict=False)
                if digest not in known
            )
        return late

    def _take(self, file: JobFile, *, late: bool) -> str:
        version = self._version(file.language)
        if file.digest and self._is_known(version, file, file.digest):
            self.unchanged += 1
            return file.digest
        if late:
            raise InputError(
                f"revision {file.number} comes after later ones were recorded",
                place=file.path,
                cause="the ledger appends; it never rewrites what was",
                remedy="take the file away, or record all of them in order in a new workspace",
            )
        try:
            content = Path(file.path).read_bytes()
        except OSError as error:
            raise UnreadableDocumentError(
                "cannot be read",
                place=file.path,
                cause=error.strerror or str(error),
                remedy="check that the file is there and that you may read it",
            ) from error
        digest = sha256(content)
        if self._is_known(version, file, digest):
            self.unchanged += 1
            self.seen.append(replace(file, digest=digest))
            if file.number is None and version.path != file.place:
                version.path, version.touched = file.place, True
            return digest
        document = self.read(
            content, file_name=file.path, language=file.language, name=self.job.document
        )
        self.objects.put(content)
        self.seen.append(replace(file, digest=digest))
        if file.language == self.job.source_language:
            self._source(file, digest, document)
        else:
            self._target(file, digest, document)
        return digest

    @staticmethod
    def _is_known(version: _Version, file: JobFile, digest: str) -> bool:
        if file.number is None:
            return bool(version.revisions) and version.revisions[-1].digest == digest
        return any(revision.digest == digest for revision in version.revisions)

    def _revision(
        self, file: JobFile, digest: str, version: _Version, document: Document
    ) -> Revision:
        number = version.number + 1
        dates = self.job.dates
        return Revision(
            document=self.job.document,
            language=file.language,
            number=number,
            digest=digest,
            parent=version.revisions[-1].digest if version.revisions else "",
            path=file.place,
            dated=dates.get(f"{file.language}.{number}")
            or dates.get(str(number))
            or _own_date(document),
        )

    def _add(
        self, version: _Version, revision: Revision, document: Document, line: Lineage | None
    ) -> None:
        old = version.blocks
        origins = _origins(version.standing.origins, old, document.blocks, line, revision.number)
        version.standing = replace(version.standing, origins=origins)
        version.revisions.append(revision)
        version.document, version.path, version.touched = document, revision.path, True
        self.made.append((revision, pack_document(document)))

    # The source moves

    def _source(self, file: JobFile, digest: str, document: Document) -> None:
        source = self.source
        first = source.document is None
        old = source.blocks
        revision = replace(self._revision(file, digest, source, document), basis=Basis.SOURCE)
        line = None if first else lineage(old, document.blocks)
        earlier = source.standing.versions
        self._add(source, revision, document, line)
        if line is None:
            versions = first_versions(document.blocks, revision.number)
        else:
            versions = next_versions(
                earlier,
                old,
                document.blocks,
                line,
                number=revision.number,
                language=self.job.source_language,
            )
        source.standing = replace(source.standing, versions=versions)
        before = {block.id: block for block in old}
        for tag, version in self.versions.items():
            if version is source or version.document is None:
                continue
            pair = self._pair(tag, version)
            if line is None:
                ties = self._arrived(version, pair, old_blocks={}, line=None)
            else:
                ties = source_moved(
                    version.standing.ties,
                    before,
                    document.blocks,
                    line,
                    pair,
                    number=revision.number,
                    versions=versions,
                )
            version.standing = replace(version.standing, ties=ties)
            version.touched = True

    # A translation moves

    def _target(self, file: JobFile, digest: str, document: Document) -> None:
        version = self._version(file.language)
        old = {block.id: block for block in version.blocks}
        line = lineage(version.blocks, document.blocks) if version.document else None
        revision = self._revision(file, digest, version, document)
        version.document, previous = document, version.document
        pair = self._pair(file.language, version)
        ties = self._arrived(version, pair, old_blocks=old, line=line)
        said = self._declared(file, document)
        beside = self.source_beside.get(file.number) if file.number is not None else None
        base = said if said is not None else beside if previous is None else None
        if base is not None:
            # Declared; or it came with a revision of the source that lies in the same folder.
            ties = declared(ties, pair, follows=base, versions=self.source.standing.versions)
        version.document = previous
        follows = follows_of(ties, self.source.number) if said is None else said
        basis = Basis.UNKNOWN if follows is None else Basis.INFERRED
        revision = replace(
            revision, follows=follows, basis=basis if said is None else Basis.DECLARED
        )
        self._add(version, revision, document, line)
        version.standing = replace(version.standing, ties=ties)

    def _arrived(
        self,
        version: _Version,
        pair: Pair,
        *,
        old_blocks: Mapping[str, Block],
        line: Lineage | None,
    ) -> tuple[Tie, ...]:
        ties = version.standing.ties
        beads = paired(self.align, ties, old_blocks, line, pair, terms=self.terms)
        return target_moved(
            ties,
            old_blocks,
            line,
            beads,
            pair,
            number=self.source.number,
            versions=self.source.standing.versions,
        )

    def _pair(self, tag: Language, version: _Version) -> Pair:
        return Pair(
            source_language=self.job.source_language,
            target_language=tag,
            source={block.id: block for block in self.source.blocks},
            target={block.id: block for block in version.blocks},
        )

    # What a person declares

    def _declared(self, file: JobFile, document: Document) -> int | None:
        said: int | str | None = None
        place = file.path
        if file.number is None:
            said = self.job.override.get(file.language, self.job.follows)
            if said is None and file.language in self.job.declared:
                said = self.job.declared[file.language]
                place = self._configuration()
        if said is None:
            said = file.follows
        if said is None:
            said = _property(document, "follows") or None
        return None if said is None else self._resolved(said, place)

    def _configuration(self) -> str:
        """Give where the document's own configuration lies: beside its newest files."""
        newest = (file for file in self.job.files if file.number is None)
        folder = next((Path(file.path).parent for file in newest), Path(self.job.document))
        return str(folder / "document.toml")

    def _resolved(self, said: int | str, place: str) -> int | None:
        """Turn a number, a digest's beginning or a date into a revision of the source."""
        text = str(said).strip()
        numbers = [revision.number for revision in self.source.revisions]
        if text.isdecimal() and int(text) in numbers:
            return int(text)
        for revision in self.source.revisions:
            if text == str(revision.dated) or (len(text) >= 7 and revision.digest.startswith(text)):  # noqa: PLR2004  as git's short names
                return revision.number
        self.troubles.append(
            ConfigurationError(
                f"follows = “{text}” names no revision of the source; "
                "what it follows is recorded as if nothing were declared",
                place=place,
                cause=f"the ledger knows {', '.join(map(str, numbers)) or 'none'}",
                remedy="give the number of a revision; `hexapla history DOCUMENT` lists them",
            )
        )
        return None

    def _declare_again(self) -> None:
        """Take a declaration that changed while the file did not."""
        fresh = {revision.language for revision, _ in self.made}
        for tag, said in {**self.job.declared, **self.job.override}.items():
            version = self.versions.get(Language(tag))
            news = tag in self.job.override or self.job.declared_before.get(tag) != said
            if version is None or not version.document or tag in fresh or not news:
                continue
            number = self._resolved(said, self._configuration())
            if number is not None:
                ties = declared(
                    version.standing.ties,
                    self._pair(Language(tag), version),
                    follows=number,
                    versions=self.source.standing.versions,
                )
                version.standing = replace(version.standing, ties=ties)
                version.touched = True

    # What went away, and the result

    def _vanish(self) -> tuple[str, ...]:
        there = {file.place for file in self.job.files}
        for version in self.versions.values():
            if version.path in self.job.vanished and version.path not in there:
                version.path, version.touched = "", True
        return self.job.vanished

    def _states(self) -> Mapping[Language, State]:
        """Give how every translation stands at this moment, without the reasons."""
        tags = {*self.job.wanted, *self.versions} - {self.job.source_language}
        made: dict[Language, State] = {}
        for tag in sorted(tags):
            version = self.versions.get(tag)
            if version is None or version.document is None:
                made[tag] = State.MISSING
            elif not self.source.number:
                made[tag] = State.UNKNOWN
            else:
                made[tag] = worst(tie.state for tie in version.standing.ties)
        return made

    def _head(self, tag: Language, version: _Version) -> Head:
        number = self.source.number
        states: tuple[BlockState, ...] = ()
        follows: int | None = None
        state = State.CURRENT
        if version is not self.source:
            if version.document is None or not version.path:
                state = State.MISSING
            else:
                pair = self._pair(tag, version)
                states = block_states(version.standing.ties, pair, number=number)
                follows = follows_of(version.standing.ties, number)
                state = worst(one.state for one in states) if number else State.UNKNOWN
        elif not version.path:
            state = State.MISSING
        since = min((one.since for one in states if one.since is not None), default=None)
        return Head(
            language=tag,
            number=version.number,
            path=version.path,
            follows=follows,
            state=state,
            since=since,
            standing=pack_standing(version.standing),
            states=states,
        )


def _property(document: Document, name: str) -> str:
    """Give one of the file's own properties, however its name is capitalised; empty: none."""
    found = (value for key, value in document.properties.items() if key.casefold() == name)
    return next(found, "").strip()


def _own_date(document: Document) -> date | None:
    """Give the day on which the file says it was last changed."""
    for name in ("date", "modified"):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(_property(document, name)[:10])
    return None


def follows_of(ties: Iterable[Tie], number: int) -> int | None:
    """Give the newest source revision that every block of a translation follows; None: unknown."""
    listed = [tie for tie in ties if tie.source and tie.target]
    if not listed or any(tie.state is State.UNKNOWN for tie in listed):
        return None
    since = [tie.since for tie in listed if tie.state is State.STALE and tie.since is not None]
    return min(since) - 1 if since else number


def _origins(
    earlier: Mapping[str, int],
    old: Sequence[Block],
    new: Sequence[Block],
    line: Lineage | None,
    number: int,
) -> dict[str, int]:
    """Give of each block the revision in which a reader last saw its text change."""
    made = {block.id: number for block in new}
    if line is None:
        return made
    for link in line.links:
        if len(link.old) == len(link.new) == 1:
            before, after = old[link.old[0]], new[link.new[0]]
            if same(before.told, after.told):
                made[after.id] = earlier.get(before.id, number)
    return made
