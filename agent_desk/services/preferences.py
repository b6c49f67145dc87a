"""What one person prefers at this desk: look, language, who sits here. Kept per user, apart from the office's records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

THEMES = ("system", "light", "dark")
DENSITIES = ("compact", "standard", "roomy")
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings of this desk. ``member_id`` is who sits here (empty: not said).

    ``honour_roll``: the ranking of helpers by name is shown on the page of the three kinds of help. It is
    personal data, so it is shown to leads only, and each can turn it off.
    """

    theme: str = "system"
    density: str = "standard"
    language: str = "zh"
    member_id: str = ""
    honour_roll: bool = True


class PreferencesStore(Protocol):
    """Where the preferences are kept; ``location`` is shown to the user."""

    @property
    def location(self) -> str: ...

    def load(self) -> Preferences:
        """The kept preferences; what is missing or damaged is replaced by its default."""
        ...

    def save(self, preferences: Preferences) -> None:
        """Keep them; refuses ``file.cannot_write``."""
        ...
