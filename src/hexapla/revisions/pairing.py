"""Pairs a translation's blocks with its source's: by aligner, by numbering, or as before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from hexapla.model import Block
from hexapla.revisions.changes import Terms
from hexapla.revisions.lineage import Lineage
from hexapla.revisions.standing import Bead, Pair, Tie

_NUMBERING = re.compile(r"\W*((?:\d+|[IVXLC]+)(?:\.\d+)*)\W*")
_NUMBER_ONLY = 0.5
"""The confidence of a pair that nothing but its number makes."""


class _Paired(Protocol):
    @property
    def source(self) -> tuple[int, ...]: ...
    @property
    def target(self) -> tuple[int, ...]: ...
    @property
    def score(self) -> float: ...


Aligner = Callable[..., Sequence[_Paired]]
"""What `hexapla.alignment.align` is."""


def paired(
    align: Aligner,
    ties: Sequence[Tie],
    old: Mapping[str, Block],
    line: Lineage | None,
    pair: Pair,
    *,
    terms: Terms | None = None,
) -> list[Bead]:
    """Pair the blocks of the two languages, by id.

    `old` are the translation's blocks before and `line` their lineage, `ties` how they stood. Where
    the same blocks stand in the same places and nothing is missing, nothing is paired anew. What
    was put together by hand stays together as long as its blocks live, and teaches the aligner.

    The aligner is told what the document's own earlier pairs teach and what `terms` finds. It is
    not told what other documents teach: what is recorded of a document would then depend on which
    others were recorded before it, and by how many workers.
    """
    if line is not None and ties and _keeps_its_order(line) and _is_whole(ties):
        ids = dict(zip(old, pair.target, strict=True))
        return [
            Bead(source=tie.source, target=tuple(ids[one] for one in tie.target), score=tie.score)
            for tie in ties
        ]
    source, target = list(pair.source.values()), list(pair.target.values())
    if not source:
        return []
    found = align(
        source,
        target,
        source_language=pair.source_language,
        target_language=pair.target_language,
        **_known(ties, old, pair, terms),
    )
    beads = [
        Bead(
            source=tuple(source[i].id for i in bead.source),
            target=tuple(target[j].id for j in bead.target),
            score=bead.score,
        )
        for bead in found
    ]
    return _numbered(_kept_together(beads, ties, old, line, pair), pair)


def _kept_together(
    beads: list[Bead],
    ties: Sequence[Tie],
    old: Mapping[str, Block],
    line: Lineage | None,
    pair: Pair,
) -> list[Bead]:
    """Put blocks that a person linked into a bead of their own, and out of every other."""
    if line is None:
        return beads
    ids, now = list(old), list(pair.target)
    images = {ids[i]: [now[j] for j in targets] for i, targets in line.forward().items()}
    fixed = [
        Bead(
            source=tie.source, target=tuple(dict.fromkeys(k for o in tie.target for k in images[o]))
        )
        for tie in ties
        if tie.linked
        and tie.target
        and all(images.get(one) for one in tie.target)
        and all(one in pair.source for one in tie.source)
    ]
    if not fixed:
        return beads
    taken = {one for bead in fixed for one in (*bead.source, *bead.target)}
    for bead in beads:
        if taken.isdisjoint((*bead.source, *bead.target)):
            fixed.append(bead)
            continue
        source = tuple(one for one in bead.source if one not in taken)
        target = tuple(one for one in bead.target if one not in taken)
        if source:
            fixed.append(Bead(source=source, target=target, score=bead.score))
        else:
            fixed += [Bead(source=(), target=(one,), score=0.0) for one in target]
    order = {one: index for index, one in enumerate(pair.source)}
    last = len(order)
    return sorted(fixed, key=lambda bead: order[bead.source[0]] if bead.source else last)


def _known(
    ties: Sequence[Tie], old: Mapping[str, Block], pair: Pair, terms: Terms | None
) -> dict[str, Any]:
    """Give what helps the aligner: words of earlier pairs, and concepts found in the blocks.

    An earlier pair teaches where it was sure, or where somebody put it together by hand.
    """
    from hexapla.alignment import ACCEPTED, learn  # noqa: PLC0415  a status needs neither

    known: dict[str, Any] = {}
    taught = [
        (tie.base or pair.said(tie.source), "\n".join(old[one].told for one in tie.target))
        for tie in ties
        if tie.source
        and tie.target
        and (tie.score >= ACCEPTED or tie.linked)
        and all(one in old for one in tie.target)
        and (tie.base or all(one in pair.source for one in tie.source))
    ]
    if taught:
        known["lexicon"] = learn(
            taught, source_language=pair.source_language, target_language=pair.target_language
        )
    if terms is not None:
        known["terms"] = tuple(
            [terms(block.text, language) for block in blocks.values()]
            for blocks, language in (
                (pair.source, pair.source_language),
                (pair.target, pair.target_language),
            )
        )
    return known


def _keeps_its_order(line: Lineage) -> bool:
    """Tell whether every block became one block in its old place."""
    return all(len(link.old) == len(link.new) == 1 and link.old == link.new for link in line.links)


def _is_whole(ties: Sequence[Tie]) -> bool:
    """Tell whether nothing is missing or extra."""
    return all(tie.source and tie.target for tie in ties)


def _numbered(beads: list[Bead], pair: Pair) -> list[Bead]:
    """Pair what an aligner left alone but the document's own numbering pairs.

    A heading of which a translator left only the number stands for the heading of that number.
    """
    alone = {bead.target[0]: bead for bead in beads if not bead.source and len(bead.target) == 1}
    by_number: dict[tuple[str, int, str], list[str]] = {}
    for one in alone:
        block = pair.target[one]
        number = _NUMBERING.fullmatch(block.label or block.text)
        if number and block.level:
            by_number.setdefault((block.kind, block.level, number[1]), []).append(one)
    made: list[Bead] = []
    taken: set[str] = set()
    for bead in beads:
        if not bead.target and len(bead.source) == 1:
            block = pair.source[bead.source[0]]
            number = _NUMBERING.fullmatch(block.label or block.text)
            same_number = by_number.get((block.kind, block.level, number[1])) if number else None
            if same_number and len(same_number) == 1 and same_number[0] not in taken:
                taken.add(same_number[0])
                made.append(Bead(source=bead.source, target=(same_number[0],), score=_NUMBER_ONLY))
                continue
        made.append(bead)
    return [bead for bead in made if bead.source or bead.target[0] not in taken]
