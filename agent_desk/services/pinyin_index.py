"""Finding names by what a person types: Chinese characters, full pinyin, or the first letters of the syllables."""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType

_SKIPPED = " \t\u3000·・（）()「」-_—"
_KEPT_SEARCHES = 256


@cache
def _library() -> ModuleType:
    """The dictionaries take 0.3 s to load, so they wait for the first search instead of holding up the window."""
    return importlib.import_module("pypinyin")


@dataclass(frozen=True, slots=True)
class Hit:
    """One name found. ``exact``: the text typed is the whole name, or the first letters of all its syllables."""

    key: str
    name: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    name: str
    plain: str
    sounds: tuple[frozenset[str], ...]


def initials(text: str) -> str:
    """The first letter of every syllable as usually read (``嘉顺包装`` -> ``jsbz``); Latin letters stay."""
    return "".join(_library().lazy_pinyin(_plain(text), style=_library().Style.FIRST_LETTER)).lower()


class PinyinIndex:
    """Names by key, searched without reading anything again. Every reading of a character is tried (长: chang, zhang)."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """``names`` are (key, name); their order decides between equally good hits."""
        self._entries = tuple(_entry(key, name) for key, name in names)

    def find(self, text: str, limit: int = 8) -> tuple[Hit, ...]:
        """The best hits, best first: the whole name, then beginnings, then inner parts. Empty for an empty text."""
        wanted = _plain(text)
        if not wanted:
            return ()
        graded = ((_grade(entry, wanted), place, entry) for place, entry in enumerate(self._entries))
        found = sorted(
            (grade, place, entry.key, entry.name) for grade, place, entry in graded if grade is not None
        )
        return tuple(Hit(key, name, grade == 0) for grade, _, key, name in found[:limit])


def _entry(key: str, name: str) -> _Entry:
    plain = _plain(name)
    return _Entry(key, name, plain, tuple(_sounds(sign) for sign in plain))


def _plain(text: str) -> str:
    """Half width, lower case, without spaces and the marks between the parts of a name."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign for sign in folded if sign not in _SKIPPED)


@cache
def _sounds(sign: str) -> frozenset[str]:
    if sign.isascii():
        return frozenset({sign})
    readings = _library().pinyin(sign, style=_library().Style.NORMAL, heteronym=True)
    return frozenset({sign, *(reading.lower() for reading in readings[0])}) if readings else frozenset({sign})


def _grade(entry: _Entry, wanted: str) -> int | None:
    """0 the whole name, 1 its beginning, 2 an inner part, None no hit."""
    for start in range(len(entry.sounds)):
        taken = _taken(entry.sounds[start:], wanted)
        if taken is not None:
            if start:
                return 2
            return 0 if taken == len(entry.sounds) else 1
    return None


@lru_cache(maxsize=_KEPT_SEARCHES)
def _taken(sounds: tuple[frozenset[str], ...], wanted: str) -> int | None:
    """How many characters from the first one on the text spells, each by a beginning of its sound; or None."""
    if not wanted:
        return 0
    if not sounds:
        return None
    lengths = {
        size
        for sound in sounds[0]
        for size in range(1, min(len(sound), len(wanted)) + 1)
        if sound.startswith(wanted[:size])
    }
    best: int | None = None
    for size in lengths:
        rest = _taken(sounds[1:], wanted[size:])
        if rest is not None and (best is None or rest + 1 > best):
            best = rest + 1
    return best
