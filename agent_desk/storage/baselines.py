"""Adopted routes. A baseline is written once and never changed; it can only be taken back whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, tuple_

from agent_desk.domain.errors import Refusal
from agent_desk.domain.route import Baseline
from agent_desk.storage.schema import baseline_spans, baselines
from agent_desk.storage.statements import insert_all, select_by

_COLUMNS = baselines.c
_SPAN = baseline_spans.c
_SELECT = select(
    _COLUMNS.id,
    _COLUMNS.project_id,
    _COLUMNS.number,
    _COLUMNS.adopted_on,
    _COLUMNS.makespan,
    _COLUMNS.statutory_days,
).order_by(_COLUMNS.project_id, _COLUMNS.number)
_SELECT_SPANS = select(_SPAN.baseline_id, _SPAN.step_id, _SPAN.start_on, _SPAN.finish_on).order_by(
    _SPAN.baseline_id, _SPAN.position
)


def _baseline(row: Row[Any], spans: tuple[tuple[str, date, date], ...]) -> Baseline:
    baseline_id, project_id, number, adopted_on, makespan, statutory_days = row
    return Baseline(baseline_id, project_id, number, adopted_on, makespan, statutory_days, spans)


class SqlBaselines:
    """Adopted routes, newest last."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, baseline: Baseline) -> None:
        """Store an adopted route with the span of every step."""
        row = {
            "id": baseline.id,
            "project_id": baseline.project_id,
            "number": baseline.number,
            "adopted_on": baseline.adopted_on,
            "makespan": baseline.makespan,
            "statutory_days": baseline.statutory_days,
        }
        self._connection.execute(insert(baselines), row)
        insert_all(
            self._connection,
            baseline_spans,
            (
                {
                    "baseline_id": baseline.id,
                    "position": position,
                    "step_id": step_id,
                    "start_on": start,
                    "finish_on": finish,
                }
                for position, (step_id, start, finish) in enumerate(baseline.spans)
            ),
        )

    def of_project(self, project_id: str) -> Sequence[Baseline]:
        """The adopted routes of one project, newest last."""
        rows = self._connection.execute(_SELECT.where(_COLUMNS.project_id == project_id)).all()
        return self._with_spans(rows)

    def newest(self, project_ids: Sequence[str]) -> Mapping[str, Baseline]:
        """The newest adopted route of each project that has one."""
        last = select(_COLUMNS.project_id, func.max(_COLUMNS.number)).group_by(_COLUMNS.project_id)
        query = _SELECT.where(tuple_(_COLUMNS.project_id, _COLUMNS.number).in_(last))
        rows = list(select_by(self._connection, query, _COLUMNS.project_id, project_ids))
        return {baseline.project_id: baseline for baseline in self._with_spans(rows)}

    def remove(self, baseline_id: str) -> None:
        """Take an adopted route back; refuses ``record.missing``."""
        self._connection.execute(delete(baseline_spans).where(_SPAN.baseline_id == baseline_id))
        if self._connection.execute(delete(baselines).where(_COLUMNS.id == baseline_id)).rowcount != 1:
            raise Refusal("record.missing", what="baseline", id=baseline_id)

    def _with_spans(self, rows: Iterable[Row[Any]]) -> list[Baseline]:
        heads = list(rows)
        spans: defaultdict[str, list[tuple[str, date, date]]] = defaultdict(list)
        found = select_by(self._connection, _SELECT_SPANS, _SPAN.baseline_id, (row[0] for row in heads))
        for baseline_id, step_id, start, finish in found:
            spans[baseline_id].append((step_id, start, finish))
        return [_baseline(row, tuple(spans.get(row[0], ()))) for row in heads]
