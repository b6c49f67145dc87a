"""Planning assumptions: how long things take that no law limits. They are the office's own, and editable.

Nothing here is law, and nothing here makes anybody overdue; a route shows which of its bars rest on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from agent_desk.domain.limits import Limit, Unit

_NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlanningAssumptions:
    """What the planner supposes.

    ``preparation_days``: every-day days the owner or a consultant needs for an item's papers, by item code,
    from the start of the work to the hand-in; ``default_preparation_days`` for the others. ``step_days``:
    working days of a department's step that has no limit of any kind; ``default_step_days`` for the others.
    ``supplement_days``: every-day days until papers sent back are complete. ``note`` says what is left out.
    """

    default_step_days: int
    default_preparation_days: int = 0
    supplement_days: int = 3
    step_days: Mapping[str, int] = field(default_factory=lambda: _NONE)
    preparation_days: Mapping[str, int] = field(default_factory=lambda: _NONE)
    note: str = ""

    def preparation(self, item_code: str) -> Limit:
        """The time the owner needs until an item's papers can be handed in; zero where none is needed."""
        return Limit(self.preparation_days.get(item_code, self.default_preparation_days), Unit.EVERY_DAY)

    def step(self, item_code: str) -> Limit:
        """The supposed length of a step without any limit; at least one working day."""
        return Limit(max(1, self.step_days.get(item_code, self.default_step_days)), Unit.WORKING)
