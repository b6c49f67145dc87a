"""The three kinds of help (三办): 代办, 帮办, 协办, and how an order travels to its rating."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AssistanceKind(StrEnum):
    """代办: done for the enterprise; 帮办: helped to do; 协办: done together with others."""

    PROXY = "proxy"
    HELP = "help"
    JOINT = "joint"


class Channel(StrEnum):
    """Where the help was given: 窗口, 电话, 上门, 线上."""

    COUNTER = "counter"
    PHONE = "phone"
    VISIT = "visit"
    ONLINE = "online"


class Stage(StrEnum):
    """点单 → 派单 → 办单 → 评单."""

    ORDERED = "ordered"
    ASSIGNED = "assigned"
    WORKING = "working"
    RATED = "rated"


@dataclass(frozen=True, slots=True)
class Assistance:
    """What one person did for whom. ``minutes`` is working time; ``rating`` 1-5, None while not rated.

    ``at`` is the clock time of the order as ``HH:MM``, kept apart from the day because most entries have none.
    """

    id: str
    kind: AssistanceKind
    stage: Stage
    on: date
    beneficiary: str
    matter: str
    channel: Channel
    minutes: int = 0
    at: str = ""
    member_id: str = ""
    project_id: str = ""
    item_code: str = ""
    result: str = ""
    rating: int | None = None
    withdrawn: bool = False
    version: int = 1
