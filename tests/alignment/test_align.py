"""Blocks of two documents that say the same."""

from __future__ import annotations

import gc
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexapla.alignment import ACCEPTED, Bead, align, align_sentences, learn, units
from hexapla.model import Block, BlockKind, Cell, Document, Language

ENGLISH = [
    "Regional strategy for police cooperation",
    "On 12 May 2016 the police chiefs of Latvia, Lithuania and Estonia met in Birštonas.",
    "They agreed on 3 joint measures and on a budget of EUR 45 000.",
    "Does the agreement also cover Finland and Sweden?",
    "The Finnish police will open a contact point in Helsinki; see https://poliisi.fi/en.",
    "Training for 120 officers begins in September.",
    "The next meeting will be held in Tallinn.",
]
LATVIAN = [
    "Policijas sadarbības reģionālā stratēģija",
    "2016. gada 12. maijā Birštonā tikās Latvijas, Lietuvas un Igaunijas policijas vadītāji.",
    "Viņi vienojās par 3 kopīgiem pasākumiem un 45 000 eiro lielu budžetu.",
    "Vai vienošanās attiecas arī uz Somiju un Zviedriju?",
    "Somijas policija atvērs kontaktpunktu Helsinkos; sk. https://poliisi.fi/en.",
    "Septembrī sāksies 120 darbinieku mācības.",
    "Nākamā sanāksme notiks Tallinā.",
]


def paragraphs(texts: Sequence[str]) -> list[Block]:
    return [
        Block(id=f"b{n}", kind=BlockKind.PARAGRAPH, text=text, path=f"body/{n}")
        for n, text in enumerate(texts)
    ]


