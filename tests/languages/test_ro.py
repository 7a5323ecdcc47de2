"""Romanian forms, by the examples of Gramatica de bază a limbii române."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.languages import Role, profile
from hexapla.languages.ro.paradigms import RomanianParadigms, alternated, bases

ROMANIAN = RomanianParadigms()

PARADIGMS = {
    "acord": "acordul acordului acorduri acordurile acordurilor",
    "contract": "contractul contractului contracte contractele contractelor",
    "student": "studentul studentului studenți studenții studenților",
    "stat": "statul statului state statele statelor",
    "membru": "membrul membrului membri membrii membrilor",
    "centru": "centrul centre centrele centrelor",
    "serviciu": "serviciul serviciului servicii serviciile serviciilor",
    "birou": "biroul biroului birouri birourile",
    "coordonator": "coordonatorul coordonatori coordonatorii coordonatoare coordonatoarele",
    "câine": "câinele câinelui câini câinii câinilor",
    "măsură": "măsura măsurii măsuri măsurile măsurilor",
    "școală": "școala școlii școli școlile școlilor",
    "carte": "cartea cărții cărți cărțile cărților",
    "țară": "țara țării țări țările țărilor",
    "lege": "legea legii legi legile legilor",
    "masă": "masa mesei mese mesele",
    "politică": "politica politicii politici politicile",
    "poliție": "poliția poliției poliții polițiile polițiilor",
    "acțiune": "acțiunea acțiunii acțiuni acțiunile acțiunilor",
    "cooperare": "cooperarea cooperării cooperări",
    "securitate": "securitatea securității",
    "cafea": "cafeaua cafelei cafele",
    "om": "omul omului oameni oamenii oamenilor",
    "național": "națională naționali naționale naționalul",
    "european": "europeană europeni europene europenei",
    "românesc": "românească românești",
}


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("Uniunea", "uniunii uniune uniuni uniunilor"),
        ("Curtea", "curții curte"),
        ("securitatea", "securității securitate"),
        ("Comisia", "comisiei comisie"),
        ("țara", "țării țară țări"),
        ("statul", "statului stat state statele statelor"),
        ("drepturile", "drepturilor drepturi"),
        ("migranții", "migranților migranți"),
    ],
)
def test_a_citation_form_with_the_article_is_declined_too(word, forms):
    assert set(forms.split()) - ROMANIAN.forms(word, Role.HEAD) == set()


@pytest.mark.parametrize("word", PARADIGMS)
def test_the_printed_paradigm_is_generated(word: str) -> None:
    assert set(PARADIGMS[word].split()) - ROMANIAN.forms(word, Role.HEAD) == set()


def test_consonants_and_vowels_alternate_before_the_plural() -> None:
    assert "studenț" in alternated("student")
    assert "braz" in alternated("brad")
    assert "activișt" in alternated("activist")
    assert "școl" in alternated("școal")
    assert "cărț" in alternated("cart")


def test_the_cedilla_letters_of_old_fonts_are_read() -> None:
    assert bases("acţiunii") == ("acțiunii",)
    assert bases("acțiunii") == ()
    assert "acțiunii" in ROMANIAN.forms("acţiune", Role.HEAD)


def test_an_acronym_takes_its_article_after_a_hyphen() -> None:
    assert {"ONG", "ONG-ul", "ONG-urile", "ONG-ului"} <= profile("ro").paradigms.acronym_forms(
        "ONG"
    )


@given(st.text(max_size=80))
def test_any_text_for_a_word_gives_forms(word: str) -> None:
    assert ROMANIAN.forms(word, Role.HEAD)
    bases(word.casefold())
