"""Shows the forms that a term is found in, word by word, for a terminologist to look at."""

from __future__ import annotations

from dataclasses import dataclass

from hexapla.languages import Profile
from hexapla.terminology.compiled import is_acronym
from hexapla.terminology.text import words


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForms:
    """A word of a term, its role (head, modifier, acronym) and its forms, sorted.

    `vetoed` are those that alone are no hit, because they are mainly other words.
    """

    word: str
    role: str
    forms: tuple[str, ...]
    vetoed: tuple[str, ...] = ()


def paradigm(term: str, spoken: Profile) -> tuple[WordForms, ...]:
    """Give the forms of each word of a term in a language."""
    found = words(term)
    folded = [word.casefold() for word in found]
    made = []
    for word, plain, role in zip(found, folded, spoken.roles(folded), strict=True):
        if is_acronym(word):
            forms, name = spoken.paradigms.acronym_forms(word), "acronym"
        else:
            forms, name = spoken.paradigms.forms(plain, role), role.value
        vetoed = forms & spoken.paradigms.veto if len(found) == 1 else frozenset()
        made.append(
            WordForms(
                word=word, role=name, forms=tuple(sorted(forms)), vetoed=tuple(sorted(vetoed))
            )
        )
    return tuple(made)
