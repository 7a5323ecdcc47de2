"""The matrix of documents and languages over time, as a figure: one SVG without scripts or fonts.

A row is a translation, a column a day (a month or a year, where there are many) on which something
was recorded. A state has a letter and a pattern beside its colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from babel.dates import format_date, format_skeleton
from jinja2 import Environment

from hexapla.catalogue import translator
from hexapla.model import Language, State
from hexapla.revisions import Moment

ENGLISH = Language("en")
_MOST_COLUMNS = 36
_MOST_DOCUMENTS = 100
_ROW, _GAP, _LEFT, _WIDTH = 14, 8, 230, 720
_LETTERS = {State.CURRENT: "C", State.STALE: "S", State.MISSING: "M", State.UNKNOWN: "U"}
_NAME_LENGTH = 26


class _Cell(NamedTuple):
    """A run of columns in one state; x and width in user units."""

    x: float
    width: float
    state: State
    letter: str
    text: str


class _Row(NamedTuple):
    y: float
    language: Language
    cells: tuple[_Cell, ...]


class _Group(NamedTuple):
    y: float
    name: str
    short: str
    rows: tuple[_Row, ...]


def matrix_figure(
    history: Mapping[str, Sequence[Moment]], *, ui_language: Language = ENGLISH
) -> str:
    """Give the figure of `hexapla.revisions.history` as an SVG element; empty: there is nothing.

    Of more than a hundred documents those are shown that are behind, and the figure says how many
    are left out.
    """
    shown = _chosen(history)
    if not shown:
        return ""
    columns = _columns(sorted({one.day for name in shown for one in history[name]}))
    say = translator(ui_language)
    step = min(_WIDTH / len(columns), 90)
    groups: list[_Group] = []
    y = 0.0
    for name in shown:
        first = y
        rows = []
        for tag in sorted({tag for one in history[name] for tag in one.states}):
            runs = _runs(history[name], tag, [last for _, last in columns])
            cells = tuple(
                _Cell(
                    x=_LEFT + start * step,
                    width=(end - start) * step,
                    state=state,
                    letter=_LETTERS[state],
                    text=f"{name}, {tag}: {say(state.value)}, "
                    f"{_said(columns[start][0], ui_language)} – "
                    f"{_said(columns[end - 1][1], ui_language)}",
                )
                for start, end, state in runs
            )
            rows.append(_Row(y, tag, cells))
            y += _ROW
        short = name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"
        groups.append(_Group(first, name, short, tuple(rows)))
        y += _GAP
    text = files("hexapla.reports").joinpath("figure.svg").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(text)
    return template.render(
        groups=groups,
        columns=[
            (_LEFT + (k + 0.5) * step, _label(one, columns, ui_language))
            for k, one in enumerate(columns)
        ],
        legend=[(k * 130, state, _LETTERS[state]) for k, state in enumerate(_LETTERS)],
        left=_LEFT,
        row=_ROW,
        height=y,
        width=_LEFT + step * len(columns),
        left_out=len(history) - len(shown),
        say=say,
        ui_language=ui_language,
    ).strip()


def _chosen(history: Mapping[str, Sequence[Moment]]) -> list[str]:
    """Choose the documents to show: all, or of very many those that are behind first."""
    names = sorted(name for name, moments in history.items() if any(m.states for m in moments))
    if len(names) <= _MOST_DOCUMENTS:
        return names

    def behind(name: str) -> int:
        last = history[name][-1].states.values()
        return sum(state is not State.CURRENT for state in last)

    return sorted(sorted(names, key=lambda name: (-behind(name), name))[:_MOST_DOCUMENTS])


def _columns(days: Sequence[date]) -> list[tuple[date, date]]:
    """Put the days into columns, by their first and last: days, else months, else years."""
    made: list[tuple[date, date]] = []
    for parts in (3, 2, 1):
        made = []
        for _, grouped in groupby(days, key=lambda day: day.timetuple()[:parts]):
            inside = list(grouped)
            made.append((inside[0], inside[-1]))
        if len(made) <= _MOST_COLUMNS:
            break
    return made


def _runs(
    moments: Sequence[Moment], tag: Language, ends: Sequence[date]
) -> list[tuple[int, int, State]]:
    """Give a translation's runs of columns in one state: from, up to, state."""
    states: list[State | None] = []
    for end in ends:
        known = [one.states[tag] for one in moments if one.day <= end and tag in one.states]
        states.append(known[-1] if known else None)
    runs = []
    at = 0
    for state, same in groupby(states):
        size = len(list(same))
        if state is not None:
            runs.append((at, at + size, state))
        at += size
    return runs


def _locale(language: Language) -> str:
    """Give CLDR's name of a language; English is the Union's."""
    return "en_GB" if language == "en" else language.replace("-", "_")


def _said(day: date, language: Language) -> str:
    return format_date(day, format="medium", locale=_locale(language))


def _label(
    column: tuple[date, date], columns: Sequence[tuple[date, date]], language: Language
) -> str:
    locale = _locale(language)
    if all(first == last for first, last in columns):
        return format_date(column[0], format="short", locale=locale)
    one_year = all(first.year == last.year for first, last in columns)
    months = one_year and all(first.month == last.month for first, last in columns)
    skeleton = "yMMM" if months else "y"
    return format_skeleton(skeleton, column[0], locale=locale)
