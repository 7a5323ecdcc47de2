"""A reviewers' copy goes out, is worked in, and comes back."""

from __future__ import annotations

import dataclasses
import io
import shutil
import zipfile
from pathlib import Path

import pytest
import review_room
from review_room import ENGLISH, LATVIAN, LV, Room, finding
from word_copies import PACK, Word, bookmarks, copy_of, edited, saved_by_libreoffice, zipped

from hexapla.documents import read
from hexapla.errors import HostileDocumentError, InputError, UnreadableDocumentError, UsageError
from hexapla.model import Location
from hexapla.review import Act, carry_out, reopen, threads, word_plan
from hexapla.revisions import verify_ledger

LIBREOFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
GROUP, DIVERS, SHIPS = LATVIAN[1:]


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(review_room, "CONFIG", review_room.CONFIG + PACK)
    made = Room(tmp_path / "room")
    yield made
    made.ledger.close()


def found_in_divers(room):
    return dataclasses.replace(
        finding(fingerprint="0123456789abcdef"),
        location=Location(block=room.target(2), start=8, end=18),
    )


def plan_of(room, content, *findings, **more):
    return word_plan(room.review(*findings), content, place="copy.docx", person="Rita", **more)


def acts(plan):
    return [(one.act, one.text) for one in plan.steps]


def bring(room, content, *findings, **more):
    plan = plan_of(room, content, *findings, **more)
    return carry_out(room.review(*findings), plan, person="Rita", role=more.get("role", ""))


def said(room):
    return [two.text for one in threads(room.review(), "plan", LV) for two in one.comments]


def test_the_copy_has_a_comment_at_the_findings_words_and_tracks_what_the_source_changed(room):
    room.put("en", "# Plan", "The steering group meets twice a year.", *ENGLISH[2:])
    room.record()
    word = Word(copy_of(room, found_in_divers(room)))
    source = word.body.xpath(
        "//w:ins//w:t/text() | //w:del//w:delText/text()", namespaces=word.body.nsmap
    )
    assert sorted(source) == ["once", "twice"]
    assert b"trackRevisions" in word.parts["word/settings.xml"]
    inside, words = False, ""
    for one in word.paragraph(DIVERS).iter():
        name = one.tag.rpartition("}")[2]
        inside = {"commentRangeStart": True, "commentRangeEnd": False}.get(name, inside)
        words += (one.text or "") if inside and name == "t" else ""
    assert words == DIVERS[8:18]


def test_a_copy_that_nobody_touched_asks_for_nothing(room):
    plan = plan_of(room, copy_of(room, found_in_divers(room)))
    assert (plan.steps, plan.notes) == ((), ())


def test_a_comment_comes_back_to_its_block_with_who_made_it(room):
    content = edited(copy_of(room), lambda word: word.comment(GROUP, "Why? @Anna", by="Ragnar"))
    bring(room, content)
    (thread,) = threads(room.review(), "plan", LV)
    (one,) = thread.comments
    assert (one.author, one.brought_by, one.text) == ("Ragnar", "Rita", "Why? @Anna")
    assert (one.quoted, one.mentions) == (GROUP, ("Anna",))
    assert thread.block == room.keys()[1]
    assert not verify_ledger(room.ledger)


def test_a_comment_on_the_source_is_about_the_translation_beside_it(room):
    content = edited(copy_of(room), lambda word: word.comment(ENGLISH[1], "Since when?"))
    bring(room, content)
    assert threads(room.review(), "plan", LV)[0].block == room.keys()[1]


def test_importing_twice_does_nothing_twice(room):
    content = edited(
        copy_of(room),
        lambda word: word.comment(GROUP, "Why?"),
        lambda word: word.change(DIVERS, "pavasarī", "rudenī", by="Rita"),
    )
    first = bring(room, content)
    events = len(room.ledger.log())
    again = plan_of(room, content)
    assert {one.act for one in again.steps} == {Act.KNOWN}
    assert not carry_out(room.review(), again, person="Rita").done
    assert len(room.ledger.log()) == events
    assert len(first.done) == 2


