"""An engine runs a step again only for a service, and keeps each batch as it comes."""

import operator
from functools import partial

import pytest

from flows.order import Request, publish
from flows.runner import LocalRunner, exit_code
from hexapla.errors import InputError, OutputError, ServiceError
from hexapla.revisions import Ledger
from hexapla.workspace import clock


def runner(workers=1):
    said = []
    slept = []
    return LocalRunner(said.append, workers=workers, sleep=slept.append), said, slept


def test_a_service_out_of_reach_is_tried_again_with_longer_pauses():
    local, said, slept = runner()
    answers = iter([ServiceError("gone"), ServiceError("gone"), "there"])

    def work():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert local.step("pull", work, retries=2) == "there"
    assert slept == [1.0, 2.0]
    assert len(said) == 2


def test_a_service_that_stays_away_is_an_error_after_the_last_try():
    local, _, slept = runner()

    def work():
        raise ServiceError("gone")

    with pytest.raises(ServiceError):
        local.step("pull", work, retries=1)
    assert slept == [1.0]


def test_a_broken_document_is_never_tried_again():
    local, _, slept = runner()
    tries = []

    def work():
        tries.append(1)
        raise InputError("broken")

    with pytest.raises(InputError):
        local.step("read", work, retries=5)
    assert (len(tries), slept) == (1, [])


@pytest.mark.parametrize("workers", [1, 2])
def test_batches_are_kept_in_order_whatever_the_number_of_workers(workers):
    local, _, _ = runner(workers)
    kept = []
    local.each("square", partial(operator.mul, 3), [3, 1, 2], kept.append)
    assert kept == [9, 3, 6]


def test_an_error_of_a_worker_comes_back_whole():
    local, _, _ = runner(2)
    with pytest.raises(InputError) as caught:
        local.each("fail", fail, [1, 2], lambda _: None)
    assert (caught.value.place, caught.value.remedy) == ("a.docx", "mend it")


def fail(_batch):
    raise InputError("is broken", place="a.docx", remedy="mend it")


def test_the_gravest_trouble_gives_the_exit_code():
    assert exit_code([]) == 0
    assert exit_code([InputError("a"), OutputError("b")]) == 4


def test_a_process_that_lives_on_sees_a_glossary_that_changed(space):
    local, _, _ = runner()
    glossary = space.root / "glossary" / "glossary.csv"
    with Ledger.open(space, clock()) as ledger:
        before = publish(space, ledger, Request(), local)
        text = glossary.read_text(encoding="utf-8")
        glossary.write_text(
            f"{text}step,en,step,preferred\nstep,lv,solis,forbidden\n", encoding="utf-8"
        )
        after = publish(space, ledger, Request(), local)
    assert "term-forbidden" not in {one.rule for one in before.findings}
    assert "term-forbidden" in {one.rule for one in after.findings}
