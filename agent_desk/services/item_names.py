"""An approval item's name in the language of the screen: the catalogue holds Chinese, and one English name."""

from __future__ import annotations

from agent_desk.domain.catalogue import ApprovalItem
from agent_desk.i18n import language


def item_name(item: ApprovalItem) -> str:
    """The full name."""
    return item.name_en if language() == "en" else item.name


def item_short(item: ApprovalItem) -> str:
    """The short name for tables and bars; English has only the one."""
    return item.name_en if language() == "en" else item.short_name or item.name
