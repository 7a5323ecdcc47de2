"""The sign-off sheet: who has approved each version, and lines for those who still must."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.model import Language
from hexapla.packs.annexes import shares
from hexapla.packs.content import Item
from hexapla.packs.draft import Draft
from hexapla.packs.xml import e

_HEADS = ("Document", "Language", "Role", "Name", "Date", "Signature")
Line = tuple[str, str, str, str, str]


def sign_off(draft: Draft) -> None:
    """Add the sign-off sheet.

    Each translation has a line for every approval that it has, and a blank one for every approval
    that its family's quorum still asks for. Without a quorum there is a line for each role. A file
    of sources alone has no sheet: what is approved is a translation.
    """
    versions = [
        (item, language)
        for item in draft.content.items
        for language in draft.languages
        if language in item.versions
    ]
    translated = [(item, tag) for item, tag in versions if tag != item.source_language]
    if versions and not translated:
        return
    title = draft.say("Sign-off")
    draft.part(title)
    pen, width = draft.pen, draft.width()
    widths = shares(width, (22, 12, 20, 17, 14, 15))
    lines = [line for item, tag in translated for line in _lines(draft, item, tag)]
    if not lines:
        lines = [("", "", role_title(draft, name), "", "") for name in _roles(draft)]
    rows = []
    for line in lines or [("", "", "", "", "")]:
        cells = (
            pen.paragraph(text, style="HxCell", properties=(e("spacing", before=120, after=120),))
            for text in (*line, "")
        )
        rows.append([pen.cell(cell, width=own) for cell, own in zip(cells, widths, strict=True)])
    draft.add(pen.table(widths, rows, header=[draft.say(text) for text in _HEADS]))
    draft.close_part(title)


def role_title(draft: Draft, name: str) -> str:
    """Give a role's title in the pack's language, else the source's, else its name."""
    role = draft.content.config.roles.get(name)
    titles = role.titles if role is not None else {}
    return titles.get(draft.language) or titles.get(draft.content.source) or name


def _roles(draft: Draft) -> list[str]:
    return sorted(draft.content.config.roles)


def _lines(draft: Draft, item: Item, language: Language) -> Iterator[Line]:
    family = draft.content.config.families.get(item.family)
    quorum = dict(family.quorum) if family is not None else {}
    given = [
        one
        for one in draft.content.signoffs
        if one.document == item.name and one.language == language and one.approved
    ]
    document, named = draft.title_of(item), draft.name_of(language)
    for role in sorted({*quorum, *(one.role for one in given)}):
        signed = sorted((one for one in given if one.role == role), key=lambda one: one.person)
        for one in signed:
            day = draft.short_day(one.at.date())
            yield document, named, role_title(draft, role), one.person, day
        for _ in range(quorum.get(role, 0) - len(signed)):
            yield document, named, role_title(draft, role), "", ""
