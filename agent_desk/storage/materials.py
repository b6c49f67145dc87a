"""Papers of the cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from agent_desk.domain.case import Material, MaterialState
from agent_desk.storage.schema import cases, materials
from agent_desk.storage.statements import insert_all, one, save_versioned

_COLUMNS = materials.c
_SELECT = select(
    _COLUMNS.id,
    _COLUMNS.case_id,
    _COLUMNS.name,
    _COLUMNS.position,
    _COLUMNS.form,
    _COLUMNS.source,
    _COLUMNS.tolerable,
    _COLUMNS.state,
    _COLUMNS.until_on,
    _COLUMNS.version,
)
_STATES = {state.value: state for state in MaterialState}


def _values(material: Material) -> dict[str, object]:
    return {
        "case_id": material.case_id,
        "name": material.name,
        "position": material.position,
        "form": material.form,
        "source": material.source,
        "tolerable": material.tolerable,
        "state": material.state.value,
        "until_on": material.until,
    }


def _material(row: Row[Any]) -> Material:
    material_id, case_id, name, position, form, source, tolerable, state, until, version = row
    return Material(
        material_id, case_id, name, position, form, source, tolerable, _STATES[state], until, version
    )


class SqlMaterials:
    """Papers in the order of their case."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Iterable[Material]) -> None:
        """Store new papers in bulk; their cases must stand already."""
        insert_all(
            self._connection,
            materials,
            ({"id": paper.id, **_values(paper), "version": paper.version} for paper in new),
        )

    def get(self, material_id: str) -> Material:
        """The paper; refuses ``record.missing``."""
        rows = self._connection.execute(_SELECT.where(_COLUMNS.id == material_id)).all()
        return _material(one(rows, "material", material_id))

    def of_project(self, project_id: str) -> Sequence[Material]:
        """The papers of every case of the project, by item code, case and position."""
        rows = self._connection.execute(
            _SELECT.join(cases, cases.c.id == _COLUMNS.case_id)
            .where(cases.c.project_id == project_id)
            .order_by(cases.c.item_code, _COLUMNS.case_id, _COLUMNS.position, _COLUMNS.id)
        )
        return [_material(row) for row in rows]

    def tolerated(self) -> Sequence[Material]:
        """Papers promised for later, the earliest promise first."""
        rows = self._connection.execute(
            _SELECT.where(_COLUMNS.state == MaterialState.TOLERATED.value).order_by(
                _COLUMNS.until_on, _COLUMNS.id
            )
        )
        return [_material(row) for row in rows]

    def save(self, material: Material) -> Material:
        """Write a change; the paper with its new version. StaleChange if it was changed meanwhile."""
        version = save_versioned(
            self._connection, materials, "material", material.id, material.version, _values(material)
        )
        return replace(material, version=version)
