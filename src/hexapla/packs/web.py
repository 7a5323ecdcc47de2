"""A pack as one web page: it opens anywhere, asks nothing of a network, and speaks its language.

One file holds it all: the style, the pictures as data URIs, the EU block at its foot. A policy in
its head forbids it to load anything. Headings, landmarks, table heads, texts for images and the
language of each element are there for those who do not see the page (EN 301 549, WCAG 2.1 AA).
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence

from lxml import etree

from hexapla.model import Concept, Language
from hexapla.packs.annexes import (
    finding_text,
    glossary_columns,
    glossary_concepts,
    in_order,
    state_label,
    terms_of,
)
from hexapla.packs.columns import Row, label_of, rows_of, tell_states
from hexapla.packs.content import Item, Version
from hexapla.packs.draft import Draft
from hexapla.packs.emblem import emblem_svg
from hexapla.packs.markup import Setter, h, page_body, speaking
from hexapla.packs.pictures import Pictures
from hexapla.packs.sections import available, distribution, partners, revision_line
from hexapla.packs.template import BLUE, GREY, LINE, ROSE, SHADE, WARM
from hexapla.packs.writing import right_to_left
from hexapla.packs.xml import Element
from hexapla.workspace import statement

Part = Callable[[Draft, "Page"], None]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
_STYLE = f"""
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; color: #1a1a1a; background: #fff; font: 1.0625rem/1.55 "Noto Sans", "Segoe UI",
  "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; overflow-wrap: break-word; }}
