"""Terms are found in every form, where they stand, and nowhere else."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexapla.errors import UsageError
from hexapla.languages import profile
from hexapla.model import Concept, Language, Term, TermStatus
from hexapla.terminology import Analysis, compile_terms
from hexapla.terminology.text import MAYBE_HYPHEN, fold


def found(language, terms, text, **options):
    citations = {term: term for term in terms}
    return [
        (match.term_id, match.form)
        for match in compile_terms(language, citations).find(text, **options)
    ]


# Forms and agreement


@pytest.mark.parametrize(
    ("language", "term", "text", "form"),
    [
        ("lv", "informācijas apmaiņa", "Par informācijas apmaiņu vienojās.", "informācijas apmaiņu"),
        ("lv", "publiskais iepirkums", "publisko iepirkumu likums", "publisko iepirkumu"),
        ("lv", "dalībvalsts", "Dalībvalstīs tas ir spēkā.", "Dalībvalstīs"),
        ("lv", "cietušais", "tiesības ir cietušajam", "cietušajam"),
        ("lt", "viešasis pirkimas", "viešųjų pirkimų įstatymas", "viešųjų pirkimų"),
        ("lt", "duomenų apsauga", "dėl duomenų apsaugos", "duomenų apsaugos"),
        ("sv", "behörig myndighet", "av den behöriga myndigheten", "behöriga myndigheten"),
        ("sv", "gränsöverskridande samarbete", "gränsöverskridande samarbetets mål", "gränsöverskridande samarbetets"),
        ("en", "competent authority", "the competent authorities' duty", "competent authorities"),
        ("en", "exchange of information", "two exchanges of information", "exchanges of information"),
        ("de", "zuständige Behörde", "bei den zuständigen Behörden", "zuständigen Behörden"),
    ],
)  # fmt: skip
def test_an_inflected_term_is_found_inside_a_sentence(language, term, text, form):
    assert found(language, [term], text) == [(term, form)]


def test_offsets_point_into_the_given_text():
    text = "Par robežsardzes posteņiem."
    (match,) = compile_terms("lv", {"p": "robežsardzes postenis"}).find(text)
    assert text[match.start : match.end] == match.form == "robežsardzes posteņiem"
    assert match.analysis is Analysis.INFLECTED


def test_nested_and_overlapping_terms_are_all_found_and_the_longest_marked():
    matcher = compile_terms(
        "lv",
        {"a": "darba grupa", "b": "grupa", "c": "grupas vadītājs", "d": "darba grupas vadītājs"},
    )
    matches = matcher.find("darba grupas vadītājam")
    assert [(match.term_id, match.longest) for match in matches] == [
        ("d", True), ("a", False), ("c", False), ("b", False),
    ]  # fmt: skip


def test_overlapping_terms_of_which_none_holds_the_other_are_both_longest():
    matcher = compile_terms("en", {"a": "data protection", "b": "protection officer"})
    assert [match.longest for match in matcher.find("data protection officer")] == [True, True]


def test_a_full_stop_or_a_comma_parts_a_term():
    assert found("lv", ["darba grupa"], "Tā ir darba. Grupa nāk, darba, grupa") == []


# Ellipsis, suspended compounds, hyphens


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("lv", "informācijas apmaiņa", "informācijas un pierādījumu apmaiņa"),
        ("lv", "informācijas apmaiņa", "informācijas, pierādījumu un datu apmaiņu"),
        ("lt", "informacijos mainai", "informacijos ir įrodymų mainų"),
        ("sv", "nationell myndighet", "nationella och regionala myndigheter"),
        ("de", "ausländische Behörde", "ausländische und inländische Behörden"),
    ],
)
def test_a_term_that_shares_its_head_in_a_list_is_found(language, term, text):
    matcher = compile_terms(language, {"t": term})
    assert [match.analysis for match in matcher.find(text)] == [Analysis.ELLIPSIS]


def test_the_terms_within_an_elliptic_one_stand_for_themselves():
    matcher = compile_terms("lv", {"a": "informācijas apmaiņa", "b": "pierādījumu apmaiņa"})
    matches = matcher.find("informācijas un pierādījumu apmaiņa")
    assert [(match.term_id, match.longest) for match in matches] == [("a", True), ("b", True)]


def test_a_clause_between_two_words_is_no_list():
    text = "grupas, kas strādā ilgi un labi kopā, apmaiņa"
    assert found("lv", ["grupas apmaiņa"], text) == []


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("et", "teabevahetus", "teabe- ja tõendivahetuse kohta"),
        ("fi", "tietojenvaihto", "tietojen- ja todisteidenvaihto"),
        ("sv", "importtillstånd", "import- och exporttillstånd"),
        ("de", "Bundesbehörde", "die Bundes- und Landesbehörden"),
        ("de", "inländische Behörde", "in- und ausländische Behörden"),
        ("de", "Umweltrecht", "Umweltschutz und -recht"),
    ],
)
def test_a_suspended_compound_is_completed(language, term, text):
    matches = compile_terms(language, {"t": term}).find(text)
    assert [match.analysis for match in matches] == [Analysis.SUSPENDED]


def test_an_ending_is_no_second_part_of_a_compound():
    assert found("et", ["mees"], "mee- ja piimatoodeste") == []


def test_the_first_part_of_a_suspended_compound_is_not_the_term():
    assert found("sv", ["import"], "import- och exporttillstånd") == []


def test_a_term_inside_a_longer_compound_is_not_that_term():
    assert found("sv", ["avtal"], "samarbetsavtalet och avtalsparten") == []
    assert found("sv", ["avtal"], "samarbetsavtalet", compound_heads=True) == [
        ("avtal", "samarbetsavtalet")
    ]


def test_a_compound_of_several_words_shows_its_last_part_after_a_hyphen():
    text = "tietojen käyttö SIS II -järjestelmässä"
    assert found("fi", ["järjestelmä"], text) == []
    assert found("fi", ["järjestelmä"], text, compound_heads=True) == [
        ("järjestelmä", "järjestelmässä")
    ]


def test_a_german_noun_is_told_from_the_verb_or_adverb_by_its_capital():
    assert found("de", ["Ware"], "westdeutscher Waren") == [("Ware", "Waren")]
    assert found("de", ["Ware"], "wir waren dort") == []
    assert found("de", ["Recht"], "an der Grenze des Rechts") == [("Recht", "Rechts")]


def test_a_hyphenated_compound_counts_by_its_head_in_german_and_not_in_swedish():
    assert found("de", ["Institut"], "Das Öko-Institut") == [("Institut", "Institut")]
    assert found("de", ["Institut"], "Die Institut-Leitung") == []
    assert found("sv", ["land"], "EU-länder") == []


@pytest.mark.parametrize(
    "text",
    ["cross-border cooperation", "cross border cooperation", "cross‑border cooperation",
     "cross\u00adborder cooperation".replace("\u00ad", "\u2010"), "cross-border\u00a0cooperation",
     "cross-border\ncooperation", "cross-\nborder cooperation", "CROSS-BORDER COOPERATION",
     "Cross-border co\u00adoperation"],
)  # fmt: skip
def test_ways_to_write_hyphens_and_spaces_do_not_matter(text):
    (match,) = compile_terms("en", {"t": "cross-border cooperation"}).find(f"({text})")
    assert (match.start, match.end) == (1, len(text) + 1)


def test_curly_apostrophes_and_decomposed_letters_match():
    assert found("en", ["victims' rights"], "victims’ rights") == [
        ("victims' rights", "victims’ rights")
    ]
    assert found("lv", ["līgums"], "li\u0304guma") == [("līgums", "li\u0304guma")]


def test_what_stands_between_the_words_of_a_citation_must_stand_in_the_text():
    terms = ["Research & Innovation"]
    assert found("en", terms, "Research & Innovation") != []
    assert found("en", terms, "Research Innovation") == []
    assert found("en", ["Erasmus+"], "Erasmus of Rotterdam") == []


# Case and acronyms


@pytest.mark.parametrize("text", ["darba grupa", "Darba grupa", "DARBA GRUPA", "Darba Grupa"])
def test_sentence_case_and_capitals_still_match(text):
    assert len(found("lv", ["darba grupa"], text)) == 1


def test_a_capitalised_citation_wants_a_capital():
    assert found("lv", ["Saule"], "saules gaisma") == []
    assert len(found("lv", ["Saule"], "Saules gaisma")) == 1


def test_a_glossary_in_sentence_case_says_nothing_with_its_capitals():
    terms = [f"{word} pakalpojumi" for word in (
        "Labie", "Jaunie", "Vecie", "Lielie", "Mazie", "Dārgie", "Lētie", "Garie", "Īsie", "Zaļie")]  # fmt: skip
    assert len(found("lv", terms, "jauno pakalpojumu")) == 1


@pytest.mark.parametrize(
    ("language", "acronym", "text", "hits"),
    [
        ("lv", "ES", "ES tiesības", 1), ("lv", "ES", "es eju", 0), ("sv", "EU", "EU:s rätt", 1),
        ("sv", "EU", "EU-maan", 0), ("en", "NGO", "many NGOs", 1), ("en", "IT", "it is", 0),
        ("sv", "EU", "ENLIGT EU:S RÄTT", 1), ("en", "WHO", "who knows", 0),
    ],
)  # fmt: skip
def test_an_acronym_is_matched_by_its_letters_and_a_closed_list_of_endings(
    language, acronym, text, hits
):
    assert len(found(language, [acronym], text)) == hits


# What a glossary says of a term


def concept(text, **said):
    return Concept(id="c", terms=(Term(text=text, language=Language("lv"), **said),))


def test_concepts_give_their_terms_with_status():
    matcher = compile_terms("lv", [concept("līgums", status=TermStatus.FORBIDDEN)])
    (match,) = matcher.find("līgumam")
    assert matcher.terms[match.term_id][1].status is TermStatus.FORBIDDEN


def test_extra_forms_are_found_and_excluded_ones_are_not():
    said = concept("līgums", extra_forms=("līg.",), excluded_forms=("līgumos",))
    matcher = compile_terms("lv", [said])
    assert [match.form for match in matcher.find("līg. un līgumos, līgumi")] == ["līg", "līgumi"]


def test_a_form_that_is_mainly_another_word_is_vetoed_but_the_citation_is_not():
    assert found("lv", ["raksts"], "Viņš raksta.") == []
    assert len(found("lv", ["raksts"], "raksti")) == 1


@pytest.mark.parametrize("text", ["", "   ", "—", "\u00ad", "x" * 5000, "a " * 400])
def test_absurd_citations_break_nothing(text):
    matcher = compile_terms("lv", {"odd": text, "good": "līgums"})
    assert [match.term_id for match in matcher.find("līgumi")] == ["good"]


def test_an_unknown_language_works_with_exact_forms():
    assert found("mt", ["ftehim"], "Il-Ftehim u ftehim") != []


def test_what_is_no_language_is_refused():
    with pytest.raises(UsageError):
        compile_terms("not a language", {})


def test_a_matcher_survives_the_way_into_a_worker():
    matcher = pickle.loads(pickle.dumps(compile_terms("lv", [concept("līgums")])))  # noqa: S301  our own bytes
    assert [match.form for match in matcher.find("līgumam")] == ["līgumam"]
    assert len(matcher) == 1


# Properties

TERMS = {
    "lv": ["līgums", "nozieguma upuris", "publiskais iepirkums", "dalībvalsts", "vienošanās"],
    "lt": ["sutartis", "nusikaltimo auka", "viešasis pirkimas", "valstybė narė", "duomenys"],
    "sv": ["avtal", "offentlig upphandling", "medlemsstat", "brottsoffer", "nyckel"],
    "en": ["agreement", "public procurement", "member state", "victim of crime", "analysis"],
    "de": ["Abkommen", "öffentliche Vergabe", "Mitgliedstaat", "Opfer", "Ergebnis"],
}
SURROUNDINGS = st.text(alphabet=" .,;:()“”\n0123456789—", max_size=12)


@st.composite
def formed(draw):
    language = draw(st.sampled_from(sorted(TERMS)))
    term = draw(st.sampled_from(TERMS[language]))
    spoken = profile(language)
    words = term.split()
    roles = spoken.roles([word.casefold() for word in words])
    made = []
    for word, role in zip(words, roles, strict=True):
        form = draw(st.sampled_from(sorted(spoken.paradigms.forms(word, role))))
        made.append(form.capitalize() if word[0].isupper() or draw(st.booleans()) else form)
    if len(made) == 1 and made[0].casefold() in spoken.paradigms.veto:
        made = [term]
    return language, term, " ".join(made)


@settings(max_examples=150, deadline=None)
@given(formed(), SURROUNDINGS, SURROUNDINGS)
def test_every_form_of_a_term_is_found_at_any_place_in_a_text(made, before, after):
    language, term, form = made
    text = f"{before} {form} {after}"
    spans = [(match.start, match.end) for match in compile_terms(language, {"t": term}).find(text)]
    start = len(before) + 1
    assert (start, start + len(form)) in spans


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_and_every_match_is_what_stands_there(text):
    matcher = compile_terms("lv", {"a": "līgums", "b": "ES", "c": "darba grupa"})
    for match in matcher.find(text + " līgumi"):
        assert (text + " līgumi")[match.start : match.end] == match.form


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aāa\u0304-\u00ad\u200b\n ’é", max_size=20))
def test_a_folded_text_knows_where_each_character_stood(text):
    folded = fold(text)
    for at, letter in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert letter in {MAYBE_HYPHEN, "'"} or letter in fold(text[start:end]).text
