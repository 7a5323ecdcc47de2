"""Structure as an anchor: kinds, levels, tables, ids of the file, numbering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from hexapla.alignment import align
from hexapla.model import Block, BlockKind, Cell

COUNTRIES = [
    ("Latvia", "Latvija", "112"),
    ("Finland", "Somija", "7"),
    ("Estonia", "Igaunija", "48"),
    ("Sweden", "Zviedrija", "305"),
    ("Lithuania", "Lietuva", "26"),
]
ENGLISH = [["Country", "Police officers"], *([one, count] for one, _, count in COUNTRIES)]
LATVIAN = [["Valsts", "Policijas darbinieki"], *([other, count] for _, other, count in COUNTRIES)]


def block(
    text: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0, hint: str = ""
) -> Block:
    return Block(id=text, kind=kind, text=text, path=text, level=level, hint=hint)


def table(rows: Sequence[Sequence[str]]) -> list[Block]:
    return [
        Block(
            id=f"r{r}c{c}",
            kind=BlockKind.TABLE_CELL,
            text=text,
            path=f"body/t0/r{r}/c{c}/0",
            cell=Cell(table=0, row=r, column=c),
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]


def said(source: Sequence[Block], target: Sequence[Block]) -> list[tuple[str, str]]:
    beads = align(source, target, source_language="en", target_language="lv")
    return [
        (
            " | ".join(source[i].text for i in bead.source),
            " | ".join(target[j].text for j in bead.target),
        )
        for bead in beads
    ]


def cells(rows: Sequence[Sequence[str]], others: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    return [pair for row, other in zip(rows, others, strict=True) for pair in zip(row, other)]  # noqa: B905  rows of a table


def test_a_row_that_was_taken_out_leaves_the_others_in_place() -> None:
    found = said(table(ENGLISH), table(LATVIAN[:3] + LATVIAN[4:]))
    expected = cells(ENGLISH, LATVIAN)
    expected[6:8] = [("Estonia", ""), ("48", "")]
    assert found == expected


def test_a_row_that_was_put_in_is_extra_in_all_its_cells() -> None:
    strange = ["Norvēģija", "93"]
    found = said(table(ENGLISH), table([*LATVIAN[:4], strange, *LATVIAN[4:]]))
    assert [pair for pair in found if not pair[0]] == [("", "Norvēģija"), ("", "93")]
    assert [pair for pair in found if pair[0]] == cells(ENGLISH, LATVIAN)


def test_a_row_that_was_moved_is_found_where_it_went() -> None:
    moved = [*LATVIAN[:2], *LATVIAN[3:], LATVIAN[2]]
    assert said(table(ENGLISH), table(moved)) == cells(ENGLISH, LATVIAN)


def test_columns_that_changed_places_are_paired_by_what_they_say() -> None:
    swapped = [row[::-1] for row in LATVIAN]
    assert said(table(ENGLISH), table(swapped)) == cells(ENGLISH, LATVIAN)


def test_a_row_put_in_and_columns_that_changed_places_are_both_seen() -> None:
    row = ["Norvēģija", "19"]
    others = [*LATVIAN[:3], row, *LATVIAN[3:]]
    turned = [[count, country] for country, count in others]
    pairs = said(table(ENGLISH), table(turned))
    assert [pair for pair in pairs if all(pair)] == cells(ENGLISH, LATVIAN)
    assert sorted(other for one, other in pairs if not one) == sorted(row)


def test_a_column_that_was_put_in_is_extra() -> None:
    wider = [[row[0], extra, row[1]] for row, extra in zip(LATVIAN, "abcdef", strict=True)]
    found = said(table(ENGLISH), table(wider))
    assert [pair for pair in found if pair[0]] == cells(ENGLISH, LATVIAN)
    assert [pair[1] for pair in found if not pair[0]] == list("abcdef")


def test_columns_of_like_figures_keep_their_order() -> None:
    rows = [["2014", "2015", "2016"], ["5", "7", "5"], ["7", "5", "9"]]
    assert said(table(rows), table(rows)) == cells(rows, rows)


@pytest.mark.parametrize(
    ("kind", "levels"),
    [
        (BlockKind.HEADING, (1, 2)),
        (BlockKind.LIST_ITEM, (1, 2)),
    ],
)
def test_levels_tell_blocks_apart_that_say_nothing_alike(
    kind: BlockKind, levels: tuple[int, int]
) -> None:
    first, second = levels
    rest = [block(f"Common words number {n}.") for n in range(3)]
    others = [block(f"Kopīgi vārdi, skaitlis {n}.") for n in range(3)]
    source = [*rest, block("Quay", kind, first), block("Rope", kind, second), *rest]
    target = [*others, block("Virve", kind, second), *others]
    assert ("Rope", "Virve") in said(source, target)
    assert ("Quay", "") in said(source, target)


def test_a_heading_is_not_paired_with_the_paragraph_in_its_place() -> None:
    source = [block("Quay", BlockKind.HEADING, 1), block("Rope here."), block("Sail there.")]
    target = [block("Virve te."), block("Bura tur.")]
    assert said(source, target) == [
        ("Quay", ""),
        ("Rope here.", "Virve te."),
        ("Sail there.", "Bura tur."),
    ]


def test_the_ids_of_a_copied_file_pair_blocks_that_say_nothing_alike() -> None:
    source = [block(text, hint=hint) for text, hint in (("aa", "1A"), ("bb", "2B"), ("cc", "3C"))]
    target = [block(text, hint=hint) for text, hint in (("xx", "1A"), ("zz", "3C"))]
    assert said(source, target) == [("aa", "xx"), ("bb", ""), ("cc", "zz")]


@pytest.mark.parametrize("mark", ["{}. ", "{}) ", "({}) ", "{}.1. ", "[{}] "])
def test_list_numbers_are_no_anchor(mark: str) -> None:
    texts = [
        ("The police of Latvia asks for 30 radios.", "Latvijas policija lūdz 30 rācijas."),
        ("A meeting follows in Helsinki.", "Sanāksme notiks Helsinkos."),
        ("Does Sweden agree?", "Vai Zviedrija piekrīt?"),
        ("Estonia pays EUR 900.", "Igaunija maksā 900 eiro."),
    ]
    source = [block(mark.format(n) + one) for n, (one, _) in enumerate(texts, 1)]
    kept = [other for n, (_, other) in enumerate(texts) if n != 1]
    target = [block(mark.format(n) + other) for n, other in enumerate(kept, 1)]
    found = [
        (one.partition(" ")[2], other.partition(" ")[2]) for one, other in said(source, target)
    ]
    assert found == [(one, other if other in kept else "") for one, other in texts]


def test_a_label_beside_the_text_is_no_anchor_either() -> None:
    source = [
        replace(block(text), label=f"{n}.")
        for n, text in enumerate(["Finland pays 20 euros.", "Sweden pays 35 euros."], 1)
    ]
    target = [replace(block("Zviedrija maksā 35 eiro."), label="1.")]
    assert said(source, target) == [
        ("Finland pays 20 euros.", ""),
        ("Sweden pays 35 euros.", "Zviedrija maksā 35 eiro."),
    ]


@pytest.mark.parametrize("title", ["Quay works", "Expenses of the year", "Proof"])
def test_a_heading_that_ran_into_its_paragraph_makes_one_bead(title: str) -> None:
    others = ["Moles darbi", "Gada izdevumi", "Pierādījums"]
    heading = others[["Quay works", "Expenses of the year", "Proof"].index(title)]
    source = [
        block("Latvia and Finland met on 12 May 2016."),
        block(title),
        block("The officers in Helsinki asked for 30 radios and 5 boats."),
        block("Does Sweden agree?"),
    ]
    target = [
        block("Latvija un Somija tikās 2016. gada 12. maijā."),
        block(f"{heading} Darbinieki Helsinkos lūdza 30 rācijas un 5 laivas."),
        block("Vai Zviedrija piekrīt?"),
    ]
    assert said(source, target)[1] == (f"{title} | {source[2].text}", target[1].text)


def test_a_missing_heading_is_not_taken_for_one_that_ran_into_its_paragraph() -> None:
    source = [block("Quay works"), block("The officers in Helsinki asked for 30 radios.")]
    target = [block("Darbinieki Helsinkos lūdza 30 rācijas.")]
    assert said(source, target) == [("Quay works", ""), (source[1].text, target[0].text)]
