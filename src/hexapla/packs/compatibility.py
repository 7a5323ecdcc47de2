"""What a program may ignore (ECMA-376 Part 3, 10.1): extensions of Word's, and of other programs.

A document names at its root the namespaces that a program need not know. In a pack that root is
another one. So Word's own extensions are named there anew; those of other programs, which mean
something to them alone, are left out: a namespace that is neither known nor named makes a program
refuse the file.
"""

from __future__ import annotations

from hexapla.packs.xml import MC, Element, serial

_WORD = {
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing": "wp14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/word/2015/wordml/symex": "w16se",
    "http://schemas.microsoft.com/office/word/2016/wordml/cid": "w16cid",
    "http://schemas.microsoft.com/office/word/2018/wordml": "w16",
    "http://schemas.microsoft.com/office/word/2018/wordml/cex": "w16cex",
    "http://schemas.microsoft.com/office/word/2020/wordml/sdtdatahash": "w16sdtdh",
}
_IGNORABLE = f"{{{MC}}}Ignorable"


def leave_out_foreign(root: Element) -> None:
    """Take out of a part of a document what it lets be ignored, unless it is Word's own."""
    named = (root.attrib.pop(_IGNORABLE, "") or "").split()
    foreign = {root.nsmap[prefix] for prefix in named if prefix in root.nsmap} - set(_WORD)
    if not foreign:
        return
    for one in list(root.iter()):
        if not isinstance(one.tag, str):
            continue
        if _space(one.tag) in foreign and one.getparent() is not None:
            one.getparent().remove(one)
            continue
        for key in [key for key in one.attrib if _space(key) in foreign]:
            del one.attrib[key]


def serial_named(root: Element) -> bytes:
    """Write a part whose root names Word's extensions that are used in it.

    The names are written into the root's tag: to move a large tree below another root takes minutes
    where each of a thousand documents brought its own declarations.
    """
    used = {_space(one.tag) for one in root.iter() if isinstance(one.tag, str)}
    used |= {_space(key) for one in root.iter() for key in one.attrib}
    ours = {_WORD[space]: space for space in sorted(used & set(_WORD))}
    if not ours:
        return serial(root)
    root.attrib.pop(_IGNORABLE, None)
    raw = serial(root)
    wanted = {**ours, "mc": MC}
    named = "".join(
        f' xmlns:{prefix}="{space}"'
        for prefix, space in sorted(wanted.items())
        if root.nsmap.get(prefix) != space
    )
    name = raw.index(b"<", raw.index(b"?>"))
    end = next(at for at in range(name, len(raw)) if raw[at] in b" />")
    tail = f'{named} mc:Ignorable="{" ".join(sorted(ours))}"'.encode()
    return raw[:end] + tail + raw[end:]


def _space(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""
