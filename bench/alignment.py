"""How well blocks are aligned, on real translations that were edited with a seed.

Run: .venv/bin/python bench/alignment.py [--languages lv,lt] [--seeds 3] [--sets dgt,privacy,forms]

A document is made of real aligned texts; then its target is edited: of every hundred blocks so
many are merged with the next, split, dropped, preceded by a strange one, or moved. Strict bead F1
counts a bead right only when all its blocks are the gold's; null F1 is the same over missing and
extra blocks. `sure` is the share of beads with a score of ACCEPTED or more, `right` how many of
those are right.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import defaultdict
from pathlib import Path

from hexapla.alignment import ACCEPTED, align
from hexapla.model import Block, BlockKind

DATA = Path(__file__).parents[1] / ".." / "shared" / "data" / "parallel"
LANGUAGES = ("lv", "lt", "et", "fi", "sv")
Pair = tuple[str, str]


def dgt(tag: str, rng: random.Random) -> list[list[Pair]]:
    """Acts of the EU; segments joined to paragraphs of one to four."""
    acts = defaultdict(list)
    for line in (DATA / "dgt_tm_sample.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one, other = row.get("en", ""), row.get(tag, "")
        # The first act is segmented differently in several languages, so its pairs are not true.
        if one and other and 0.5 < len(other) / len(one) < 2 and row["celex"] != "22019A0315(01)":
            acts[row["celex"]].append((one, other))
    documents, document = [], []
    for _, segments in sorted(acts.items()):
        index = 0
        while index < len(segments):
            count = rng.choice((1, 1, 2, 2, 3, 4))
            taken = segments[index : index + count]
            if any(len(one) < 25 for one, _ in taken):  # headings stand alone
                taken = taken[:1]
            document.append((" ".join(o for o, _ in taken), " ".join(t for _, t in taken)))
            index += len(taken)
        if len(document) > 60:
            documents.append(document)
            document = []
    return documents


def forms(tag: str, rng: random.Random) -> list[list[Pair]]:
    """Texts of forms, one to three in a block, in documents of 80 blocks."""
    pairs = []
    for name in ("espd_messages.json", "eusurvey_messages.json"):
        for _, texts in sorted(json.loads((DATA / name).read_text(encoding="utf-8")).items()):
            one, other = texts.get("en") or "", texts.get(tag) or ""
            if len(one) > 25 and len(other) > 10 and one != other and "<" not in one:
                pairs.append((re.sub(r"\s+", " ", one), re.sub(r"\s+", " ", other)))
    documents, index = [], 0
    while index < len(pairs):
        document = []
        while len(document) < 80 and index < len(pairs):
            count = rng.choice((1, 1, 2, 3))
            taken = pairs[index : index + count]
            document.append((" ".join(o for o, _ in taken), " ".join(t for _, t in taken)))
            index += count
        documents.append(document)
    return documents[::4]


def privacy(tag: str, _: random.Random) -> list[list[Pair]]:
    """Privacy statements whose structure is the same in both languages, as plain text."""
    documents = []
    for folder in sorted((DATA / "eusurvey_privacy").iterdir()):
        sides = []
        for language in ("en", tag):
            raw = (folder / f"privacy_{language}.html").read_text(encoding="utf-8")
            found = re.findall(r"<(p|h\d|li|td)\b[^>]*>(.*?)</\1>", raw, re.DOTALL)
            texts = [
                (name, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", t)).strip()) for name, t in found
            ]
            sides.append([text for text in texts if text[1]])
        if [name for name, _ in sides[0]] == [name for name, _ in sides[1]]:
            documents.append([(a, b) for (_, a), (_, b) in zip(*sides, strict=True)])
    return documents[-1:]


SETS = {"dgt": dgt, "forms": forms, "privacy": privacy}


Piece = tuple[tuple[int, ...], str]
"""The source blocks that a target block translates, and its text."""


def edited(
    pairs: list[Pair], rate: float, rng: random.Random, strange: list[str]
) -> tuple[list[str], list[str], set[tuple[tuple[int, ...], tuple[int, ...]]]]:
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


def gold_of(pieces: list[Piece], size: int) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Give the beads that the pieces make."""
    targets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    beads: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
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


class Tally:
    def __init__(self) -> None:
        self.right = self.found = self.gold = 0

    def add(self, found: set, gold: set) -> None:
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        return 200 * self.right / max(1, self.found + self.gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--reverse", action="store_true", help="from the language to English")
    options = parser.parse_args()
    print(
        f"{'set':8} {'pair':6} {'edits':>5} {'docs':>4} {'blocks':>6} {'bead F1':>8}"
        f" {'null F1':>8} {'sure %':>7} {'right %':>8} {'ms/1000':>8}"
    )
    for name in options.sets.split(","):
        for rate in (0.15, 0.35):
            for tag in options.languages.split(","):
                row(name, tag, rate, seeds=options.seeds, reverse=options.reverse)


def row(name: str, tag: str, rate: float, *, seeds: int, reverse: bool) -> None:
    """Measure one language pair at one rate of edits, and print it."""
    beads, nulls, sure = Tally(), Tally(), Tally()
    documents = size = 0
    spent = 0.0
    languages = (tag, "en") if reverse else ("en", tag)
    for seed in range(seeds):
        rng = random.Random(f"{name} {tag} {rate} {seed}")
        texts = SETS[name](tag, rng)
        if reverse:
            texts = [[(b, a) for a, b in pairs] for pairs in texts]
        for number, pairs in enumerate(texts):
            strange = [other for k, each in enumerate(texts) if k != number for _, other in each]
            # A short heading (“Article 3”) is no strange text: it may translate a dropped one.
            strange = [text for text in strange if len(text) > 40]
            strange = strange or [other[::-1] for _, other in pairs]
            source, target, gold = edited(pairs, rate, rng, strange)
            ours, theirs = blocks(source), blocks(target)
            began = time.process_time()
            made = align(ours, theirs, source_language=languages[0], target_language=languages[1])
            spent += time.process_time() - began
            full = {bead for bead in gold if bead[0] and bead[1]}
            found = {(bead.source, bead.target) for bead in made}
            beads.add({bead for bead in found if bead[0] and bead[1]}, full)
            nulls.add({bead for bead in found if not (bead[0] and bead[1])}, gold - full)
            sure.add(
                {
                    (b.source, b.target)
                    for b in made
                    if b.score >= ACCEPTED and b.source and b.target
                },
                full,
            )
            documents += 1
            size += max(len(source), len(target))
    print(
        f"{name:8} {'-'.join(languages):6} {rate:5.0%} {documents:4} {size:6} {beads.f1:8.2f}"
        f" {nulls.f1:8.2f} {100 * sure.found / max(beads.found, 1):7.1f}"
        f" {100 * sure.right / max(sure.found, 1):8.2f} {1e6 * spent / max(size, 1):8.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
