"""One sentence per refusal: what is wrong and what to do. The texts are data, so that each can be checked."""

from __future__ import annotations

from datetime import date
from enum import Enum

from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.presenters.refusal_texts import TEXTS


def sentence(refusal: Refusal) -> str:
    """The refusal in the user's language. A code without a text is a bug and shows itself by its code."""
    text = TEXTS.get(refusal.code)
    if text is None:
        return str(refusal)
    return tr(text, **{key: _shown(value) for key, value in refusal.params.items()})


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Refusal):
        return sentence(value)
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)
