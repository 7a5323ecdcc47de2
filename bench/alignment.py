"""How well blocks are aligned, on real translations that were edited with a seed.

Run: .venv/bin/python bench/alignment.py [--languages lv,lt] [--seeds 3] [--sets acts,espd] [--long]

A document is made of real aligned texts; then its target is edited: of every hundred blocks so
many are merged with the next, split, dropped, preceded by a strange one, or moved. Strict bead F1
counts a bead right only when all its blocks are the gold's; null F1 is the same over missing and
extra blocks. `sure` is the share of beads with a score of ACCEPTED or more, `right` how many of
those are right. `ratio` is the time for 1,000 blocks by the time of a plain loop of a million
additions, measured in the same run. The last columns are Gale and Church's aligner (1993: lengths
alone) on the same documents. hunalign is packaged neither for Debian nor for PyPI, so it is not
run here.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import math
import random
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from hexapla.alignment import ACCEPTED, align
from hexapla.model import Block, BlockKind

DATA = Path(__file__).parents[1] / ".." / "shared" / "data" / "parallel"
LANGUAGES = ("lv", "lt", "et", "fi", "sv")
Pair = tuple[str, str]
Bead = tuple[tuple[int, ...], tuple[int, ...]]


def acts(tag: str, rng: random.Random | None) -> list[list[Pair]]:
    """Acts of the EU; segments joined to paragraphs of one to four, or as they are."""
    texts = defaultdict(list)
    for line in (DATA / "dgt_tm_sample.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one, other = row.get("en", ""), row.get(tag, "")
        # The first act is segmented differently in several languages, so its pairs are not true.
        if one and other and 0.5 < len(other) / len(one) < 2 and row["celex"] != "22019A0315(01)":
            texts[row["celex"]].append((one, other))
    documents, document = [], []
    for _, listed in sorted(texts.items()):
        index = 0
        while index < len(listed):
            count = rng.choice((1, 1, 2, 2, 3, 4)) if rng else 1
            taken = listed[index : index + count]
            if any(len(one) < 25 for one, _ in taken):  # headings stand alone
                taken = taken[:1]
            document.append((" ".join(o for o, _ in taken), " ".join(t for _, t in taken)))
            index += len(taken)
        if len(document) > 60:
            documents.append(document)
            document = []
    return documents


def segments(tag: str, _: random.Random) -> list[list[Pair]]:
    """The same acts, a segment a block, as in their translation memory."""
    return acts(tag, None)


def messages(name: str, counts: Sequence[int], tag: str, rng: random.Random) -> list[list[Pair]]:
    """Texts of forms, some of them in a block, in documents of 80 blocks."""
    pairs = []
    for _, texts in sorted(json.loads((DATA / name).read_text(encoding="utf-8")).items()):
        one, other = texts.get("en") or "", texts.get(tag) or ""
        if len(one) > 25 and len(other) > 10 and one != other and "<" not in one:
            pairs.append((re.sub(r"\s+", " ", one), re.sub(r"\s+", " ", other)))
    documents, index = [], 0
    while index < len(pairs):
        document = []
        while len(document) < 80 and index < len(pairs):
            count = rng.choice(counts)
            taken = pairs[index : index + count]
            document.append((" ".join(o for o, _ in taken), " ".join(t for _, t in taken)))
            index += count
        documents.append(document)
    return documents[::2] if len(documents) < 8 else documents[::6]


def privacy(tag: str, _: random.Random) -> list[list[Pair]]:
    """The privacy statement, where its blocks are of the same kinds in both languages."""
    documents = []
    for folder in sorted((DATA / "eusurvey_privacy").iterdir()):
        sides = []
        for language in ("en", tag):
            raw = (folder / f"privacy_{language}.html").read_text(encoding="utf-8")
            found = re.findall(r"<(p|h\d|li|td)\b[^>]*>(.*?)</\1>", raw, re.DOTALL)
            texts = [
                (name[0], re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", t)).strip())
                for name, t in found
            ]
            sides.append([text for text in texts if text[1]])
        if [name for name, _ in sides[0]] == [name for name, _ in sides[1]]:
            documents.append([(a, b) for (_, a), (_, b) in zip(*sides, strict=True)])
    return documents[-1:]


SETS = {
    "acts": acts,
    "segments": segments,
    "espd": functools.partial(messages, "espd_messages.json", (1, 1, 2, 3)),
    "eusurvey": functools.partial(messages, "eusurvey_messages.json", (1, 1, 2, 3)),
    "labels": functools.partial(messages, "eusurvey_messages.json", (1,)),
    "privacy": privacy,
}
"""`labels`: single texts of a program, sorted by their keys; they follow from nothing before them."""

Piece = tuple[tuple[int, ...], str]
"""The source blocks that a target block translates, and its text."""


def edited(
    pairs: list[Pair], rate: float, rng: random.Random, strange: list[str]
) -> tuple[list[str], list[str], set[Bead]]:
    """Edit the target side; give both sides and the gold beads."""
    pieces: list[Piece] = []
    moved: list[Piece] = []
    index = 0
    while index < len(pairs):
        text = pairs[index][1]
        kind = rng.choice(("merge", "split", "drop", "add", "move")) if rng.random() < rate else ""
        if kind == "merge" and index + 1 < len(pairs):
            pieces.append(((index, index + 1), f"{text} {pairs[index + 1][1]}"))
            index += 1
        elif kind == "split" and len(text) > 40:
            pieces += [((index,), half) for half in halves(text, rng) if half]
        elif kind == "add":
            pieces += [((), rng.choice(strange)), ((index,), text)]
        elif kind == "move":
            moved.append(((index,), text))
        elif kind != "drop":
            pieces.append(((index,), text))
        index += 1
    for piece in moved:
        put_elsewhere(pieces, piece, rng)
    return [one for one, _ in pairs], [text for _, text in pieces], gold_of(pieces, len(pairs))


def halves(text: str, rng: random.Random) -> tuple[str, str]:
    """Split a text after a mark, or where there is none in its middle."""
    ends = [m.end() for m in re.finditer(r"[.;:,]\s", text) if 12 < m.end() < len(text) - 12]
    cut = rng.choice(ends) if ends else text.find(" ", len(text) // 2)
    return (text[:cut].strip(), text[cut:].strip()) if cut > 0 else (text, "")


def put_elsewhere(pieces: list[Piece], piece: Piece, rng: random.Random) -> None:
    """Put a piece two to five blocks from its place, never between the halves of a split block."""
    at = piece[0][0]
    here = next((k for k, p in enumerate(pieces) if p[0] and p[0][0] > at), len(pieces))
    to = min(max(here + rng.choice((-5, -4, -3, -2, 2, 3, 4, 5)), 0), len(pieces))
    while 0 < to < len(pieces) and pieces[to - 1][0] == pieces[to][0] != ():
        to += 1
    pieces.insert(to, piece)


def gold_of(pieces: list[Piece], size: int) -> set[Bead]:
    """Give the beads that the pieces make."""
    targets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    beads: set[Bead] = set()
    for j, (sources, _) in enumerate(pieces):
        if sources:
            targets[sources].append(j)
        else:
            beads.add(((), (j,)))
    beads |= {(sources, tuple(found)) for sources, found in targets.items()}
    seen = {i for sources, _ in beads for i in sources}
    return beads | {((i,), ()) for i in range(size) if i not in seen}


def blocks(texts: list[str]) -> list[Block]:
    return [
        Block(id=str(n), kind=BlockKind.PARAGRAPH, text=text, path=f"body/{n}")
        for n, text in enumerate(texts)
    ]


def gale_church(source: list[str], target: list[str]) -> set[Bead]:
    """Align by lengths alone: W. Gale, K. Church, A Program for Aligning Sentences, 1993."""
    priors = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.045, (1, 2): 0.045,
              (2, 2): 0.011}  # fmt: skip
    ours, theirs = [len(text) for text in source], [len(text) for text in target]
    ratio = sum(theirs) / max(1, sum(ours))

    def cost(one: int, other: int) -> float:
        mean = (one + other / ratio) / 2
        delta = (other - one * ratio) / math.sqrt(6.8 * mean) if mean else 0.0
        return -math.log(max(math.erfc(abs(delta) / math.sqrt(2)), 1e-300))

    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i, j in itertools.product(range(len(ours) + 1), range(len(theirs) + 1)):
        offers = [
            (
                best[i - m, j - n][0]
                - math.log(share)
                + cost(sum(ours[i - m : i]), sum(theirs[j - n : j])),
                (m, n),
            )
            for (m, n), share in priors.items()
            if (i - m, j - n) in best
        ]
        if offers:
            best[i, j] = min(offers)
    beads: set[Bead] = set()
    i, j = len(ours), len(theirs)
    while i or j:
        m, n = best[i, j][1]
        beads.add((tuple(range(i - m, i)), tuple(range(j - n, j))))
        i, j = i - m, j - n
    return beads


class Tally:
    """Beads found, right, and in the gold."""

    def __init__(self) -> None:
        self.right = self.found = self.gold = 0

    def add(self, found: set[Bead], gold: set[Bead]) -> None:
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        return 200 * self.right / max(1, self.found + self.gold)


class Row:
    """What a line of a table adds up."""

    def __init__(self) -> None:
        self.beads, self.nulls, self.sure = Tally(), Tally(), Tally()
        self.plain_beads, self.plain_nulls = Tally(), Tally()
        self.size, self.spent, self.floor = 0, 0.0, 0.0

    def shown(self) -> str:
        thousand = 1000 / max(self.size, 1)
        return (
            f"{self.size:6} {self.beads.f1:8.2f} {self.nulls.f1:8.2f}"
            f" {100 * self.sure.found / max(self.beads.found, 1):7.1f}"
            f" {100 * self.sure.right / max(self.sure.found, 1):8.2f}"
            f" {self.spent * thousand:7.2f} {self.spent * thousand / self.floor:6.1f}"
            f" {self.plain_beads.f1:8.1f} {self.plain_nulls.f1:8.1f}"
        )


def floor() -> float:
    """Time a million additions, in seconds of the processor."""
    began = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--long", action="store_true", help="every set and pair by itself, too")
    options = parser.parse_args()
    loop = min(floor() for _ in range(5))
    tables: dict[str, dict[tuple[str, ...], Row]] = defaultdict(lambda: defaultdict(Row))
    for name, rate, tag, reverse in itertools.product(
        options.sets.split(","), (0.15, 0.35), options.languages.split(","), (False, True)
    ):
        pair = f"{tag}-en" if reverse else f"en-{tag}"
        edits, way = f"{rate:.0%}", "to en" if reverse else "from en"
        rows = [tables["set"][name, way, edits], tables["pair"][pair, edits]]
        if options.long:
            rows.append(tables["set and pair"][name, pair, edits])
        rows.append(tables["all"]["all", edits])
        for row in rows:
            row.floor = loop
        for seed in range(options.seeds):
            measure(name, tag, rate, seed, reverse=reverse, rows=rows)
    for title, table in tables.items():
        heads = "blocks  bead F1  null F1  sure %  right %  s/1000  ratio  GC bead  GC null"
        print(f"\n{title:26} {heads}")
        for key, row in table.items():
            print(f"{'  '.join(key):26} {row.shown()}", flush=True)


def measure(name: str, tag: str, rate: float, seed: int, *, reverse: bool, rows: list[Row]) -> None:
    """Align the documents of a set in one language and direction; add to the rows."""
    rng = random.Random(f"{name} {tag} {rate} {seed}")
    languages = (tag, "en") if reverse else ("en", tag)
    texts = SETS[name](tag, rng)
    if reverse:
        texts = [[(b, a) for a, b in pairs] for pairs in texts]
    for number, pairs in enumerate(texts):
        strange = [other for k, each in enumerate(texts) if k != number for _, other in each]
        # A short heading (“Article 3”) is no strange text: it may translate a dropped one.
        strange = [text for text in strange if len(text) > 40] or [o[::-1] for _, o in pairs]
        source, target, gold = edited(pairs, rate, rng, strange)
        ours, theirs = blocks(source), blocks(target)
        began = time.process_time()
        made = align(ours, theirs, source_language=languages[0], target_language=languages[1])
        spent = time.process_time() - began
        full = {bead for bead in gold if all(bead)}
        found = {(bead.source, bead.target) for bead in made}
        sure = {(b.source, b.target) for b in made if b.score >= ACCEPTED and b.source and b.target}
        plain = gale_church(source, target)
        for row in rows:
            row.beads.add({bead for bead in found if all(bead)}, full)
            row.nulls.add({bead for bead in found if not all(bead)}, gold - full)
            row.sure.add(sure, full)
            row.plain_beads.add({bead for bead in plain if all(bead)}, full)
            row.plain_nulls.add({bead for bead in plain if not all(bead)}, gold - full)
            row.spent += spent
            row.size += max(len(source), len(target))


if __name__ == "__main__":
    main()