def test_the_same_words_twice_in_one_copy_are_two_comments(room):
    content = edited(
        copy_of(room),
        lambda word: word.comment(GROUP, "Why?"),
        lambda word: word.comment(GROUP, "Why?"),
    )
    assert len(bring(room, content).done) == 2


def test_an_answer_joins_its_thread(room):
    def talk(word):
        first = word.comment(GROUP, "Why?", by="Rita")
        word.comment(GROUP, "The statute says so.", by="Anna", answers=first)

    bring(room, edited(copy_of(room), talk))
    (thread,) = threads(room.review(), "plan", LV)
    assert [one.author for one in thread.comments] == ["Rita", "Anna"]


@pytest.mark.parametrize("tracked_by", ["Rita", ""])
def test_an_edit_becomes_a_proposed_file_and_source_docs_stays(room, tracked_by):
    before = (room.root / "source_docs/plan/plan.lv.md").read_bytes()
    content = edited(
        copy_of(room),
        lambda word: word.change(DIVERS, "pavasarī", "rudenī", by=tracked_by),
    )
    (step,) = plan_of(room, content).steps
    assert ("tracking off" in step.note) is not tracked_by
    (made,) = bring(room, content).proposals
    assert made.path is not None
    assert made.path.is_relative_to(room.workspace.output / "proposed")
    assert [one.text for one in read(made.path, language=LV, name="plan").blocks] == [
        "Plāns",
        GROUP,
        "Nirēji pārbauda piestātni rudenī.",
        SHIPS,
    ]
    assert (room.root / "source_docs/plan/plan.lv.md").read_bytes() == before
    assert "Proposed: Nirēji pārbauda piestātni rudenī." in said(room)


def test_changes_that_were_accepted_in_word_are_edits_all_the_same(room):
    content = edited(
        copy_of(room),
        lambda word: word.change(DIVERS, "pavasarī", "rudenī", by="Rita"),
        Word.accept,
    )
    assert acts(plan_of(room, content)) == [(Act.EDIT, "Nirēji pārbauda piestātni rudenī.")]


def test_accepting_what_the_copy_tracks_of_the_source_asks_for_nothing(room):
    room.put("en", "# Plan", "The steering group meets twice a year.", *ENGLISH[2:])
    room.record()
    assert plan_of(room, edited(copy_of(room), Word.accept)).steps == ()


def test_a_paragraph_that_was_split_or_went_on_is_still_its_block(room):
    content = edited(
        copy_of(room),
        lambda word: word.split_paragraph(DIVERS, 7),
        lambda word: word.type_at_end(SHIPS, " Arī laivas."),
    )
    assert acts(plan_of(room, content)) == [(Act.EDIT, f"{SHIPS} Arī laivas.")]


def test_a_changed_source_is_kept_as_a_comment(room):
    content = edited(
        copy_of(room), lambda word: word.change(ENGLISH[2], "spring", "autumn", by="R")
    )
    (step,) = plan_of(room, content).steps
    assert step.act is Act.COMMENT
    assert "does not change the source" in step.note
    assert not bring(room, content).proposals
    assert said(room) == ["Proposed: Divers check the quay in autumn."]


def test_an_answer_to_a_finding_waives_it_only_in_so_many_words_and_with_a_role(room):
    found = found_in_divers(room)

    def answers(text):
        return edited(
            copy_of(room, found),
            lambda word: word.comment("", text, answers=word.finding("0123456789ab")),
        )

    for text in ("ok", "waive", "I would waive: no"):
        assert plan_of(room, answers(text), found, role="head").steps[0].act is Act.COMMENT
    without_role = plan_of(room, answers("Waive: a quotation"), found).steps[0]
    assert (without_role.act, "--role" in without_role.note) == (Act.COMMENT, True)
    done = bring(room, answers("Waive: a quotation"), found, role="translator")
    assert [one.act for one in done.done] == [Act.WAIVE]
    passage = room.review(found).standing("plan", LV).passages[2]
    assert passage.waivers[found.fingerprint].reason == "a quotation"
    again = plan_of(room, answers("Waive: a quotation"), found, role="translator")
    assert again.steps[0].act is Act.KNOWN


