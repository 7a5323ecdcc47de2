"""Two revisions of a document side by side: which blocks changed, how, and the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hexapla.model import Block, ChangeType
from hexapla.revisions.changes import Terms, change_types, word_diff
from hexapla.revisions.lineage import Fate, lineage


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What became of some blocks from one revision to the next.

    `diff` shows the words that went and came, ``[-old-]{+new+}``.
    """

    old: tuple[Block, ...]
    new: tuple[Block, ...]
    fates: frozenset[Fate]
    types: tuple[ChangeType, ...]
    diff: str

    @property
    def is_change(self) -> bool:
        """Whether a reader of the new revision meets something else than before."""
        return self.fates != {Fate.KEPT} or bool(self.types)


def differences(
    old: Sequence[Block], new: Sequence[Block], language: str, terms: Terms | None = None
) -> tuple[Difference, ...]:
    """Compare two revisions block by block, in the order of the new one, removed blocks last."""
    made = []
    for link in lineage(old, new).links:
        before = tuple(old[i] for i in link.old)
        after = tuple(new[j] for j in link.new)
        was = "\n".join(block.told for block in before)
        now = "\n".join(block.told for block in after)
        types: tuple[ChangeType, ...] = ()
        if before and after:
            found = change_types(was, now, language, terms)
            types = tuple(sorted(found, key=list(ChangeType).index))
        made.append(
            Difference(
                old=before, new=after, fates=link.fates, types=types, diff=word_diff(was, now)
            )
        )
    return tuple(made)
