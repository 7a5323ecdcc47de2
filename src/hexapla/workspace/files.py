"""Where things lie in a workspace: its documents, its glossary, its output, its ledger."""

from __future__ import annotations

import contextlib
import functools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hexapla.errors import (
    ConfigurationError,
    HexaplaError,
    InputError,
    NoWorkspaceError,
    OutputError,
)
from hexapla.model import Language, language
from hexapla.workspace.config import Config, DocumentConfig, Family, load

CONFIG = "hexapla.toml"
PRIVATE = ".hexapla"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of a document in one language. `number`: of an earlier revision; None: the newest.

    `follows` is the source revision that its name declares: plan.lv@2.docx translates revision 2.
    """

    document: str
    language: Language
    path: Path
    number: int | None = None
    follows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A document of the workspace: what document.toml says of it, and its files.

    `files` holds the newest file of each language, sorted by language; `earlier` the files of
    `revisions/<n>/`, by number and language.
    """

    name: str
    config: DocumentConfig
    files: tuple[SourceFile, ...]
    earlier: tuple[SourceFile, ...] = ()


@dataclass(frozen=True)
class Workspace:
    """A folder with hexapla.toml."""

    root: Path
    config: Config

    @classmethod
    def open(cls, root: Path) -> Workspace:
        """Open the workspace whose hexapla.toml lies in `root`.

        Raises:
            NoWorkspaceError: there is none.
            ConfigurationError: its hexapla.toml is wrong.

        """
        path = root / CONFIG
        if not path.is_file():
            raise NoWorkspaceError(
                f"there is no {CONFIG}",
                place=str(root),
                remedy="go to a workspace, name one with -C DIR, or make one with `hexapla init`",
            )
        return cls(root.resolve(), load(path, Config))

    @classmethod
    def find(cls, start: Path) -> Workspace:
        """Open the workspace that `start` lies in, walking up.

        Raises:
            NoWorkspaceError: neither `start` nor a folder above it holds a hexapla.toml.
            ConfigurationError: the one found is wrong.

        """
        for folder in (start.resolve(), *start.resolve().parents):
            if (folder / CONFIG).is_file():
                return cls.open(folder)
        raise NoWorkspaceError(
            f"there is no {CONFIG} here or in a folder above",
            place=str(start),
            remedy="go to a workspace, name one with -C DIR, or make one with `hexapla init`",
        )

    @property
    def documents_root(self) -> Path:
        """The folder of the documents."""
        return self.root / self.config.documents.root

    @property
    def glossary_root(self) -> Path:
        """The folder of the glossary."""
        return self.root / self.config.glossary.root

    @property
    def output(self) -> Path:
        """The folder that packs and reports go to."""
        return self.root / "output"

    @property
    def private(self) -> Path:
        """The folder that the ledger and the caches lie in."""
        return self.root / PRIVATE

    def glossary_files(self) -> tuple[Path, ...]:
        """Give the files of the glossary, sorted by name."""
        root = self.glossary_root
        if not root.is_dir():
            return ()
        kinds = {".tbx", ".xlsx", ".csv", ".tsv"}
        return tuple(
            path
            for path in sorted(root.rglob("*"))
            if path.suffix.lower() in kinds and not path.name.startswith((".", "~$"))
        )

    def family(self, document: SourceDocument) -> Family | None:
        """Give the family that the document belongs to, or None."""
        return self.config.families.get(document.config.family)

    def wanted_languages(self, document: SourceDocument) -> tuple[Language, ...]:
        """Give the target languages that the document is wanted in."""
        source = self.source_language(document)
        wanted = document.config.languages or self.config.every_language
        return tuple(tag for tag in wanted if tag != source)

    def source_language(self, document: SourceDocument) -> Language:
        """Give the language that the document is translated from."""
        return document.config.source_language or self.config.languages.source

    def documents(self) -> tuple[tuple[SourceDocument, ...], tuple[HexaplaError, ...]]:
        """Find the documents, sorted by name, and what stands in the way of others.

        A file that does not fit the patterns is left alone; an unknown language code, two files for
        one document and language, or a wrong document.toml is an error that stops that document
        or that file alone.
        """
        troubles: list[HexaplaError] = []
        files: dict[str, dict[tuple[Language, int | None], list[SourceFile]]] = {}
        for found in self._files(troubles):
            of_document = files.setdefault(found.document, {})
            of_document.setdefault((found.language, found.number), []).append(found)
        documents = []
        for name in sorted(files):
            config = self._document_config(name, troubles)
            if config is not None:
                documents.append(_document(name, config, files[name], troubles))
        return tuple(documents), tuple(troubles)

    def _document_config(self, name: str, troubles: list[HexaplaError]) -> DocumentConfig | None:
        path = self.documents_root / name / "document.toml"
        if not path.is_file():
            return DocumentConfig()
        try:
            config = load(path, DocumentConfig)
        except ConfigurationError as error:
            troubles.append(error)
            return None
        if config.family and self.config.families and config.family not in self.config.families:
            troubles.append(
                ConfigurationError(
                    f"there is no family “{config.family}” in {CONFIG}",
                    place=str(path),
                    remedy=f"use one of: {', '.join(sorted(self.config.families))}",
                )
            )
            return None
        return config

    def _files(self, troubles: list[HexaplaError]) -> Iterator[SourceFile]:
        root = self.documents_root
        above = f"{root}{os.sep}"
        patterns = (
            name_pattern(self.config.documents.revisions),
            name_pattern(self.config.documents.pattern),
        )
        known = set(self.config.every_language)
        for relative in _walk(root):
            found = next((hit for one in patterns if (hit := one.fullmatch(relative))), None)
            if found is None or relative.rsplit("/", 1)[-1].startswith(("~$", ".")):
                continue
            tag = language(found["language"])
            if tag not in known and not self._wants(found["document"], tag):
                troubles.append(
                    InputError(
                        f"unknown language code “{tag}”",
                        place=str(root / relative),
                        cause=f"the workspace knows {', '.join(self.config.every_language)}",
                        remedy=f"rename the file, or add “{tag}” to languages.targets in {CONFIG}",
                    )
                )
                continue
            number = found.groupdict().get("number")
            follows = found["follows"]
            yield SourceFile(
                document=found["document"],
                language=tag,
                path=Path(above + relative),  # a third of the time that joining takes
                number=int(number) if number else None,
                follows=int(follows) if follows else None,
            )

    def _wants(self, document: str, tag: Language) -> bool:
        path = self.documents_root / document / "document.toml"
        if not path.is_file():
            return False
        with contextlib.suppress(ConfigurationError):  # told once, where the documents are made
            return tag in load(path, DocumentConfig).languages
        return True


