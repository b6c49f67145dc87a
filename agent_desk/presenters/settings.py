"""设置: this desk's own settings, and what the office works by, as it is. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from agent_desk import __version__
from agent_desk.domain.errors import Refusal
from agent_desk.domain.people import Member
from agent_desk.i18n import N_, language, tr
from agent_desk.presenters.assistance import Outcome, who_am_i
from agent_desk.presenters.refusals import sentence
from agent_desk.services.desk import Desk
from agent_desk.services.preferences import Preferences, PreferencesStore
from agent_desk.services.words import word

THEMES = (("system", N_("跟随系统")), ("light", N_("浅色")), ("dark", N_("深色")))
DENSITIES = (("compact", N_("紧凑")), ("standard", N_("标准")), ("roomy", N_("宽松")))
LANGUAGES = (("zh", "中文"), ("en", "English"))  # each in its own language, whatever is in use

_COMPONENTS = (
    ("PySide6", "LGPL-3.0"),
    ("SQLAlchemy", "MIT"),
    ("Alembic", "MIT"),
    ("ReportLab", "BSD-3-Clause"),
    ("pypdfium2", "Apache-2.0, BSD-3-Clause"),
    ("openpyxl", "MIT"),
    ("holidays", "MIT"),
    ("pypinyin", "MIT"),
    ("Noto Sans SC", "OFL-1.1"),
    ("Noto Serif SC", "OFL-1.1"),
    ("Lucide", "ISC"),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line that is only shown: a name, what holds, and why or where from."""

    name: str
    value: str
    note: str = ""


class SettingsPresenter:
    """Changes the preferences (kept at once) and words the rest."""

    def __init__(self, desk: Desk, today: Callable[[], date], preferences: PreferencesStore) -> None:
        self._desk = desk
        self._today = today
        self._store = preferences
        self.preferences = preferences.load()
        self._members: tuple[Member, ...] = ()

    def reload(self) -> None:
        """Read the people and the preferences again."""
        self.preferences = self._store.load()
        with self._desk.office.store.reading() as uow:
            self._members = tuple(sorted((m for m in uow.members.all() if m.active), key=lambda m: m.name))

    # --- this desk ----------------------------------------------------------------------------

    def members(self) -> tuple[tuple[str, str], ...]:
        """(id, text) of the people who may sit here."""
        return tuple((m.id, tr("{name}（{role}）", name=m.name, role=word(m.role))) for m in self._members)

    def me(self) -> str:
        """The id of the person the desk takes to sit here, or empty."""
        me = who_am_i(self._members, self.preferences.member_id or self._desk.office.user)
        return me.id if me else ""

    def set_theme(self, key: str) -> Outcome:
        """Light, dark or as the system."""
        return self._keep(replace(self.preferences, theme=key))

    def set_density(self, key: str) -> Outcome:
        """How close the rows of tables stand."""
        return self._keep(replace(self.preferences, density=key))

    def set_language(self, key: str) -> Outcome:
        """The language from the next start on; the outcome says so where it is another one than now."""
        outcome = self._keep(replace(self.preferences, language=key))
        if outcome.done and key != language():
            return Outcome(True, tr("已保存，重新打开代办台后生效。"))
        return outcome

    def set_me(self, member_id: str) -> Outcome:
        """Who sits at this desk."""
        return self._keep(replace(self.preferences, member_id=member_id))

    def set_honour_roll(self, shown: bool) -> Outcome:
        """Whether a lead sees the roll of honour."""
        return self._keep(replace(self.preferences, honour_roll=shown))

    def _keep(self, preferences: Preferences) -> Outcome:
        try:
            self._store.save(preferences)
        except Refusal as refusal:
            return Outcome(False, sentence(refusal))
        self.preferences = preferences
        return Outcome(True, tr("已保存。"))

    # --- what the office works by ---------------------------------------------------------------

    def clock_choices(self) -> tuple[Fact, ...]:
        """The choices made where the law is silent, as they are set, each with its ground."""
        choices = self._desk.office.choices
        counting = choices.counting
        return (
            Fact(
                tr("期限末日遇休息日"),
                tr("顺延至休息日后第一天") if counting.roll_over else tr("不顺延"),
                tr("仅对按自然日和月计的期限；参照民法典第二百零三条。预警按顺延前、超期按顺延后。"),
            ),
            Fact(
                tr("不计时段的起止日"),
                tr("首尾两日均不计入") if counting.exclude_both_ends else tr("首尾两日计入"),
                tr("行政许可法第四十五条未写明首尾，取对申请人和部门都清楚的算法。"),
            ),
            Fact(
                tr("受理后补材料"),
                tr("绿色通道停表") if choices.supplement_stops_target else tr("绿色通道不停表"),
                tr("法定和承诺期限不因受理后补材料停表；绿色通道是内部时限，由办公室定。"),
            ),
            Fact(
                tr("期限首日"),
                tr("受理当日不计，次日为第一天"),
                tr("参照民法典第二百零一条；工作日不含法定节假日（行政许可法第八十二条）。"),
            ),
        )

    def calendar_facts(self) -> tuple[Fact, ...]:
        """Which years have their holiday notice, and from when dates are provisional."""
        calendar, today = self._desk.office.calendar, self._today()
        published = sorted(notice.year for notice in calendar.notices if notice.published)
        first_open = next(
            (year for year in range(today.year, calendar.last_day.year + 1) if year not in published), None
        )
        facts = [Fact(tr("已公布的放假安排"), _years(published) or tr("无"))]
        notice = next((n for n in calendar.notices if n.year == today.year and n.published), None)
        if notice is not None:
            facts.append(
                Fact(
                    tr("{year} 年", year=today.year),
                    tr(
                        "放假调休 {off} 天，调休上班 {work} 天",
                        off=len(notice.days_off),
                        work=len(notice.make_up),
                    ),
                    tr("放假天数不含本来的周末。"),
                )
            )
        if first_open is not None:
            facts.append(
                Fact(
                    tr("暂定年份"),
                    tr("{year} 年起", year=first_open),
                    tr("放假安排未公布，只计法定节日；跨入该年的到期日标“暂定”。"),
                )
            )
        return tuple(facts)

    def data_facts(self) -> tuple[Fact, ...]:
        """Where things are kept."""
        catalogue = self._desk.office.rules.catalogue
        version = tr("{version}，共 {n} 项", version=catalogue.version, n=len(catalogue))
        return (
            Fact(
                tr("数据文件"), self._desk.office.store.location, tr("复制此文件即可备份；请放在本机磁盘。")
            ),
            Fact(tr("个人设置"), self._store.location),
            Fact(tr("事项库版本"), version, tr("自 {day} 起适用", day=catalogue.effective_from.isoformat())),
        )

    def about_facts(self) -> tuple[Fact, ...]:
        """Version and licences."""
        parts = tr("；").join(f"{name} {licence}" for name, licence in _COMPONENTS)
        return (
            Fact(tr("版本"), tr("代办台 {version}", version=__version__)),
            Fact(tr("许可证"), "Apache-2.0"),
            Fact(tr("使用的组件"), parts),
        )


def _years(years: list[int]) -> str:
    """2004-2026 as one span where nothing is missing, else the spans: 2004-2024、2026."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][1] == year - 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    texts = (
        str(first) if first == last else tr("{first} 至 {last}", first=first, last=last)
        for first, last in spans
    )
    return tr("、").join(texts)
