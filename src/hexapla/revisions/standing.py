"""How the blocks of a translation stand to the blocks of their source, and how that moves on.

A tie holds source blocks, the target blocks that translate them, and the source text that these
were last known to follow. Two things move it: a revision of the source (`source_moved`) and one of
the translation (`target_moved`). A cosmetic change of the source leaves a tie current; a change of
the translation that does not answer the source's leaves it stale.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from hexapla.model import Block, BlockState, ChangeType, State, normal
from hexapla.revisions.changes import (
    answers,
    change_types,
    fitting,
    moved_towards,
    word_diff,
)
from hexapla.revisions.lineage import Lineage
from hexapla.revisions.tokens import same

Versions = Mapping[str, tuple[tuple[int, str], ...]]
"""Of each source block by id: the revisions in which its text changed, with the text, in order."""
_MOST_TEXTS = 16
"""So many source texts are kept for a tie that one waiver after another has left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Source blocks and the target blocks that translate them, by id.

    `base` is the source text that the target follows and `was` the target's text when it last
    followed the source; both are empty where that is the present text. `offered`: the source moved
    towards what the unchanged translation says. `waived` names who said that no change is needed;
    the texts that the translation followed before that are in `also`: it follows them still.
    `linked` names who put these blocks together by hand: no aligner takes them apart.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    state: State
    since: int | None = None
    base: str = ""
    was: str = ""
    score: float = 1.0
    offered: bool = False
    waived: str = ""
    also: tuple[str, ...] = ()
    linked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The two languages and the present blocks of a document's source and of one translation."""

    source_language: str
    target_language: str
    source: Mapping[str, Block]
    target: Mapping[str, Block]

    def said(self, ids: Iterable[str]) -> str:
        """Give the text of source blocks."""
        return "\n".join(self.source[one].told for one in ids if one in self.source)

    def translated(self, ids: Iterable[str]) -> str:
        """Give the text of target blocks."""
        return "\n".join(self.target[one].told for one in ids if one in self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Blocks that an aligner has put together, by id."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    score: float = 1.0


class _Components:
    """Joins what shares a member."""

    def __init__(self) -> None:
        self._parent: dict[object, object] = {}

    def root(self, one: object) -> object:
        self._parent.setdefault(one, one)
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, one: object, two: object) -> None:
        self._parent[self.root(two)] = self.root(one)


def first_versions(blocks: Sequence[Block], number: int) -> Versions:
    """Give the versions of a source's first revision."""
    return {block.id: ((number, block.told),) for block in blocks}


def next_versions(
    versions: Versions,
    old: Sequence[Block],
    new: Sequence[Block],
    line: Lineage,
    *,
    number: int,
    language: str,
) -> Versions:
    """Carry the versions of the source's blocks over to its revision `number`."""
    made: dict[str, tuple[tuple[int, str], ...]] = {}
    for link in line.links:
        earlier = [versions[old[i].id] for i in link.old]
        for j in link.new:
            text = new[j].told
            if not earlier:
                made[new[j].id] = ((number, text),)
            elif len(link.old) == len(link.new) == 1:
                kept = same(earlier[0][-1][1], text, language)
                made[new[j].id] = earlier[0] if kept else (*earlier[0], (number, text))
            else:
                latest = max(one[-1][0] for one in earlier)
                before = "\n".join(one[-1][1] for one in earlier)
                after = "\n".join(new[k].told for k in link.new)
                if same(before, after, language):
                    made[new[j].id] = ((latest, text),)
                else:
                    made[new[j].id] = ((latest, before), (number, text))
    return made


def source_moved(
    ties: Sequence[Tie],
    old: Mapping[str, Block],
    new: Sequence[Block],
    line: Lineage,
    pair: Pair,
    *,
    number: int,
    versions: Versions,
) -> tuple[Tie, ...]:
    """Move the ties on to the source's revision `number`; `pair.source` holds its new blocks."""
    old_ids = list(old)
    components = _Components()
    for index, tie in enumerate(ties):
        for one in tie.source:
            components.join(("tie", index), ("old", one))
    for link in line.links:
        members = [("old", old_ids[i]) for i in link.old] + [("new", new[j].id) for j in link.new]
        for member in members[1:]:
            components.join(members[0], member)
    tied: dict[object, list[Tie]] = {}
    for index, tie in enumerate(ties):
        if tie.source:
            tied.setdefault(components.root(("tie", index)), []).append(tie)
    images: dict[object, list[str]] = {}
    for block in new:
        images.setdefault(components.root(("new", block.id)), []).append(block.id)
    made: list[Tie] = []
    for root, ids in images.items():
        earlier = tied.get(root, [])
        made.extend(_moved(earlier, ids, old, pair, number=number, versions=versions))
    return completed(made, pair)