def _document(
    name: str,
    config: DocumentConfig,
    files: dict[tuple[Language, int | None], list[SourceFile]],
    troubles: list[HexaplaError],
) -> SourceDocument:
    newest, earlier = [], []
    for (tag, number), same in sorted(files.items(), key=lambda item: (item[0][1] or 0, item[0])):
        if len(same) > 1:
            troubles.append(
                InputError(
                    f"two files for document “{name}” in {tag}",
                    place=str(same[0].path),
                    cause=", ".join(sorted(one.path.name for one in same)),
                    remedy="keep one of them",
                )
            )
        elif number is None:
            newest.append(same[0])
        else:
            earlier.append(same[0])
    return SourceDocument(name=name, config=config, files=tuple(newest), earlier=tuple(earlier))


@functools.cache
def name_pattern(pattern: str) -> re.Pattern[str]:
    """Turn {document}/{document}.{language}.{ext} into an expression over relative paths.

    Raises:
        ConfigurationError: it names a field that there is not, or lacks {language}.

    """
    fields = {
        "document": r"[^/]+?",
        "language": r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*",
        "ext": r"(?!toml$)[A-Za-z0-9]+",
        "number": r"\d+",
    }
    made, seen = "", set()
    for part in re.split(r"(\{\w+\})", pattern):
        name = part[1:-1]
        if not (part.startswith("{") and part.endswith("}")):
            made += re.escape(part)
        elif name not in fields:
            raise ConfigurationError(
                f"the pattern “{pattern}” names {part}",
                place=CONFIG,
                remedy="use {document}, {language}, {ext} and {number}",
            )
        elif name in seen:
            made += f"(?P={name})"
        else:
            made += f"(?P<{name}>{fields[name]})"
            if name == "language":
                made += r"(?:@(?P<follows>\d+))?"
            seen.add(name)
    if "language" not in seen:
        raise ConfigurationError(
            f"the pattern “{pattern}” lacks {{language}}", place=CONFIG, remedy="add it"
        )
    return re.compile(made)


def _walk(root: Path) -> Iterator[str]:
    """Give every file below `root` as a relative path with slashes, in a fixed order."""
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        for entry in entries:
            path = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                pending.append(path + "/")
            else:  # a link that leads nowhere is told as a file that cannot be read
                yield path


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, and on the disk when this returns.

    Raises:
        OutputError: the folder cannot be written.

    """
    part = path.with_name(f".{path.name}.part{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise OutputError(
            "cannot be written",
            place=str(path),
            cause=error.strerror or str(error),
            remedy="name a file in it"
            if isinstance(error, IsADirectoryError)
            else "make the folder writable, or free some space",
        ) from error
