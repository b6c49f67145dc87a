"""Words about a project that the list, the project page and the wizard share: channel tag, money, team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from agent_desk.domain.admission import AdmissionRule
from agent_desk.domain.money import format_yi
from agent_desk.domain.people import Member
from agent_desk.domain.project import Channel, Project
from agent_desk.i18n import language, tr
from agent_desk.presenters.cells import AvatarView, Tag, TagKind

_PLAN_FACT = "in_annual_plan"


def rule_word(rule: AdmissionRule) -> str:
    """A rule in a few words: its figure where it has one (总投资 ≥ 3 亿), else its short title."""
    if isinstance(rule.threshold, int) and not isinstance(rule.threshold, bool):
        return tr("总投资 ≥ {yi} 亿", yi=format_yi(rule.threshold))
    if rule.fact == _PLAN_FACT:
        return tr("政府投资计划")
    return rule.title_en if language() == "en" else rule.title


def ordered_rules(rules: Iterable[AdmissionRule]) -> list[AdmissionRule]:
    """Rules with a figure first, as the filters show them."""
    return sorted(rules, key=lambda rule: isinstance(rule.threshold, bool))


def channel_tag(project: Project, rules: Sequence[AdmissionRule]) -> Tag:
    """The channel with the reason a project is in it."""
    if project.channel is Channel.GENERAL:
        return Tag(TagKind.OUTLINE, tr("一般代办"))
    rule = next((rule for rule in rules if rule.id == project.admission.rule_id), None)
    if rule is None:
        return Tag(TagKind.GREEN, project.admission.title or tr("绿色通道"), "zap")
    if isinstance(rule.threshold, bool):
        return Tag(TagKind.PROMISE, rule_word(rule), "landmark")
    return Tag(TagKind.GREEN, rule_word(rule), "zap")


def money_text(fen: int | None) -> str:
    """A sum in 亿元 without its unit; a dash while unknown."""
    return format_yi(fen, 2) if fen is not None else "—"


def team_views(project: Project, members: Mapping[str, Member]) -> tuple[AvatarView, ...]:
    """The team's marks, the lead first."""
    found = [members[seat.member_id] for seat in project.team if seat.member_id in members]
    return tuple(AvatarView(member.name, member.hue) for member in found)
