"""The emblem, drawn from its geometry."""

from __future__ import annotations

import io
import math
from pathlib import Path

import pytest
from lxml import etree

from hexapla.packs import emblem_png, emblem_svg
from hexapla.packs.emblem import stars

SHARED = Path(__file__).parents[2] / ".." / "shared" / "reference" / "eu-visibility"


def test_twelve_stars_stand_on_a_circle_of_a_third_of_the_hoist():
    for outline in stars(180):
        x = sum(x for x, _ in outline) / len(outline)
        y = sum(y for _, y in outline) / len(outline)
        assert math.hypot(x - 135, y - 90) == pytest.approx(60, abs=0.01)
    assert len(stars(180)) == 12


def test_a_stars_points_reach_an_eighteenth_of_the_hoist():
    outline = stars(180)[0]
    assert max(math.hypot(x - 135, y - 30) for x, y in outline) == pytest.approx(10)


def test_the_svg_is_three_to_two_in_the_official_colours():
    root = etree.fromstring(emblem_svg().encode())
    assert root.get("viewBox") == "0 0 270 180"
    assert {one.get("fill") for one in root.iter() if one.get("fill")} == {"#003399", "#FFCC00"}


def test_the_svg_is_what_the_reference_draws():
    reference = SHARED / "emblem" / "emblem_from_geometry.svg"
    if not reference.is_file():
        pytest.skip("the shared reference folder is not beside the repository")
    assert emblem_svg() == reference.read_text()


def test_the_png_shows_blue_and_yellow_where_they_belong():
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(emblem_png(200)))
    assert image.size == (300, 200)
    pixels = image.convert("RGB")
    assert pixels.getpixel((2, 2)) == (0x00, 0x33, 0x99)
    assert pixels.getpixel((150, 33)) == (0xFF, 0xCC, 0x00)
    assert pixels.getpixel((150, 100)) == (0x00, 0x33, 0x99)
