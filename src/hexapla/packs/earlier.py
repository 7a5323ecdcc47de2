"""What a redline is drawn from: the revision that was last released, else the one before.

A pack's release stands in the ledger's log, and so does the recording of each revision: what was
newest when a pack with that document was last sealed is what its readers know.
"""

from __future__ import annotations

from collections.abc import Sequence

from hexapla.model import Language, PackSpec, Revision
from hexapla.revisions import Ledger
from hexapla.workspace import SourceDocument, Workspace

LAYOUTS = frozenset({"redline"})
"""The layouts that show what changed since then."""
_RELEASED, _RECORDED = "released", "recorded"


def earlier(
    workspace: Workspace, ledger: Ledger, document: SourceDocument, revisions: Sequence[Revision]
) -> Revision | None:
    """Give the revision that the newest of `revisions`, of one language, is compared with.

    It is the newest itself where a pack released it. None: there is no earlier one.
    """
    head = revisions[-1]
    sealed = _sealed(workspace, ledger, document, head.language)
    for event in reversed(ledger.log(document=document.name, language=head.language)):
        if event.what == _RECORDED and event.seq < sealed:
            number = event.body["number"]
            return next((one for one in revisions if one.number == number), None)
    return revisions[-2] if len(revisions) > 1 else None


def _sealed(
    workspace: Workspace, ledger: Ledger, document: SourceDocument, language: Language
) -> int:
    """Give the place in the log of the last release of a pack that holds the document; 0: none."""
    specs = {spec.name: spec for spec in workspace.config.pack_specs()}
    source = workspace.source_language(document)
    for event in reversed(ledger.log(what=_RELEASED)):
        spec = specs.get(str(event.body.get("pack", "")))
        if spec is None or not _holds(spec, document):
            continue
        tags = spec.languages or workspace.config.every_language
        if language in tags or language == source:
            return event.seq
    return 0


def _holds(spec: PackSpec, document: SourceDocument) -> bool:
    if spec.documents:
        return document.name in spec.documents
    return not spec.families or document.config.family in spec.families
