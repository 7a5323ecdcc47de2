"""What a Word file that came back asks for: comments, answers, waivers, edits.

What is taken, and what not, is chosen with care, for a comment is easily made in passing:

- A comment becomes a comment on its block; an answer to one joins its thread.
- A thread that is marked as resolved is closed, once; what is reopened here stays open however
  often the file comes.
- An answer to a finding is a comment, unless it begins with “waive:”. Then, and if a role is named
  at the import, what follows is the reason of a waiver by the person who imports it.
- A changed translation becomes a proposed text, tracked or not. A changed source does not: it is
  kept as a comment. Nothing in Word approves a block or sends it back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from hexapla.model import Finding, Language, digest, normal
from hexapla.review.bringing import Act, Plan, Step
from hexapla.review.comments import threads
from hexapla.review.decisions import WHOLE, Standing
from hexapla.review.recognising import Known, Recognised, recognise
from hexapla.review.signing_off import Review
from hexapla.review.word import Copy, Place, Remark, read_copy

_WAIVE = re.compile(r"\s*waive\s*:\s*(\S.*)", re.IGNORECASE | re.DOTALL)
_SAID = frozenset({Act.COMMENT, Act.ANSWER, Act.EDIT, Act.SETTLE})
_UNSURE = 0.75
"""Below this a tracked edit is kept as a comment, and not put into a file; one that nobody tracked
is wherever a bookmark does not say what it is."""


def word_plan(
    review: Review,
    content: bytes,
    *,
    place: str,
    role: str = "",
    person: str = "",
    document: str = "",
    language: str = "",
) -> Plan:
    """Give what a Word file that came back would do.

    `role` and `person` are those of whoever imports it: without a role nothing is waived.

    Raises:
        UnreadableDocumentError, HostileDocumentError: it is no Word file that can be read.
        InputError: it belongs to another document, or to none of this workspace.
        UsageError: there is no such document.

    """
    copy = read_copy(content, place=place)
    found = recognise(review, copy, document=document, language=language, place=place)
    planning = _Planning(review, copy, found, role, person)
    steps = [
        one
        for one in planning.steps()
        if (not document or one.document == document) and (not language or one.language == language)
    ]
    return Plan(digest=copy.digest, steps=tuple(steps), notes=tuple(planning.notes()))


@dataclass(slots=True)
class _Planning:
    review: Review
    copy: Copy
    found: Recognised
    role: str
    person: str
    _standings: dict[tuple[str, Language], Standing] = field(default_factory=dict)
    _origins: dict[tuple[str, Language], set[str]] = field(default_factory=dict)
    _told: Counter[str] = field(default_factory=Counter)

    def notes(self) -> Iterator[str]:
        """Say what concerns the file as a whole."""
        if not self.copy.bookmarked:
            yield (
                "it has no bookmarks of a reviewers' copy: its places are told by their words, "
                "and each says how sure it is"
            )
        if self.found.unknown:
            yield f"{len(self.found.unknown)} of its blocks are of documents that are not here"
        done = sum(bool(one.done and one.reference) for one in self.copy.remarks)
        if done:
            yield (
                f"{done} of its findings are marked as resolved, which waives nothing: "
                "answer them with “waive: ” and the reason"
            )
        older = {
            (one.document, one.language, one.revision, one.newest)
            for one in self.found.known.values()
            if one.revision != one.newest
        }
        for document, language, revision, newest in sorted(older):
            yield (
                f"it was made from revision {revision} of {document}, {language}; "
                f"the newest is {newest}"
            )

    def steps(self) -> Iterator[Step]:
        """Give the steps: comments as they stand in the file, then edits in the texts' order."""
        origins: dict[str, str] = {}
        begun: list[Step] = []
        for remark in self.copy.remarks:
            if remark.reference:
                continue
            step = self._remark(remark, origins)
            origins[remark.id] = step.origin
            yield self._once(step)
            if remark.done and not remark.answers:
                begun.append(step)
        yield from map(self._closing, begun)
        for place in self.copy.places:
            known = self.found.known.get(place.name)
            if known is not None:
                yield from self._edit(place, known)
            elif place.changed_by and normal(place.before) != normal(place.now):
                yield self._outside(place)
        for known in self.found.gone:
            document, language = self._translation(known)
            yield Step(
                act=Act.REFUSED,
                document=document,
                language=language,
                text=known.block.text,
                note="was taken out of the copy; say in a comment if it should go",
            )

    def _once(self, step: Step) -> Step:
        """Give a step as it is, or as known where it was done before."""
        where = (step.document, step.language)
        if where not in self._origins:
            self._origins[where] = {
                origin
                for one in threads(self.review, *where)
                for origin in (*one.closings, *(two.origin for two in one.comments))
                if origin
            }
        if step.act in _SAID and step.origin in self._origins[where]:
            return replace(step, act=Act.KNOWN, note="was brought in before")
        return step

    def _closing(self, begun: Step) -> Step:
        """Give the step that closes the thread that a comment began, after its answers."""
        step = replace(
            begun,
            act=Act.SETTLE,
            answers=begun.origin,
            origin=digest("settle", begun.origin),
            quoted="",
            note="",
        )
        there = threads(self.review, step.document, step.language)
        if any(
            not one.open and any(two.origin == begun.origin for two in one.comments)
            for one in there
        ):
            return replace(step, act=Act.KNOWN, note="the thread is closed already")
        return self._once(step)

    # Comments

    def _remark(self, remark: Remark, origins: Mapping[str, str]) -> Step:
        known = self._known_at(remark)
        document, language = self._translation(known)
        block, note = self._key(known, remark)
        said = digest("word", document, language, known.block.id, remark.author, remark.text)
        self._told[said] += 1
        parent = next((one for one in self.copy.remarks if one.id == remark.answers), None)
        step = Step(
            act=Act.COMMENT,
            document=document,
            language=language,
            block=block,
            text=remark.text or "(a comment without words)",
            author=remark.author,
            quoted=remark.quoted,
            origin=digest(said, str(self._told[said])),
            sure=known.sure,
            note=note,
        )
        if parent is None:
            return step
        if parent.reference:
            return self._answer(step, remark, parent)
        unsure = "" if remark.sure else "stands at the same words as the comment before it"
        answers = origins.get(parent.id, "")
        return replace(step, act=Act.ANSWER, answers=answers, note=note or unsure)

    def _answer(self, step: Step, remark: Remark, parent: Remark) -> Step:
        """Give the step of an answer to a finding: a comment, or a waiver in so many words."""
        head = parent.text.partition("\n")[0]
        step = replace(step, quoted=head)
        said = _WAIVE.match(remark.text)
        if said is None:
            return step
        finding = self._finding(step, parent.reference)
        if finding is None:
            return replace(step, note="the finding is no more; kept as a comment")
        if finding.fingerprint in self._waived(step):
            return replace(step, act=Act.KNOWN, note="the finding is waived already")
        if not remark.sure:
            return replace(step, note="is not marked as an answer; kept as a comment")
        if not self.role:
            return replace(step, note="to waive the finding, name a --role; kept as a comment")
        return replace(step, act=Act.WAIVE, text=said[1].strip(), fingerprint=finding.fingerprint)

    def _finding(self, step: Step, reference: str) -> Finding | None:
        found = [
            one
            for one in self.review.findings_of(step.document, step.language)
            if one.fingerprint.startswith(reference)
        ]
        return found[0] if len(found) == 1 else None

    def _waived(self, step: Step) -> set[str]:
        here = self._standing(step.document, step.language)
        return {name for one in here.passages for name in one.waivers}

    def _known_at(self, remark: Remark) -> Known:
        """Give the block that a comment is about: at it, else in its row, else before it."""
        known = self.found.known.get(remark.place)
        if known is not None:
            return known
        before = None
        for place in self.copy.places:
            here = self.found.known.get(place.name)
            if here is None:
                if place.name == remark.place and before is not None:
                    break
                continue
            if remark.row and place.row == remark.row:
                return here
            before = here
        # There is one: what is recognised at all has a block.
        return replace(before or next(iter(self.found.known.values())), now=None)

    def _key(self, known: Known, remark: Remark) -> tuple[str, str]:
        """Give the passage that a comment belongs to, and what to know of that."""
        document, language = self._translation(known)
        if known.now is not None:
            for one in self._standing(document, language).passages:
                if one.unit and known.now in (*one.unit.source, *one.unit.target):
                    note = "the block has changed since" if known.behind else ""
                    return one.key, note
        at_block = self.found.known.get(remark.place) is not None
        why = "the block is no more" if at_block else "stands at no block"
        return WHOLE, f"{why}; kept for the document as a whole"

    # Edits

    def _edit(self, place: Place, known: Known) -> Iterator[Step]:
        now = _without_label(place.now, known)
        if normal(now) == normal(known.block.text):
            return
        document, language = self._translation(known)
        if known.now is not None and normal(now) == normal(known.now.text):
            return  # it has become so in the meantime
        by = ", ".join(known_by for known_by in place.changed_by if known_by)
        tracked = bool(place.changed_by) and normal(_without_label(place.before, known)) == normal(
            known.block.text
        )
        how = "" if tracked else "changed with tracking off"
        remark = Remark(
            id="", author=by, at="", text=now, place=place.name, row=place.row, quoted=""
        )
        block, note = self._key(known, remark)
        step = Step(
            act=Act.EDIT,
            document=document,
            language=language,
            block=block,
            target=known.now.id if known.now is not None else "",
            text=" ".join(now.split()),
            before=known.block.text,
            author=by or self.person,
            origin=digest("edit", document, language, known.block.id, normal(now)),
            sure=known.sure,
            note="; ".join(one for one in (how, note) if one),
        )
        if not now.strip():
            yield replace(
                step,
                act=Act.REFUSED,
                text=known.block.text,
                note="was emptied; say in a comment if it should go",
            )
            return
        against = ""
        if known.language != language or known.language == self._source(document):
            against = "a review does not change the source; kept as a comment"
        elif known.behind:
            against = "the block has changed since the copy was made; kept as a comment"
        elif known.sure < (_UNSURE if tracked else 1):
            against = "too unsure for a file; kept as a comment"
        if against:
            step = replace(step, act=Act.COMMENT, target="", note=f"{how}; {against}".lstrip("; "))
        yield self._once(step)

    def _outside(self, place: Place) -> Step:
        known = next(iter(self.found.known.values()))
        document, language = self._translation(known)
        return Step(
            act=Act.REFUSED,
            document=document,
            language=language,
            text=place.now or place.before,
            author=", ".join(place.changed_by),
            note="stands in no block of a document; say it in a comment",
        )

    # Where things belong

    def _source(self, document: str) -> Language:
        return self.review.ledger.source_language(document)

    def _translation(self, known: Known) -> tuple[str, Language]:
        """Give the version that what stands at a block concerns.

        In the column of the source it is the one translation beside it, where there is one.
        """
        source = self._source(known.document)
        if known.language != source:
            return known.document, known.language
        others = {
            one.language
            for one in self.found.known.values()
            if one.document == known.document and one.language != source
        }
        return known.document, others.pop() if len(others) == 1 else source

    def _standing(self, document: str, language: Language) -> Standing:
        if (document, language) not in self._standings:
            self._standings[document, language] = self.review.standing_of(document, language)
        return self._standings[document, language]


def _without_label(text: str, known: Known) -> str:
    """Give a place's text without the numbering label that the copy shows before it."""
    label = normal(known.block.label)
    said = normal(text)
    if label and said.startswith(f"{label} "):
        return text.lstrip()[len(known.block.label) :].lstrip()
    return text
