"""The emblem of the European Union, drawn from its geometry.

Geometry and colours: Regulation (EU) No 763/2014, Annex, and the Council of Europe's description. A
rectangle of 3:2; twelve upright stars whose centres stand like the hours of a clock on a circle
of a third of the hoist; each star's points lie on a circle of an eighteenth of the hoist.
"""

from __future__ import annotations

import functools
import math
import struct
import zlib

from hexapla.workspace import emblem_rules

_STARS = 12
_POINTS = 5
_SHADES = 15
"""Steps between the two colours at a star's edge: four bits a pixel."""
_SAMPLES = 4

Point = tuple[float, float]


def stars(hoist: float) -> tuple[tuple[Point, ...], ...]:
    """Give the outlines of the twelve stars on an emblem of that height, ten corners each."""
    centre_x, centre_y = hoist * 0.75, hoist / 2
    circle, outer = hoist / 3, hoist / 18
    inner = outer * math.sin(math.radians(18)) / math.sin(math.radians(54))
    outlines = []
    for hour in range(_STARS):
        turn = math.radians(360 / _STARS * hour)
        x, y = centre_x + circle * math.sin(turn), centre_y - circle * math.cos(turn)
        corners = []
        for corner in range(2 * _POINTS):
            radius = inner if corner % 2 else outer
            angle = math.radians(180 / _POINTS * corner)
            corners.append((x + radius * math.sin(angle), y - radius * math.cos(angle)))
        outlines.append(tuple(corners))
    return tuple(outlines)


def emblem_svg(height: int = 180) -> str:
    """Give the emblem as SVG; `height` is in the units of its view box."""
    rules = emblem_rules()
    fly, hoist = rules.ratio
    width = height * fly / hoist
    polygons = "".join(
        f'<polygon points="{" ".join(f"{_short(x)},{_short(y)}" for x, y in outline)}"/>'
        for outline in stars(height)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_short(width)} {height}">'
        f'<rect width="{_short(width)}" height="{height}" fill="#{rules.blue}"/>'
        f'<g fill="#{rules.yellow}">{polygons}</g></svg>\n'
    )


@functools.cache
def emblem_png(height: int = 400) -> bytes:
    """Give the emblem as PNG, `height` pixels high.

    The pixels are stored without compression: the file is the same whatever zlib was built.
    """
    rules = emblem_rules()
    fly, hoist = rules.ratio
    width = height * fly // hoist
    rows = [bytearray(width) for _ in range(height)]
    for outline in stars(height):
        _fill(rows, outline)
    packed = b"".join(b"\0" + _packed(row) for row in rows)
    palette = b"".join(_mixed(rules.blue, rules.yellow, step) for step in range(_SHADES + 1))
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, body)
        for kind, body in (
            (b"IHDR", header),
            (b"PLTE", palette),
            (b"IDAT", _stored(packed)),
            (b"IEND", b""),
        )
    )


def _fill(rows: list[bytearray], outline: tuple[Point, ...]) -> None:
    """Draw an outline: each pixel's shade is how much of it lies inside, by samples."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    offsets = [(step + 0.5) / _SAMPLES for step in range(_SAMPLES)]
    for y in range(math.floor(min(ys)), math.ceil(max(ys)) + 1):
        for x in range(math.floor(min(xs)), math.ceil(max(xs)) + 1):
            inside = sum(_inside(x + dx, y + dy, outline) for dy in offsets for dx in offsets)
            rows[y][x] = round(inside * _SHADES / _SAMPLES**2)


def _inside(x: float, y: float, outline: tuple[Point, ...]) -> bool:
    crossings = False
    for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings = not crossings
    return crossings


def _packed(row: bytearray) -> bytes:
    return bytes(left << 4 | right for left, right in zip(row[::2], row[1::2], strict=True))


def _mixed(low: str, high: str, step: int) -> bytes:
    pairs = zip(bytes.fromhex(low), bytes.fromhex(high), strict=True)
    return bytes(round(a + (b - a) * step / _SHADES) for a, b in pairs)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _stored(raw: bytes) -> bytes:
    """Wrap bytes as a zlib stream of stored blocks (RFC 1950, RFC 1951 section 3.2.4)."""
    most = 0xFFFF
    made = bytearray(b"\x78\x01")
    for start in range(0, len(raw), most):
        block = raw[start : start + most]
        last = start + most >= len(raw)
        made += struct.pack("<BHH", last, len(block), len(block) ^ most) + block
    return bytes(made) + struct.pack(">I", zlib.adler32(raw))


def _short(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")