def test_a_waiver_that_the_role_may_not_give_is_told_and_the_rest_is_done(room):
    found = dataclasses.replace(found_in_divers(room), severity=3)
    critical = dataclasses.replace(found, severity=type(finding().severity).CRITICAL)
    content = edited(
        copy_of(room, critical),
        lambda word: word.comment("", "waive: x", answers=word.finding("0123456789ab")),
        lambda word: word.comment(GROUP, "Why?"),
    )
    done = bring(room, content, critical, role="translator")
    assert [one.act for one in done.done] == [Act.COMMENT]
    assert "does not waive critical" in str(done.failed[0][1])


def test_a_copy_of_an_older_revision_says_so_and_overwrites_nothing_newer(room):
    content = edited(
        copy_of(room),
        lambda word: word.change(DIVERS, "pavasarī", "rudenī", by="Rita"),
        lambda word: word.change(SHIPS, "katrs", "ikviens", by="Rita"),
        lambda word: word.comment(DIVERS.replace("pavasarī", "rudenī"), "See the plan."),
    )
    room.put("lv", *LATVIAN[:2], "Nirēji pārbauda piestātni ziemā.", SHIPS)
    room.record()
    plan = plan_of(room, content)
    assert plan.notes == ("it was made from revision 1 of plan, lv; the newest is 2",)
    assert [one.act for one in plan.steps] == [Act.COMMENT, Act.COMMENT, Act.EDIT]
    assert "has changed since" in plan.steps[1].note
    (made,) = bring(room, content).proposals
    text = made.path.read_text(encoding="utf-8")
    assert "ziemā" in text
    assert "ikviens" in text
    assert len(said(room)) == 3


def test_an_edit_that_the_translator_made_meanwhile_asks_for_nothing(room):
    content = edited(copy_of(room), lambda word: word.change(DIVERS, "pavasarī", "ziemā", by="R"))
    room.put("lv", *LATVIAN[:2], "Nirēji pārbauda piestātni ziemā.", SHIPS)
    room.record()
    assert plan_of(room, content).steps == ()


def test_a_block_that_was_emptied_or_taken_out_is_told(room):
    def empty(word):
        word.change(DIVERS, DIVERS, "", by="Rita")
        row = word.paragraph(SHIPS).getparent().getparent()
        row.getparent().remove(row)

    plan = plan_of(room, edited(copy_of(room), empty))
    assert [one.act for one in plan.steps] == [Act.REFUSED] * 3
    assert "emptied" in plan.steps[0].note
    assert {one.text for one in plan.steps[1:]} == {ENGLISH[3], SHIPS}


def test_what_word_does_to_runs_at_saving_changes_nothing(room):
    content = edited(
        copy_of(room, found_in_divers(room)),
        lambda word: word.comment(GROUP, "Why?"),
        lambda word: word.change(SHIPS, "katrs", "ikviens", by="Rita"),
    )
    rewritten = edited(content, Word.rewritten)
    assert acts(plan_of(room, rewritten)) == acts(plan_of(room, content))


def resolved(word):
    """Do what a reviewer does who asks, is answered, and marks the thread as resolved."""
    first = word.comment(GROUP, "Why?", by="Rita")
    word.comment(GROUP, "The statute.", by="Anna", answers=first)
    word.comment(SHIPS, "Which?", by="Rita")
    word.resolve(first)


def test_a_thread_that_is_resolved_in_word_is_closed_by_whoever_brings_it_in(room):
    content = edited(copy_of(room), resolved)
    bring(room, content)
    why, which = threads(room.review(), "plan", LV)
    assert [one.text for one in why.comments] == ["Why?", "The statute."]
    assert (why.settled_by, which.open) == ("Rita", True)
    assert {one.act for one in plan_of(room, content).steps} == {Act.KNOWN}


def test_a_thread_that_was_opened_again_is_not_closed_by_the_same_copy(room):
    content = edited(copy_of(room), resolved)
    bring(room, content)
    reopen(room.review(), "plan", LV, threads(room.review(), "plan", LV)[0].id, person="Anna")
    assert bring(room, content).done == ()
    assert all(one.open for one in threads(room.review(), "plan", LV))


