"""Transactions: all or nothing, one writer at a time, nobody's change lost."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from agent_desk.domain.case import Case, MaterialState
from agent_desk.domain.errors import Refusal, StaleChange
from agent_desk.services.ports import Store
from agent_desk.storage import SqlStore, open_store

COUNTER = Path(__file__).parent / "count_up.py"


def test_is_a_store(store: SqlStore) -> None:
    port: Store = store  # mypy checks the protocol
    assert port.is_empty()


def test_no_longer_empty(full: SqlStore) -> None:
    assert not full.is_empty()


def test_leaving_without_commit_stores_nothing(store: SqlStore, office: SimpleNamespace) -> None:
    with store.writing() as work:
        work.members.add(office.member)
    with pytest.raises(ZeroDivisionError), store.writing() as work:
        work.members.add(office.member)
        raise ZeroDivisionError
    assert store.is_empty()


def test_committed_is_there_for_everybody(
    path: Path, store: SqlStore, office: SimpleNamespace, now: object
) -> None:
    with store.writing() as work:
        work.members.add(office.member)
        work.commit()
    second = open_store(path, now=now)  # type: ignore[arg-type]
    with second.reading() as work:
        assert work.members.all() == [office.member]
    second.close()


def test_reading_sees_one_state_and_cannot_write(full: SqlStore, office: SimpleNamespace) -> None:
    with full.reading() as before:
        assert before.members.get("m1").name == "沈知秋"
        with full.writing() as work:
            work.members.save(replace(office.member, name="沈二"))
            work.commit()
        assert before.members.get("m1").name == "沈知秋"
        with pytest.raises(OperationalError, match="readonly"):
            before.members.add(replace(office.member, id="m2"))
    with full.reading() as after:
        assert after.members.get("m1").name == "沈二"


@pytest.mark.parametrize(
    ("repository", "record", "change"),
    [
        ("projects", "project", {"town": "余新镇"}),
        ("cases", "case", {"confirmed": False}),
        ("materials", "paper", {"state": MaterialState.ACCEPTED}),
        ("members", "member", {"active": False}),
        ("assistances", "entry", {"minutes": 40}),
    ],
)
def test_a_stale_change_is_refused(
    full: SqlStore, office: SimpleNamespace, repository: str, record: str, change: dict[str, object]
) -> None:
    read = getattr(office, record)
    with full.writing() as work:
        mine = getattr(work, repository).save(replace(read, **change))
        assert mine == replace(read, **change, version=2)
        assert getattr(work, repository).get(read.id) == mine
        with pytest.raises(StaleChange) as caught:
            getattr(work, repository).save(read)
        assert caught.value.code == "record.stale"
        assert caught.value.params["id"] == read.id
        assert getattr(work, repository).get(read.id) == mine


def test_a_code_belongs_to_one_project(full: SqlStore, office: SimpleNamespace) -> None:
    with full.writing() as work:
        for attempt in (
            lambda: work.projects.add(replace(office.project, id="p9")),
            lambda: work.projects.save(replace(office.bare, code=office.project.code)),
        ):
            with pytest.raises(Refusal) as caught:
                attempt()
            assert caught.value.code == "project.code_taken"
            assert caught.value.params == {"project": office.project.code, "name": office.project.name}
        work.projects.save(office.project)
        work.projects.add(replace(office.bare, id="p8"))  # any number may still be without a code


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_events SET note='x' WHERE id='e1'",
        "DELETE FROM case_events WHERE id='e1'",
        "DELETE FROM case_events",
        "INSERT OR REPLACE INTO case_events SELECT * FROM case_events",
        "UPDATE audit_log SET description='x'",
        "DELETE FROM audit_log",
        "INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log",
    ],
)
def test_what_was_recorded_cannot_be_changed(full: SqlStore, statement: str) -> None:
    with full.writing() as work, pytest.raises(IntegrityError, match="append-only"):
        work.cases._connection.execute(text(statement))


def test_a_number_is_never_given_out_twice(full: SqlStore) -> None:
    sql = "SELECT sql FROM sqlite_master WHERE name IN ('case_events', 'audit_log')"
    with full.reading() as work:
        made = work.cases._connection.execute(text(sql)).scalars().all()
    assert len(made) == 2
    assert all("AUTOINCREMENT" in one for one in made)


def test_references_hold(full: SqlStore) -> None:
    with full.writing() as work, pytest.raises(IntegrityError, match="FOREIGN KEY"):
        work.cases.add([Case("c9", "nobody", "X")])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases SET mode='fast'",
        "UPDATE cases SET promised_amount=3",
        "UPDATE cases SET promised_unit='working'",
        "UPDATE cases SET statutory_amount=-1",
        "UPDATE cases SET statutory_unit='hours'",
        "UPDATE projects SET status='gone'",
        "UPDATE assistances SET rating=6",
        "UPDATE members SET role='king'",
        "UPDATE case_states SET status='somewhere'",
        "UPDATE open_clocks SET limit_unit='hours'",
    ],
)
def test_the_tables_know_the_values_they_may_hold(full: SqlStore, statement: str) -> None:
    with full.writing() as work, pytest.raises(IntegrityError, match="CHECK"):
        work.cases._connection.execute(text(statement))


def test_a_second_writer_waits_and_is_then_refused(
    full: SqlStore, opened: Callable[..., SqlStore], office: SimpleNamespace
) -> None:
    impatient = opened(busy_ms=30)
    with full.writing() as work:
        work.members.save(office.member)
        with pytest.raises(Refusal) as caught, impatient.writing():
            pass
        assert caught.value.code == "db.locked"
        with impatient.reading() as other:  # readers are not held up
            assert other.members.get("m1") == office.member
        work.commit()
    with impatient.writing() as other:
        assert other.members.get("m1").version == 2


def test_threads_work_side_by_side(full: SqlStore) -> None:
    seen: list[int] = []

    def read() -> None:
        with full.reading() as work:
            seen.append(len(work.projects.all()))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [2, 2, 2, 2]


def test_two_processes_lose_no_change(path: Path, full: SqlStore) -> None:
    """Both add to the same figure as often as they can; whoever was too late reads again and repeats."""
    command = [sys.executable, str(COUNTER), str(path), "25"]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    stale = [int(writer.communicate(timeout=120)[0]) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    with full.reading() as work:
        entry = work.assistances.get("a1")
    assert entry.minutes == 25 + 50
    assert entry.version == 1 + 50
    assert min(stale) >= 0


def test_days_stay_days(full: SqlStore) -> None:
    """Comparing in SQL needs one way of writing a day."""
    with full.reading() as work:
        kept = work.cases._connection.execute(text("SELECT happened_on FROM case_events")).scalars().all()
    assert kept == [date(2026, 11, 20).isoformat()] * 2
