"""WordprocessingML by name: namespaces, parsing without entities, elements built in one line."""

from __future__ import annotations

import functools
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = R
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
XML = "http://www.w3.org/XML/1998/namespace"

NAMES = {"w": W, "r": R, "a": A, "wp": WP, "pic": PIC, "w14": W14, "w15": W15, "mc": MC}

Element = Any
"""An lxml element; lxml ships no types."""


def names(text: str) -> tuple[str, ...]:
    """Give the words of a text: a long list of names that a person can still read."""
    return tuple(text.split())


_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=True,
    remove_comments=True,
    remove_pis=True,
)


@functools.cache
def q(name: str) -> str:
    """Give a prefixed name (w:p) as lxml writes it; without a prefix it is w's."""
    prefix, _, rest = name.rpartition(":")
    return f"{{{NAMES[prefix or 'w']}}}{rest}"


def local(element: Element) -> str:
    """Give an element's name without its namespace; “” for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parse(content: bytes) -> Element:
    """Parse a part; no entity is resolved and nothing is fetched.

    Raises:
        lxml.etree.XMLSyntaxError: it is no XML, or has a document type.

    """
    root = etree.fromstring(content, _PARSER)
    if root.getroottree().docinfo.doctype:
        raise etree.XMLSyntaxError("the part has a document type", 0, 1, 1)
    return root


def serial(root: Element) -> bytes:
    """Write a part."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def e(name: str, /, *children: Element | str | None, **attributes: str | int | None) -> Element:
    """Build an element of that name with its children: texts or elements.

    Attributes without a prefix are w's; ``r_id`` is r:id, ``_x`` plain x. None is left out.
    """
    made = etree.Element(q(name), nsmap={key: NAMES[key] for key in _needed(name)})
    for key, value in attributes.items():
        if value is None:
            continue
        if key.startswith("_"):
            made.set(key[1:], str(value))
        else:
            prefix, _, rest = key.rpartition("_")
            made.set(q(f"{prefix or 'w'}:{rest}"), str(value))
    for child in children:
        if child is None:
            continue
        if isinstance(child, str):
            made.text = child
            if local(made) in {"t", "delText", "instrText"} and child != child.strip():
                made.set(f"{{{XML}}}space", "preserve")
        else:
            made.append(child)
    return made


def _needed(name: str) -> tuple[str, ...]:
    prefix = name.rpartition(":")[0] or "w"
    return (prefix,) if prefix != "wp" else ("wp", "a", "pic", "r")


def child(parent: Element, name: str) -> Element | None:
    """Give the first child of that name, or None."""
    return parent.find(q(name))


def properties_of(element: Element, name: str = "pPr") -> Element:
    """Give an element's properties: its first child of that name, made where it has none."""
    found = child(element, name)
    if found is None:
        found = e(name)
        element.insert(0, found)
    return found


def value(parent: Element | None, name: str) -> str | None:
    """Give the w:val of the first child of that name, or None."""
    found = parent.find(q(name)) if parent is not None else None
    said: str | None = found.get(q("val")) if found is not None else None
    return said


def on(element: Element | None) -> bool:
    """Tell whether a toggle (w:titlePg, w:b) is there and not switched off."""
    return element is not None and element.get(q("val")) not in {"0", "false", "off"}


_RUN = names(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
    "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
    "specVanish oMath"
)
_PARAGRAPH = names(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_SECTION = names(
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection "
    "bidi rtlGutter docGrid printerSettings sectPrChange"
)
_STYLE = names(
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr "
    "tblPr trPr tcPr tblStylePr"
)
_SETTINGS = names(
    "writeProtection view zoom removePersonalInformation removeDateAndTime "
    "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
    "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
    "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
    "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors "
    "hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate "
    "linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection "
    "autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
    "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength "
    "clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting "
    "bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
    "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
    "drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
    "noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars "
    "noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema "
    "saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml "
    "saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
    "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat "
    "docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
    "readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags "
    "decimalSymbol listSeparator"
)
_ORDERS = {
    name: {child: index for index, child in enumerate(order)}
    for name, order in {
        "rPr": _RUN,
        "pPr": _PARAGRAPH,
        "sectPr": _SECTION,
        "style": _STYLE,
        "settings": _SETTINGS,
    }.items()
}


def ordered(element: Element) -> Element:
    """Put an element's children into the order of its schema type; give the element."""
    ranks = _ORDERS[local(element)]
    element[:] = sorted(element, key=lambda one: ranks.get(local(one), len(ranks)))
    return element
