"""A state machine over recording, undoing, redoing and reopening the file: undo then redo gives the same office."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from agent_desk.domain.case import EventKind, MaterialState
from agent_desk.domain.errors import Refusal
from agent_desk.services import projection
from agent_desk.services.commands import EditProject, RecordEvent, SetMaterial
from agent_desk.services.intake import build
from tests.office import TODAY, factory_draft, make_desk

_OPENED = date(2026, 10, 1)
_CODES = ("GH-02", "PG-02", "LX-14", "SG-08")
_KINDS = [kind for kind in EventKind if kind is not EventKind.ANNULLED]


class OfficeMachine(RuleBasedStateMachine):
    """Does what a careless and busy agent does, and looks after every step whether the records still agree."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.desk = make_desk(self.folder / "office.db")
        self.project = self.desk.execute(build(factory_draft(), self.desk.office, _OPENED)).created
        with self.desk.office.store.reading() as uow:
            self.cases = {c.item_code: c.id for c in uow.cases.of_project(self.project)}
            self.papers = [m.id for m in uow.materials.of_project(self.project)]
        self.undoable = 1

    @rule(code=st.sampled_from(_CODES), kind=st.sampled_from(_KINDS), day=st.integers(0, 52), paper=st.booleans())
    def record(self, code: str, kind: EventKind, day: int, paper: bool) -> None:
        on = _OPENED + timedelta(days=day)
        details = {"days": "5", "material": "勘察报告", "until": "2026-12-20", "procedure": "expert_review"}
        command = RecordEvent(self.cases[code], kind, on, document="特1号" if paper else "", details=details)
        try:
            self.desk.execute(command)
        except Refusal:
            return
        self.undoable += 1

    @rule(number=st.integers(0, 5), state=st.sampled_from([MaterialState.SUBMITTED, MaterialState.ACCEPTED]))
    def hand_in(self, number: int, state: MaterialState) -> None:
        self.desk.execute(SetMaterial(self.papers[number], state))
        self.undoable += 1

    @rule(town=st.sampled_from(["望湖街道", "桐溪镇"]))
    def edit(self, town: str) -> None:
        self.desk.execute(EditProject(self.project, {"town": town}))
        self.undoable += 1

    @precondition(lambda self: self.undoable > 1)
    @rule()
    def undo_then_redo(self) -> None:
        before = self.picture()
        self.desk.undo()
        self.desk.redo()
        assert self.picture() == before

    @precondition(lambda self: self.undoable > 1)
    @rule()
    def undo(self) -> None:
        self.desk.undo()
        self.undoable -= 1

    @rule()
    def reopen(self) -> None:
        before = self.picture()
        self.desk.office.store.close()
        self.desk = _reopened(self.folder / "office.db")
        self.undoable = 1
        assert self.picture() == before

    def picture(self) -> object:
        """Everything a screen could show, without versions and without the records that undo adds."""
        with self.desk.office.store.reading() as uow:
            project = uow.projects.get(self.project)
            states = sorted(uow.states.of_project(self.project), key=lambda row: row.case_id)
            clocks = sorted(uow.clocks.of_project(self.project), key=lambda row: (row.case_id, row.kind, row.subject))
            papers = [(m.id, m.state, m.until) for m in uow.materials.of_project(self.project)]
            return project.town, states, clocks, papers

    @invariant()
    def projections_equal_the_events(self) -> None:
        if not hasattr(self, "desk"):
            return
        kept = self.picture()
        with self.desk.office.store.writing() as uow:
            projection.rebuild(uow, self.desk.office)
            uow.commit()
        assert self.picture() == kept

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.office.store.close()
            shutil.rmtree(self.folder)


def _reopened(path: Path):  # type: ignore[no-untyped-def]
    from agent_desk.services.desk import Desk
    from tests.office import make_office

    return Desk(make_office(path, TODAY))


TestOfficeMachine = OfficeMachine.TestCase
TestOfficeMachine.settings = settings(max_examples=6, stateful_step_count=18, deadline=None)
