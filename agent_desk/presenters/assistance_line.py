"""The sentences for what is wrong with a quick entry on one line: which part, and how to write it."""

from __future__ import annotations

from agent_desk.i18n import N_, tr
from agent_desk.services.assistance_line import MOST_MINUTES, EntryLine, Fault, LineField, LineProblem

EXAMPLE = N_("db jsbz 规划证补章 45 sm 5")

_TEXTS = {
    (LineField.KIND, Fault.MISSING): N_("请先写类型：db 代办、bb 帮办、xb 协办"),
    (LineField.KIND, Fault.UNKNOWN): N_("类型“{text}”不认识，请写 db、bb 或 xb"),
    (LineField.BENEFICIARY, Fault.MISSING): N_("缺对象，请写项目首字母或名称"),
    (LineField.MATTER, Fault.MISSING): N_("缺事项，请写办了什么"),
    (LineField.MINUTES, Fault.MISSING): N_("缺分钟，请在事项后写数字"),
    (LineField.MINUTES, Fault.OUT_OF_RANGE): N_("分钟“{text}”不对，应为 1 至 {most}"),
    (LineField.RATING, Fault.OUT_OF_RANGE): N_("满意度“{text}”不对，应为 1 至 5"),
}


def problem_text(problem: LineProblem) -> str:
    """One problem as a clause."""
    return tr(_TEXTS[problem.field, problem.fault], text=problem.text, most=MOST_MINUTES)


def problems_text(line: EntryLine) -> str:
    """All problems of a line in one line; empty when there are none."""
    return tr("；").join(problem_text(problem) for problem in line.problems)
