"""The term rules weigh what they find: sure, doubtful, or no error at all."""

import pytest

from hexapla.checks import Context, check_units
from hexapla.model import (
    Block,
    BlockKind,
    Concept,
    Language,
    Severity,
    Term,
    TermStatus,
    Unit,
)
from hexapla.terminology import compile_terms


def unit(source, target, language):
    def block(text, tag):
        return Block(
            id=f"{tag}1", kind=BlockKind.PARAGRAPH, text=text, path="", language=Language(tag)
        )

    return Unit(
        document="d",
        source_language=Language("en"),
        target_language=Language(language),
        source=(block(source, "en"),),
        target=(block(target, language),),
    )


def concept(name, language, english, *renderings, **said):
    terms = [Term(text=english, language=Language("en"), status=TermStatus.PREFERRED)]
    terms += [
        Term(text=each, language=Language(language), status=TermStatus.PREFERRED, **said)
        for each in renderings
    ]
    return Concept(id=name, terms=tuple(terms))


def found(language, english, rendering, source, target, **said):
    context = Context(concepts=(concept("c", language, english, rendering, **said),))
    hits = check_units([unit(source, target, language)], context)
    return [
        (hit.rule, hit.severity, hit.evidence.get("doubt"))
        for hit in hits
        if hit.rule.startswith("term")
    ]


SURE = ("term-missing", Severity.MAJOR, None)


# Missing, surely or perhaps


def test_a_term_of_several_words_that_is_not_rendered_is_surely_missing():
    assert found(
        "lv", "liaison officer", "sakaru virsnieks", "a liaison officer", "darbinieks"
    ) == [SURE]


def test_an_everyday_word_may_mean_something_else():
    assert found("lv", "tables", "galdi", "see the tables below", "skatīt tabulas") == [
        ("term-missing", Severity.MINOR, "everyday")
    ]


def test_a_long_word_of_one_sense_is_surely_missing():
    assert found("lv", "extradition", "izdošana", "after extradition", "pēc nosūtīšanas") == [SURE]


def test_a_word_in_ing_before_an_article_is_a_verb():
    assert found("lv", "lobbying", "lobēšana", "by lobbying the board", "ja pierunā valdi") == [
        ("term-missing", Severity.MINOR, "everyday")
    ]
    assert found("lv", "lobbying", "lobēšana", "the lobbying lasts", "pierunā valdi") == [SURE]


def test_a_name_within_a_longer_name_may_be_rendered_otherwise():
    assert found(
        "lt", "United States", "Jungtinės Valstijos",
        "with the United States of America", "su Amerika",
    ) == [("term-missing", Severity.MINOR, "longer-name")]  # fmt: skip


def test_a_name_at_the_start_of_a_sentence_is_no_part_of_a_longer_one():
    assert found(
        "lv", "European Commission", "Eiropas Komisija",
        "Poland agreed. European Commission staff came.", "Polija piekrita. Ieradās darbinieki.",
    ) == [SURE]  # fmt: skip


def test_a_name_that_is_left_as_it_is_may_be_meant_so():
    assert found(
        "lv", "Court of Auditors", "Revīzijas palāta",
        "Court of Auditors, Kirchberg", "Court of Auditors, Kirchberg",
    ) == [("term-missing", Severity.MINOR, "kept")]  # fmt: skip


@pytest.mark.parametrize("target", ["virsnieks sakaru jomā", "sakaru galvenais virsnieks"])
def test_words_in_another_order_or_parted_are_near_the_term(target):
    assert found("lv", "liaison officer", "sakaru virsnieks", "the liaison officer", target) == [
        ("term-missing", Severity.MINOR, "near")
    ]


@pytest.mark.parametrize(
    ("rendering", "target"),
    [
        ("mutiskās tulkošanas pakalpojumi", "mutvārdu tulkošanas pakalpojumu sniegšana"),
        ("dzīvnieku valsts produkti", "dzīvnieku produktiem"),
    ],
)
def test_of_three_words_two_and_the_head_are_near_the_term(rendering, target):
    assert found("lv", "interpretation services", rendering, "interpretation services", target) == [
        ("term-missing", Severity.MINOR, "near")
    ]


def test_all_but_the_beginning_of_a_long_compound_is_near_the_term():
    assert found(
        "fi", "road transport services", "tieliikennepalvelut",
        "road transport services", "maanteiden henkilöliikennepalveluja",
    ) == [("term-missing", Severity.MINOR, "near")]  # fmt: skip


def test_two_words_of_three_without_the_head_are_not():
    assert found(
        "lv", "interpretation services", "mutiskās tulkošanas pakalpojumi",
        "interpretation services", "mutiskā tulkošana",
    ) == [SURE]  # fmt: skip


@pytest.mark.parametrize(
    ("rendering", "target"),
    [("Taivāna", "Taivana"), ("Slovānija", "Slovēnijā"), ("Afghanistan", "Afganistan"),
     ("Sjerraleone", "Sjeraleones"), ("Pitcairnöarna", "Pitcairn")],
)  # fmt: skip
def test_a_name_with_another_letter_is_near_the_term(rendering, target):
    hits = found("lv", "Somewhere", rendering, "Somewhere", f"tur, {target}")
    assert hits == [("term-missing", Severity.MINOR, "near")]
    small = found("lv", "somewhere", rendering.casefold(), "somewhere", f"tur, {target.casefold()}")
    assert small == [SURE]


@pytest.mark.parametrize(
    ("rendering", "target"),
    [("Pasaules Veselības organizācija", "paziņoja PVO"),
     ("ASV", "vēstniecība Amerikas Savienotajās Valstīs")],
)  # fmt: skip
def test_the_initials_of_a_name_stand_for_it(rendering, target):
    assert found("lv", "World Body", rendering, "the World Body said", target) == [
        ("term-missing", Severity.MINOR, "abbreviated")
    ]