def _moved(
    earlier: list[Tie],
    ids: list[str],
    old: Mapping[str, Block],
    pair: Pair,
    *,
    number: int,
    versions: Versions,
) -> list[Tie]:
    if all(tie.state is State.MISSING for tie in earlier):
        since = min((tie.since or number for tie in earlier), default=number)
        return [Tie(source=(one,), target=(), state=State.MISSING, since=since) for one in ids]

    def texts(tie: Tie) -> tuple[str, ...]:
        return (tie.base or "\n".join(old[one].told for one in tie.source), *tie.also)

    known = [tie for tie in earlier if tie.state is not State.MISSING]
    followed = _followed(texts(tie) for tie in known)
    now = pair.said(ids)
    base = next((one for one in followed if same(one, now, pair.source_language)), followed[0])
    joined = Tie(
        source=tuple(ids),
        target=tuple(one for tie in known for one in tie.target),
        state=State.CURRENT,
        base=base if normal(base) != normal(now) else "",
        score=min(tie.score for tie in known),
        also=tuple(one for one in followed if one != base),
        linked=next((tie.linked for tie in known if tie.linked), ""),
    )
    kept = same(base, now, pair.source_language)
    if any(tie.state is State.UNKNOWN for tie in known):
        before = {one[1] for source in ids for one in versions.get(source, ())[:-1]}
        if kept or any(same(one, now, pair.source_language) for one in before):
            return [replace(joined, state=State.UNKNOWN, base="", also=())]
    if kept:
        return [replace(joined, waived=known[0].waived if len(known) == 1 else "")]
    standing = pair.translated(joined.target)
    return [
        replace(
            joined,
            state=State.STALE,
            since=min([tie.since for tie in known if tie.since is not None] or [number]),
            was="\n".join(tie.was or pair.translated(tie.target) for tie in known),
            offered=moved_towards(
                base,
                now,
                standing,
                source_language=pair.source_language,
                language=pair.target_language,
            ),
        )
    ]


