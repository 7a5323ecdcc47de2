"""Borders, widths, shading, pages: what changed of a table or a section can be rejected too."""

from __future__ import annotations

import pytest
from making import EN, word_file

from hexapla.packs import Package, redline
from hexapla.packs.redline import settled
from hexapla.packs.xml import Element, parse, q, serial

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WIDE = '<w:tblW w:w="5000" w:type="pct"/>'
_NARROW = '<w:tblW w:w="2500" w:type="pct"/>'
_SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>'


def _table(table: str = _WIDE, row: str = "", cell: str = "", text: str = "May") -> str:
    row, cell = (
        f"<w:{name}>{inside}</w:{name}>" if inside else ""
        for name, inside in (("trPr", row), ("tcPr", cell))
    )
    return (
        f"<w:tbl><w:tblPr>{table}</w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{row}"
        f"<w:tc>{cell}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )


def _file(table: str, page: str = "") -> bytes:
    package = Package.read(word_file("x"))
    root = parse(package.parts[package.main])
    body = root.find(q("body"))
    made = parse(
        f"<w:body {_W}>{table}<w:p><w:r><w:t>End.</w:t></w:r></w:p>"
        f"<w:sectPr>{page}</w:sectPr></w:body>".encode()
    )
    body[:] = list(made)
    package.parts[package.main] = serial(root)
    return package.write()


def _main(content: bytes) -> Element:
    package = Package.read(content)
    return parse(package.parts[package.main])


def _properties(content: bytes) -> list[tuple[str, ...]]:
    """Give what each table, row, cell and section says of itself."""
    return [
        tuple(inner.tag.rpartition("}")[2] + str(sorted(inner.items())) for inner in one)
        for one in _main(content).iter(*(q(f"{name}Pr") for name in ("tbl", "tr", "tc", "sect")))
        if len(one)
    ]


_A4, _WIDE_PAGE = '<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="16838" w:h="11906"/>'


@pytest.mark.parametrize(
    ("old", "new", "mark"),
    [
        (_file(_table(_WIDE)), _file(_table(_NARROW)), "tblPrChange"),
        (_file(_table()), _file(_table(row="<w:tblHeader/>")), "trPrChange"),
        (_file(_table(row="<w:tblHeader/>")), _file(_table()), "trPrChange"),
        (
            _file(_table(cell=_SHADED)),
            _file(_table(cell='<w:vAlign w:val="center"/>')),
            "tcPrChange",
        ),
        (_file(_table(), _A4), _file(_table(), _WIDE_PAGE), "sectPrChange"),
        (_file(_table(cell=_SHADED)), _file(_table(_NARROW, text="June")), "tcPrChange"),
    ],
    ids=["table", "row-came", "row-went", "cell", "page", "with-words"],
)
def test_accepting_keeps_the_new_properties_and_rejecting_gives_the_old_ones(old, new, mark):
    made = redline(old, new, language=EN, dated="2015-03-01")
    assert made.exact
    changes = list(_main(made.content).iter(q(mark)))
    assert [one.get(q("author")) for one in changes] == ["Hexapla"]
    assert _properties(settled(made.content, accept=True)) == _properties(new)
    assert _properties(settled(made.content, accept=False)) == _properties(old)


def test_the_same_properties_are_no_change():
    made = redline(_file(_table(cell=_SHADED)), _file(_table(cell=_SHADED)), language=EN)
    assert not [one for one in _main(made.content).iter() if one.tag.endswith("Change")]


def test_a_pending_change_of_properties_stays_alone():
    pending = (
        f'{_NARROW}<w:tblPrChange w:id="7" w:author="Anna"><w:tblPr>{_WIDE}</w:tblPr>'
        "</w:tblPrChange>"
    )
    made = redline(_file(_table(_WIDE)), _file(_table(pending)), language=EN)
    changes = list(_main(made.content).iter(q("tblPrChange")))
    assert [one.get(q("author")) for one in changes] == ["Anna"]
