"""The page of one project and its tabs."""

from agent_desk.ui.pages.project.page import ProjectPage

__all__ = ["ProjectPage"]
