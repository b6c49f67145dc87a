"""The English catalogue is complete, its placeholders agree, and the compiled file is the compiled .po."""

from __future__ import annotations

from agent_desk.i18n import tr, use_language
from tools import i18n


def test_every_text_is_translated_and_none_is_left_over() -> None:
    assert i18n.faults() == []


def test_switching_the_language_switches_the_text() -> None:
    use_language("en")
    assert tr("今日") == "Today"
    use_language("zh")
    assert tr("今日") == "今日"
