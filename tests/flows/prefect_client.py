"""What a Prefect client of the tests needs to know."""

import os
from contextlib import contextmanager

PASSWORD = "hexapla:of-the-tests"  # noqa: S105  of a test


@contextmanager
def environment(api):
    """Prefect's variables for this process, and the profile of nobody."""
    before = dict(os.environ)
    os.environ.update(api.environment())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
