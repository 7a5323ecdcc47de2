"""Vabamorf as the second opinion on Estonian: principal parts, and whether a form is a word's.

Only the compiled core of EstNLTK's Vabamorf is used. Importing EstNLTK itself would ask for its
several hundred megabytes of dependencies, so the two packages above the core are stood in for by
empty modules with their paths, where EstNLTK was installed without its dependencies (see
`docs/reference/languages.md`). Without it the tables' word stands.
"""

from __future__ import annotations

import functools
import importlib
import importlib.machinery
import importlib.metadata
import re
import sys
import types
from collections.abc import Iterator
from typing import Any, NamedTuple

from hexapla.languages.et.tables import RATHER_NOUNS, Parts
from hexapla.languages.optional import LONGEST_SHARED, AbsentError, OptionalAnalyser

# Vabamorf's parts of speech that may be a term's word: noun, name, acronym, adjective in its three
# grades, indeclinable adjective, ordinal.
_NOMINAL = frozenset("SHYACUGO")
# Adverb, adposition, conjunction, pronoun, numeral, word of a set phrase; participles, infinitive.
_FUNCTION = frozenset("DKJPNX")
_FUNCTION_FORMS = frozenset(("nud", "tud", "da"))
_FORMS = ("sg g", "sg p", "adt", "pl g", "pl p")
_REMEMBERED = 200_000
# Adverbs longer than this are derived, and participles and infinitives known by their endings
# (EKK SÕ 93-SÕ 99): nothing else needs to be looked at, which is most of what a text has.
_LONGEST_ADVERB = 9
_DERIVED = re.compile(r"(?:l[td]|sti|si|nud|[td]ud|da|ta|[gk]i)$")
_ABSENT = "Vabamorf (the Python package estnltk) is not installed: {}"
_MARKS = str.maketrans("", "", "<?]~_=+")


def _root() -> str:
    """Give the folder of EstNLTK; ImportError where it is not installed."""
    spec = importlib.machinery.PathFinder.find_spec("estnltk")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("No module named 'estnltk'")
    return next(iter(spec.submodule_search_locations))


def _core() -> Any:
    """Import Vabamorf's core alone; ImportError where it is not installed."""
    if "estnltk" in sys.modules:
        return importlib.import_module("estnltk.vabamorf.morf")
    root = _root()
    try:
        for name, path in (("estnltk", root), ("estnltk.vabamorf", f"{root}/vabamorf")):
            stand_in = types.ModuleType(name)
            stand_in.__path__ = [path]
            sys.modules[name] = stand_in
        return importlib.import_module("estnltk.vabamorf.morf")
    finally:
        # Whoever imports EstNLTK later shall get the real one.
        for name in ("estnltk", "estnltk.vabamorf"):
            sys.modules.pop(name, None)


class _Library(NamedTuple):
    """The core, what makes words of EstNLTK's synthesis, and the list that the core takes."""

    core: Any
    synthesize: Any
    listed: Any


class Vabamorf(OptionalAnalyser):
    """Estonian words by their lexemes and principal parts, as Vabamorf sees them."""

    name = "vabamorf"

    def _installed(self) -> str:
        try:
            _root()
            return f"vabamorf {importlib.metadata.version('estnltk')}"
        except ImportError as error:  # of which a package not found is one
            raise AbsentError(_ABSENT.format(error)) from error

    def _load(self) -> tuple[Any, str]:
        installed = self._installed()
        try:
            library = _core()
            whole = library.Vabamorf.instance()
            # EstNLTK's own way of analysing takes as long again to dress up what the core says.
            handle = _Library(whole._morf, whole.synthesize, library.vm.StringVector)  # noqa: SLF001
        except (ImportError, OSError, AttributeError) as error:
            raise AbsentError(_ABSENT.format(error)) from error
        return handle, installed

    @functools.lru_cache(maxsize=_REMEMBERED)  # noqa: B019  one object a process, for its life
    def _analyses(self, word: str) -> tuple[tuple[str, str, str], ...]:
        """Give (lexeme, part of speech, form) for each reading of a word, guesses left out.

        Of verbs the lexeme is the root.
        """
        handle = self._handle_for(word)
        if handle is None:
            return ()
        with self._lock:
            # Neither disambiguate nor guess; the root with its marks; no names guessed; no stem.
            (found,) = handle.core.analyze(handle.listed([word]), False, False, True, False, False)  # noqa: FBT003
            read = [(each.root, each.partofspeech, each.form) for each in found[1]]
        return tuple(
            sorted(
                (lexeme, kind, form)
                for root, kind, form in read
                if (lexeme := root.translate(_MARKS).casefold())
            )
        )

    def principal_parts(self, word: str) -> Iterator[Parts]:
        """Give the principal parts of a citation form; nothing where Vabamorf lacks the word."""
        handle = self._handle_for(word)
        if handle is None:
            return
        columns: list[frozenset[str]] = []
        with self._lock:
            for form in _FORMS:
                made = handle.synthesize(word, form, "", "", False)  # noqa: FBT003  no guesses
                columns.append(frozenset(each.casefold() for each in made))
                if not columns[0]:
                    return
        if frozenset().union(*columns) != {word.casefold()}:
            yield Parts(*columns)

    def confirms(self, form: str, word: str) -> bool | None:
        """Say whether a form is one of a nominal's; None when Vabamorf lacks either of them."""
        if len(form) > LONGEST_SHARED:
            return None
        read = {lexeme for lexeme, kind, _ in self._analyses(form) if kind in _NOMINAL}
        if word.casefold() in read:
            return True
        lexemes = {
            lexeme
            for lexeme, kind, case in self._analyses(word)
            if kind in _NOMINAL and case in {"sg n", "pl n", ""}
        }
        if not lexemes or not self._analyses(form):
            return None
        return not read.isdisjoint(lexemes)

    @functools.lru_cache(maxsize=_REMEMBERED)  # noqa: B019  one object a process, for its life
    def is_genitive(self, word: str) -> bool | None:
        """Say whether a term's modifier is a genitive and no nominative; None where it is unknown.

        *Riigi* before *piir* is; *avalik* before *teave* agrees with its head.
        """
        read = [each for each in self._analyses(word) if each[1] in _NOMINAL]
        if not read:
            return None
        return not any(case in {"sg n", "pl n", ""} for _, _, case in read) and any(
            case in {"sg g", "pl g"} for _, _, case in read
        )

    def vetoes(self, form: str) -> bool:
        """Say whether a form can be read as an adverb, adposition, pronoun or conjunction."""
        folded = form.casefold()
        if len(folded) > _LONGEST_ADVERB and not _DERIVED.search(folded):
            return False
        return folded not in RATHER_NOUNS and any(
            kind in _FUNCTION or (kind == "V" and case in _FUNCTION_FORMS)
            for _, kind, case in self._analyses(folded)
        )


VABAMORF = Vabamorf()