def table(rows: Sequence[Sequence[str]], number: int = 0) -> list[Block]:
    return [
        Block(
            id=f"t{number}r{r}c{c}",
            kind=BlockKind.TABLE_CELL,
            text=text,
            path=f"body/t{number}/r{r}/c{c}/0",
            cell=Cell(table=number, row=r, column=c),
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]


def pairs(source: Sequence[Block], target: Sequence[Block]) -> list[tuple]:
    beads = align(source, target, source_language="en", target_language="lv")
    return [(bead.source, bead.target) for bead in beads]


def test_a_translation_in_step_is_paired_one_to_one() -> None:
    found = pairs(paragraphs(ENGLISH), paragraphs(LATVIAN))
    assert found == [((n,), (n,)) for n in range(7)]


def test_a_dropped_block_is_missing() -> None:
    found = pairs(paragraphs(ENGLISH), paragraphs(LATVIAN[:3] + LATVIAN[4:]))
    assert ((3,), ()) in found
    assert ((4,), (3,)) in found


def test_an_added_block_is_extra_and_stands_after_what_it_follows() -> None:
    strange = "Paldies visiem brīvprātīgajiem par ieguldīto darbu un atsaucību!"
    found = pairs(paragraphs(ENGLISH), paragraphs([*LATVIAN[:5], strange, *LATVIAN[5:]]))
    assert found[5] == ((), (5,))


def test_two_blocks_merged_into_one_make_one_bead() -> None:
    merged = [*LATVIAN[:1], f"{LATVIAN[1]} {LATVIAN[2]}", *LATVIAN[3:]]
    assert ((1, 2), (1,)) in pairs(paragraphs(ENGLISH), paragraphs(merged))


def test_a_block_split_in_two_makes_one_bead() -> None:
    first, second = LATVIAN[4].split("; ")
    split = [*LATVIAN[:4], first + ";", second, *LATVIAN[5:]]
    assert ((4,), (4, 5)) in pairs(paragraphs(ENGLISH), paragraphs(split))


def test_a_moved_block_is_found_where_it_went() -> None:
    moved = [*LATVIAN[:1], *LATVIAN[2:6], LATVIAN[1], LATVIAN[6]]
    found = pairs(paragraphs(ENGLISH), paragraphs(moved))
    assert ((1,), (5,)) in found
    assert ((2,), (1,)) in found


def test_neighbours_that_changed_places_are_two_beads() -> None:
    target = [*LATVIAN[:2], LATVIAN[3], LATVIAN[2], *LATVIAN[4:]]
    found = pairs(paragraphs(ENGLISH), paragraphs(target))
    assert {((2,), (3,)), ((3,), (2,))} <= set(found)


def test_blocks_that_are_divided_elsewhere_make_one_bead() -> None:
    one = (
        "The police opens a contact point on 12 May. It has 45 officers, 118 volunteers, 670 cars."
    )
    two = "It is also open on 24 December."
    other = "Policija 12. maijā atver kontaktpunktu."
    last = "Tajā ir 45 darbinieki, 118 brīvprātīgie, 670 automobiļi. Tas strādā arī 24. decembrī."
    source = paragraphs([ENGLISH[0], one, two, ENGLISH[6]])
    target = paragraphs([LATVIAN[0], other, last, LATVIAN[6]])
    assert ((1, 2), (1, 2)) in pairs(source, target)


def test_the_collector_of_cycles_works_again_afterwards() -> None:
    pairs(paragraphs(ENGLISH), paragraphs(LATVIAN))
    assert gc.isenabled()


def test_line_numbers_are_no_anchor() -> None:
    numbered = [f"{n}. {text}" for n, text in enumerate(ENGLISH, 1)]
    shifted = [f"{n}. {text}" for n, text in enumerate(LATVIAN[:3] + LATVIAN[4:], 1)]
    found = pairs(paragraphs(numbered), paragraphs(shifted))
    assert ((4,), (3,)) in found
    assert ((3,), ()) in found


def test_a_table_with_an_inserted_row_aligns_row_by_row() -> None:
    source = table([["Country", "Officers"], ["Latvia", "12"], ["Estonia", "30"]])
    target = table(
        [["Valsts", "Darbinieki"], ["Latvija", "12"], ["Norvēģija", "7"], ["Igaunija", "30"]]
    )
    found = pairs(source, target)
    assert ((4,), (6,)) in found
    assert ((5,), (7,)) in found
    assert ((), (4,)) in found
    assert ((), (5,)) in found


def test_cells_without_words_align_by_their_place() -> None:
    source = table([["a", "1"], ["b", "1"], ["c", "1"]])
    target = table([["x", "1"], ["y", "1"], ["z", "1"]])
    assert pairs(source, target) == [((n,), (n,)) for n in range(6)]


def test_a_table_is_never_paired_with_loose_text() -> None:
    source = [*paragraphs(ENGLISH[:2]), *table([["Latvia", "12"]])]
    target = paragraphs([*LATVIAN[:2], "Latvija 12"])
    found = pairs(source, target)
    assert ((2,), ()) in found
    assert ((3,), ()) in found
    assert ((), (2,)) in found


def test_a_hint_of_the_file_pairs_blocks_that_say_nothing_alike() -> None:
    source = [
        Block(id=t, kind=BlockKind.PARAGRAPH, text=t, path=t, hint=t) for t in ("aa", "bb", "cc")
    ]
    target = [
        Block(id=t, kind=BlockKind.PARAGRAPH, text=t.upper(), path=t, hint=h)
        for t, h in (("xx", "aa"), ("zz", "cc"))
    ]
    assert pairs(source, target) == [((0,), (0,)), ((1,), ()), ((2,), (1,))]


def test_terms_of_the_glossary_speak_for_a_pair() -> None:
    source = paragraphs(["Some alpha words here.", "Other beta words there."])
    target = paragraphs(["Citi vārdi tur tālu.", "Daži vārdi šeit pat."])
    hits = ([{"one"}, {"two"}], [{"two"}, {"one"}])
    beads = align(source, target, source_language="en", target_language="lv", terms=hits)
    assert not {((0,), (0,)), ((1,), (1,))} & {(bead.source, bead.target) for bead in beads}


def test_a_lexicon_learned_from_pairs_knows_their_words() -> None:
    known = [("the harbour is old", "osta ir veca"), ("a harbour in winter", "osta ziemā")]
    known += [("red apples", "sarkani āboli"), ("green trees", "zaļi koki")] * 3
    lexicon = learn(known, source_language="en", target_language="lv")
    assert list(lexicon["harbo"]) == ["osta"]
    assert set(lexicon["apple"]) == {"sarka", "āboli"}


def test_an_empty_document_leaves_all_blocks_alone() -> None:
    assert pairs(paragraphs(ENGLISH[:2]), []) == [((0,), ()), ((1,), ())]
    assert pairs([], paragraphs(LATVIAN[:1])) == [((), (0,))]
    assert pairs([], []) == []


def test_clear_pairs_are_sure() -> None:
    beads = align(
        paragraphs(ENGLISH), paragraphs(LATVIAN), source_language="en", target_language="lv"
    )
    assert sum(bead.score >= ACCEPTED for bead in beads) >= 5
    assert all(0 <= bead.score <= 1 for bead in beads)


def test_beads_become_units_with_their_blocks() -> None:
    source, target = (
        Document(name="d", language=Language(tag), digest="", media="", blocks=tuple(blocks))
        for tag, blocks in (("en", paragraphs(ENGLISH)), ("lv", paragraphs(LATVIAN)))
    )
    beads = (Bead(source=(0, 1), target=(0,), score=0.5), Bead(source=(), target=(1,), score=0.1))
    first, second = units("d", source, target, beads)
    assert first.source_text == f"{ENGLISH[0]}\n{ENGLISH[1]}"
    assert (first.score, first.target_language) == (0.5, "lv")
    assert second.source == ()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from([*ENGLISH, "", "1", "…"]), max_size=9),
    st.lists(st.sampled_from([*LATVIAN, "", "2.", "–"]), max_size=9),
)
def test_every_block_stands_in_exactly_one_bead(ours: list[str], theirs: list[str]) -> None:
    beads = align(paragraphs(ours), paragraphs(theirs), source_language="en", target_language="lv")
    assert sorted(i for bead in beads for i in bead.source) == list(range(len(ours)))
    assert sorted(j for bead in beads for j in bead.target) == list(range(len(theirs)))
    assert beads == align(
        paragraphs(ours), paragraphs(theirs), source_language="en", target_language="lv"
    )


@pytest.mark.parametrize("tag", ["lv", "xx", "zh"])
def test_a_language_that_nobody_described_is_aligned_all_the_same(tag: str) -> None:
    beads = align(
        paragraphs(ENGLISH), paragraphs(ENGLISH), source_language=tag, target_language="en"
    )
    assert [(bead.source, bead.target) for bead in beads] == [((n,), (n,)) for n in range(7)]


def test_sentences_are_paired_inside_a_text() -> None:
    source, target = " ".join(ENGLISH[1:4]), f"{LATVIAN[1][:-1]} un {LATVIAN[2]} {LATVIAN[3]}"
    beads = align_sentences(source, target, source_language="en", target_language="lv")
    said = [
        (len(bead.source), "".join(target[span.start : span.end] for span in bead.target))
        for bead in beads
    ]
    assert said == [(2, f"{LATVIAN[1][:-1]} un {LATVIAN[2]}"), (1, LATVIAN[3])]


def test_a_lone_sentence_takes_all_of_the_other_side() -> None:
    (bead,) = align_sentences(
        "One. Two.", "Viens un divi.", source_language="en", target_language="lv"
    )
    assert (len(bead.source), len(bead.target)) == (2, 1)
    assert align_sentences("", "", source_language="en", target_language="lv") == ()
