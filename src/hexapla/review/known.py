"""What is known of a workspace's findings: looked up again when what they rest on has changed.

Looking takes seconds where much was recorded. Whoever cannot wait is given what is known until
then: of a document that changed nothing, of a block that a person moved what this block alone
shows. The rest is looked up beside, and taken over by whoever asks next.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hexapla.checks import (
    Context,
    Facts,
    Passage,
    check_units,
    check_workspace,
    checks,
    context_of,
    keys,
    unsettled,
)
from hexapla.errors import HexaplaError
from hexapla.model import Finding, Language, Unit
from hexapla.revisions import Ledger
from hexapla.workspace import DocumentConfig, Workspace

_LOG = logging.getLogger(__name__)
_MOST_MOVED = 20
"""So many blocks are looked at alone; where more moved, the document is."""
_Stat = tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class _Look:
    """A look at the whole workspace beside the others' work."""

    keys: Mapping[str, str]
    thread: threading.Thread
    findings: list[Finding] = field(default_factory=list)
    done: bool = False


class Known:
    """The findings of a workspace. `fixed`, where given, are they, whatever changes.

    One thread at a time may ask; the looks beside are its own matter.
    """

    def __init__(
        self, workspace: Workspace, ledger: Ledger, fixed: Sequence[Finding] | None = None
    ) -> None:
        self._workspace, self._ledger = workspace, ledger
        self._fixed = fixed is not None
        self._keys: Mapping[str, str] | None = None
        self._marks: dict[str, str] = {}
        self._look: _Look | None = None
        self._context: tuple[_Stat, Context] | None = None
        self._of: dict[tuple[str, str], list[Finding]] = {}
        self._keep(fixed or ())

    def _keep(self, findings: Sequence[Finding]) -> None:
        self._of = {}
        for one in findings:
            self._of.setdefault((one.document, one.language), []).append(one)

    def all(self) -> tuple[Finding, ...]:
        """Give all of them that nobody waived."""
        found = [one for listed in self._of.values() for one in listed]
        if self._fixed:
            return tuple(found)
        return unsettled(found, self._workspace, self._ledger)

    def of(self, document: str, language: Language) -> tuple[Finding, ...]:
        """Give those in one version of a document, those that were waived among them."""
        return tuple(self._of.get((document, language), ()))

    def mark(self, document: str) -> str:
        """Give what changes with a document's findings and with how it stands; “”: not known."""
        return self._marks.get(document, "")

    def lacks(self, document: str) -> bool:
        """Whether more may be found in a document than is known."""
        if self._fixed:
            return False
        return self._keys is None or self._marks.get(document) != self._keys.get(document)

    def wait(self) -> None:
        """Wait until nothing is being looked for beside."""
        look = self._look
        if look is not None:
            look.thread.join()

    def refresh(self, patience: float | None = None) -> bool:
        """Look whether they still rest on what is there, and look again where not.

        With `patience`, in seconds, whoever asks waits no longer than that. Gives whether anything
        is another than before.
        """
        if self._fixed:
            return False
        now = keys(self._workspace, self._ledger)
        if now == self._keys and self._look is None:
            return False
        look = self._look
        if look is None or (look.done and look.keys != now):
            look = self._look = self._begin(now)
        look.thread.join(patience)
        failed = not look.done and not look.thread.is_alive()
        if failed or (patience is None and look.keys != now):
            self._look = None
            found = check_workspace(self._workspace, self._ledger, with_waived=True).findings
            self._take(found, now)
            return True
        if look.done and look.keys == now:
            self._take(look.findings, now)
            return True
        moved = {name for name in now if self._marks.get(name, "").partition(" ")[0] != now[name]}
        for name in moved & self._marks.keys():
            del self._marks[name]
        self._of = {key: found for key, found in self._of.items() if key[0] not in moved}
        return True

    def _take(self, findings: Sequence[Finding], now: Mapping[str, str]) -> None:
        self._keep(findings)
        self._keys, self._marks, self._look = now, dict(now), None

    def _begin(self, now: Mapping[str, str]) -> _Look:
        def work() -> None:
            try:
                found = check_workspace(self._workspace, self._ledger, with_waived=True)
            except HexaplaError as error:
                _LOG.warning("the findings could not be looked up: %s", error)
                return
            look.findings = list(found.findings)
            look.done = True

        look = _Look(now, threading.Thread(target=work, daemon=True))
        look.thread.start()
        return look

    def moved(
        self, document: str, language: Language, before: Sequence[Unit], after: Sequence[Unit]
    ) -> bool:
        """Take over what a person has moved, looking at the blocks alone that stand otherwise now.

        What only a document or a workspace as a whole shows is left to the next look. Gives whether
        it was done: where many blocks moved, it is not.
        """
        gone = list(dict.fromkeys(before).keys() - set(after))
        come = list(dict.fromkeys(after).keys() - set(before))
        if self._fixed or self._keys is None or len(gone) + len(come) > _MOST_MOVED:
            return False
        there = {one.name: one.config for one in self._workspace.documents()[0]}
        facts = Facts.of(
            document, there.get(document, DocumentConfig()), self._ledger.source_language(document)
        )
        here = self._everything().about(facts, self._ledger.states(document, language))
        touched = {block.id for one in (*gone, *come) for block in (*one.source, *one.target)}
        stay = [
            one
            for one in self._of.get((document, language), [])
            if one.location.block not in touched or not _of_block(one)
        ]
        known = {one.fingerprint for one in stay}
        new = unsettled(check_units(come, here), self._workspace)
        stay += (one for one in new if one.fingerprint not in known)
        self._of[document, language] = stay
        now = keys(self._workspace, self._ledger).get(document, "")
        self._marks[document] = f"{now} {self._ledger.latest(document, language)}"
        return True

    def _everything(self) -> Context:
        """Give the context of the rules, made anew when the glossary's files are others."""
        files = [(str(path), path.stat()) for path in self._workspace.glossary_files()]
        stat = tuple((name, said.st_mtime_ns, said.st_size) for name, said in files)
        if self._context is None or self._context[0] != stat:
            self._context = (stat, context_of(self._workspace)[0])
        return self._context[1]


def _of_block(finding: Finding) -> bool:
    """Whether a finding's rule looks at a block by itself, or beside what it translates."""
    rule = checks().get(finding.rule)
    return rule is not None and rule.over in {Unit, Passage}
