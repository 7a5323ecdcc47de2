"""One Prefect server for the session, started from a database that was migrated once."""

import pytest
from prefect_client import PASSWORD

from flows.api import api, free_port, private_api, seeded
from hexapla.workspace import Workspace
from hexapla.workspace.template import Answers, make


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """A cache of the session's own; holds the database that Prefect migrated once."""
    made = tmp_path_factory.mktemp("cache")
    with private_api(made, lambda _: None):
        pass
    return made


@pytest.fixture(scope="session")
def server(cache, tmp_path_factory):
    """A server with a password, as `hexapla serve` starts it."""
    home = tmp_path_factory.mktemp("prefect")
    assert seeded(home, cache)
    with api(home, port=free_port(), password=PASSWORD) as ready:
        yield ready


@pytest.fixture
def space(tmp_path):
    make(tmp_path / "space", Answers(title="Clean harbours", languages=("lv",)))
    return Workspace.open(tmp_path / "space")