def test_what_is_resolved_later_closes_the_thread_that_came_in_before(room):
    open_ = edited(copy_of(room), lambda word: word.comment(GROUP, "Why?"))
    bring(room, open_)

    def later(word):
        word.resolve(word.comment(GROUP, "Why?"))

    (done,) = bring(room, edited(copy_of(room), later)).done
    assert done.act is Act.SETTLE
    assert [one.open for one in threads(room.review(), "plan", LV)] == [False]


def test_a_finding_that_is_marked_as_resolved_is_not_waived_and_the_import_says_so(room):
    found = found_in_divers(room)
    content = edited(
        copy_of(room, found), lambda word: word.resolve(word.finding(found.fingerprint[:8]))
    )
    plan = plan_of(room, content, found, role="reviewer")
    assert plan.steps == ()
    (note,) = plan.notes
    assert note.startswith("1 of its findings are marked as resolved, which waives nothing")


@LIBREOFFICE
@pytest.mark.render
def test_a_thread_that_was_resolved_is_closed_when_libreoffice_saved_the_copy(room, tmp_path):
    content = edited(copy_of(room, found_in_divers(room)), resolved)
    bring(room, saved_by_libreoffice(content, tmp_path / "office"))
    closed = {one.comments[0].text: one.settled_by for one in threads(room.review(), "plan", LV)}
    assert (closed["Why?"], closed["Which?"]) == ("Rita", "")


@LIBREOFFICE
@pytest.mark.render
def test_a_copy_saved_by_libreoffice_says_the_same(room, tmp_path):
    room.put("en", "# Plan", "The steering group meets twice a year.", *ENGLISH[2:])
    room.record()

    def talk(word):
        first = word.comment(GROUP, "Why?", by="Rita")
        word.comment(GROUP, "The statute.", by="Anna", answers=first)
        word.change(DIVERS, "pavasarī", "rudenī", by="Rita")
        word.change(SHIPS, "katrs", "ikviens")

    content = edited(copy_of(room, found_in_divers(room)), talk)
    saved = saved_by_libreoffice(content, tmp_path / "office")
    assert bookmarks(saved) == bookmarks(content)
    wanted = plan_of(room, content)
    found = plan_of(room, saved)
    assert acts(found) == acts(wanted)
    assert [one.author for one in found.steps] == [one.author for one in wanted.steps]
    carry_out(room.review(), wanted, person="Rita")
    assert {one.act for one in plan_of(room, saved).steps} == {Act.KNOWN}


def test_a_file_without_bookmarks_is_told_by_its_words_and_says_how_sure_it_is(room):
    content = edited(
        copy_of(room),
        lambda word: word.comment(GROUP, "Why?"),
        lambda word: word.change(DIVERS, "pavasarī", "rudenī", by="Rita"),
        Word.without_bookmarks,
    )
    plan = plan_of(room, content, language="lv")
    assert acts(plan) == [
        (Act.COMMENT, "Why?"),
        (Act.EDIT, "Nirēji pārbauda piestātni rudenī."),
    ]
    assert all(one.sure < 1 for one in plan.steps)
    assert "no bookmarks" in plan.notes[0]
    accepted = plan_of(room, edited(content, Word.accept), language="lv")
    assert [one.act for one in accepted.steps] == [Act.COMMENT, Act.COMMENT]


def test_a_copy_of_other_documents_is_refused_by_name(room, tmp_path):
    other = Room(tmp_path / "other")
    other.put("lv", "# Cits", "Pavisam citi vārdi.", "Un vēl kas.", "Beigas.")
    other.put("en", "# Other", "Quite other words.", "And more.", "The end.")
    other.record()
    content = edited(copy_of(other), lambda word: word.comment("Beigas.", "Why?"))
    other.ledger.close()
    with pytest.raises(InputError, match="documents that are not here"):
        plan_of(room, content)
    with pytest.raises(InputError, match="belongs to no document"):
        plan_of(room, edited(content, Word.without_bookmarks))
    with pytest.raises(UsageError, match="there is no document “strategy”"):
        plan_of(room, copy_of(room), document="strategy")


