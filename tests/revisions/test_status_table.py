"""The lines under the table of `hexapla status`."""

from __future__ import annotations

import pytest

from hexapla.cli.status_table import excerpt

LONG = "All data are kept by the office and " * 4
OLD = "[-http://ec.europa.eu/dpo-register-]"
NEW = "{+https://ec.europa.eu/data-protection/register+}"


def test_a_short_change_stands_as_it_is():
    assert excerpt("within [-24-]{+48+} hours", 60) == "within [-24-]{+48+} hours"


@pytest.mark.parametrize("diff", [LONG + OLD + NEW, OLD + NEW + LONG, LONG + OLD + NEW + LONG])
@pytest.mark.parametrize("width", range(90, 130, 7))
def test_what_did_not_change_is_cut_and_the_change_is_whole(diff, width):
    shown = excerpt(diff, width)
    assert OLD + NEW in shown
    assert len(shown) <= width


@pytest.mark.parametrize("width", range(30, 74))
def test_a_change_that_is_too_long_alone_is_shortened_on_both_sides(width):
    shown = excerpt(LONG + OLD + NEW + LONG, width)
    assert len(shown) <= width
    assert shown.startswith("…[-http")
    assert "…" in shown[1 : shown.index("-]")]
    assert shown.endswith("+}…")
    assert "{+http" in shown


def test_a_short_side_beside_a_long_one_stays_whole():
    assert "[-24-]{+" in excerpt("in [-24-]{+" + "as many hours as it takes " * 5 + "+}", 50)


def test_no_mark_is_begun_that_the_line_cannot_end():
    shown = excerpt("a [-b-]{+c+} " + "so on " * 3 + "[-" + "long " * 20 + "-]{+d+} end", 40)
    assert shown == "a [-b-]{+c+} so on so on so on …"
