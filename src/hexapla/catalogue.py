"""The words that people read, in their languages: gettext catalogues in `locale/`, read by Babel.

The English text is the key. A text that a catalogue lacks stays English. The catalogues are read as
they lie in the source (`locale/<language>/LC_MESSAGES/hexapla.po`), at first use, once a process.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.messages.pofile import read_po

DOMAIN = "hexapla"
SOURCE = "en"

Translator = Callable[[str], str]


@functools.cache
def messages(language: str) -> Mapping[str, str]:
    """Give the catalogue of a language, by its whole tag or its first subtag; empty: none."""
    for name in dict.fromkeys((language, language.split("-", maxsplit=1)[0])):
        path = messages_of(name)
        if path.is_file():
            catalogue = read_po(io.BytesIO(path.read_bytes()), locale=name)
            return {
                message.id: message.string
                for message in catalogue
                if isinstance(message.id, str) and isinstance(message.string, str)
                if message.id and message.string and not message.fuzzy
            }
    return {}


@functools.cache
def spoken() -> tuple[str, ...]:
    """Give the languages that there are catalogues for, and English."""
    there = (one.name for one in files("hexapla").joinpath("locale").iterdir())
    return tuple(sorted({SOURCE, *(name for name in there if messages_of(name).is_file())}))


def messages_of(name: str) -> Traversable:
    """Give where the catalogue of a language lies, whether there is one or not."""
    return files("hexapla").joinpath("locale", name, "LC_MESSAGES", f"{DOMAIN}.po")


@functools.cache
def translator(language: str) -> Translator:
    """Give the function that says an English text in `language`; ``{names}`` stay to be filled."""
    known = messages(language)

    def say(text: str) -> str:
        return known.get(text, text)

    return say
