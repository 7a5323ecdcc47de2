"""Comments in threads on blocks."""

from __future__ import annotations

import pytest
from review_room import LATVIAN, LV

from hexapla.errors import UsageError
from hexapla.review import comment, mentioning, mentions, reopen, settle, threads
from hexapla.revisions import verify_ledger


def say(room, text, *, author="Rita", **more):
    if "thread" not in more:
        more = {"block": room.keys()[1], **more}
    return comment(room.review(), "plan", LV, author=author, text=text, **more)


def test_a_comment_begins_a_thread_and_an_answer_joins_it(room):
    first = say(room, "Is it really yearly? @Anna")
    say(room, "Yes, see the statute.", author="Anna", thread=first.thread)
    (thread,) = threads(room.review(), "plan", LV)
    assert [one.author for one in thread.comments] == ["Rita", "Anna"]
    assert thread.block == room.keys()[1]
    assert first.mentions == ("Anna",)
    assert not verify_ledger(room.ledger)


def test_the_same_words_twice_are_two_threads(room):
    assert say(room, "Why?").thread != say(room, "Why?").thread


def test_a_comment_stays_with_its_block_when_the_block_moves_and_changes(room):
    say(room, "Too long.")
    room.put("lv", LATVIAN[0], LATVIAN[2], "Vadības grupa tiekas vienreiz gadā.", LATVIAN[3])
    room.put("en", "# Plan", "Divers check.", "The steering group meets once a year.", "The end.")
    room.record()
    (thread,) = threads(room.review(), "plan", LV)
    standing = room.review().standing("plan", LV)
    unit = next(one.unit for one in standing.passages if one.key == thread.block)
    assert "steering group" in unit.source_text


def test_a_comment_on_a_block_that_is_no_more_is_kept(room):
    say(room, "Out with it.", block=room.keys()[3])
    room.put("lv", *LATVIAN[:3])
    room.put("en", "# Plan", "The steering group meets once a year.", "Divers check the quay.")
    room.record()
    (thread,) = threads(room.review(), "plan", LV)
    assert (thread.block, thread.comments[0].text) == ("", "Out with it.")
    say(room, "Done.", author="Anna", thread=thread.id)
    assert len(threads(room.review(), "plan", LV)[0].comments) == 2


def test_a_comment_voids_no_approval(room):
    room.approve_all()
    say(room, "A question only.")
    assert room.review().standing("plan", LV).complete


def test_a_settled_thread_is_opened_by_an_answer_or_by_hand(room):
    thread = say(room, "Hm.").thread
    settle(room.review(), "plan", LV, thread, person="Anna")
    assert threads(room.review(), "plan", LV)[0].settled_by == "Anna"
    reopen(room.review(), "plan", LV, thread, person="Rita")
    assert threads(room.review(), "plan", LV)[0].open
    settle(room.review(), "plan", LV, thread, person="Anna")
    say(room, "Not yet.", thread=thread)
    assert threads(room.review(), "plan", LV)[0].open


def test_what_came_from_a_file_is_said_once(room):
    first = say(room, "Once.", origin="file 1")
    assert say(room, "Once.", origin="file 1").seq == first.seq


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Anna, look", ("Anna",)),
        ("ask @Anna Bērziņa and @rita.", ("Anna Bērziņa", "Rita")),
        ("mail anna@example.org", ()),
        ("@Ānis-2 vai @", ("Ānis-2",)),
        ("@Annabelle", ("Annabelle",)),
    ],
)
def test_mentions_are_the_known_names_after_an_at(text, named):
    assert mentions(text, ["Anna", "Anna Bērziņa", "Rita"]) == named


def test_whoever_is_mentioned_has_it_to_answer_until_they_do(room):
    thread = say(room, "@Anna, please").thread
    assert mentioning("Anna", threads(room.review(), "plan", LV))
    say(room, "Right.", author="Anna", thread=thread)
    assert not mentioning("Anna", threads(room.review(), "plan", LV))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"author": " "}, "needs a name"),
        ({"text": " "}, "needs words"),
        ({"text": "x" * 20_001}, "too long"),
        ({"block": "nowhere"}, "no block"),
        ({"thread": "none"}, "no thread"),
    ],
)
def test_a_comment_that_says_nothing_or_stands_nowhere_is_refused(room, changed, said):
    with pytest.raises(UsageError, match=said):
        say(room, **{"text": "a word", **changed})
