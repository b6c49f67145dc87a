"""The one door for change: a command goes in, a change comes out, undo and redo run through the same door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from agent_desk.services.changes import Change, Topic
from agent_desk.services.commands import (
    AddMember,
    AddProject,
    AdoptBaseline,
    AnnulEvent,
    ChangeSetting,
    Command,
    DropBaseline,
    EditAssistance,
    EditMember,
    EditProject,
    ImportNotice,
    LogAssistance,
    MoveAssistance,
    RecordEvent,
    RestoreNotice,
    RestoreProject,
    SetCaseMode,
    SetMaterial,
    WithdrawAssistance,
    WithdrawProject,
)
from agent_desk.services.handlers import cases, holidays, ledgers, projects
from agent_desk.services.office import Office
from agent_desk.services.ports import AuditRecord, UnitOfWork

_Handler = Callable[[Any, UnitOfWork, Office], Change]

_HANDLERS: dict[type[Command], _Handler] = {
    AddProject: projects.add_project,
    WithdrawProject: projects.withdraw_project,
    RestoreProject: projects.restore_project,
    EditProject: projects.edit_project,
    RecordEvent: cases.record_event,
    AnnulEvent: cases.annul_event,
    SetCaseMode: cases.set_case_mode,
    SetMaterial: ledgers.set_material,
    LogAssistance: ledgers.log_assistance,
    WithdrawAssistance: ledgers.withdraw_assistance,
    MoveAssistance: ledgers.move_assistance,
    EditAssistance: ledgers.edit_assistance,
    AdoptBaseline: ledgers.adopt_baseline,
    DropBaseline: ledgers.drop_baseline,
    AddMember: ledgers.add_member,
    EditMember: ledgers.edit_member,
    ChangeSetting: ledgers.change_setting,
    ImportNotice: holidays.import_notice,
    RestoreNotice: holidays.restore_notice,
}

_DEPTH = 200


@dataclass(frozen=True, slots=True)
class _Step:
    description: str
    command: Command


class Desk:
    """Executes commands, each in one transaction with its audit record, and remembers how to take them back.

    ``listener`` (if set) hears the touched topics after every change, on the thread that made it.
    """

    def __init__(self, office: Office) -> None:
        self.office = office
        self.listener: Callable[[frozenset[Topic]], None] | None = None
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []

    def execute(self, command: Command) -> Change:
        """Carry out one command. A refusal leaves everything as it was, the undo history included."""
        change = self.execute_all([command])[0]
        return change

    def execute_all(self, commands: list[Command]) -> list[Change]:
        """Carry out several commands in one transaction: all or none. Each remains one undoable step."""
        changes = self._run(commands, "do")
        for change in changes:
            self._remember(self._undo, change)
        self._redo.clear()
        return changes

    def undo(self) -> Change | None:
        """Take back the last step, or None when there is nothing to take back."""
        return self._step(self._undo, self._redo, "undo")

    def redo(self) -> Change | None:
        """Do the last undone step again."""
        return self._step(self._redo, self._undo, "redo")

    @property
    def undo_text(self) -> str:
        """The description of the step ``undo`` would take back, or empty."""
        return self._undo[-1].description if self._undo else ""

    @property
    def redo_text(self) -> str:
        """The description of the step ``redo`` would do again, or empty."""
        return self._redo[-1].description if self._redo else ""

    def _step(self, source: list[_Step], target: list[_Step], action: str) -> Change | None:
        if not source:
            return None
        step = source[-1]
        change = self._run([step.command], action)[0]
        source.pop()
        if change.inverse is not None:
            # The step keeps its own name on both stacks: "undo X" and "redo X" speak of the same X.
            target.append(_Step(step.description, change.inverse))
        return change

    def _run(self, commands: list[Command], action: str) -> list[Change]:
        office = self.office
        with office.store.writing() as uow:
            changes = [_HANDLERS[type(command)](command, uow, office) for command in commands]
            for command, change in zip(commands, changes, strict=True):
                uow.audit.append(
                    AuditRecord(
                        at=office.now(),
                        by=office.user,
                        action=f"{action}.{type(command).__name__}",
                        subject=change.subject,
                        description=change.description,
                    )
                )
            calendar = holidays.calendar_after(commands, uow, office)
            uow.commit()
        if calendar is not office.calendar:
            self.office = replace(office, calendar=calendar)
        if self.listener is not None:
            self.listener(frozenset().union(*(change.touched for change in changes)))
        return changes

    def _remember(self, stack: list[_Step], change: Change) -> None:
        if change.inverse is not None:
            stack.append(_Step(change.description, change.inverse))
            del stack[:-_DEPTH]
