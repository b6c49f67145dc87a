"""The main job without a window: manual, route, Gantt picture and brief of one office, as files in a folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from agent_desk.domain.errors import Refusal
from agent_desk.domain.project import Channel, Project, ProjectStatus
from agent_desk.services.desk import Desk
from agent_desk.services.gantt_chart import project_chart
from agent_desk.services.manual import manual_document
from agent_desk.services.press import Press
from agent_desk.services.project_sheet import project_sheet
from agent_desk.services.reporting import report_document
from agent_desk.services.route_plan import plan
from agent_desk.services.route_record import route_record
from agent_desk.services.whole_files import write_whole

_BRIEF = "brief"


def main_job(desk: Desk, press: Press, folder: Path, today: date) -> list[Path]:
    """Write the four papers of the office's leading project and the office's brief; returns the files.

    Refuses ``project.none`` when there is no project yet.
    """
    office = desk.office
    project = _leading(desk)
    sheet = project_sheet(office, project.id, today)
    route = plan(project, [c.case for c in sheet.cases], sheet.lives, office, today)
    chart = project_chart(sheet, route, office, today)
    brief = report_document(office, _BRIEF, today)
    files = {
        "manual.pdf": press.pdf(manual_document(sheet, route, office, today)),
        "route.json": _json(route_record(sheet, route)),
        "gantt.png": press.gantt_png(chart, project.name),
        "gantt.pdf": press.gantt_pdf(chart, project.name),
        "gantt.svg": press.gantt_svg(chart),
        "brief.pdf": press.pdf(brief),
        "brief.xlsx": press.excel(brief),
    }
    for name, content in files.items():
        write_whole(folder / name, content)
    return [folder / name for name in files]


def _leading(desk: Desk) -> Project:
    """The project an office would show first: in the green channel, with a land day to come, else the newest."""
    today = desk.office.now().date()
    with desk.office.store.reading() as uow:
        active = uow.projects.all(ProjectStatus.ACTIVE)
    if not active:
        raise Refusal("project.none")
    return max(
        active,
        key=lambda p: (
            p.channel is Channel.GREEN,
            p.land_day is not None and p.land_day >= today,
            p.created_on,
            p.id,
        ),
    )


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()
