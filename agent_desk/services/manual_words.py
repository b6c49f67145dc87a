"""The phrases a manual is made of: limits and where they stand, why an item applies, what must come first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from agent_desk.domain.case import Case, CaseMode, Material, MaterialState
from agent_desk.domain.case_clocks import review_clocks
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.catalogue import (
    Applicability,
    ApprovalItem,
    Gate,
    LimitEvidence,
    LimitType,
    ReviewGroup,
    Tolerance,
)
from agent_desk.domain.clock import read
from agent_desk.domain.explanation import CausePart, explain, fact_label
from agent_desk.domain.limits import ClockKind, Limit
from agent_desk.i18n import N_, language, tr
from agent_desk.services.documents import Cell, ClockGauge, ClockStrip, Tone
from agent_desk.services.gantt.describe import day_text
from agent_desk.services.item_names import item_short
from agent_desk.services.office import Office
from agent_desk.services.project_sheet import CaseSheet
from agent_desk.services.readings import ClockReading
from agent_desk.services.stage_words import excluded_word
from agent_desk.services.words import word

_WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))

_LEGAL_CLOCK = {
    LimitType.MIN: (ClockKind.MINIMUM, N_("法定最短期限")),
    LimitType.APPLICANT_DUTY: (ClockKind.APPLICANT_DUTY, N_("申请人义务期限")),
}

_GATES = {
    Gate.START_OF_WORK: N_("须在开工前办结"),
    Gate.ACCEPTANCE: N_("须在竣工验收前办结"),
    Gate.USE: N_("须在投入使用前办结"),
}

_GROUPS = {
    ReviewGroup.COMBINED_ASSESSMENT: N_("多评合一：与同组评估统一踏勘、统一评审，各自计时、各自出具结果"),
    ReviewGroup.JOINT_DRAWINGS: N_("多图联审：图纸一次上传、统一审查、统一反馈意见"),
    ReviewGroup.JOINT_ACCEPTANCE: N_("联合验收：各专项约定同一日到场，统一出具意见"),
}

_TOLERANCE = {
    Tolerance.YES: N_("容缺受理：申请表以外的材料可承诺期限后补"),
    Tolerance.PART: N_("容缺受理：标注“可容缺”的材料可承诺期限后补"),
    Tolerance.NO: N_("不适用容缺受理，材料须一次交齐"),
}

SIMULATED_RESULT = N_("结果为模拟审批意见，不是行政许可决定，不得据以施工；法定条件具备后转为正式证照")


def limit_text(limit: Limit | None) -> str:
    """20 工作日, 即办, 3 个月; a dash where there is none."""
    if limit is None:
        return "—"
    if limit.amount == 0:
        return tr("即办")
    return f"{limit.amount} {word(limit.unit)}"


def legal_limit_name(item: ApprovalItem) -> str:
    """What the statutory number of the item is called."""
    return tr(_LEGAL_CLOCK[item.limit_type][1]) if item.limit_type in _LEGAL_CLOCK else tr("法定时限")


def clock_strip(sheet: CaseSheet, office: Office, today: date) -> ClockStrip:
    """The three limits side by side, each with where it stands today."""
    legal = _LEGAL_CLOCK.get(sheet.item.limit_type, (ClockKind.STATUTORY, ""))[0]
    case = sheet.case
    return ClockStrip(
        (
            _gauge(
                sheet, legal, legal_limit_name(sheet.item), "clock.legal.fill", case.statutory, office, today
            ),
            _gauge(
                sheet,
                ClockKind.PROMISED,
                tr("承诺时限"),
                "clock.promise.fill",
                case.promised,
                office,
                today,
            ),
            _gauge(
                sheet,
                ClockKind.TARGET,
                tr("绿色通道时限"),
                "clock.green.fill",
                case.target,
                office,
                today,
            ),
        )
    )


def _gauge(
    sheet: CaseSheet,
    kind: ClockKind,
    name: str,
    token: str,
    limit: Limit | None,
    office: Office,
    today: date,
) -> ClockGauge:
    if limit is None:
        reason = tr("法律未定天数") if kind in (ClockKind.STATUTORY, ClockKind.MINIMUM) else ""
        return ClockGauge(name, token, None, "", reason)
    text, fraction, tone = _standing(sheet, kind, office, today)
    if limit.amount == 0:
        return ClockGauge(name, token, None, tr("即办"), text, fraction, tone)
    return ClockGauge(name, token, limit.amount, word(limit.unit), text, fraction, tone)


def _standing(
    sheet: CaseSheet, kind: ClockKind, office: Office, today: date
) -> tuple[str, float | None, Tone]:
    """Words, used share and tone of one clock: running, decided, or not begun."""
    running = next((clock for clock in sheet.clocks if clock.kind is kind), None)
    if running is not None:
        text, tone = clock_text(running, today)
        return text, running.elapsed, tone
    life = sheet.life
    decided = life.mock_on or life.decided_on
    clocks = review_clocks(sheet.case, sheet.item, life, office.calendar, office.choices)
    clock = next((c for c in clocks if c.kind is kind), None)
    if decided is None or clock is None:
        return (tr("受理后起算") if not life.finished else ""), None, ""
    deadline = clock.deadline(office.calendar, office.choices, decided)
    counted = read(deadline, office.calendar, decided)
    share = counted.counted / counted.total if counted.total else 1.0
    on = day_text(decided, today)
    if decided > deadline.due:
        return tr("{date} 出结果，超期", date=on), 1.0, "over"
    return tr("{date} 出结果，按期", date=on), share, ""


def clock_text(clock: ClockReading, today: date) -> tuple[str, Tone]:
    """Where a running clock stands: 12-16 到期，剩 18."""
    if clock.paused and clock.left >= 0:
        return tr("停表，剩 {n}", n=clock.left), "pause"
    due = day_text(clock.due, today)
    if clock.provisional:
        due = tr("{date}（暂定）", date=due)
    if clock.left < 0:
        return tr("{date} 到期，超 {n}", date=due, n=-clock.left), "over"
    if clock.due == today:
        return tr("今天（{weekday}）到期", weekday=tr(_WEEKDAYS[today.weekday()])), "due"
    return tr("{date} 到期，剩 {n}", date=due, n=clock.left), "due" if clock.left <= 1 else ""


def why_applies(found: Applicability | None, office: Office) -> str:
    """The facts that caused the item, as one sentence."""
    if found is None or not found.evaluation.decided_by:
        return tr("本类投资项目均须办理。")
    english = language() == "en"
    parts = explain(found.evaluation.decided_by, office.rules.facts, english=english)
    return tr("依据项目画像：{facts}。", facts="；".join(_cause_text(part) for part in parts))


def _cause_text(part: CausePart) -> str:
    """年综合能耗 1,860 ≥ 1,000 吨标准煤; 供地方式：出让."""
    if part.yes is None and not part.symbol:
        return f"{part.label}：{part.value} {part.unit}".rstrip()
    return part.text(tr("是"), tr("否"))


def open_questions(found: Applicability, office: Office) -> str:
    """The facts that would settle whether an item applies."""
    english = language() == "en"
    return "；".join(fact_label(key, office.rules.facts, english=english) for key in found.evaluation.unknown)


def basis_lines(sheet: CaseSheet, today: date) -> list[tuple[str, Tone]]:
    """The law the item rests on, how well its number is founded, and what is still to be checked."""
    item = sheet.item
    start = sheet.life.accepted_on or sheet.life.received_on or today
    lines: list[tuple[str, Tone]] = [(item.basis_on(start), "")]
    if item.evidence is LimitEvidence.DEFAULT:
        lines.append((tr("该事项未单列期限，按行政许可法第四十二条的二十个工作日推定。"), "muted"))
    if item.clock_start_words:
        lines.append((tr("起算：{words}。", words=tr(item.clock_start_words)), "muted"))
    if item.excluded_time:
        kinds = "、".join(excluded_word(kind) for kind in item.excluded_time)
        lines.append((tr("不计入期限：{kinds}（须书面告知）。", kinds=kinds), "muted"))
    if item.needs_recheck:
        lines.append((tr("待复核：{words}", words=item.recheck or tr("条文和期限尚未核对原文")), "due"))
    if item.promised_is_illustrative and sheet.case.promised is not None:
        lines.append((tr("待复核：承诺期限为参考值，以本区公布为准"), "due"))
    return lines


def prerequisite_lines(sheet: CaseSheet, siblings: dict[str, CaseSheet], office: Office) -> list[str]:
    """What must come first by law, what usually does, and by when the item must be done."""
    item, catalogue = sheet.item, office.rules.catalogue
    groups = catalogue.prerequisites_of(item, siblings.keys())
    lines = [tr("须先办结{items}", items=_one_of(group, siblings)) for group in groups]
    if groups and item.prerequisites_basis:
        lines[-1] += tr("（{basis}）", basis=item.prerequisites_basis)
    for group in catalogue.usual_after_of(item, siblings.keys()):
        lines.append(tr("通常在{items}之后办理", items=_one_of(group, siblings)))
    if item.gate in _GATES:
        basis = tr("（{basis}）", basis=item.gate_basis) if item.gate_basis else ""
        lines.append(tr(_GATES[item.gate]) + basis)
    return lines


def _one_of(codes: Collection[str], siblings: dict[str, CaseSheet]) -> str:
    names = [
        tr("“{item}”（{status}）", item=item_short(siblings[code].item), status=status_text(siblings[code]))
        for code in codes
    ]
    return tr("或").join(names)


def measure_lines(item: ApprovalItem) -> list[str]:
    """What may shorten the item: simulated approval, gaps, joint handling, parallel work."""
    lines = []
    if item.simulated:
        lines.append(tr("模拟审批：供地前可先行审查；{result}", result=tr(SIMULATED_RESULT)))
    lines.append(tr(_TOLERANCE[item.tolerance]))
    if item.group in _GROUPS:
        lines.append(tr(_GROUPS[item.group]))
    if item.parallel:
        lines.append(tr("可与其他事项并联办理"))
    return lines


def status_text(sheet: CaseSheet) -> str:
    """Where the case stands; a simulated opinion is never called a permit."""
    life = sheet.life
    if life.status is CaseStatus.MOCK_ISSUED:
        return tr("模拟意见已出")
    return word(life.status)


def status_cell(sheet: CaseSheet) -> Cell:
    """The status as a table's tag."""
    tones: dict[CaseStatus, Tone] = {
        CaseStatus.GRANTED: "ok",
        CaseStatus.MOCK_ISSUED: "simulated",
        CaseStatus.PAUSED: "pause",
        CaseStatus.SUPPLEMENTING: "pause",
        CaseStatus.NOT_STARTED: "muted",
        CaseStatus.REFUSED: "over",
        CaseStatus.REVOKED: "over",
    }
    overdue = any(clock.left < 0 and clock.kind is not ClockKind.MINIMUM for clock in sheet.clocks)
    return Cell("tag", status_text(sheet), tone="over" if overdue else tones.get(sheet.life.status, ""))