def _followed(texts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Join what each of some ties follows, in every combination, the one of their bases first."""
    combined = ("\n".join(one) for one in islice(product(*texts), _MOST_TEXTS))
    return tuple(dict.fromkeys(combined))


def target_moved(  # noqa: C901  it walks two partitions of the same blocks
    ties: Sequence[Tie],
    old: Mapping[str, Block],
    line: Lineage | None,
    beads: Sequence[Bead],
    pair: Pair,
    *,
    number: int,
    versions: Versions,
) -> tuple[Tie, ...]:
    """Move the ties on to a revision of the translation; `pair.target` holds its new blocks.

    `old` are the translation's blocks before (empty: its first revision), `line` their lineage to
    the new ones, `beads` the new alignment, `number` the source's present revision.
    """
    old_ids, new_ids = list(old), list(pair.target)
    forward: dict[str, tuple[str, ...]] = {}
    if line is not None:
        forward = {
            old_ids[i]: tuple(new_ids[j] for j in images) for i, images in line.forward().items()
        }
    components = _Components()
    for index, tie in enumerate(ties):
        for one in tie.source:
            components.join(("source", one), ("tie", index))
    for bead in beads:
        for one in bead.source[1:]:
            components.join(("source", bead.source[0]), ("source", one))
    prior: dict[object, list[Tie]] = {}
    for index, tie in enumerate(ties):
        if tie.source:
            prior.setdefault(components.root(("tie", index)), []).append(tie)
    fresh: dict[object, list[Bead]] = {}
    for bead in beads:
        if bead.source:
            fresh.setdefault(components.root(("source", bead.source[0])), []).append(bead)
    arrived = Arrival(pair, number, versions)
    made: list[Tie] = []
    for root, group in fresh.items():
        made.extend(_answered(prior.get(root, []), group, old, forward, arrived))
    by_hand = {tie.source: tie.linked for tie in ties if tie.linked}
    made = [
        replace(tie, linked=by_hand[tie.source]) if tie.target and tie.source in by_hand else tie
        for tie in made
    ]
    return completed(made, pair)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a translation meets when it arrives."""

    pair: Pair
    number: int
    versions: Versions

    def inferred(self, bead: Bead, *, otherwise: State) -> Tie:
        """Tell which version of the source a bead follows, from the versions' numbers."""
        tie = Tie(source=bead.source, target=bead.target, state=State.CURRENT, score=bead.score)
        if not bead.target:
            return self.missing(tie)
        at = sorted({rev for one in bead.source for rev, _ in self.versions.get(one, ())})
        if all(len(self.versions.get(one, ())) <= 1 for one in bead.source):
            return tie
        texts = [
            "\n".join(text for one in bead.source if (text := in_force(self.versions, one, rev)))
            for rev in at
        ]
        found = fitting(
            texts,
            self.pair.translated(bead.target),
            source_language=self.pair.source_language,
            language=self.pair.target_language,
        )
        if found is None:
            return replace(tie, state=otherwise)
        now = self.pair.said(bead.source)
        if same(texts[found], now, self.pair.source_language):
            return tie
        return replace(
            tie,
            state=State.STALE,
            since=at[found + 1],
            base=texts[found],
            was=self.pair.translated(bead.target),
        )

    def answered(self, base: str, now: str, was: str, stands: str) -> bool:
        """Tell whether the translation's change answers the source's."""
        return answers(
            base,
            now,
            was,
            stands,
            source_language=self.pair.source_language,
            target_language=self.pair.target_language,
        )

    def missing(self, tie: Tie, since: int | None = None) -> Tie:
        """Give the tie of source blocks that nothing translates."""
        first = [self.versions[one][0][0] for one in tie.source if one in self.versions]
        return Tie(
            source=tie.source,
            target=(),
            state=State.MISSING,
            since=since or max(first, default=self.number),
        )


def in_force(versions: Versions, block: str, revision: int) -> str:
    """Give the text of a source block as it stood in a revision; empty: it was not there."""
    return next((text for at, text in reversed(versions.get(block, ())) if at <= revision), "")


def _answered(  # noqa: PLR0911  one return a state of what was known
    known: list[Tie],
    beads: list[Bead],
    old: Mapping[str, Block],
    forward: Mapping[str, tuple[str, ...]],
    arrival: Arrival,
) -> list[Tie]:
    pair = arrival.pair
    states = {tie.state for tie in known}
    if not known:
        return [arrival.inferred(bead, otherwise=State.UNKNOWN) for bead in beads]
    if states == {State.MISSING}:
        since = min(tie.since or arrival.number for tie in known)
        return [
            arrival.inferred(bead, otherwise=State.CURRENT)
            if bead.target
            else arrival.missing(arrival.inferred(bead, otherwise=State.CURRENT), since)
            for bead in beads
        ]
    stood = "\n".join(old[one].told for tie in known for one in tie.target if one in old)
    stands = "\n".join(pair.translated(bead.target) for bead in beads)
    carried = [
        replace(tie, target=tuple(dict.fromkeys(k for o in tie.target for k in forward.get(o, ()))))
        for tie in known
    ]
    if same(stood, stands, pair.target_language) and all(
        tie.target or tie.state is State.MISSING for tie in carried
    ):
        return carried
    if State.STALE in states:
        ids = [one for bead in beads for one in bead.source]
        now = pair.said(ids)
        base = "\n".join(
            tie.base or pair.said(tie.source) for tie in known if tie.state is not State.MISSING
        )
        was = "\n".join(
            tie.was or "\n".join(old[one].told for one in tie.target if one in old) for tie in known
        )
        if not stands.strip():
            since = min(tie.since for tie in known if tie.since is not None)
            return [
                arrival.missing(Tie(source=bead.source, target=(), state=State.MISSING), since)
                for bead in beads
            ]
        also = known[0].also if len(known) == 1 else ()
        if not any(arrival.answered(one, now, was, stands) for one in (base, *also)):
            return [
                Tie(
                    source=tuple(ids),
                    target=tuple(one for bead in beads for one in bead.target),
                    state=State.STALE,
                    since=min(tie.since for tie in known if tie.since is not None),
                    base=base,
                    was=was,
                    score=min(bead.score for bead in beads),
                    also=also,
                )
            ]
    elif State.UNKNOWN in states:
        return [arrival.inferred(bead, otherwise=State.UNKNOWN) for bead in beads]
    also, by = (), ""
    if len(known) == len(beads) == 1 and known[0].state is State.CURRENT:
        # A waived block whose translation was edited: it may have followed the source after all.
        now = pair.said(beads[0].source)
        also = tuple(one for one in known[0].also if not arrival.answered(one, now, stood, stands))
        by = known[0].waived if also else ""
    return [
        Tie(
            source=bead.source,
            target=bead.target,
            state=State.CURRENT,
            score=bead.score,
            waived=by,
            also=also,
        )
        if bead.target
        else arrival.missing(
            Tie(source=bead.source, target=(), state=State.MISSING), arrival.number
        )
        for bead in beads
    ]


def declared(
    ties: Sequence[Tie], pair: Pair, *, follows: int, versions: Versions
) -> tuple[Tie, ...]:
    """Take a person's word that the translation follows the source's revision `follows`."""
    made = []
    for tie in ties:
        if not tie.source or not tie.target:
            made.append(tie)
            continue
        now = pair.said(tie.source)
        base = "\n".join(text for one in tie.source if (text := in_force(versions, one, follows)))
        later = sorted(
            rev for one in tie.source for rev, _ in versions.get(one, ()) if rev > follows
        )
        plain = replace(tie, since=None, base="", was="", offered=False, waived="", also=())
        if not later or same(base, now, pair.source_language):
            made.append(replace(plain, state=State.CURRENT))
        else:
            made.append(
                replace(
                    plain,
                    state=State.STALE,
                    since=later[0],
                    base=base,
                    was=pair.translated(tie.target),
                )
            )
    return tuple(made)


def waived(tie: Tie, who: str) -> Tie:
    """Give a tie as it stands after somebody said that no change is needed.

    It then follows the source's present text as well as the one that it followed before: the
    source may go back to that.
    """
    return replace(
        tie,
        state=State.CURRENT,
        since=None,
        base="",
        was="",
        offered=False,
        waived=who,
        also=tuple(one for one in dict.fromkeys((tie.base, *tie.also)) if one)[:_MOST_TEXTS],
    )


def completed(ties: Iterable[Tie], pair: Pair) -> tuple[Tie, ...]:
    """Put the ties into the source's order and add the target blocks that nothing claims."""
    place = {one: index for index, one in enumerate(pair.source)}
    ordered = sorted(ties, key=lambda tie: min(place.get(one, len(place)) for one in tie.source))
    claimed = {one for tie in ordered for one in tie.target}
    extra = [
        Tie(source=(), target=(one,), state=State.EXTRA, score=0.0)
        for one in pair.target
        if one not in claimed
    ]
    return (*ordered, *extra)


def block_states(ties: Sequence[Tie], pair: Pair, *, number: int) -> tuple[BlockState, ...]:
    """Show the ties block by block; `number` is the source's present revision.

    A current block whose source differs in form from what it follows carries that change's type,
    cosmetic, and its diff.
    """
    made: list[BlockState] = []
    for tie in ties:
        if not tie.source:
            made.extend(
                BlockState(block=one, state=State.EXTRA, target=(one,)) for one in tie.target
            )
            continue
        now = pair.said(tie.source)
        types: tuple[ChangeType, ...] = ()
        diff = ""
        if tie.base and tie.state is not State.MISSING:
            types, diff = _told(tie.base, now, pair.source_language)
        made.extend(
            BlockState(
                block=one,
                state=tie.state,
                target=tie.target,
                since=tie.since,
                behind=number - tie.since + 1 if tie.since is not None else 0,
                types=types,
                diff=diff,
                score=tie.score,
            )
            for one in tie.source
        )
    return tuple(made)


# The same few changes are asked for again whenever somebody decides about one of them.
@functools.lru_cache(maxsize=4096)
def _told(old: str, new: str, language: str) -> tuple[tuple[ChangeType, ...], str]:
    """Tell what an edit changed, and show it."""
    found = change_types(old, new, language)
    return tuple(sorted(found, key=list(ChangeType).index)), word_diff(old, new)


_WORST = (State.MISSING, State.STALE, State.UNKNOWN, State.CURRENT)


def worst(states: Iterable[State]) -> State:
    """Give the state of a version: its worst block's. Extra blocks make nothing worse."""
    there = set(states)
    return next((state for state in _WORST if state in there), State.CURRENT)
