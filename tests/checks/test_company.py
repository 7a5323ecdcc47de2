"""What a text does here and there, at will, is no slip; what it does once is one."""

from hexapla.checks import Company, Context, check_units
from hexapla.model import Block, BlockKind, Language, Unit


def _unit(number: int, source: str, target: str, document: str = "form") -> Unit:
    def block(tag: str, text: str) -> Block:
        return Block(id=f"{tag}{number}", kind=BlockKind.PARAGRAPH, text=text, path=f"{number}")

    return Unit(
        document=document,
        source_language=Language("de"),
        target_language=Language("en"),
        source=(block("de", source),),
        target=(block("en", target),),
    )


def _text(lost: int, kept: int, document: str = "form") -> list[Unit]:
    source = "Bitte geben Sie das Datum von Nummer {} an."
    return [
        _unit(
            at,
            source.format(at),
            f"Please indicate the date of number {at}" + ("" if at < lost else "."),
            document,
        )
        for at in range(lost + kept)
    ]


def _lost(units: list[Unit], company: Company | None = None) -> int:
    found = check_units(units, Context(), company=company)
    return sum(one.rule == "punctuation" for one in found)


def test_a_full_stop_lost_once_in_a_text_is_reported() -> None:
    assert _lost(_text(1, 40)) == 1


def test_a_form_that_leaves_full_stops_out_at_will_is_left_alone() -> None:
    assert _lost(_text(10, 40)) == 0


def test_few_lost_in_a_long_text_are_slips() -> None:
    assert _lost(_text(3, 200)) == 3


def test_full_stops_lost_throughout_are_one_error_of_the_whole_text() -> None:
    assert _lost(_text(30, 5)) == 30


def test_what_one_document_does_says_nothing_of_another() -> None:
    assert _lost([*_text(10, 40), *_text(1, 40, "act")]) == 1


def test_a_unit_looked_at_alone_is_judged_by_the_text_that_it_stands_in() -> None:
    text = _text(10, 40)
    assert _lost(text[:1]) == 1
    assert _lost(text[:1], Company(text)) == 0