def mode_text(case: Case) -> str:
    """The mode, empty for the standard one."""
    return "" if case.mode is CaseMode.STANDARD else word(case.mode)


def material_cell(material: Material, sheet: CaseSheet, today: date) -> Cell:
    """Where one paper stands: 已齐, 已交, 容缺至 11-30, 缺 (an alarm only once the case has begun)."""
    if material.state is MaterialState.TOLERATED and material.until is not None:
        late = material.until < today
        text = tr("容缺至 {date}", date=day_text(material.until, today))
        return Cell("tag", text, tone="over" if late else "due")
    tones: dict[MaterialState, Tone] = {
        MaterialState.ACCEPTED: "ok",
        MaterialState.SUBMITTED: "",
        MaterialState.TOLERATED: "due",
        MaterialState.MISSING: "over" if sheet.life.received_on else "muted",
    }
    return Cell("tag", word(material.state), tone=tones[material.state])


def material_counts(materials: Sequence[Material]) -> str:
    """共 9 份，已齐 6，已交 0，容缺 2，缺 1; states that do not occur are left out."""
    counted = [tr("共 {n} 份", n=len(materials))]
    for state in (
        MaterialState.ACCEPTED,
        MaterialState.SUBMITTED,
        MaterialState.TOLERATED,
        MaterialState.MISSING,
    ):
        number = sum(material.state is state for material in materials)
        if number:
            counted.append(f"{word(state)} {number}")
    return "，".join(counted)
