"""The European emblem as a PNG, drawn from its geometry.

Annex II of Regulation (EU) No 821/2014 and the Council of Europe's description: a rectangle of
3:2, twelve upright stars on a circle with a third of the height as radius, each star in an unseen
circle of an eighteenth of the height; Reflex Blue 003399, Yellow FFCC00.
"""

from __future__ import annotations

import math
import struct
import zlib

BLUE = (0x00, 0x33, 0x99)
YELLOW = (0xFF, 0xCC, 0x00)
_SAMPLES = 4
_SHADES = _SAMPLES * _SAMPLES


def png(height: int) -> bytes:
    """Give the emblem, `height` pixels high and half as wide again."""
    width = height * 3 // 2
    rows = [bytearray(width) for _ in range(height)]
    for hour in range(12):
        angle = math.pi * hour / 6
        _star(
            rows,
            x=width / 2 + math.sin(angle) * height / 3,
            y=height / 2 - math.cos(angle) * height / 3,
            radius=height / 18,
        )
    palette = b"".join(
        bytes(
            round(low + (high - low) * shade / _SHADES)
            for low, high in zip(BLUE, YELLOW, strict=True)
        )
        for shade in range(_SHADES + 1)
    )
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", palette)
        # Stored, not deflated: a deflater's bytes differ from build to build.
        + _chunk(b"IDAT", zlib.compress(raw, 0))
        + _chunk(b"IEND", b"")
    )


def _star(rows: list[bytearray], *, x: float, y: float, radius: float) -> None:
    inner = radius * math.cos(math.radians(72)) / math.cos(math.radians(36))
    corners = [
        (
            x + math.sin(math.pi * step / 5) * (inner if step % 2 else radius),
            y - math.cos(math.pi * step / 5) * (inner if step % 2 else radius),
        )
        for step in range(10)
    ]
    for row in range(int(y - radius) - 1, int(y + radius) + 2):
        for column in range(int(x - radius) - 1, int(x + radius) + 2):
            hits = sum(
                _inside(
                    corners,
                    column + (right + 0.5) / _SAMPLES,
                    row + (down + 0.5) / _SAMPLES,
                )
                for right in range(_SAMPLES)
                for down in range(_SAMPLES)
            )
            if hits:
                rows[row][column] = max(rows[row][column], hits)


def _inside(corners: list[tuple[float, float]], x: float, y: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
