"""Texts are read into values, whatever way a language writes them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexapla.checks.quantities import Change, Kind, compare, lexicon, scan, unit_at, written
from hexapla.model import Language

ALL = ("en", "lv", "lt", "et", "fi", "sv", "de", "uk", "ro", "ka", "hy", "az")
MARKED = ("lv", "lt", "et", "fi", "sv", "de")


def read(text: str, language: str = "en"):
    return scan(text, lexicon(Language(language)))


def values(text: str, language: str = "en") -> list:
    return [one.keys[0] for one in read(text, language).quantities]


def found(source: str, target: str, language: str) -> tuple:
    return compare(read(source), read(target, language)).found


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "1,234.50", "1234.5"), ("lv", "1\xa0234,5", "1234.5"), ("lt", "1 234 567", "1234567"),
        ("de", "1.234.567,89", "1234567.89"), ("sv", "0,25", "0.25"), ("fi", "3,50", "3.5"),
        ("et", "12 500", "12500"), ("en", "007", "7"), ("lv", "5 miljoni", "5000000"),
        ("en", "3.1 billion", "3100000000"), ("fi", "2 mrd", "2000000000"), ("de", "4 Mio", "4000000"),
    ],
)  # fmt: skip
def test_a_number_has_its_value(language: str, text: str, value: str):
    assert values(text, language) == [("n", value)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "12–13 May 2016"), ("lv", "2016. gada 12.–13. maijā"),
        ("lt", "2016 m. gegužės 12–13 d."), ("et", "12.–13. mail 2016"),
        ("fi", "12.–13. toukokuuta 2016"), ("sv", "den 12–13 maj 2016"),
        ("de", "am 12./13. Mai 2016"), ("uk", "12–13 травня 2016 року"), ("ro", "12–13 mai 2016"),
        ("ka", "2016 წლის 12–13 მაისი"), ("hy", "2016 թ. մայիսի 12–13-ին"), ("az", "12–13 may 2016"),
        ("en", "May 12–13, 2016"), ("lv", "2016.gada 12.-13.maijā"),
    ],
)  # fmt: skip
def test_a_range_of_days_is_two_dates_in_every_language(language: str, text: str):
    assert values(text, language) == [("d", 2016, 5, 12), ("d", 2016, 5, 13)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("lv", "24.2.2007."), ("fi", "24.2.2007"), ("sv", "2007-02-24"), ("en", "24/02/2007"),
        ("fi", "24 päivänä helmikuuta 2007"), ("et", "24. veebruaril 2007"),
        ("lv", "2007. gada 24. februārī"), ("de", "24. Februar 2007"),
    ],
)  # fmt: skip
def test_a_date_is_one_date_in_figures_and_in_words(language: str, text: str):
    assert ("d", 2007, 2, 24) in read(text, language).quantities[0].keys


def test_an_ambiguous_date_has_both_readings():
    (one,) = read("05/06/2016").quantities
    assert set(one.keys) == {("d", 2016, 6, 5), ("d", 2016, 5, 6)}


def test_an_impossible_date_falls_into_its_numbers():
    assert [one.kind for one in read("45/13/2016").quantities] == [Kind.NUMBER] * 3


def test_a_month_s_name_that_is_an_everyday_word_is_no_date():
    assert values("This may be 12 or 13.") == [("n", "12"), ("n", "13")]


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("lv", "120 kilometrus", "kilometre"), ("lt", "5 metų", "year"), ("et", "30 päeva", "day"),
        ("fi", "15 työpäivää", "day"), ("sv", "6 månader", "month"), ("en", "15 working days", "day"),
        ("de", "3 Stunden", "hour"), ("lv", "12,5\xa0%", "percent"), ("en", "10-year", "year"),
        ("lv", "5 krēsli", ""),
    ],
)  # fmt: skip
def test_the_unit_at_a_number_is_known(language: str, text: str, unit: str):
    of = read(text, language)
    assert unit_at(of, of.quantities[0]) == unit


def test_a_number_in_words_stands_for_figures():
    assert not found("12 months", "divpadsmit mēneši", "lv")
    assert not found("25 officers", "tjugofem poliser", "sv")
    assert not found("2-day visit", "kaksipäiväinen vierailu", "fi")
    assert not found("Annex 2", "II pielikums", "lv")


def test_a_number_said_twice_is_missed_where_the_figure_is_lost():
    (one,) = found("within twelve (12) months", "divpadsmit () mēnešu laikā", "lv")
    assert one.change is Change.DROPPED or not one.sure


def test_dates_that_changed_places_are_told():
    assert found("5 June and 6 July 2014", "2014 m. birželio 6 d. ir liepos 5 d.", "lt")


@pytest.mark.parametrize("language", MARKED)
@settings(max_examples=60, deadline=None)
@given(number=st.decimals(min_value=0, max_value=10**9, places=2).map(lambda n: f"{n:f}"))
def test_what_is_written_as_the_language_writes_is_read_back(language: str, number: str):
    whole, _, rest = number.partition(".")
    value = f"{int(whole)}.{rest}".rstrip("0").rstrip(".")
    shown = written(value, lexicon(Language(language)))
    assert ("n", value) in read(shown, language).quantities[0].keys
    assert len(read(shown, language).quantities) == 1


@pytest.mark.parametrize("language", ALL)
@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_breaks_the_scanner_and_spans_lie_in_the_text(language: str, text: str):
    for one in read(text, language).quantities:
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="0123456789 .,-/:()%ab", max_size=60))
def test_a_text_does_not_differ_from_itself(text: str):
    same = read(text)
    assert compare(same, read(text)).found == ()


@settings(max_examples=100, deadline=None)
@given(
    number=st.integers(min_value=13, max_value=99_999),
    at=st.integers(min_value=0, max_value=4),
    by=st.integers(min_value=1, max_value=9),
)
def test_any_changed_digit_is_found_in_every_language(number: int, at: int, by: int):
    digits = str(number)
    at %= len(digits)
    other = str((int(digits[at]) + by) % 10)
    changed = digits[:at] + other + digits[at + 1 :]
    if changed.startswith("0") or int(changed) < 13:
        return
    for language in ALL:
        assert found(f"({digits})", f"({changed})", language), language


@pytest.mark.parametrize("language", ["fi", "et", "de"])
def test_a_range_of_days_in_figures_is_two_dates(language: str):
    assert found("The meeting of 7–8 May 2014", "7.–8.5.2014", language) == ()
    assert found("The meeting of 7–8 May 2014", "6.–8.5.2014", language) != ()
