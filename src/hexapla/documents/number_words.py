"""Numbers up to 99 in words, as the labels of lists write them: cardinals and ordinals.

Nominative, masculine where a language tells genders, Swedish as counting does (ett, första).
Sources: the grammars of the languages (Latvian: definite ordinals; Finnish: compounds in one word,
of which each part is ordinal; Estonian: the tens in the genitive before an ordinal).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class _Words:
    """`ones` from one to nineteen, `tens` from ten to ninety, and what stands before ones."""

    ones: tuple[str, ...]
    tens: tuple[str, ...]
    before: tuple[str, ...]  # the tens as they stand before ones
    between: str

    def __call__(self, number: int) -> str:
        ten, one = divmod(number, 10)
        if number < 20:  # noqa: PLR2004  from twenty on, words are compounds
            return self.ones[number - 1]
        if not one:
            return self.tens[ten - 1]
        return f"{self.before[ten - 1]}{self.between}{self.ones[one - 1]}"


def _spread(stems: str, ending: str) -> tuple[str, ...]:
    return tuple(f"{stem}{ending}" for stem in stems.split())


_LV = _words("viens divi trīs četri pieci seši septiņi astoņi deviņi desmit") + _spread(
    "vien div trīs četr piec seš septiņ astoņ deviņ", "padsmit"
)
_LV_TENS = ("desmit", *_spread("div trīs četr piec seš septiņ astoņ deviņ", "desmit"))
_LV_FIRST = _words(
    "pirmais otrais trešais ceturtais piektais sestais septītais astotais devītais desmitais"
)
_LT = _words(
    "vienas du trys keturi penki šeši septyni aštuoni devyni dešimt vienuolika dvylika trylika "
    "keturiolika penkiolika šešiolika septyniolika aštuoniolika devyniolika"
)
_LT_TENS = (
    "dešimt",
    *_spread("dvi tris keturias penkias šešias septynias aštuonias devynias", "dešimt"),
)
_LT_FIRST = _words(
    "pirmas antras trečias ketvirtas penktas šeštas septintas aštuntas devintas dešimtas"
)
_ET = _words("üks kaks kolm neli viis kuus seitse kaheksa üheksa")
_ET_OF = _words("ühe kahe kolme nelja viie kuue seitsme kaheksa üheksa")
_ET_FIRST = _words("esimene teine kolmas neljas viies kuues seitsmes kaheksas üheksas kümnes")
_FI = _words("yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän")
_FI_FIRST = _words("yhdes kahdes kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs")
_SV = _words(
    "ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton "
    "arton nitton"
)
_SV_TENS = _words("tio tjugo trettio fyrtio femtio sextio sjuttio åttio nittio")
_SV_FIRST = _words(
    "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte"
) + _spread("tretto fjorto femto sexto sjutto arto nitto", "nde")
_DE = _words("eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf") + _spread(
    "drei vier fünf sech sieb acht neun", "zehn"
)
_DE_TENS = _words("zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_DE_FIRST = _words("erste zweite dritte vierte fünfte sechste siebte achte neunte") + tuple(
    f"{word}te" for word in _DE[9:]
)


def _german(tens_ending: str, ones: tuple[str, ...]) -> Callable[[int], str]:
    before = ("ein", *_DE[1:9])

    def write(number: int) -> str:
        ten, one = divmod(number, 10)
        if number < 20:  # noqa: PLR2004  from twenty on, words are compounds
            return ones[number - 1]
        tens = f"{_DE_TENS[ten - 1]}{tens_ending}"
        return f"{before[one - 1]}und{tens}" if one else tens

    return write


_CARDINALS: dict[str, Callable[[int], str]] = {
    "lv": _Words(_LV, _LV_TENS, _LV_TENS, " "),
    "lt": _Words(_LT, _LT_TENS, _LT_TENS, " "),
    "et": _Words(
        (*_ET, "kümme", *(f"{one}teist" for one in _ET)),
        ("kümme", *(f"{one}kümmend" for one in _ET[1:])),
        ("kümme", *(f"{one}kümmend" for one in _ET[1:])),
        " ",
    ),
    "fi": _Words(
        (*_FI, "kymmenen", *(f"{one}toista" for one in _FI)),
        ("kymmenen", *(f"{one}kymmentä" for one in _FI[1:])),
        ("kymmenen", *(f"{one}kymmentä" for one in _FI[1:])),
        "",
    ),
    "sv": _Words(_SV, _SV_TENS, _SV_TENS, ""),
    "de": _german("", _DE),
}
_ORDINALS: dict[str, Callable[[int], str]] = {
    "lv": _Words(
        (*_LV_FIRST, *(f"{word}ais" for word in _LV[10:])),
        tuple(f"{word}ais" for word in _LV_TENS),
        _LV_TENS,
        " ",
    ),
    "lt": _Words(
        (*_LT_FIRST, *(f"{word[:-1]}tas" for word in _LT[10:])),
        tuple(f"{word}as" for word in _LT_TENS),
        _LT_TENS,
        " ",
    ),
    "et": _Words(
        (*_ET_FIRST, *(f"{one}teistkümnes" for one in _ET_OF)),
        ("kümnes", *(f"{one}kümnes" for one in _ET_OF[1:])),
        ("kümne", *(f"{one}kümne" for one in _ET_OF[1:])),
        " ",
    ),
    "fi": _Words(
        (
            "ensimmäinen",
            "toinen",
            *_FI_FIRST[2:],
            "kymmenes",
            *(f"{one}toista" for one in _FI_FIRST),
        ),
        ("kymmenes", *(f"{one}kymmenes" for one in _FI_FIRST[1:])),
        ("kymmenes", *(f"{one}kymmenes" for one in _FI_FIRST[1:])),
        "",
    ),
    "sv": _Words(_SV_FIRST, tuple(f"{word}nde" for word in _SV_TENS), _SV_TENS, ""),
    "de": _german("ste", _DE_FIRST),
}
MOST = 99


def in_words(number: int, language: str) -> str:
    """Give a number as a cardinal in words, or “” where it is not known."""
    return _written(_CARDINALS, number, language)


def ordinal_in_words(number: int, language: str) -> str:
    """Give a number as an ordinal in words, or “” where it is not known."""
    return _written(_ORDINALS, number, language)


def _written(by_language: dict[str, Callable[[int], str]], number: int, language: str) -> str:
    write = by_language.get(language)
    return write(number).capitalize() if write is not None and 0 < number <= MOST else ""


def ordinal(number: int, language: str) -> str:
    """Give an ordinal in digits with the ending that its language writes.

    Swedish 1:a and 3:e, Lithuanian 1-as and 3-ias; all others a full stop.
    """
    last, teen = number % 10, number % 100 in range(10, 20)
    if language == "sv":
        return f"{number}:{'a' if last in {1, 2} and number % 100 not in {11, 12} else 'e'}"
    if language == "lt":
        return f"{number}-{'ias' if last == 3 and not teen else 'as'}"  # noqa: PLR2004  trečias, not tryliktas
    return f"{number}."
