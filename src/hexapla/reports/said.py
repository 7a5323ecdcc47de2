"""What every form needs: each finding in the reader's language, with its two texts and the spot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hexapla.catalogue import Translator, translator
from hexapla.checks import fill, worded
from hexapla.model import Finding, Language
from hexapla.workspace import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a text; `marked` is what the finding is about."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A finding, said."""

    finding: Finding
    message: str
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    source_language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Findings, said in one language, in their order."""

    findings: tuple[Said, ...]
    config: Config
    ui_language: str
    say: Translator
    colour: bool = False

    @classmethod
    def of(
        cls,
        findings: Sequence[Finding],
        *,
        config: Config | None,
        ui_language: str,
        colour: bool,
    ) -> Report:
        """Make the report's matter."""
        say = translator(ui_language)
        known = config or Config()
        return cls(
            findings=tuple(_said(one, say, known, ui_language) for one in findings),
            config=known,
            ui_language=ui_language,
            say=say,
            colour=colour,
        )

    @property
    def plain(self) -> tuple[Finding, ...]:
        """The findings themselves."""
        return tuple(one.finding for one in self.findings)

    def by_document(self) -> Iterator[tuple[str, Language, list[Said]]]:
        """Give the findings of each version of each document together, in their order."""
        groups: dict[tuple[str, Language], list[Said]] = {}
        for one in self.findings:
            groups.setdefault((one.finding.document, one.finding.language), []).append(one)
        for (document, language), said in groups.items():
            yield document, language, said


def _said(finding: Finding, say: Translator, config: Config, ui_language: str) -> Said:
    template = finding.template or finding.message
    evidence = worded(finding.evidence, say, ui_language)
    message = fill(say(template), evidence) if finding.template else say(template)
    source = str(finding.evidence.get("source", ""))
    target = str(finding.evidence.get("target", ""))
    at = finding.evidence.get("source_span") or (0, 0)
    return Said(
        finding=finding,
        message=message,
        source=_pieces(source, int(at[0]), int(at[1])),
        target=_pieces(target, finding.location.start, finding.location.end),
        source_language=config.languages.source,
    )


def _pieces(text: str, start: int, end: int) -> tuple[Piece, ...]:
    if not text:
        return ()
    if not 0 <= start < end <= len(text):
        return (Piece(text=text),)
    cut = (
        Piece(text=text[:start]),
        Piece(text=text[start:end], marked=True),
        Piece(text=text[end:]),
    )
    return tuple(piece for piece in cut if piece.text)
