"""A case (办件): one approval item being handled for one project. Its life is a list of events, never a status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from agent_desk.domain.limits import Limit

_NOTHING: Mapping[str, str] = MappingProxyType({})


class CaseMode(StrEnum):
    """How a case is handled; anything but standard is a measure (措施) that shortens the route."""

    STANDARD = "standard"
    SIMULATED = "simulated"
    WITH_GAPS = "with_gaps"
    COMMITMENT = "commitment"


class EventKind(StrEnum):
    """What can happen to a case. The value is what is stored; the Chinese words live with the presenters."""

    PREPARED = "prepared"  # 启动编制: the owner (or a consultant) began to prepare the papers
    RECEIVED = "received"  # 收件
    SUPPLEMENT_NOTICE = "supplement_notice"  # 补正告知
    SUPPLEMENT_COMPLETE = "supplement_complete"  # 补正收齐
    ACCEPTED = "accepted"  # 受理
    SPECIAL_START = "special_start"  # 特别程序开始
    SPECIAL_END = "special_end"  # 特别程序结束
    GAP_OPENED = "gap_opened"  # 容缺
    GAP_FILLED = "gap_filled"  # 容缺补齐
    EXTENDED = "extended"  # 延期
    MOCK_OPINION = "mock_opinion"  # 模拟意见
    CONVERTED = "converted"  # 转正式
    DECIDED = "decided"  # 决定
    DELIVERED = "delivered"  # 送达
    WITHDRAWN = "withdrawn"  # 撤回
    REVOKED = "revoked"  # 撤销受理
    ANNULLED = "annulled"  # 更正: cites the record it takes back


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One recorded fact. Events are appended, never changed; a wrong one is annulled by a later one that cites it.

    ``on`` is the day it happened, ``recorded_at`` the moment it was entered. ``document`` is the number of the
    paper that proves it. ``details`` holds what only some kinds need: ``procedure`` (kind of a special
    procedure), ``material`` and ``until`` (a gap), ``days`` (an extension, in the item's own unit),
    ``approver``, ``outcome`` (``granted``/``refused``).
    """

    id: str
    case_id: str
    kind: EventKind
    on: date
    recorded_at: datetime
    recorded_by: str = ""
    document: str = ""
    basis: str = ""
    note: str = ""
    corrects: str = ""
    details: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Case:
    """The case itself: which item, in which mode, with the limits in force when it was opened.

    The limits are copied from the catalogue version the project is pinned to, so that a later catalogue never
    changes a running clock behind the office's back.
    """

    id: str
    project_id: str
    item_code: str
    mode: CaseMode = CaseMode.STANDARD
    statutory: Limit | None = None
    promised: Limit | None = None
    target: Limit | None = None
    member_id: str = ""
    confirmed: bool = True
    version: int = 1


class MaterialState(StrEnum):
    """Where one paper stands."""

    MISSING = "missing"
    TOLERATED = "tolerated"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Material:
    """One paper of a case. ``until`` is the promised day of a tolerated one."""

    id: str
    case_id: str
    name: str
    position: int
    form: str = ""
    source: str = ""
    tolerable: bool = False
    state: MaterialState = MaterialState.MISSING
    until: date | None = None
    version: int = 1
