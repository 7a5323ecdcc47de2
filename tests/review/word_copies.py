"""Reviewers' copies, and what reviewers do to them in Word: by the XML that Word writes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from hexapla.model import Finding
from hexapla.packs import build, gather

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
KINDS = {
    "comments": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships",
}
PACK = """
[packs.check]
layout = "review"
languages = ["lv"]
"""


def q(name: str) -> str:
    return f"{{{W}}}{name}"


def copy_of(room, *findings: Finding) -> bytes:
    """Make the reviewers' copy of the room's plan."""
    (spec,) = (one for one in room.workspace.config.pack_specs() if one.name == "check")
    (built,) = build(gather(room.workspace, room.ledger, spec, findings, []))
    return built.content


class Word:
    """A copy, open."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.comments = etree.fromstring(
            self.parts.get("word/comments.xml", f'<w:comments xmlns:w="{W}"/>'.encode())
        )
        self.extended: list[tuple[str, str]] = []
        self.resolved: set[str] = set()

    def paragraph(self, words: str) -> etree._Element:
        (found,) = (
            one
            for one in self.body.iter(q("p"))
            if "".join(two.text or "" for two in one.iter(q("t"))) == words
            if any(True for _ in one.iter(q("bookmarkStart")))
        )
        return found

    def change(self, words: str, old: str, new: str, *, by: str = "") -> None:
        """Write `new` over `old` in a paragraph: tracked by somebody, or with tracking off."""
        for text in self.paragraph(words).iter(q("t")):
            before, found, after = (text.text or "").partition(old)
            if not found:
                continue
            run = text.getparent()
            made = [_run(before), *_changed(old, new, by), _run(after)]
            place = run.getparent().index(run)
            run.getparent()[place : place + 1] = made
            return
        raise LookupError(old)

    def accept(self) -> None:
        """Accept all changes."""
        for one in list(self.body.iter(q("del"))):
            one.getparent().remove(one)
        for one in list(self.body.iter(q("ins"))):
            place = one.getparent().index(one)
            one.getparent()[place : place + 1] = list(one)

    def comment(self, words: str, text: str, *, by: str = "Rita", answers: str = "") -> str:
        """Comment on a paragraph, or answer a comment there; give the comment's number."""
        number = str(1 + max([0, *(int(one.get(q("id"))) for one in self.comments)]))
        self._add(number, text, by)
        if answers:
            self.extended.append((number, answers))
            first = next(
                one for one in self.body.iter(q("commentRangeStart")) if one.get(q("id")) == answers
            )
            last = next(
                one for one in self.body.iter(q("commentReference")) if one.get(q("id")) == answers
            ).getparent()
        else:
            paragraph = self.paragraph(words)
            runs = paragraph.findall(q("r"))
            first, last = runs[0], runs[-1]
        first.addprevious(etree.Element(q("commentRangeStart"), {q("id"): number}))
        reference = etree.Element(q("r"))
        etree.SubElement(reference, q("commentReference"), {q("id"): number})
        end = etree.Element(q("commentRangeEnd"), {q("id"): number})
        if answers:
            ended = next(
                one for one in self.body.iter(q("commentRangeEnd")) if one.get(q("id")) == answers
            )
            ended.addnext(end)
            last.addnext(reference)
        else:
            last.addnext(reference)
            last.addnext(end)
        return number

    def resolve(self, number: str) -> None:
        """Mark a thread as resolved, by the number of the comment that it begins with."""
        self.resolved.add(number)

    def _add(self, number: str, text: str, by: str) -> None:
        made = etree.SubElement(
            self.comments,
            q("comment"),
            {q("id"): number, q("author"): by, q("date"): f"2026-01-05T10:{number:0>2}:00Z"},
        )
        for line in text.splitlines():
            paragraph = etree.SubElement(made, q("p"), {f"{{{W14}}}paraId": f"0000{number:0>4}"})
            etree.SubElement(etree.SubElement(paragraph, q("r")), q("t")).text = line

    def finding(self, reference: str) -> str:
        """Give the number of the comment of a finding."""
        (found,) = (
            one.get(q("id")) for one in self.comments if reference in "".join(one.itertext())
        )
        return found

    def split_paragraph(self, words: str, at: int) -> None:
        """Press Enter in a paragraph: its bookmark ends in the second half."""
        paragraph = self.paragraph(words)
        (run,) = [one for one in paragraph.findall(q("r")) if one.find(q("t")) is not None]
        second = etree.Element(q("p"))
        for one in list(run.itersiblings()):
            second.append(one)
        second.insert(0, _run(words[at:]))
        run.find(q("t")).text = words[:at]
        paragraph.addnext(second)

    def type_at_end(self, words: str, more: str) -> None:
        """Type behind the last word: Word puts it behind the bookmark's end."""
        self.paragraph(words).append(_run(more))

    def without_bookmarks(self) -> None:
        """Lose every bookmark, as many converters do."""
        for name in ("bookmarkStart", "bookmarkEnd"):
            for one in list(self.body.iter(q(name))):
                one.getparent().remove(one)

    def rewritten(self) -> None:
        """Do what Word does at each saving: rsids, runs cut and joined, proofing marks."""
        for number, one in enumerate(self.body.iter(q("p"), q("r"))):
            one.set(q("rsidR"), f"00A1{number:04X}")
        for one in list(self.body.iter(q("t"))):
            words = one.text or ""
            run = one.getparent()
            if len(words) > 6 and run.getparent().tag == q("p"):
                one.text = words[:3]
                one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.addnext(_run(words[3:]))
                run.addnext(etree.Element(q("proofErr"), {q("type"): "spellStart"}))

    def save(self) -> bytes:
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(self.body)
        if len(self.comments):
            if "word/comments.xml" not in parts:
                self._relate(parts, "comments", "comments")
            parts["word/comments.xml"] = etree.tostring(self.comments)
        if self.extended or self.resolved:
            root = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
            paragraphs = {one.get(q("id")): f"0000{one.get(q('id')):0>4}" for one in self.comments}
            for one in self.comments:
                for paragraph in one.iter(q("p")):
                    paragraph.set(f"{{{W14}}}paraId", paragraphs[one.get(q("id"))])
            parts["word/comments.xml"] = etree.tostring(self.comments)
            # Word writes a line for each comment, answers after what they answer.
            above = dict(self.extended)
            for number in sorted(paragraphs, key=int):
                answers = above.get(number, "")
                parent = {f"{{{W15}}}paraIdParent": paragraphs[answers]} if answers else {}
                done = "1" if {number, answers} & self.resolved else "0"
                etree.SubElement(
                    root,
                    f"{{{W15}}}commentEx",
                    {f"{{{W15}}}paraId": paragraphs[number], **parent, f"{{{W15}}}done": done},
                )
            parts["word/commentsExtended.xml"] = etree.tostring(root)
            self._relate(parts, "commentsExtended", "commentsExtended")
        return zipped(parts)

    @staticmethod
    def _relate(parts: dict[str, bytes], name: str, kind: str) -> None:
        relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        etree.SubElement(
            relations,
            f"{{{space}}}Relationship",
            {"Id": f"rIdTest{name}", "Type": f"{KINDS[kind]}/{kind}", "Target": f"{name}.xml"},
        )
        types = etree.fromstring(parts["[Content_Types].xml"])
        etree.SubElement(
            types,
            f"{{{types.nsmap[None]}}}Override",
            {
                "PartName": f"/word/{name}.xml",
                "ContentType": f"{WORD}.{kind}+xml",
            },
        )
        parts["[Content_Types].xml"] = etree.tostring(types)
        parts["word/_rels/document.xml.rels"] = etree.tostring(relations)


def _run(text: str, tag: str = "t") -> etree._Element:
    made = etree.Element(q("r"))
    said = etree.SubElement(made, q(tag))
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _changed(old: str, new: str, by: str) -> list[etree._Element]:
    if not by:
        return [_run(new)]
    about = {q("author"): by, q("date"): "2026-01-05T10:00:00Z"}
    gone = etree.Element(q("del"), {q("id"): "901", **about})
    gone.append(_run(old, "delText"))
    came = etree.Element(q("ins"), {q("id"): "902", **about})
    came.append(_run(new))
    return [gone, came]


def zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def edited(content: bytes, *acts: Callable[[Word], object]) -> bytes:
    """Open a copy, do something in it, save it."""
    word = Word(content)
    for act in acts:
        act(word)
    return word.save()


def saved_by_libreoffice(content: bytes, folder: Path) -> bytes:
    """Open a file in LibreOffice and save it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "copy.docx").write_bytes(content)
    subprocess.run(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(folder / "copy.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "out" / "copy.docx").read_bytes()


def bookmarks(content: bytes) -> list[str]:
    return re.findall(
        r'w:name="(_hx[0-9a-f]{32})"', Word(content).parts["word/document.xml"].decode()
    )
