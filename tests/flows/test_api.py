"""The private API starts, is closed to others, and leaves nothing behind."""

import urllib.error
import urllib.request

import pytest

from flows.api import private_api

pytestmark = pytest.mark.flow


def test_a_private_api_answers_to_its_password_alone_and_ends(first_start):
    assert "first time" in first_start.said[0]
    assert (first_start.healthy, first_start.runs) == (True, 0)
    assert first_start.refusal == 401
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(first_start.url + "/health")
    assert [path.suffix for path in first_start.cache.iterdir()] == [".db"]


def test_the_next_one_starts_from_the_kept_database_and_gives_time_to_import(cache):
    said = []
    seen = []
    with private_api(cache, said.append, meanwhile=seen.append) as api:
        assert api.ask("/flow_runs/count", {}) == 0
    assert seen == [api]
    assert "first time" not in said[0]