def test_without_bookmarks_every_document_of_a_copy_is_told(room):
    for tag, words in (
        ("en", ("# Minutes", "The chair opened the meeting.", "Two guests spoke of the ice.")),
        ("lv", ("# Protokols", "Vadītājs atklāja sanāksmi.", "Divi viesi stāstīja par ledu.")),
    ):
        path = room.root / f"source_docs/minutes/minutes.{tag}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n\n".join(words) + "\n", encoding="utf-8")
    room.record()
    content = edited(
        copy_of(room),
        lambda word: word.comment(GROUP, "Why?"),
        lambda word: word.comment("Divi viesi stāstīja par ledu.", "Who?"),
        Word.without_bookmarks,
    )
    found = {(one.document, one.language, one.text) for one in plan_of(room, content).steps}
    assert found == {("plan", "lv", "Why?"), ("minutes", "lv", "Who?")}
    path = room.root / "source_docs/other/other.en.md"
    path.parent.mkdir()
    path.write_text("# Other\n\nQuite other words here.\n", encoding="utf-8")
    room.record()
    with pytest.raises(InputError, match="belongs to “minutes, plan”, not to “other”"):
        plan_of(room, content, document="other")


def bomb(copy: bytes) -> bytes:
    parts = Word(copy).parts
    return zipped({**parts, "word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"})


def deep(copy: bytes) -> bytes:
    parts = Word(copy).parts
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}>{'<w:sdt>' * 240}{'</w:sdt>' * 240}</w:document>"
    return zipped({**parts, "word/document.xml": body.encode()})


def twice(copy: bytes) -> bytes:
    stream = io.BytesIO(copy)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<a/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("spoilt", "kind"),
    [
        (lambda _: b"", UnreadableDocumentError),
        (lambda copy: copy[: len(copy) // 2], UnreadableDocumentError),
        (lambda _: b"%PDF-1.7", UnreadableDocumentError),
        (bomb, (HostileDocumentError, UnreadableDocumentError)),
        (deep, HostileDocumentError),
        (twice, HostileDocumentError),
        (
            lambda copy: zipped({**Word(copy).parts, "word/comments.xml": b"<a"}),
            UnreadableDocumentError,
        ),
    ],
    ids=["empty", "cut off", "a PDF", "entities", "deep", "twice", "damaged comments"],
)
def test_a_file_that_is_no_copy_is_refused_with_its_name(room, spoilt, kind):
    content = edited(copy_of(room), lambda word: word.comment(GROUP, "Why?"))
    with pytest.raises(kind) as caught:
        plan_of(room, spoilt(content))
    assert caught.value.place.startswith("copy.docx")
    assert caught.value.remedy or caught.value.problem == "has two parts of one name"


def test_the_proposed_file_of_a_word_document_keeps_its_looks(room, tmp_path):
    import docx

    document = docx.Document()
    document.add_heading("Plāns", 1)
    document.add_paragraph(GROUP)
    paragraph = document.add_paragraph()
    paragraph.add_run("Nirēji ").bold = True
    paragraph.add_run("pārbauda piestātni ")
    paragraph.add_run("pavasarī").italic = True
    paragraph.add_run(".")
    document.add_paragraph(SHIPS)
    document.save(room.root / "source_docs/plan/plan.lv.docx")
    (room.root / "source_docs/plan/plan.lv.md").unlink()
    room.record()
    content = edited(copy_of(room), lambda word: word.change(DIVERS, "piestātni", "molu"))
    (made,) = bring(room, content).proposals
    runs = docx.Document(str(made.path)).paragraphs[2].runs
    assert [(one.text, one.bold, one.italic) for one in runs] == [
        ("Nirēji ", True, None),
        ("pārbauda molu ", None, None),
        ("pavasarī", None, True),
        (".", None, None),
    ]
    assert Path(made.path).name == "plan.lv.docx"
