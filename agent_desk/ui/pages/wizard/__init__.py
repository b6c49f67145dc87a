"""新建项目: the wizard from a profile to a project."""

from agent_desk.ui.pages.wizard.page import WizardPage

__all__ = ["WizardPage"]
