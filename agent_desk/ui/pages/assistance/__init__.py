"""三办: quick entry, board of orders, my month and the roll of honour."""

from agent_desk.ui.pages.assistance.page import AssistancePage

__all__ = ["AssistancePage"]
