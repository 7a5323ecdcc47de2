"""Candidates are noun phrases that a terminologist might add, not any words that recur."""

from hexapla.model import Block, BlockKind, Document, Language
from hexapla.terminology import candidates, compile_terms


def document(*texts, language="en", name="d"):
    return Document(
        name=name,
        language=Language(language),
        digest="0",
        media="text/plain",
        blocks=tuple(
            Block(id=f"b{at}", kind=BlockKind.PARAGRAPH, text=text, path=f"body/{at}")
            for at, text in enumerate(texts)
        ),
    )


def proposed(*texts, language="en", known=(), least=2):
    matcher = compile_terms(language, {term: term for term in known}) if known else None
    return [one.text for one in candidates([document(*texts, language=language)], matcher,
                                           least=least)]  # fmt: skip


def test_a_phrase_that_recurs_is_proposed_with_its_commonest_form():
    texts = ["The sending state pays.", "Of the sending state.", "To a sending state and others."]
    assert proposed(*texts)[0] == "sending state"


def test_neither_a_possessive_nor_a_number_nor_a_verb_belongs_to_a_term():
    texts = [
        "The delegation told its border guard of five contact points.",
        "A delegation told each border guard of two contact points.",
        "This delegation told their border guard of eight contact points.",
    ]
    found = proposed(*texts)
    assert "border guard" in found
    assert "contact points" in found
    assert not [one for one in found if "told" in one or one.startswith(("its", "each", "five"))]


def test_an_adjective_before_a_noun_is_no_term_of_its_own():
    texts = ["A common threat assessment.", "The common output came.", "A common reply was sent."]
    assert "common" not in proposed(*texts)


def test_what_the_glossary_knows_is_not_proposed_nor_with_a_possessive_before_it():
    texts = ["Its mobile liaison officer left.", "Of their mobile liaison officer.",
             "The mobile liaison officer came."]  # fmt: skip
    assert not any("officer" in one for one in proposed(*texts, known=["mobile liaison officer"]))


def test_a_lone_noun_after_a_determiner_is_proposed():
    texts = ["The region is large.", "In this region, police work.", "It is a region of four."]
    assert "region" in proposed(*texts)


def test_inflected_forms_count_together():
    texts = ["Kontaktpunkts atbild.", "Par kontaktpunktu.", "No kontaktpunktiem."]
    (first, *_) = candidates([document(*texts, language="lv")], None, least=3)
    assert first.count == 3
    assert first.forms == ("Kontaktpunkts", "kontaktpunktiem", "kontaktpunktu")
