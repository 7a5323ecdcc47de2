"""The rule `eu-emblem`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.checks.context import Context
from hexapla.checks.rule import check
from hexapla.model import BlockKind, Document, Finding, Severity, Span

_WORDS = re.compile(
    r"[\[(]?(?:EU|European Union|ES|Eiropas Savienības|EL|Euroopa Liidu|Europos Sąjungos|EU:n|"
    r"Euroopan unionin|EU:s|Europeiska unionens|EU-|der Europäischen Union|ЄС|UE)[\s-]*"
    r"(?:flag|emblem|karogs|emblēma|logotips|vėliava|emblema|lipp|embleem|lippu|tunnus|flagga|"
    r"emblem|flagge|прапор|емблема)[\])]?",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")
_EMBLEM = re.compile(
    r"flag|emblem|karog|emblēm|vėliav|emblem|lipp|embleem|lippu|tunnus|flagg|прапор|емблем|logo",
    re.IGNORECASE,
)


@check("eu-emblem", category="Design", severity=Severity.MINOR, over=Document)
def eu_emblem(document: Document, context: Context) -> Iterator[Finding]:
    """Find the emblem of the Union left as words, or missing where the document must show it.

    A web page copied as text often keeps “EU flag” where the image stood. With the option
    `required = true` (for a family, say) a document without an image whose text names the flag or
    emblem is reported.

    Wrong:
        lv: ES karogs

    Right:
        lv: (image) “Eiropas Savienības karogs”
    """
    shown = False
    for block in document.blocks:
        if block.kind is BlockKind.ALT_TEXT:
            shown = shown or bool(_EMBLEM.search(block.text))
            continue
        for line in _LINE.finditer(block.text):
            if _WORDS.fullmatch(line[0].strip()):
                yield eu_emblem.finding(
                    document,
                    "the emblem stands here as words: “{found}”",
                    block=block,
                    span=Span(start=line.start(), end=line.end()),
                    found=line[0].strip(),
                )
    if not shown and context.options("eu-emblem").get("required"):
        yield eu_emblem.finding(document, "the emblem of the European Union is missing")
