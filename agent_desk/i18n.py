"""Looks up user-visible text. The Chinese text is the message id; English comes from a gettext catalogue. No Qt.

``tr("剩 {n} 天", n=3)`` translates, then fills in the named parameters. ``N_`` marks a constant that is
translated where it is shown.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable

from agent_desk import assets

LANGUAGES = ("zh", "en")

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language = "zh"


def use_language(language: str) -> None:
    """Switch the process to ``"zh"`` or ``"en"``; unknown languages fall back to Chinese."""
    global _translations, _language
    _language = language if language in LANGUAGES else "zh"
    if _language == "zh":
        _translations = gettext.NullTranslations()
    else:
        _translations = gettext.translation("agent_desk", assets.resource("i18n"), [_language])


def language() -> str:
    """The language in use, ``"zh"`` or ``"en"``."""
    return _language


def tr(message: str, /, **params: object) -> str:
    """The message in the current language with its named parameters filled in."""
    text = _translations.gettext(message) if message else ""
    return text.format(**params) if params else text


def _mark(message: str, /) -> str:
    return message


N_: Callable[[str], str] = _mark
