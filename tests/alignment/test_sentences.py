"""Where sentences end."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.alignment import sentences


def split(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("lv", ["Sanāksme notika 2016. gada 12. maijā Rīgā.", "Piedalījās 20 cilvēki."]),
        ("lv", ["Plkst. 10 runāja Dr. J. Bērziņš.", "Pēc tam bija pauze."]),
        ("lv", ["To nosaka 3. pants un 12. Saeimas lēmums.", "Tas ir spēkā."]),
        ("lv", ["Piedalījās policija, muita u.c.", "Nākamā sanāksme būs rudenī."]),
        ("et", ["Kohtumine toimus 12. mail 2016.", "Osalesid nt hr Tamm jt.", "Aitäh!"]),
        ("fi", ["Kokous pidettiin 12. toukokuuta 2016.", "Läsnä oli mm. 20 henkeä (ks. liite)."]),
        ("sv", ["Mötet hölls den 12 maj 2016.", "Där var bl.a. Anna m.fl.", "Sedan var det slut."]),
        (
            "lt",
            ["Posėdyje dalyvavo A. Petraitis, t. y. vadovas.", "Posėdis baigėsi 2016 m. gegužę."],
        ),
        ("de", ["Die Sitzung fand am 12. Mai statt.", "Sie dauerte z.B. zwei Stunden."]),
        ("en", ["Mr. Smith met J. R. Tolkien at 10 a.m. on Monday.", "Why?", "“Yes.”", "He left."]),
        ("en", ["The budget was agreed in 2016.", "The project began."]),
        ("en", ["It costs EUR 3.50 … perhaps more!", "See www.example.org."]),
    ],
)
def test_a_text_is_split_into_its_sentences(language: str, parts: list[str]) -> None:
    assert split(" ".join(parts), language) == parts


def test_a_quotation_that_goes_on_does_not_end_the_sentence() -> None:
    text = "“Vai tā ir?” viņš jautāja. Neviens neatbildēja."
    assert split(text, "lv") == ["“Vai tā ir?” viņš jautāja.", "Neviens neatbildēja."]


def test_a_line_break_ends_a_sentence_unless_a_small_letter_follows() -> None:
    assert split("Pirmā rinda\nOtrā rinda\nturpinās", "lv") == [
        "Pirmā rinda",
        "Otrā rinda\nturpinās",
    ]


def test_a_numbered_line_is_one_sentence() -> None:
    assert split("1. Mērķis", "lv") == ["1. Mērķis"]
    assert split("IV. Peatükk", "et") == ["IV. Peatükk"]


def test_no_text_has_no_sentences() -> None:
    assert sentences("", "lv") == ()
    assert sentences(" \n ", "lv") == ()


@given(st.text(alphabet="Aāb1. \n?!“”)", max_size=40), st.sampled_from(["lv", "en", "fi"]))
def test_sentences_hold_all_that_is_no_space(text: str, language: str) -> None:
    spans = sentences(text, language)
    inside = "".join(text[span.start : span.end] for span in spans)
    assert "".join(inside.split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)