def test_the_initials_may_be_those_of_the_source():
    hits = found(
        "sv", "United States", "Förenta staterna", "in the United States", "i USA uppgav man"
    )
    assert hits == [("term-missing", Severity.MINOR, "abbreviated")]


def test_the_head_of_a_name_in_a_compound_is_a_shortened_name():
    assert found(
        "sv", "European Commission", "Europeiska kommissionen",
        "by the European Commission", "av EU-kommissionens tjänstemän",
    ) == [("term-missing", Severity.MINOR, "shortened")]  # fmt: skip


def test_words_of_another_concepts_term_speak_for_nothing():
    concepts = (
        concept("c", "lv", "European Chemicals Agency", "Eiropas Ķimikāliju aģentūra"),
        concept("m", "lv", "European Medicines Agency", "Eiropas Zāļu aģentūra"),
    )
    hits = check_units(
        [unit("The European Chemicals Agency decided.", "Lēma Eiropas Zāļu aģentūra.", "lv")],
        Context(concepts=concepts),
    )
    assert [(hit.rule, hit.severity, hit.concept) for hit in hits] == [
        ("term-missing", Severity.MAJOR, "c")
    ]


def test_another_countrys_name_is_no_longer_name_of_this_one():
    concepts = (
        concept("m", "lt", "Moldova", "Moldavija"), concept("s", "lt", "Serbia", "Serbija"),
    )  # fmt: skip

    def hits(target):
        found = check_units([unit("the Republic of Moldova", target, "lt")],
                            Context(concepts=concepts))  # fmt: skip
        missing = [hit for hit in found if hit.rule == "term-missing"]
        return [(hit.severity, hit.evidence.get("doubt")) for hit in missing]

    assert hits("Moldovos Respublika") == [(Severity.MINOR, "longer-name")]
    assert hits("Serbijos Respublika") == [(Severity.MAJOR, None)]


def test_of_a_name_the_head_alone_is_a_shortened_name():
    assert found(
        "lv", "European Commission", "Eiropas Komisija",
        "the European Commission decides", "lemj Komisija",
    ) == [("term-missing", Severity.MINOR, "shortened")]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "rendering", "target"),
    [
        ("fi", "ympäristönsuojelu", "ympäristönsuojeluvaatimukset"),
        ("sv", "miljöskydd", "miljöskyddskrav"),
        ("de", "Umweltschutz", "Umweltschutzanforderungen"),
        ("et", "keskkonnakaitse", "keskkonnakaitsenõuded"),
    ],
)
def test_the_first_part_of_a_compound_renders_a_term(language, rendering, target):
    source = "environmental protection requirements"
    assert found(language, "environmental protection", rendering, source, target) == []


# Capitals


@pytest.mark.parametrize("text", ["rīcības plāna", "Rīcības plānam", "RĪCĪBAS PLĀNS"])
def test_an_entry_with_a_capital_is_found_written_small_and_no_error(text):
    assert found("lv", "Action plan", "Rīcības plāns", "of the action plan", text) == []


def test_an_entry_of_one_word_with_a_capital_is_common_where_english_is():
    assert found("lv", "agreement", "Līgums", "under the agreement", "pēc līguma") == []


def test_a_name_of_two_words_is_told_by_its_english_capitals():
    hits = found("fi", "European Commission", "Euroopan komissio",
                 "the European Commission", "päätti euroopan komissio")  # fmt: skip
    assert hits == [("term-case", Severity.MAJOR, None)]


def test_a_name_of_one_word_wants_its_capital():
    hits = found("lv", "Latvia", "Latvija", "in Latvia", "notiek latvijā")
    assert hits == [("term-case", Severity.MAJOR, None)]


def test_a_small_letter_within_a_name_is_told_as_such_and_not_as_a_missing_term():
    hits = found("lt", "Environment Agency", "aplinkos Agentūra",
                 "the Environment Agency", "pagal aplinkos agentūros")  # fmt: skip
    assert hits == [("term-case", Severity.MINOR, None)]


def test_a_name_that_goes_on_with_another_before_it_loses_its_first_capital():
    hits = found("lt", "Environment Agency", "Aplinkos agentūra",
                 "of the Environment Agency", "pagal Europos aplinkos agentūros nuomonę")  # fmt: skip
    assert hits == []
    hits = found("lt", "Environment Agency", "Aplinkos agentūra",
                 "of the Environment Agency", "pagal aplinkos agentūros nuomonę")  # fmt: skip
    assert hits == [("term-case", Severity.MAJOR, None)]


def test_the_glossary_may_say_that_case_matters():
    said = {"case_sensitive": True}
    hits = found(
        "lv", "Action plan", "Rīcības plāns", "the action plan", "šo rīcības plānu", **said
    )
    assert [rule for rule, _, _ in hits] == ["term-case"]


def test_the_glossary_may_say_that_case_does_not_matter():
    said = {"case_sensitive": False}
    assert found("lv", "Latvia", "Latvija", "in Latvia", "notiek latvijā", **said) == []


def test_a_german_noun_with_a_capital_is_no_verb_written_small():
    starts = [
        "Alte",
        "Neue",
        "Gute",
        "Teure",
        "Kleine",
        "Große",
        "Rote",
        "Blaue",
        "Frische",
        "Feine",
    ]
    terms = {word: f"{word} Waren" for word in starts} | {"goods": "Waren"}
    matcher = compile_terms("de", terms)
    assert matcher.find("wir waren da") == []
    assert [match.term_id for match in matcher.find("die Waren")] == ["goods"]
