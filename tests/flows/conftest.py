"""One Prefect server for the session, started from a database that was migrated once."""

import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from prefect_client import PASSWORD

from flows.api import api, free_port, private_api, seeded
from hexapla.workspace import Workspace
from hexapla.workspace.template import Answers, make


@dataclass(frozen=True)
class FirstStart:
    """The session's one start with an empty cache: what it said, answered and left."""

    cache: Path
    said: tuple[str, ...]
    url: str
    healthy: object
    runs: object
    refusal: int


@pytest.fixture(scope="session")
def first_start(tmp_path_factory):
    """Start a private API with an empty cache, once: migrating its database takes longest."""
    made = tmp_path_factory.mktemp("cache")
    said = []
    with private_api(made, said.append) as ready:
        try:
            with urllib.request.urlopen(ready.url + "/admin/version"):
                refusal = 0
        except urllib.error.HTTPError as error:
            refusal = error.code
            error.close()
        healthy, runs = ready.ask("/health"), ready.ask("/flow_runs/count", {})
    return FirstStart(made, tuple(said), ready.url, healthy, runs, refusal)


@pytest.fixture(scope="session")
def cache(first_start):
    """A cache of the session's own; holds the database that Prefect migrated once."""
    return first_start.cache


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
