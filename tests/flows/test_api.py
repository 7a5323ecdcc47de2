"""The private API starts, is closed to others, and leaves nothing behind."""

import urllib.error
import urllib.request

import pytest

from flows.api import private_api

pytestmark = pytest.mark.flow


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


def test_a_private_api_answers_to_its_password_alone_and_ends(cache):
    said = []
    with private_api(cache, said.append) as api:
        assert api.ask("/health") is True
        assert api.ask("/flow_runs/count", {}) == 0
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(api.url + "/admin/version")
        assert caught.value.code == 401
        url = api.url
        caught.value.close()
    assert "first time" in said[0]
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(url + "/health")
    assert [path.suffix for path in cache.iterdir()] == [".db"]


def test_the_next_one_starts_from_the_kept_database(cache):
    said = []
    with private_api(cache, said.append) as api:
        assert api.ask("/flow_runs/count", {}) == 0
    assert "first time" not in said[0]
