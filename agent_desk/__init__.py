"""Agent Desk (代办台): the desk of the green channel for major investment projects."""

__version__ = "0.1.0"
