"""The preferences of this desk in a small TOML file of the user's."""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from agent_desk.services.preferences import DENSITIES, LANGUAGES, THEMES, Preferences
from agent_desk.services.whole_files import write_whole

_log = logging.getLogger(__name__)
_LARGEST = 64 * 1024


class PreferencesFile:
    """Implements ``PreferencesStore``. A damaged file is reported in the log and read as far as it makes sense."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def location(self) -> str:
        """The file's path."""
        return str(self._path)

    def load(self) -> Preferences:
        """What the file says; the defaults where there is none, and for every value that makes no sense."""
        raw = self._read()
        default = Preferences()
        return Preferences(
            theme=self._one_of(raw, "theme", THEMES, default.theme),
            density=self._one_of(raw, "density", DENSITIES, default.density),
            language=self._one_of(raw, "language", LANGUAGES, default.language),
            member_id=self._text(raw, "member_id", default.member_id),
            honour_roll=self._flag(raw, "honour_roll", default.honour_roll),
        )

    def save(self, preferences: Preferences) -> None:
        """Replace the file in one step; refuses ``file.cannot_write``."""
        lines = (
            f"theme = {_quoted(preferences.theme)}",
            f"density = {_quoted(preferences.density)}",
            f"language = {_quoted(preferences.language)}",
            f"member_id = {_quoted(preferences.member_id)}",
            f"honour_roll = {'true' if preferences.honour_roll else 'false'}",
        )
        write_whole(self._path, ("\n".join(lines) + "\n").encode("utf-8"))

    def _read(self) -> Mapping[str, object]:
        try:
            with self._path.open("rb") as stream:
                data = stream.read(_LARGEST + 1)
            if len(data) > _LARGEST:
                raise ValueError("the file is too large")
            return tomllib.loads(data.decode("utf-8-sig"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:  # TOML and encoding errors are ValueErrors
            _log.warning("preferences not readable, defaults used: %s (%s)", self._path, error)
            return {}

    def _one_of(self, raw: Mapping[str, object], key: str, known: Collection[str], default: str) -> str:
        value = raw.get(key, default)
        if isinstance(value, str) and value in known:
            return value
        return self._replaced(key, value, default)

    def _text(self, raw: Mapping[str, object], key: str, default: str) -> str:
        value = raw.get(key, default)
        return value if isinstance(value, str) else self._replaced(key, value, default)

    def _flag(self, raw: Mapping[str, object], key: str, default: bool) -> bool:
        value = raw.get(key, default)
        if isinstance(value, bool):
            return value
        self._replaced(key, value, str(default))
        return default

    def _replaced(self, key: str, value: object, default: str) -> str:
        _log.warning("preference %s = %r makes no sense, default used: %s", key, value, self._path)
        return default


def _quoted(text: str) -> str:
    """A TOML basic string; JSON writes the same escapes but for DEL, which TOML wants escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
