"""The page 报表."""

from agent_desk.ui.pages.reports.page import ReportsPage

__all__ = ["ReportsPage"]
