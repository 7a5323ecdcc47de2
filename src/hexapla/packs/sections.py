"""The parts of a pack, each a function of the draft: cover, contents, documents, annexes."""

from __future__ import annotations

from collections.abc import Iterator

from hexapla.model import Language, State
from hexapla.packs.content import Item, Version
from hexapla.packs.draft import BROKEN, Draft, Entry, UnfitError
from hexapla.packs.emblem import emblem_png
from hexapla.packs.package import Package
from hexapla.packs.paging import tiny_paragraph
from hexapla.packs.setting import set_document
from hexapla.packs.template import ROSE, WARM
from hexapla.packs.writing import Look, twips
from hexapla.packs.xml import Element, e, q
from hexapla.workspace import statement

_EMBLEM_HEIGHT = 15.0
"""Millimetres; the guide asks for 10 at least."""
LISTED_ON_COVER = 12
_LONG_ENTRY = 80
"""Characters of title and right part that fit on one line of the contents."""
_LONG_TITLE = 90
"""Characters; a longer title is set smaller."""


def cover(draft: Draft) -> None:
    """Add the first page: whose pack it is, what is missing in it, who pays for it."""
    pen, content = draft.pen, draft.content
    project = content.config.project
    title = content.title(draft.language)
    top = pen.paragraph(
        project.acronym or "", style="HxLabel", properties=(e("spacing", before=1300, after=120),)
    )
    long = len(title) > _LONG_TITLE
    said = pen.run(title, Look(size=18)) if long else pen.run(title)
    draft.add(top, pen.paragraph(said, style="HxTitle"))
    own = project.titles.get(draft.language, "")
    if own and own != title:
        draft.add(pen.paragraph(own, style="HxSubtitle"))
    draft.later(lambda: _tell_missing(draft, top))
    facts = [
        (draft.say("Project number"), project.number),
        (draft.say("Partners"), partners(draft)),
        (draft.say("Languages"), draft.names_of(draft.languages)),
        (draft.say("Date"), draft.day(content.dated.date() if content.dated else None)),
        (draft.say("Version"), draft.version()),
        (draft.say("Distribution"), distribution(draft)),
    ]
    for label, said in facts:
        if said:
            draft.add(pen.paragraph(label, style="HxLabel"))
            for line in said.splitlines():
                draft.add(pen.paragraph(line, style="HxCover"))
    section = e("sectPr", e("footerReference", type="default", r_id=_statement_footer(draft)))
    section.extend(draft.composer.paper.page())
    draft.composer.close_section(section)


def partners(draft: Draft) -> str:
    """Name the partners, a line each, in the pack's language."""
    lines = []
    for partner in draft.content.config.partners:
        names = partner.names
        name = (
            names.get(draft.language)
            or names.get(draft.content.source)
            or next(iter(names.values()), partner.id)
        )
        coordinator = f" ({draft.say('co-ordinator')})" if partner.role == "coordinator" else ""
        lines.append(f"{name}{coordinator}")
    return "\n".join(lines)


def distribution(draft: Draft) -> str:
    """Say to whom the pack may go, in its language."""
    said = sorted({item.distribution for item in draft.content.items if item.distribution})
    label = draft.content.spec.label
    said = [label, *(one for one in said if one != label)] if label else said
    return ", ".join(draft.say(one) for one in said)


def _statement_footer(draft: Draft) -> str:
    """Make the EU block: the emblem and the official statement beside it."""
    pen = draft.pen
    said = statement(draft.content.config, draft.language)
    height = _EMBLEM_HEIGHT
    if not said.lines:
        draft.notices.append(
            draft.say(
                "No official funding statement is known in this language: {language}",
                language=draft.name_of(draft.language),
            )
        )
    picture = pen.picture(
        emblem_png(),
        width=height * 1.5,
        height=height,
        text=draft.say("Emblem of the European Union"),
    )
    left, right = twips(29), draft.width() - twips(29)
    lines = [pen.paragraph(line, style="HxStatement") for line in said.lines[:1]]
    lines += [pen.paragraph(line, style="HxService") for line in said.lines[1:]]
    number = draft.content.config.project.number
    if number:
        lines.append(
            pen.paragraph(draft.say("Project No. {number}", number=number), style="HxService")
        )
    cells = [
        pen.cell(pen.paragraph(picture, style="HxCover"), width=left),
        pen.cell(*lines, width=right),
    ]
    cells[1].find(q("tcPr")).append(e("vAlign", val="center"))
    table = pen.table([left, right], [cells], style="HxPlain")
    root = e("ftr", table, pen.paragraph(style="HxFooter"))
    return draft.composer.header("footer", root, "hx_cover_footer")


def _tell_missing(draft: Draft, top: Element) -> None:
    """Say on the first page, above all else, what the pack lacks."""
    lines = [*draft.missing, *draft.notices]
    if not lines:
        return
    pen = draft.pen
    shown = lines[:LISTED_ON_COVER]
    title = draft.say("This pack is not complete") if draft.missing else draft.say("Please note")
    blocks = [pen.paragraph(pen.run(title, Look(bold=True)), style="HxWarning")]
    blocks += [pen.paragraph(f"– {line}", style="HxWarning") for line in shown]
    if len(lines) > len(shown):
        more = draft.say(
            "… and {n} more, named in the annex “{annex}”",
            n=len(lines) - len(shown),
            annex=draft.say("Revisions"),
        )
        blocks.append(pen.paragraph(more, style="HxWarning"))
    width = draft.width()
    cell = pen.cell(*blocks, width=width, fill=ROSE if draft.missing else WARM)
    place = _place(draft, top)
    draft.composer.body[place:place] = [pen.table([width], [[cell]], style="HxBox")]
    spacing = top.find(f".//{q('spacing')}")
    spacing.set(q("before"), "500")


