"""The official statements: which one a project must carry, and how well it is proven."""

from __future__ import annotations

import pytest

from hexapla.errors import ConfigurationError
from hexapla.model import Language
from hexapla.workspace import Config, emblem_rules, programme_name, programmes, statement

PARTNERS = ("lv", "lt", "et", "fi", "sv", "en", "de", "uk", "ro", "ka", "hy", "az")


def config(programme: str = "", funding: str = "cofunded", **visibility: object) -> Config:
    return Config.model_validate(
        {"project": {"programme": programme, "funding": funding}, "visibility": visibility}
    )


@pytest.mark.parametrize("tag", PARTNERS)
@pytest.mark.parametrize("programme", ["isec-2007-2013", "interreg-2021-2027"])
def test_every_partner_language_has_a_statement(tag, programme):
    assert statement(config(programme), Language(tag)).lines


def test_a_programme_of_2007_is_named_in_its_statement():
    said = statement(config("isec-2007-2013"), Language("en"))
    assert said.lines[0].startswith("With the financial support of the Prevention of and Fight")
    assert said.text.count("\n") == 1


def test_the_old_programme_also_admits_the_co_funded_form():
    said = statement(config("isec-2007-2013"), Language("en"))
    assert any(form.startswith("Co-funded by the Prevention") for form in said.forms)


def test_from_2014_the_union_is_named():
    said = statement(config("isf-police-2014-2020"), Language("lv"))
    assert said.lines == ("Līdzfinansē Eiropas Savienība",)


def test_funded_and_co_funded_are_told_apart():
    funded = statement(config("interreg-2021-2027", "funded"), Language("sv"))
    assert funded.lines == ("Finansieras av Europeiska unionen",)


def test_the_seeds_line_is_a_wrong_form_with_the_right_one_beside_it():
    for programme in ("isec-2007-2013", "interreg-2021-2027"):
        said = statement(config(programme), Language("lv"))
        wrong = {one.text: one.right for one in said.wrong}
        assert wrong["Līdzfinansēts no Eiropas Savienības"] == said.text
        assert "Līdzfinansēts no Eiropas Savienības" not in said.forms


def test_the_workspaces_own_statement_wins_and_says_why():
    own = config("isec-2007-2013", statements={"lv": "Mūsu teikums"}, reason="grant agreement")
    said = statement(own, Language("lv"))
    assert (said.lines, said.level, said.sources) == (
        ("Mūsu teikums",),
        "own",
        ("grant agreement",),
    )


def test_an_unknown_programme_is_named_with_those_that_are_known():
    with pytest.raises(ConfigurationError) as caught:
        statement(config("isek"), Language("lv"))
    assert "isec-2007-2013" in str(caught.value)


def test_an_own_programme_from_2014_needs_no_entry():
    assert (
        statement(config("our-fund-2021-2027"), Language("et")).text
        == "Kaasrahastanud Euroopa Liit"
    )


def test_a_language_nobody_has_read_has_no_statement():
    assert statement(config(), Language("mt")).lines == ()


def test_a_regional_tag_takes_its_languages_statement():
    assert statement(config(), Language("sv-FI")).lines == statement(config(), Language("sv")).lines


def test_the_programmes_name_comes_with_its_wrong_forms():
    name = programme_name(config("isec-2007-2013"), Language("lv"))
    assert name is not None
    assert name.name == "Noziedzības novēršana un cīņa pret to"
    assert "Noziedzības prevencija un apkarošana" in name.wrong


def test_the_generic_programmes_have_no_name_of_their_own():
    assert programme_name(config("interreg-2021-2027"), Language("lv")) is None


def test_the_emblem_is_three_to_two_and_one_centimetre_high_at_least():
    rules = emblem_rules()
    assert (rules.ratio, rules.minimum_height_mm) == ((3, 2), 10)
    assert "isec-2007-2013" in programmes()
