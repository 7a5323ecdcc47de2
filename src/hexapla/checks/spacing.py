"""The rule `spacing`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.prose import masked
from hexapla.checks.rule import Passage, check
from hexapla.languages import profile, words
from hexapla.model import Finding, Severity, Span

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}\b(?!\s)")
_DOUBLED = re.compile(r"(?<=\S)(?:[ \xa0]){2,}(?=\S)")
_AFTER_ORDINAL = re.compile(
    # a word has a vowel, and does not begin with a letter twice as a label does (“1.zzzd”)
    r"(?<![\w.])(?:\d{1,2}\.[-–])?\d+\.(?=[^\W\d_]{4})(?!([^\W\d_])\1)(?=[^\W\d_]*[^\W\d_b-df-hj-np-tv-xz])[^\W\d_A-Z]+"
)
_AFTER_YEAR = re.compile(r"(?<!\w)\d{4}m\.")
_AFTER_COMMA = re.compile(r"[^\W\d_]{2,},(?=[^\W\d_]{2,})[^\W\d_]+")
_AFTER_STOP = re.compile(r"[^\W\d_]{3,}[.!?](?=[^\W\d_]{2,})[^\W\d_]+")
_BEFORE_MARK = re.compile(r"(?<=[\w)”“\"])[ \xa0]+[,;.!?](?=\s|$)")
_INSIDE = re.compile(r"[(\[][ \xa0]+(?=\w)|(?<=[\w.])[ \xa0]+[)\]]")
_LOOSE_HYPHEN = re.compile(r"(?<![\w-])([^\W\d_]{2,})-[ \xa0]+([^\W\d_]+)")
_UNIT = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)?(km|kg|cm|mm|ha|kWh|MWh|MW|GB|MB|°C)(?!\w)")
_PERCENT = re.compile(r"(?<![\w])\d+(?:[.,]\d+)?%")


@check("spacing", category="Locale conventions", severity=Severity.MINOR, over=Passage)
def spacing(passage: Passage, context: Context) -> Iterator[Finding]:
    """Find a space that is missing, doubled or misplaced.

    After the point of an ordinal and of a year, after commas and full stops, before a unit; none
    before a comma, none inside brackets, none on one side of a hyphen alone. A suspended hyphen
    (“import- och export”) is right. With ``options = { no_break = true }`` also an ordinary space
    where the line must not break: between groups of digits, before %, a unit or a currency, after
    the point of an ordinal. That is off from the start: most files carry no such spaces.

    Wrong:
        lv: 2016.gada 12.maijā notika noslēguma  konference.
        lv: Lietuva izvēlējās Vāciju, Latvija- Apvienoto Karalisti.

    Right:
        lv: 2016. gada 12. maijā notika noslēguma konference.
        lv: Lietuva izvēlējās Vāciju, Latvija – Apvienoto Karalisti.
    """
    text = masked(passage.block.text)
    if context.options("spacing").get("no_break"):
        yield from _breaks(passage, text)
    if not _may_slip(text):
        return
    source = passage.unit.source_text if passage.unit is not None else ""
    taken: list[tuple[int, int]] | None = None
    for template, start, end, better in _slips(text, passage, context):
        if taken is None:  # addresses are looked for only where there is a slip
            taken = [hit.span() for hit in _ADDRESS.finditer(text)]
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        if template in _COPIED and _COPIED[template].search(source):
            continue  # the source has the slip too: it is not the translation's
        yield spacing.finding(
            passage,
            template,
            span=Span(start=start, end=end),
            suggestion=better,
            found=text[start:end],
        )


_BREAKS = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?: \d{3})+(?!\d)|\d{4} m\.|\d{1,4}\. (?=[^\W\d_A-Z])"
    r"|\d+(?:[.,]\d+)? (?:[%‰]|(?:km|kg|cm|mm|ha|[kMG]Wh?|[MG]B|EUR|€|°C)(?!\w)))"
)
_POINTED = frozenset({"lv", "et", "fi", "de"})
"""Languages whose ordinals have a point; in the others one ends a sentence."""


def _breaks(passage: Passage, text: str) -> Iterator[Finding]:
    for hit in _BREAKS.finditer(text):
        ordinal = hit[0].endswith(". ")
        if ordinal and (
            passage.language.split("-")[0] not in _POINTED or not text[hit.end()].islower()
        ):
            continue
        yield spacing.finding(
            passage,
            "“{found}” wants a no-break space: the line may break there",
            span=Span(start=hit.start(), end=hit.end()),
            suggestion=hit[0].replace(" ", "\xa0"),
            found=hit[0].strip(),
        )


_LOOSE = ("  ", " ,", " ;", " .", " !", " ?", " )", " ]", "( ", "[ ", "- ")
_LOOSE_HARD = re.compile(r"\xa0[ \xa0,;.!?)\]]|[ (\[-]\xa0")
_TIGHT = re.compile(r"[,.!?][^\W\d_]")
_TIGHT_UNIT = re.compile(r"\d(?:%|m\.|[kcm][mg]|ha|kW|MW|GB|MB|°)")


def _may_slip(text: str) -> bool:
    """Say at one look whether a text holds what every slip holds."""
    return (
        any(map(text.__contains__, _LOOSE))
        or ("\xa0" in text and _LOOSE_HARD.search(text) is not None)
        or _TIGHT.search(text) is not None
        or _TIGHT_UNIT.search(text) is not None
    )


_COPIED = {
    "two spaces instead of one": _DOUBLED,
    "there is no space after the sentence in “{found}”": _AFTER_STOP,
    "there is no space after the comma in “{found}”": _AFTER_COMMA,
    "there is a space inside the brackets": _INSIDE,
}
_Slip = tuple[str, int, int, str]


def _slips(text: str, passage: Passage, context: Context) -> Iterator[_Slip]:  # noqa: C901, PLR0912  a list of slips, one after the other
    for hit in _DOUBLED.finditer(text) if "  " in text.replace("\xa0", " ") else ():
        yield "two spaces instead of one", hit.start(), hit.end(), " "
    for hit in _AFTER_ORDINAL.finditer(text):
        better = re.sub(r"\.(?=[^\W\d_])", ". ", hit[0])
        yield "there is no space after the point in “{found}”", hit.start(), hit.end(), better
    for hit in _AFTER_YEAR.finditer(text):
        better = hit[0].replace("m.", " m.")
        yield "there is no space before “m.” in “{found}”", hit.start(), hit.end(), better
    for hit in _AFTER_COMMA.finditer(text):
        better = hit[0].replace(",", ", ")
        yield "there is no space after the comma in “{found}”", hit.start(), hit.end(), better
    for hit in _AFTER_STOP.finditer(text):
        after = re.split("[.!?]", hit[0], maxsplit=1)[1]
        if after[:1].isupper() and not after.isupper():
            better = re.sub("([.!?])", r"\1 ", hit[0])
            yield (
                "there is no space after the sentence in “{found}”",
                hit.start(),
                hit.end(),
                better,
            )
    for hit in _BEFORE_MARK.finditer(text):
        if hit[0].strip() not in context.conventions(passage.language).marks_spaced:
            yield "there is a space before “{found}”", hit.start(), hit.end(), hit[0].strip()
    for hit in _INSIDE.finditer(text):
        yield "there is a space inside the brackets", hit.start(), hit.end(), hit[0].strip()
    if "- " in text or "-\xa0" in text:
        yield from _hyphens(text, passage)
    for hit in _UNIT.finditer(text):
        better = hit[0].replace(hit[1], f"\xa0{hit[1]}")
        yield "there is no space before the unit in “{found}”", hit.start(), hit.end(), better
    if context.conventions(passage.language).percent_spaced:
        for hit in _PERCENT.finditer(text):
            better = hit[0].replace("%", "\xa0%")
            yield "there is no space before % in “{found}”", hit.start(), hit.end(), better


def _hyphens(text: str, passage: Passage) -> Iterator[_Slip]:
    conjunctions = profile(passage.language).conjunctions | _CONJUNCTIONS
    for hit in _LOOSE_HYPHEN.finditer(text):
        if hit[2].casefold() not in conjunctions and not _in_list(text, hit.end()):
            yield (
                "a hyphen with one space in “{found}”: a dash has a space on both sides",
                hit.start(),
                hit.end(),
                f"{hit[1]} – {hit[2]}",
            )


def _in_list(text: str, at: int) -> bool:
    """Say whether a list of suspended compounds goes on: “import- (eller) export-”."""
    return text[at : at + 1] == "-"


_CONJUNCTIONS = words(
    "and or un vai ir ar bei ja ning või ega sekä tai och eller samt und oder bzw sowie та і або й "
    "și sau და ან և կամ və ya"
)
