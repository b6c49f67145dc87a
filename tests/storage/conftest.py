"""A store in a folder with a Chinese name, and a small office to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from agent_desk.domain.assistance import Assistance, AssistanceKind, Channel, Stage
from agent_desk.domain.case import Case, CaseEvent, EventKind, Material, MaterialState
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.facts import Profile
from agent_desk.domain.limits import ClockKind, Limit, Unit
from agent_desk.domain.people import Member, Role, Seat, TeamSeat
from agent_desk.domain.project import Admission, Project
from agent_desk.domain.project import Channel as ProjectChannel
from agent_desk.domain.route import Baseline
from agent_desk.services.ports import AuditRecord, ClockRow, StateRow
from agent_desk.storage import SqlStore, open_store

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)
OLD_FILE = Path(__file__).parent / "data" / "v0001.db"


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def old_file() -> Path:
    """A file made by revision 0001 that holds the ``office`` (tests/storage/data/make_v0001.py)."""
    return OLD_FILE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "代办 数据%20"
    folder.mkdir()
    return folder / "办公室 一.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Callable[..., SqlStore]]:
    """Opens stores that are closed at the end of the test."""
    stores: list[SqlStore] = []

    def open_one(target: Path = path, **options: object) -> SqlStore:
        store = open_store(target, now=NOW, **options)  # type: ignore[arg-type]
        stores.append(store)
        return store

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[..., SqlStore]) -> SqlStore:
    return opened()


def make_office() -> SimpleNamespace:
    """One of everything, with every optional field filled somewhere and empty elsewhere."""
    member = Member("m1", "沈知秋", Role.LEAD, "二支部", "0573-0000", 200)
    profile = Profile(
        {
            "industrial": True,
            "imports": False,
            "staff": 120,
            "area": Decimal("33.50"),
            "use": "工业",
            "on": DAY,
        }
    )
    project = Project(
        id="p1",
        code="2411-330402-04-01-100001",
        name="年产 5 万台水泵技改",
        owner="嘉澜泵业有限公司",
        created_on=DAY,
        channel=ProjectChannel.GREEN,
        admission=Admission(DAY, "industrial", "工业项目", "办法第 3 条", "3.2 亿元", "周局"),
        catalogue_version="2026-08-15",
        land_day=DAY,
        team=(TeamSeat("m1", Seat.LEAD), TeamSeat("m1", Seat.STAND_IN)),
        profile=profile,
    )
    bare = Project("p2", "", "仓库", "乙公司", DAY, ProjectChannel.GENERAL, Admission(DAY), "2026-08-15")
    case = Case(
        "c1",
        "p1",
        "TD-01",
        statutory=Limit(20, Unit.WORKING),
        target=Limit(4, Unit.EVERY_DAY),
        member_id="m1",
    )
    other = Case("c2", "p1", "TD-02")
    received = CaseEvent("e1", "c1", EventKind.RECEIVED, DAY, NOW, "m1", "嘉审〔2026〕1 号")
    gap = CaseEvent(
        "e2", "c1", EventKind.GAP_OPENED, DAY, NOW, details={"material": "图纸", "until": "2026-12-01"}
    )
    paper = Material("x1", "c1", "总平面图", 1, tolerable=True, state=MaterialState.TOLERATED, until=DAY)
    entry = Assistance(
        "a1",
        AssistanceKind.HELP,
        Stage.RATED,
        DAY,
        "丙公司",
        "咨询",
        Channel.PHONE,
        25,
        "09:30",
        "m1",
        "p1",
        rating=5,
    )
    baseline = Baseline("b1", "p1", 1, DAY, 57, 180, (("s1", DAY, DAY), ("s2", DAY, date(2026, 12, 1))))
    clock = ClockRow(
        "c1", "p1", "TD-01", ClockKind.STATUTORY, Limit(20, Unit.WORKING), DAY, date(2026, 12, 18),
        date(2026, 12, 18), False, pauses=((DAY, DAY), (DAY, None)),
    )  # fmt: skip
    state = StateRow("c1", "p1", "TD-01", case.mode, CaseStatus.UNDER_REVIEW, "m1", DAY, received_on=DAY)
    line = AuditRecord(NOW, "m1", "case.record", "case:c1", "收件", None, {"on": DAY, "sum": Decimal("1.50")})
    return SimpleNamespace(
        member=member, project=project, bare=bare, case=case, other=other, received=received, gap=gap,
        paper=paper, entry=entry, baseline=baseline, clock=clock, state=state, line=line,
    )  # fmt: skip


def fill(store: SqlStore, made: SimpleNamespace) -> None:
    with store.writing() as work:
        work.members.add(made.member)
        work.projects.add(made.project)
        work.projects.add(made.bare)
        work.cases.add([made.case, made.other])
        work.cases.append([made.received, made.gap])
        work.materials.add([made.paper])
        work.assistances.add([made.entry])
        work.baselines.add(made.baseline)
        work.clocks.replace(["c1"], [made.clock])
        work.states.replace([made.state])
        work.settings.write("office.name", "审批局")
        work.audit.append(made.line)
        work.commit()


@pytest.fixture
def office() -> SimpleNamespace:
    return make_office()


@pytest.fixture
def full(store: SqlStore, office: SimpleNamespace) -> SqlStore:
    """A store that holds the office."""
    fill(store, office)
    return store