def _place(draft: Draft, element: Element) -> int:
    """Give where an element stands in the body by now."""
    return next(place for place, one in enumerate(draft.composer.body) if one is element)


def contents(draft: Draft) -> None:
    """Add the contents: a field with its entries filled in, each a link."""
    pen = draft.pen
    draft.add(pen.paragraph(draft.say("Contents"), style="HxContentsTitle"))
    marker = tiny_paragraph()
    draft.add(marker)
    draft.later(lambda: _fill_contents(draft, marker))
    draft.close_part(draft.say("Contents"))


def _fill_contents(draft: Draft, marker: Element) -> None:
    pen, width = draft.pen, draft.width()
    lines = []
    for entry in draft.entries:
        pieces = [f"{entry.label}\t{entry.title}"]
        # what has a line of its own at the right needs no dots to lead to it
        long = len(entry.title) + len(entry.right) > _LONG_ENTRY
        if entry.right:
            pieces.append(f"\n\t{entry.right}" if long else f"\t{entry.right}")
        leader = None if long else "dot"
        tabs = e(
            "tabs", e("tab", val="left", pos=420), e("tab", val="right", pos=width, leader=leader)
        )
        lines.append(
            pen.paragraph(
                pen.link_to(entry.bookmark, *pieces),
                style=f"HxContents{entry.level}",
                properties=(tabs,),
            )
        )
    if not lines:
        return
    begin, instruction, separate, _, end = pen.field("TOC \\f H \\h \\z \\n", "")
    for offset, run in enumerate((begin, instruction, separate)):
        lines[0].insert(1 + offset, run)
    lines[-1].append(end)
    place = _place(draft, marker)
    draft.composer.body[place:place] = lines


def documents(draft: Draft) -> None:
    """Add the documents in the file's language, each as it looks."""
    for item, version in available(draft):
        compose_plainly(draft, item, version, draft.languages[0])


def available(draft: Draft) -> Iterator[tuple[Item, Version]]:
    """Give the documents in the file's language; what is not there or behind is noted first."""
    language = draft.languages[0]
    for item in draft.content.items:
        version = item.versions.get(language)
        if version is None:
            draft.missing.append(
                draft.say(
                    "{document}: not available in this language: {language}",
                    document=draft.title_of(item),
                    language=draft.name_of(language),
                )
            )
            continue
        tell_state(draft, item, version)
        yield item, version


def tell_state(draft: Draft, item: Item, version: Version) -> None:
    """Note what of a version is missing or follows an earlier revision."""
    stale = [unit for unit in version.units if unit.state == State.STALE]
    absent = [unit for unit in version.units if unit.state == State.MISSING]
    if absent:
        draft.missing.append(
            draft.say(
                "{document}: passages not translated: {n}",
                document=draft.title_of(item),
                n=len(absent),
            )
        )
    if stale:
        draft.notices.append(
            draft.say(
                "{document}: passages that follow an earlier revision of the source: {n}",
                document=draft.title_of(item),
                n=len(stale),
            )
        )


def compose_plainly(draft: Draft, item: Item, version: Version, language: Language) -> None:
    """Add a document as it looks; one that cannot be composed, and other formats, as their text."""
    number = draft.number()
    title = draft.title_of(item, language)
    right = revision_line(draft, version)
    composer = draft.composer
    if (item.name, language) not in draft.unfit and _is_word(version):
        try:
            package = Package.read(version.content, place=version.revision.path or item.name)
            differences = composer.document(package, number, language=language)
        except BROKEN as error:
            raise UnfitError.of(item, language, error) from error
        draft.differences.extend((item.name, text) for text in differences)
    elif version.document is not None:
        if (item.name, language) in draft.unfit:
            draft.notices.append(
                draft.say(
                    "{document}: set from its text, without its layout",
                    document=draft.title_of(item),
                )
            )
        blocks = set_document(draft, version.document, draft.width(), content=version.content)
        draft.add(*composer.marked(blocks, number))
        draft.close_part(title)
    else:
        draft.missing.append(
            draft.say("{document}: the file cannot be read", document=draft.title_of(item))
        )
        return
    draft.entries.append(
        Entry(
            label=f"{number}.", title=title, bookmark=composer.bookmark_around(number), right=right
        )
    )


def _is_word(version: Version) -> bool:
    return version.content[:4] == b"PK\x03\x04" and (
        version.document is None
        or "wordprocessingml" in version.document.media
        or version.document.media.endswith("docx")
    )


def revision_line(draft: Draft, version: Version) -> str:
    """Say which revision it is and its date, in the pack's language."""
    revision = version.revision
    said = draft.say("revision {n}", n=revision.number)
    day = draft.short_day(revision.dated)
    return f"{said} · {day}" if day else said