.page {{ max-width: 48rem; margin: 0 auto; padding: 0 1.25rem; }}
.page.broad {{ max-width: 110rem; }}
a {{ color: #{BLUE}; }}
a:focus-visible {{ outline: 3px solid #{BLUE}; outline-offset: 2px; }}
.skip {{ position: absolute; left: -100rem; }}
.skip:focus {{ left: .5rem; top: .5rem; background: #fff; padding: .5rem; }}
h1, h2, h3, h4, h5, h6 {{ line-height: 1.25; color: #{BLUE}; margin: 1.8em 0 .5em; }}
h1 {{ font-size: 2rem; margin-top: 1.5rem; }} h2 {{ font-size: 1.55rem; }}
h3 {{ font-size: 1.3rem; }} h4 {{ font-size: 1.12rem; }} h5, h6 {{ font-size: 1rem; }}
p, ul, ol, table, figure {{ margin: 0 0 .9em; }}
figure img, img {{ max-width: 100%; height: auto; }}
h1, h2, h3, h4, h5, h6, p, li, dt, dd {{ overflow-wrap: anywhere; }}
th p, td p, td li {{ overflow-wrap: break-word; }}
dl {{ display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.25rem; }}
dt {{ color: #{GREY}; }} dd {{ margin: 0; }}
@media (max-width: 34rem) {{ dl {{ grid-template-columns: minmax(0, 1fr); }}
  dd {{ margin-bottom: .5rem; }} }}
@media screen and (max-width: 48rem) {{ article {{ overflow-x: auto; }} }}
.quiet, .caption, .about {{ color: #{GREY}; font-size: .92rem; }}
.label {{ font-size: .85rem; font-weight: bold; color: #7f3f00; margin: 0; }}
.notice {{ border-left: 6px solid #c00000; background: #{ROSE}; padding: .8rem 1rem; }}
.notice.mild {{ background: #{WARM}; }}
.restricted {{ border: 2px solid #c00000; color: #9c0000; font-weight: bold; padding: .2rem .7rem;
  display: inline-block; }}
article {{ border-top: 1px solid #{LINE}; margin-top: 2.5rem; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: .95rem; }}
th, td {{ border: 1px solid #{LINE}; padding: .4rem .6rem; text-align: start;
  vertical-align: top; }}
thead th {{ background: #{SHADE}; color: #{BLUE}; }}
th p, td p {{ margin: 0 0 .3em; }} td p:last-child {{ margin-bottom: 0; }}
.stale {{ background: #{WARM}; }} .missing {{ background: #{ROSE}; }}
.digest {{ font-family: Consolas, "DejaVu Sans Mono", monospace; font-size: .75rem;
  overflow-wrap: anywhere; min-width: 8.5rem; }}
ol.labelled {{ list-style: none; padding-inline-start: 1.4em; }}
ol.labelled > li {{ text-indent: -1.4em; }} ol.labelled > li > * {{ text-indent: 0; }}
.notes {{ border-top: 1px solid #{LINE}; font-size: .92rem; margin-top: 2rem; padding-top: .8rem; }}
footer {{ border-top: 2px solid #{BLUE}; margin-top: 3rem; padding: 1.2rem 0 2.5rem; }}
.union {{ display: flex; gap: 1.25rem; align-items: center; }}
.union img {{ width: 96px; height: 64px; flex: none; }}
.union > div {{ min-width: 0; }}
.union p {{ margin: 0 0 .2em; }}
@media print {{ .skip, nav {{ display: none; }} article {{ break-before: page; }}
  thead {{ display: table-header-group; }} tr {{ break-inside: avoid; }} }}
"""


class Page:
    """A web page in the making: the parts that stand in it, each with its title for the contents.

    `wide`: a table of several languages stands in it.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.body: list[Element] = []
        self.entries: list[tuple[str, str, str, Language | None]] = []
        self.wide = False

    def part(
        self, title: str, *elements: Element, about: str = "", language: Language | None = None
    ) -> None:
        """Add a part under a heading, and enter it into the contents."""
        name = f"part-{len(self.entries) + 1}"
        self.entries.append((name, title, about, language))
        head = [h("h2", title, id=name)] + ([h("p", about, class_="about")] if about else [])
        made = h("article", *head, *elements, aria_labelledby=name)
        self.body.append(speaking(made, language, self.language))


def web_page(draft: Draft, sections: Sequence[str]) -> bytes:
    """Give the page of a draft with those of its sections that a web page has: see `PARTS`."""
    page = Page(draft.language)
    for name in sections:
        if name in PARTS:
            PARTS[name](draft, page)
    title = draft.content.title(draft.language)
    language = draft.language
    head = h(
        "head",
        h("meta", charset="utf-8"),
        h("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="generator", content="Hexapla"),
        h("meta", name="referrer", content="no-referrer"),
        h("title", title),
        h("style", _STYLE),
    )
    dated = draft.content.dated
    if dated is not None:
        head.insert(3, h("meta", name="date", content=dated.date().isoformat()))
    main = h("main", *page.body, id="text")
    body = h(
        "body",
        h("a", draft.say("Skip to the text"), href="#text", class_="skip"),
        h(
            "div",
            _cover(draft),
            _contents(draft, page) if "contents" in sections else None,
            main,
            _union(draft),
            class_="page broad" if page.wide else "page",
        ),
    )
    direction = "rtl" if right_to_left(language) else None
    root = h("html", head, body, lang=language, dir=direction)
    written: str = etree.tostring(root, method="html", encoding="unicode")
    return f"<!DOCTYPE html>\n{written}\n".encode()


def _cover(draft: Draft) -> Element:
    content, project = draft.content, draft.content.config.project
    title = content.title(draft.language)
    made = h("header")
    if content.spec.label:
        made.append(h("p", draft.say(content.spec.label), class_="restricted"))
    if project.acronym:
        made.append(h("p", project.acronym, class_="about"))
    made.append(h("h1", title))
    own = project.titles.get(draft.language, "")
    if own and own != title:
        made.append(h("p", own, class_="about"))
    made.extend(_notices(draft))
    dated = content.dated
    facts = [
        (draft.say("Project number"), project.number),
        (draft.say("Partners"), partners(draft)),
        (draft.say("Languages"), draft.names_of(draft.languages)),
        (draft.say("Date"), draft.day(dated.date() if dated else None)),
        (draft.say("Version"), draft.version()),
        (draft.say("Distribution"), distribution(draft)),
    ]
    listed = h("dl")
    for label, said in facts:
        if said:
            listed.append(h("dt", label))
            listed.extend(h("dd", line) for line in said.splitlines()[:1])
            for line in said.splitlines()[1:]:
                listed[-1].append(h("br"))
                listed[-1][-1].tail = line
    made.append(listed)
    return made


def _notices(draft: Draft) -> list[Element]:
    """Say what the pack lacks, above all else."""
    made = []
    for title, lines, kind in (
        (draft.say("This pack is not complete"), draft.missing, "notice"),
        (draft.say("Please note"), draft.notices, "notice mild"),
    ):
        if lines:
            items = h("ul", *(h("li", line) for line in dict.fromkeys(lines)))
            made.append(h("div", h("p", h("strong", title)), items, class_=kind, role="note"))
    return made


def _contents(draft: Draft, page: Page) -> Element | None:
    if len(page.entries) < 2:  # noqa: PLR2004  one part needs no list of parts
        return None
    items = [
        h("li", speaking(h("a", title, href=f"#{name}"), language, page.language))
        for name, title, _, language in page.entries
    ]
    return h("nav", h("h2", draft.say("Contents"), id="contents"), h("ol", *items),
             aria_labelledby="contents")  # fmt: skip


def _union(draft: Draft) -> Element:
    """Give the EU block: the emblem, and the official statement beside it."""
    said = statement(draft.content.config, draft.language)
    project = draft.content.config.project
    svg = base64.b64encode(emblem_svg().encode()).decode()
    image = h("img", src=f"data:image/svg+xml;base64,{svg}",
              alt=draft.say("Emblem of the European Union"), width=96, height=64)  # fmt: skip
    lines = [h("p", h("strong", line)) for line in said.lines[:1]]
    lines += [h("p", line) for line in said.lines[1:]]
    if project.number:
        lines.append(h("p", draft.say("Project No. {number}", number=project.number)))
    return h("footer", h("div", image, h("div", *lines), class_="union"))


# The parts


def _documents(draft: Draft, page: Page) -> None:
    for item, version in available(draft):
        if version.document is None:
            draft.missing.append(
                draft.say("{document}: the file cannot be read", document=draft.title_of(item))
            )
            continue
        _document(draft, page, item, version)


def _document(draft: Draft, page: Page, item: Item, version: Version) -> None:
    document = version.document
    if document is None:
        return
    title = draft.title_of(item, version.revision.language)
    prefix = f"d{draft.number()}-"
    about = revision_line(draft, version)
    elements: list[Element] = []
    if document.media == "text/html":
        elements = _taken_over(version.content, prefix)
    if not elements:
        setter = Setter(
            around=document.language,
            prefix=prefix,
            under=2,
            title=title,
            pictures=Pictures(version.content, document.media),
            labels={
                "picture": draft.say("Text for an image"),
                "note": draft.say("Note"),
                "notes": draft.say("Note"),
                "text": draft.say("Text"),
                "box": draft.say("Text box"),
            },
        )
        elements = setter.document(document)
        if setter.unshown:
            draft.notices.append(
                draft.say(
                    "{document}: images that cannot be shown: {n}",
                    document=draft.title_of(item),
                    n=len(setter.unshown),
                )
            )
    page.part(title, *elements, about=about, language=document.language)


def _taken_over(content: bytes, prefix: str) -> list[Element]:
    """Give a page's own body, cleaned; none where it cannot be parsed."""
    try:
        return page_body(content, prefix=prefix, under=2)
    except (etree.LxmlError, LookupError, ValueError):
        return []


def _parallel(draft: Draft, page: Page) -> None:
    page.wide = True
    tags = draft.languages
    for item in draft.content.items:
        tell_states(draft, item)
        rows = rows_of(item, tags)
        if not rows:
            continue
        head = [h("th", draft.name_of(tag), scope="col") for tag in tags]
        body = [h("tr", *(_cell(draft, item, row, tag) for tag in tags)) for row in rows]
        table = h("table", h("thead", h("tr", *head)), h("tbody", *body))
        page.part(draft.title_of(item), h("div", table, class_="wide"))


def _cell(draft: Draft, item: Item, row: Row, tag: Language) -> Element:
    made = h("td")
    if tag != item.source_language:
        said, fill = label_of(draft, item, row, tag)
        if said:
            made.append(h("p", said, class_="label"))
        kind = {ROSE: "missing", WARM: "stale"}.get(fill)
        if kind:
            made.set("class", kind)
    for block in row.blocks.get(tag, ()):
        label = f"{block.label} " if block.label else ""
        strong = block.kind.value == "heading"
        words = h("strong", label, block.text) if strong else f"{label}{block.text}"
        made.append(speaking(h("p", words), block.language or tag, draft.language))
    return made


def _glossary(draft: Draft, page: Page) -> None:
    concepts = glossary_concepts(draft)
    if not concepts:
        return
    tags = glossary_columns(draft)
    head = [h("th", draft.name_of(tag), scope="col") for tag in tags]
    body = [h("tr", *(_terms(draft, one, tag, tags) for tag in tags)) for one in concepts]
    table = h("table", h("thead", h("tr", *head)), h("tbody", *body))
    page.part(draft.say("Glossary"), h("div", table, class_="wide"))


def _terms(draft: Draft, concept: Concept, tag: Language, tags: Sequence[Language]) -> Element:
    first = tag == tags[0]
    made = h("th" if first else "td", scope="row" if first else None)
    made.extend(h("p", term.text) for term in terms_of(concept, tag))
    return speaking(made, tag, draft.language)


def _revisions(draft: Draft, page: Page) -> None:
    head = [
        h("th", draft.say(text), scope="col")
        for text in ("Document", "Language", "Revision", "Follows", "Date", "State", "SHA-256")
    ]
    rows = []
    for item in draft.content.items:
        for tag in draft.languages:
            version = item.versions.get(tag)
            cells = [draft.title_of(item), draft.name_of(tag)]
            if version is None:
                cells += ["–", "–", "–", draft.say("Missing"), "–"]
            else:
                revision, source = version.revision, tag == item.source_language
                cells += [
                    str(revision.number),
                    "–" if source else str(revision.follows or draft.say("unknown")),
                    draft.short_day(revision.dated) or "–",
                    draft.say("Source") if source else draft.state(version.state),
                    revision.digest,
                ]
            line = h("tr", *(h("td", text) for text in cells[:-1]))
            line.append(h("td", cells[-1], class_="digest"))
            rows.append(line)
    table = h("table", h("thead", h("tr", *head)), h("tbody", *rows))
    passages = _passages(draft)
    page.part(draft.say("Revisions"), h("div", table, class_="wide"), *passages)


def _passages(draft: Draft) -> list[Element]:
    rows = []
    for item in draft.content.items:
        for tag in draft.languages:
            version = item.versions.get(tag)
            for unit in version.units if version else ():
                if version is None or unit.state.value not in {"stale", "missing"}:
                    continue
                said = h("td", (unit.source_text or unit.target_text)[:300])
                rows.append(
                    h(
                        "tr",
                        h("td", draft.title_of(item)),
                        speaking(said, unit.source_language, draft.language),
                        h("td", state_label(draft, unit, version), class_=unit.state.value),
                    )
                )
    if not rows:
        return []
    head = [h("th", draft.say(text), scope="col") for text in ("Document", "Passage", "State")]
    table = h("table", h("thead", h("tr", *head)), h("tbody", *rows))
    return [
        h("h3", draft.say("Passages that do not follow the source")),
        h("div", table, class_="wide"),
    ]


def _findings(draft: Draft, page: Page) -> None:
    found = list(in_order(draft))
    titles = {item.name: draft.title_of(item) for item in draft.content.items}
    if not found:
        page.part(draft.say("Findings"), h("p", draft.say("No findings.")))
        return
    head = [
        h("th", draft.say(text), scope="col")
        for text in ("Severity", "Document", "Language", "Finding", "Suggestion")
    ]
    rows = [
        h(
            "tr",
            h("td", draft.say(one.severity.label.capitalize())),
            h("td", titles.get(one.document, one.document)),
            h("td", draft.name_of(one.language)),
            h("td", finding_text(draft, one)),
            speaking(h("td", one.suggestion), one.language, draft.language),
        )
        for one in found
    ]
    table = h("table", h("thead", h("tr", *head)), h("tbody", *rows))
    page.part(draft.say("Findings"), h("div", table, class_="wide"))


def _nothing(_draft: Draft, _page: Page) -> None:
    """Do nothing: the page's head and its list of parts are made when all is known."""


PARTS: dict[str, Part] = {
    "cover": _nothing,
    "contents": _nothing,
    "documents": _documents,
    "parallel": _parallel,
    "glossary": _glossary,
    "revisions": _revisions,
    "findings": _findings,
}
"""The sections that a web page can have."""
