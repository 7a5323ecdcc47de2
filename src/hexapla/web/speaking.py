"""In which language the desk speaks to somebody, and how it says days and languages in it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.core import negotiate_locale
from babel.dates import format_date, format_datetime

from hexapla.catalogue import Translator, translator
from hexapla.checks import fill, worded
from hexapla.errors import HexaplaError
from hexapla.model import Finding
from hexapla.review import Blocker

COOKIE = "hexapla-language"


@functools.cache
def languages() -> tuple[tuple[str, str], ...]:
    """Give the languages that the desk speaks, each with its own name for itself."""
    known = sorted({one.name for one in files("hexapla").joinpath("locale").iterdir()} | {"en"})
    return tuple((tag, Locale.parse(tag).get_display_name(tag) or tag) for tag in known)


def negotiated(chosen: str, default: str, accepted: str) -> str:
    """Give the language of a page: what was chosen, else set for the desk, else the browser's.

    `accepted` is an Accept-Language header (RFC 9110, 12.5.4).
    """
    known = [tag for tag, _ in languages()]
    for one in (chosen, default):
        if one and one.split("-", maxsplit=1)[0] in known:
            return one.split("-", maxsplit=1)[0]
    return negotiate_locale(_ranked(accepted), known, sep="-") or "en"


def _ranked(accepted: str) -> list[str]:
    weighed: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")):
        tag, _, weight = part.partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, tag.strip()))
        except ValueError:
            continue
    return [tag for _, _, tag in sorted(weighed)]


@dataclass(frozen=True)
class Speech:
    """How the desk speaks one language."""

    language: str

    @functools.cached_property
    def say(self) -> Translator:
        """Says an English text in it."""
        return translator(self.language)

    @property
    def _locale(self) -> str:
        """The locale of its days: those who read English here do not put the month first."""
        return "en_GB" if self.language == "en" else self.language

    def day(self, at: datetime | str) -> str:
        """Say a day."""
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
        return format_date(moment.date(), format="medium", locale=self._locale)

    def moment(self, at: datetime | str) -> str:
        """Say a day and a time, in UTC."""
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
        return f"{format_datetime(moment, format='short', locale=self._locale)} UTC"

    def name(self, tag: str) -> str:
        """Say the name of a language."""
        try:
            return Locale.parse(tag, sep="-").get_display_name(self.language) or tag
        except (UnknownLocaleError, ValueError):
            return tag

    def message(self, finding: Finding) -> str:
        """Say what was found."""
        template = finding.template or finding.message
        said = self.say(template)
        return (
            fill(said, worded(finding.evidence, self.say, self.language))
            if finding.template
            else said
        )

    def error(self, error: HexaplaError) -> Iterator[tuple[str, bool]]:
        """Say what went wrong, part by part; whether each is said in this language.

        What the reader's language has no words for, of the machine room mostly, stays in English.
        """
        for name in ("problem", "place", "cause", "remedy"):
            said, template = getattr(error, name), error.templates.get(name, "")
            if not said:
                continue
            told = self.say(template) if error.facts is not None and template else ""
            known = name == "place" or self.language == "en" or told not in {"", template}
            yield (told.format_map(error.facts or {}) if told and known else said), known

    def blocker(self, one: Blocker) -> tuple[str, bool]:
        """Say what stands against a release; whether it is said in this language."""
        told = self.say(one.template) if one.template else ""
        known = self.language == "en" or told not in {"", one.template}
        facts, finding = dict(one.facts), one.facts.get("finding")
        if isinstance(finding, Finding):
            facts["message"] = self.message(finding)
        return (told.format_map(facts) if told and known else one.problem), known

    def is_own(self, finding: Finding) -> bool:
        """Whether a finding's message is said in this language, not in English for want of it."""
        template = finding.template or finding.message
        return self.language == "en" or self.say(template) != template


def first_of(tags: Sequence[str], default: str) -> str:
    """Give the first of some tags, or the default."""
    return tags[0] if tags else default
