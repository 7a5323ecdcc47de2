"""Checks a workspace's documents as the ledger has them: in batches, and only what changed.

`look` looks at some documents and can run in a worker process; `conclude_looked` adds what only all
of them together show. What was looked at is kept under a key that names everything that it depends
on, so that the next run looks at what changed alone.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hexapla import __version__
from hexapla.checks.context import Context, Facts
from hexapla.checks.kept import KeptFindings, Looked
from hexapla.checks.reported import outrun
from hexapla.checks.rule import GROUP, Observation
from hexapla.checks.run import check_document, check_pair, conclude, observe, ordered
from hexapla.checks.settled import unsettled
from hexapla.errors import FaultError, HexaplaError
from hexapla.languages import profile
from hexapla.model import Document, Finding, Language, digest
from hexapla.plugins import registered
from hexapla.revisions import Ledger
from hexapla.terminology import load_glossary
from hexapla.workspace import DocumentConfig, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What checking a workspace gave: findings in order, and what could not be checked."""

    findings: tuple[Finding, ...]
    troubles: tuple[HexaplaError, ...] = field(default=())


def context_of(
    workspace: Workspace, glossary: Sequence[Path] | None = None
) -> tuple[Context, tuple[HexaplaError | Finding, ...]]:
    """Give the workspace's context with its whole glossary, and what was wrong with the glossary.

    `glossary` names files in place of the workspace's.

    Raises:
        ConfigurationError: hexapla.toml names a rule that there is not.

    """
    loaded = load_glossary(workspace.glossary_files() if glossary is None else glossary)
    context = Context(
        config=workspace.config,
        concepts=loaded.concepts,
        cache=workspace.private / "cache",
    )
    return context.verified(), loaded.troubles


def keys(workspace: Workspace, ledger: Ledger) -> Mapping[str, str]:
    """Give, for each recorded document, the key of everything that its findings depend on."""
    shared = basis(workspace)
    root, marks = workspace.documents_root, ledger.marks()
    return {
        name: digest(shared, mark, _config_mark(root / name / "document.toml", marks))
        for name, mark in marks.items()
    }


def basis(workspace: Workspace) -> str:
    """Give the digest of what all findings depend on: configuration, languages, rules, glossary."""
    return digest(
        __version__,
        workspace.config.model_dump_json(),
        *(profile(tag).version for tag in workspace.config.every_language),
        *(f"{name}={point.value}" for name, point in registered(GROUP).items()),
        _rules(),
        *(_file_digest(path) for path in workspace.glossary_files()),
    )


def _config_mark(path: Path, marks: Mapping[str, str]) -> str:
    """Give the digest of a document.toml; of an evaluation, also the marks of what it names."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return ""
    made = hashlib.sha256(raw).hexdigest()
    if b"reports_on" not in raw:
        return made
    text = raw.decode(errors="replace")
    return digest(made, *(mark for name, mark in sorted(marks.items()) if name in text))


def look(
    workspace: Workspace,
    ledger: Ledger,
    documents: Sequence[str],
    context: Context,
    key_of: Mapping[str, str],
) -> tuple[Looked, ...]:
    """Look at some documents, each by itself. One that fails is a trouble; the others go on."""
    configs = {one.name: one.config for one in workspace.documents()[0]}
    return tuple(
        _look(ledger, name, configs.get(name, DocumentConfig()), context, key_of.get(name, ""))
        for name in documents
    )


def _look(ledger: Ledger, name: str, config: DocumentConfig, context: Context, key: str) -> Looked:
    findings: list[Finding] = []
    observations: list[Observation] = []
    troubles: list[HexaplaError] = []
    source_language = ledger.source_language(name)
    facts = Facts.of(name, config, source_language)
    here = context.about(facts)
    newest = {one.language: one for one in ledger.revisions(name)}
    source: Document | None = None
    for tag in sorted(newest, key=lambda one: (one != source_language, one)):
        try:
            document = ledger.document(newest[tag])
            if tag == source_language:
                source = document
            if source is None or tag == source_language:
                findings += check_document(document, here)
                findings += outrun(document, config, ledger, here)
            else:
                units = ledger.units(name, tag)
                beside = here.about(here.facts, ledger.states(name, tag))
                findings += check_pair(source, document, units, beside)
                observations += observe(units, beside)
        except HexaplaError as error:
            troubles.append(error)
        except Exception as error:  # noqa: BLE001  a text that breaks a rule stops itself alone
            troubles.append(FaultError.of(error, place=f"{name}.{tag}"))
    return Looked(
        document=name,
        key=key,
        findings=ordered(findings),
        observations=tuple(observations),
        troubles=tuple(troubles),
    )


def conclude_looked(
    looked: Iterable[Looked],
    context: Context,
    glossary_troubles: Iterable[HexaplaError | Finding] = (),
) -> Checked:
    """Give all findings: each document's, and what only all of them together show."""
    wrong = tuple(glossary_troubles)
    listed = sorted(looked, key=lambda one: one.document)
    findings = [finding for one in listed for finding in one.findings]
    findings += conclude((seen for one in listed for seen in one.observations), context)
    findings += (one for one in wrong if isinstance(one, Finding))
    return Checked(
        findings=ordered(findings),
        troubles=(
            *(one for one in wrong if isinstance(one, HexaplaError)),
            *(trouble for one in listed for trouble in one.troubles),
        ),
    )


def check_workspace(
    workspace: Workspace,
    ledger: Ledger,
    *,
    documents: Sequence[str] | None = None,
    languages: Sequence[Language] | None = None,
    glossary: Sequence[Path] | None = None,
    with_waived: bool = False,
) -> Checked:
    """Check what is recorded, here and now: all documents or some, all languages or some.

    What was kept of a document under the same key is not looked at again; with another `glossary`
    than the workspace's all of it is looked at, and nothing kept. What stands in the baseline is
    left out, and so is what was waived unless `with_waived` asks for it.
    """
    context, wrong = context_of(workspace, glossary)
    key_of = keys(workspace, ledger)
    kept = KeptFindings(workspace.private / "findings") if glossary is None else None
    looked = []
    for name in sorted(key_of if documents is None else set(documents) & set(key_of)):
        found = kept.get(name, key_of[name]) if kept is not None else None
        if found is None:
            (found,) = look(workspace, ledger, [name], context, key_of)
            if kept is not None and not found.troubles:
                kept.put(found)
        looked.append(found)
    checked = conclude_looked(looked, context, wrong)
    findings = unsettled(checked.findings, workspace, None if with_waived else ledger)
    if languages is not None:
        findings = tuple(one for one in findings if one.language in set(languages))
    return Checked(findings=findings, troubles=checked.troubles)


@functools.cache
def _rules() -> str:
    """Give the digest of the built-in rules: findings of other rules are looked for again."""
    folder = Path(__file__).parent
    return digest(*(_file_digest(path) for path in sorted(folder.rglob("*.py"))))


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
