"""The route of a project (最优流程) as plain data: what is to be scheduled, and what came out.

Days are calendar dates; durations are in the unit of the step's limit. The planner behind ``solve`` decides;
nothing it returns changes what was recorded (product.md, rule 4).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from agent_desk.domain.limits import Limit


class StepKind(StrEnum):
    """What a step is: it decides how it is drawn and who is working."""

    PREPARATION = "preparation"  # the owner or a consultant prepares the papers
    REVIEW = "review"  # the department decides
    MINIMUM = "minimum"  # a legally minimum period that nobody can shorten
    CONVERSION = "conversion"  # a simulated opinion becomes a decision
    MILESTONE = "milestone"  # land contract, start of construction


class LinkKind(StrEnum):
    """Why one step waits for another: the law, or only what is usual."""

    LEGAL = "legal"
    USUAL = "usual"
    CHAIN = "chain"  # two steps of the same case


@dataclass(frozen=True, slots=True)
class RouteLink:
    """``after`` may not start before ``before`` has finished, plus ``lag`` calendar days.

    A step with a duration starts on a later day than its predecessor's last; a step without one may fall on
    that very day. ``reason`` is the legal basis (law and article), empty for what is only usual. Links into
    one step with the same non-empty ``any_of`` are alternatives: the first to finish is enough.
    """

    before: str
    after: str
    kind: LinkKind = LinkKind.LEGAL
    reason: str = ""
    lag: int = 0
    any_of: str = ""


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One bar of the route. ``actual_start``/``actual_finish`` are facts and never move.

    ``finish_no_earlier`` keeps a running step from ending in the past; ``earliest`` is a constraint from
    outside (the land day, a promised paper). A step of zero duration finishes on the day it starts. A step
    that starts on day d works on d itself: a one-day step starts and finishes on the same day.
    """

    id: str
    case_id: str
    item_code: str
    title: str
    kind: StepKind
    duration: Limit
    earliest: date | None = None
    actual_start: date | None = None
    actual_finish: date | None = None
    finish_no_earlier: date | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class RouteProblem:
    """Everything the planner needs for one project; ``goal`` is the step whose finish is to be early."""

    start: date
    steps: tuple[RouteStep, ...]
    links: tuple[RouteLink, ...]
    goal: str


class SolveStatus(StrEnum):
    """Whether the answer is proven, merely found, or impossible."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class PlannedStep(NamedTuple):
    """Where the planner put a step. Floats are calendar days; ``driven_by`` binds its start.

    Total float delays nothing that leads to the goal, free float delays no other step at all. A tuple and
    not a dataclass: ten thousand are made in one pass, and it costs a quarter.
    """

    id: str
    start: date
    finish: date
    late_start: date
    late_finish: date
    total_float: int
    free_float: int
    critical: bool
    driven_by: str = ""


@dataclass(frozen=True, slots=True)
class RouteResult:
    """The route: status, calendar days from first start to the goal, proven bound, the steps, and why not.

    ``conflict`` names, item by item, the requirements that clash when ``status`` is infeasible.
    """

    status: SolveStatus
    makespan: int
    bound: int
    steps: tuple[PlannedStep, ...] = ()
    conflict: tuple[str, ...] = ()

    def step(self, step_id: str) -> PlannedStep:
        """The planned step with that id; KeyError where there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


@dataclass(frozen=True, slots=True)
class Baseline:
    """An adopted route of a project: start and finish of every step on the day it was adopted."""

    id: str
    project_id: str
    number: int
    adopted_on: date
    makespan: int
    statutory_days: int
    spans: tuple[tuple[str, date, date], ...] = field(default=())
